import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomyFiles
import ImpactReports
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import tia

/// Commands that explain and compare results, run in this process on a synthetic economy.
@Suite final class ExplainingCommandTests {
  private let folder: TestFolder
  private var base: URL { folder.url }

  init() throws {
    folder = try TestFolder()
    try folder.write(
      SyntheticEconomy.make(
        otherIndustries: SyntheticEconomy.catalogueIndustries, unknowns: true))
    try write("transition", "0.8", years: "[2025, 2030, 2035]")
    try write("slow", "0.3", years: "[2030, 2035, 2040]")
  }

  private func write(_ name: String, _ share: String, years: String) throws {
    let text = """
      scenario: \(name)
      title: A test
      economy: ./economy
      years: \(years)
      territories: {mine: [DE11, SK]}
      levers:
        - drive-train: {id: transition, mix: {bev: {2035: \(share)}}}
        - local-content: {id: floor, floors: {components-without-batteries: {2027: 90 %}}}
      """
    try Data(text.utf8).write(to: base.appending(path: "\(name).yaml"))
  }

  private func path(_ name: String) -> String { base.appending(path: name).path }
  private var transition: String { path("transition.yaml") }
  private var slow: String { path("slow.yaml") }

  private func code(_ arguments: [String]) async -> Int32 { await ProgramRun.code(arguments) }

  @Test(arguments: [
    "attribute", "compare", "territories", "spill-over", "solve", "tornado", "regret", "rerun",
  ])
  func helpIsTheReference(name: String) throws {
    let commands: [String: any ParsableCommand.Type] = [
      "attribute": AttributeCommand.self, "compare": CompareCommand.self,
      "territories": TerritoriesCommand.self, "spill-over": SpillOverCommand.self,
      "solve": SolveCommand.self, "tornado": TornadoCommand.self, "regret": RegretCommand.self,
      "rerun": RerunCommand.self,
    ]
    let command = try #require(commands[name])
    try ProgramRun.expectHelp(name, of: command)
  }

  @Test func questionsAreAnswered() async {
    let lines: [String] = [
      "attribute T",
      "attribute T --by region --format csv",
      "attribute T --by year --region mine --format json",
      "attribute T --region x=DE11,SK01 --year 2030 --no-induced",
      "attribute T --exact-up-to 1 --pairs 8",
      "spill-over T",
      "spill-over T --by region --matrix",
      "spill-over T --territory two-clusters --territory x=DE12",
      "solve T --find floor.intensity --until employment=0",
      "solve T --find transition.mix.bev.2035 --between 0.2,0.9 --until output=-0.01% --year 2030 --region DE11 --format json",
      "tornado T --region DE --top 3",
      "regret T S --world dear:content.eu_cost_premium.cells=high,demand.aggregate_car_price=-1.2",
      "compare T S",
      "compare T S --switches",
      "compare T S --by year --region DE --format csv",
      "territories T --territory x=DE11,SK01 --countries",
      "territories T --format json",
    ]
    let names = ["T": transition, "S": slow]
    for line in lines {
      let arguments = line.split(separator: " ").map { names[String($0)] ?? String($0) }
      #expect(await code(arguments) == 0, "\(line)")
    }
  }

