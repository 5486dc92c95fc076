import Foundation
import ImpactDiagnostics
import ImpactEconomyFiles
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactReports
@testable import tia

/// What the program says where a reader could misunderstand it.
@Suite final class PlainWordsTests {
  private let folder: TestFolder
  private var scenario: String { folder.url.appending(path: "two.yaml").path }

  init() throws {
    folder = try TestFolder()
    try folder.write(
      SyntheticEconomy.make(otherIndustries: SyntheticEconomy.catalogueIndustries))
    let text = """
      scenario: two
      title: A test
      economy: ./economy
      years: [2030, 2035]
      territories: {mine: [DE11, SK]}
      levers:
        - drive-train: {id: transition, mix: {bev: {2035: 80 %}}}
        - local-content: {id: floor, floors: {components-without-batteries: {2027: 90 %}}}
      """
    try Data(text.utf8).write(to: folder.url.appending(path: "two.yaml"))
  }

  @Test func anOptionOfOneValueIsNotGivenTwice() async throws {
    func message(_ line: String) -> String? {
      RepeatedOptions.fault(in: line.split(separator: " ").map(String.init))?.message
    }
    #expect(
      message("run x --region DE11 --region FR")?
        .hasPrefix(
          "--region is given 2 times, but takes one value. Several places") == true)
    #expect(
      message("run x --region DE11 --territory FR")?
        .hasPrefix(
          "--region and --territory are the same option") == true)
    for option in ["out", "seed", "draws", "economy", "format", "detail"] {
      let line = "run x --\(option) 1 --quiet --\(option)=2"
      #expect(message(line) == "--\(option) is given 2 times, but takes one value.")
    }
    for line in [
      "attribute x --year 1 --year 2", "attribute x --indicator output --indicator output",
    ] {
      #expect(message(line) != nil, "\(line)")
    }
    #expect(message("run x --set a=1 --set b=2 --override a --override b") == nil)
    #expect(message("spill-over x --territory DE --territory FR --year 2030") == nil)
    #expect(message("multipliers --region DE --region FR --top 3") == nil)
    #expect(message("run x --out a -- --out") == nil)
    #expect(message("run x --draws -3")?.hasSuffix("is written --draws=-3.") == true)
    #expect(message("run x --draws=-3") == nil)
    #expect(message("run --help --region a --region b") == nil)
    #expect(await ProgramRun.code(["run", scenario, "--seed", "1", "--seed", "2"]) == 64)
  }

  @Test func aLeverIsExplainedByItsIdInAFile() async throws {
    #expect(await ProgramRun.code(["explain", "transition", "--scenario", scenario]) == 0)
    do {
      try await ProgramRun.run(["explain", "transition"])
      Issue.record("`transition` is no kind of lever")
    } catch { #expect(Tia.exitCode(for: error).rawValue == 65) }
  }

  /// Shares stand where a total says something; where parts nearly cancel, a line says why they do not.
  @Test func sharesNeedATotal() {
    #expect(AttributionTable.shareObstacle(-100, [-80, -20], .employment) == nil)
    #expect(AttributionTable.shareObstacle(10, [60, -50], .employment)?.code == "shares-left-out")
    #expect(AttributionTable.shareObstacle(40, [-60, 100], .employment) == nil)
    #expect(AttributionTable.shareObstacle(0, [0, 0], .employment) == nil)
    let told = AttributionTable.shareObstacle(1, [50, -49], .employment)?.message ?? ""
    #expect(told.contains("1.01 % of what they come to"))
  }

  /// Groups of regions have bands by automotive industry, from sums in every draw.
  @Test func groupsHaveBandsByIndustry() async throws {
    let out = folder.url.appending(path: "out").path
    #expect(
      await ProgramRun.code([
        "run", scenario, "--out", out, "--quiet", "--draws", "16", "--region", "x=DE11,SK01",
      ]) == 0)
    let table = try String(contentsOfFile: "\(out)/results.csv", encoding: .utf8)
    let lines = table.split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    func band(_ place: String, _ industry: String) throws -> [Double] {
      let line = try #require(
        lines.first {
          $0[1] == place && $0[2] == industry && $0[3] == "2035" && $0[4] == "employment"
            && $0[5] == "total"
        }, "\(place) \(industry)")
      return line[8...10].compactMap { Double($0) }
    }
    for place in ["mine", "x", "DE", "two-clusters", "EU27"] {
      for industry in ["C29-VEH", "C29-ICE", "C29-OTH", "C27-EDR", "C27-CEL", "C27-PAC", "AUTO"] {
        let found = try band(place, industry)
        #expect(found.count == 3 && found == found.sorted(), "\(place) \(industry): \(found)")
      }
    }
    // No sum of percentiles: draws that are low in one region need not be so in another.
    let parts = try zip(band("DE11", "C29-VEH"), band("SK01", "C29-VEH")).map(+)
    let sum = try band("x", "C29-VEH")
    #expect(sum[0] >= parts[0] - 0.2 && sum[2] <= parts[2] + 0.2)
  }

  /// Standard errors of percentiles are told for the place asked for, too.
  @Test func thePlaceAskedForHasItsStandardErrors() async throws {
    let out = folder.url.appending(path: "sure").path
    #expect(
      await ProgramRun.code([
        "run", scenario, "--out", out, "--quiet", "--draws", "64", "--region", "DE11",
      ]) == 0)
    let text = try String(contentsOfFile: "\(out)/manifest.json", encoding: .utf8)
    #expect(text.contains("employment in DE11, 2035: the percentiles"))
    #expect(text.contains("employment in EU27, 2035: the percentiles"))
  }

  /// What the employment of the place asked for rests on is told from its cells.
  @Test func estimatedEmploymentOfAPlaceIsTold() throws {
    let economy = SyntheticEconomy.make(otherIndustries: SyntheticEconomy.catalogueIndustries)
    let S = economy.industryCount
    var (estimated, all) = (0.0, 0.0)
    for k in 0..<S where economy.satellites.employment[k].isFinite {
      all += economy.satellites.employment[k]
      switch economy.satellites.employmentFlags[k] {
      case .estimated, .split: estimated += economy.satellites.employment[k]
      case .published, .missing: break
      }
    }
    let told = try #require(
      PlaceNotices.employment(of: "DE11", regions: [0], in: economy, spread: 0.2)
    )
    .message
    #expect(told.hasPrefix("\((1000 * estimated / all).rounded() / 10) % of the jobs"), "\(told)")
    #expect(told.contains("an error of 20.0 %"))
  }

  /// Draws that are left out are counted in the heading and the notices, with a reason.
  @Test func drawsLeftOutAreToldWithTheirReason() async throws {
    let text = """
      scenario: market
      title: A test
      economy: ./economy
      years: [2030, 2034]
      levers:
        - drive-train: {id: transition, vehicles: vans, preset: vans-2035-90}
      uncertainty:
        parameters:
          registrations.2023.vans.EU27.bev: {distribution: uniform, low: 0, high: 1.5}
      """
    let file = folder.url.appending(path: "market.yaml")
    try Data(text.utf8).write(to: file)
    let command = try RunCommand.parse([file.path, "--draws", "32", "--quiet"])
    let result = try await command.outcome(in: nil).result
    let bands = try #require(result.bands)
    try #require(bands.refused > 0 && bands.draws + bands.refused == 32)
    let summary = TerminalSummary(result).text.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(summary.contains("nine in ten of the \(bands.draws) of 32 draws that count"))
    #expect(summary.contains("Why \(bands.refused) do not count stands below."))
    #expect(
      summary.contains(
        "\(bands.refused) of 32 draws are left out, since the scenario cannot be worked out with what they "
          + "drew. The first of them: parameters.registrations.2023.vans.EU27"))
    #expect(summary.contains("\(bands.draws) draws (32 made, \(bands.refused) left out)"))
  }

  /// A folder of something else is told in one line.
  @Test func aFolderWithoutAnEconomyIsOneProblem() throws {
    let empty = folder.url.appending(path: "empty", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    let report = try #require(throws: ProblemReport.self) { try EconomyFolder.open(at: empty) }
    #expect(report.problems.map(\.message) == ["the folder holds no economy"])
  }

  /// The table of industries adds up to the total above it.
  @Test func industriesAddUpToTheTotal() {
    let sheet = ResultSheet(HandMadeResult.make())
    let summary = TerminalSummary(HandMadeResult.make())
    let others = (0..<sheet.industryCount).filter { !sheet.automotiveBlock.contains($0) }
    let place = summary.place
    let last = summary.lastYear
    let parts = [sheet.automotiveBlock, others]
      .map { sheet.change(.employment, year: last, in: place, industries: $0) }
    #expect(abs(parts[0] + parts[1] - sheet.change(.employment, year: last, in: place)) < 1e-9)
    let lines = summary.text.split(separator: "\n").map(String.init)
    for name in ["Together", "Other industries", "All industries"] {
      #expect(lines.contains { $0.hasPrefix("  \(name)") }, "\(name)")
    }
    let all = lines.first { $0.hasPrefix("  All industries") } ?? ""
    let total = lines.first { $0.hasPrefix("  Jobs, all together") } ?? ""
    func words(_ line: String) -> [String] {
      line.split(separator: " ").map(String.init).filter { $0.contains { $0.isNumber } }
    }
    #expect(words(all).contains(words(total).last ?? "none"))
  }
}