  /// A command line with the code it ends with: T and S stand for scenarios, a point for a folder.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let line: String
    let code: Int32
    init(_ line: String, _ code: Int32) { (self.line, self.code) = (line, code) }
    var testDescription: String { line }
  }

  static let wrong: [Wrong] = [
    Wrong("attribute T --year 2026", 65),
    Wrong("attribute T --region XX", 65),
    Wrong("attribute T --by month", 64),
    Wrong("attribute T --exact-up-to 20", 65),
    Wrong("attribute T --set floor", 65),
    Wrong("compare T", 64),
    Wrong("compare T .", 65),
    Wrong("compare T S --year 2025", 65),
    Wrong("compare T S --by year --switches", 64),
    Wrong("territories T --territory x=QQ", 65),
    Wrong("territories T --year 1", 65),
    Wrong("spill-over T --territory DE --territory DE11", 65),
    Wrong("spill-over T --territory DE --by region", 64),
    Wrong("solve T --find floor.intensity --until jobs=0", 64),
    Wrong("solve T --find floor.intensity --until employment=few", 64),
    Wrong("solve T --find floor.nothing --until employment=0", 65),
    Wrong("solve T --find transition.mix.bev.2035 --until employment=0", 65),
    Wrong("solve T --find floor.intensity --until employment=0 --between 2,1", 64),
    Wrong("tornado T --region XX", 65),
    Wrong("tornado T --top -1", 64),
    Wrong("regret T S", 64),
    Wrong("regret T --world a:b=1", 64),
    Wrong("regret T S --world nothing", 65),
    Wrong("regret T S --world a:no.key=low", 65),
    Wrong("regret T S --world as-is:content.dispersion=low", 65),
    Wrong("rerun .", 65),
    Wrong("compare T T", 65),
    Wrong("compare T nowhere", 65),
    Wrong("territories nowhere", 65),
    Wrong("territories T --territory x=QQ --territory =", 65),
    Wrong("run T --format pdf", 64),
    Wrong("run T --territory DE11=DE12", 65),
    Wrong("run T --territory nowhere", 65),
    Wrong("run T --set a.b=1", 65),
  ]

  @Test(arguments: wrong)
  func wrongUsageAndInputAreTold(wrong: Wrong) async {
    let names = ["T": transition, "S": slow, ".": base.path]
    let arguments = wrong.line.split(separator: " ").map { names[String($0)] ?? String($0) }
    #expect(await code(arguments) == wrong.code, "\(wrong.line)")
  }

  /// A run repeated from what its folder holds is the same; the copy of the scenario is found although
  /// its economy was named relative to the file.
  @Test func aRunIsRepeatedFromItsFolder() async throws {
    let (first, second) = (path("first"), path("second"))
    #expect(
      await code([
        "run", transition, "--out", first, "--quiet", "--attribute", "--set",
        "floor.intensity=70 %",
        "--territory", "x=DE11,SK01",
      ]) == 0)
    #expect(await code(["rerun", first, "--out", second]) == 0)
    for name in ["results.csv", "summary.json", "lever-figures.csv", "scenario.yaml"] {
      let a = FileManager.default.contents(atPath: "\(first)/\(name)")
      #expect(a != nil && a == FileManager.default.contents(atPath: "\(second)/\(name)"), "\(name)")
    }
    let table = try String(contentsOfFile: "\(first)/results.csv", encoding: .utf8)
    let lines = table.split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    func value(_ lever: String, _ indicator: String) -> Double {
      let line = lines.first {
        $0[1] == "x" && $0[2] == "ALL" && $0[3] == "2035" && $0[4] == indicator && $0[5] == "total"
          && $0[6] == lever
      }
      return line.flatMap { Double($0[7]) } ?? .nan
    }
    for (indicator, unit) in [("employment", 0.1), ("output", 0.001), ("growth", 0.0001)] {
      let gap = value("all", indicator) - value("transition", indicator) - value("floor", indicator)
      #expect(abs(gap) <= 1.6 * unit, "\(indicator): \(gap)")
    }
    // A scenario that is changed in the folder is run as it is now, and gives other numbers.
    let file = "\(first)/scenario.yaml"
    let changed = try String(contentsOfFile: file, encoding: .utf8)
      .replacingOccurrences(of: "0.8", with: "0.4")
    try Data(changed.utf8).write(to: URL(filePath: file))
    #expect(await code(["rerun", first]) == 65)
  }

  /// What the manifest must hold: inputs, options, contributions, identities, all notices.
  @Test func theManifestTellsEverything() async throws {
    let folder = path("told")
    #expect(
      await code([
        "run", transition, "--out", folder, "--quiet", "--attribute", "--no-induced", "--set",
        "labour.ratio.bev_ice.assembly=0.5", "--draws", "0",
      ]) == 0)
    let data = try #require(FileManager.default.contents(atPath: "\(folder)/manifest.json"))
    let manifest = try #require(
      JSONSerialization.jsonObject(with: data) as? [String: Any])
    let scenario = try #require(manifest["scenario"] as? [String: Any])
    let options = try #require(scenario["options"] as? [String])
    #expect(
      options == [
        "--economy", path("economy"), "--set", "labour.ratio.bev_ice.assembly=0.5", "--no-induced",
        "--attribute", "--draws", "0",
      ])
    let attribution = try #require(manifest["attribution"] as? [String: Any])
    #expect(attribution["coalitions"] as? Int == 3)
    #expect(attribution["levers"] as? [String] == ["transition", "floor"])
    let checks = try #require(manifest["checks"] as? [[String: Any]])
    #expect(checks.allSatisfy { $0["passed"] as? Bool == true } && !checks.isEmpty)
    let notices = try #require(manifest["notices"] as? [[String: Any]])
    let codes = Set(notices.compactMap { $0["code"] as? String })
    for code in [
      "flat-baseline", "unknown-employment", "parameter-outside-range", "induced-left-out",
      "attribution",
    ] {
      #expect(codes.contains(code), "\(code) among \(codes.sorted())")
    }
  }

  /// Bands of a run with draws reach its folder, comparisons and territories, groups made for it included.
  @Test func bandsReachEveryTable() async throws {
    let (first, second) = (path("banded"), path("banded-slow"))
    let draws = ["--draws", "8", "--seed", "3", "--quiet"]
    #expect(
      await code(["run", transition, "--out", first, "--territory", "x=DE11,SK01"] + draws) == 0)
    #expect(await code(["run", slow, "--out", second] + draws) == 0)
    func read(_ folder: String) throws -> ComparedRun {
      try ComparedRun(folder: URL(filePath: folder, directoryHint: .isDirectory))
    }
    let runs = [try read(first), try read(second)]
    for place in ["DE11", "DE", "mine", "x", "EU27"] {
      let band = try #require(runs[0].band(.employment, place, year: 2035), "\(place)")
      #expect(band.p05 <= band.p50 && band.p50 <= band.p95)
    }
    #expect(runs[0].band(.employment, "nowhere", year: 2035) == nil)
    let comparison = try RunComparison(runs)
    #expect(comparison.notices.map(\.code).contains("bands-of-differences"))
    #expect(await code(["compare", first, second]) == 0)
    #expect(await code(["territories", first, "--territory", "y=DE11"]) == 0)
    #expect(await code(["rerun", first]) == 0)
    for format in ["md", "html", "csv", "json"] {
      #expect(
        await code(["run", transition, "--region", "mine", "--format", format, "--draws", "4"]) == 0
      )
    }
  }

  /// A folder and the same scenario run now are one and the same run.
  @Test func foldersAndScenariosCompareAlike() async throws {
    let folder = path("result")
    #expect(await code(["run", transition, "--out", folder, "--quiet", "--draws", "0"]) == 0)
    let stored = try ComparedRun(folder: URL(filePath: folder, directoryHint: .isDirectory))
    let fresh = try await RunSource(transition, nil).read()
    #expect(fresh.largestDifference(from: stored) < 1e-12)
    #expect(stored.places.map(\.code).sorted() == fresh.places.map(\.code).sorted())
    let comparison = try RunComparison([stored, fresh])
    #expect(comparison.notices.isEmpty)
    #expect(comparison.runs.map(\.label) == ["transition#1", "transition#2"])
  }
}
