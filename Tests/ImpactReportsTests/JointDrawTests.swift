import Foundation
import ImpactEconomyFiles
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactReports

/// Two runs taken together draw by draw, from their folders.
@Suite final class JointDrawTests {
  private let folder: TestFolder
  private var base: URL { folder.url }

  init() throws {
    folder = try TestFolder()
    try folder.write(SyntheticEconomy.make(otherIndustries: SyntheticEconomy.catalogueIndustries))
    // The second has one lever more, and so more assumptions.
    let floor = "  - local-content: {floors: {components-without-batteries: {2027: 90 %}}}\n"
    try write("alone", "")
    try write("both", floor)
    try write(
      "other",
      floor + "parameters:\n  drive_train.factory_cost_share: "
        + "{value: 0.7, unit: share, source: a test}\n")
  }

  private func write(_ name: String, _ more: String) throws {
    let text = """
      scenario: \(name)
      title: A test
      economy: ./economy
      years: [2030, 2035]
      levers:
        - drive-train: {mix: {bev: {2035: 0.8}}}

      """
    try Data((text + more).utf8)
      .write(to: base.appending(path: "\(name).yaml"))
  }

  private func run(_ name: String, _ options: [String] = []) async throws -> ComparedRun {
    let folder = base.appending(
      path: name + options.joined(), directoryHint: .isDirectory)
    let code = await ProgramRun.code(
      [
        "run", base.appending(path: "\(name).yaml").path, "--out", folder.path, "--quiet",
        "--draws", "12",
      ] + options)
    #expect(code == 0, "\(name) \(options)")
    return try ComparedRun(folder: folder)
  }

  private static let regions = ["DE11", "DE12"]

  @Test(arguments: SolvePrecision.allCases)
  func theBandOfADifferenceIsThatOfTheDraws(precision: SolvePrecision) async throws {
    let options = ["--precision", precision.rawValue]
    let runs = [try await run("alone", options), try await run("both", options)]
    let comparison = try RunComparison(runs)
    let message = try #require(comparison.notices.first { $0.code == "bands-of-differences" })
      .message
    #expect(message.hasPrefix("both less alone: nine in ten of 12 draws"), "\(message)")
    let draws = try runs.map {
      try #require($0.drawn?.draws(.employment, Self.regions, yearIndex: 1))
    }
    let sorted = zip(draws[1], draws[0]).map(-).sorted()
    // h = 11·0.05 = 0.55 and 11·0.95 = 10.45.
    let low = sorted[0] + 0.55 * (sorted[1] - sorted[0])
    let high = sorted[10] + 0.45 * (sorted[11] - sorted[10])
    let found = try #require(
      comparison.differenceBand(.employment, "DE", regions: Self.regions, run: 1, year: 2035))
    #expect(abs(found.low - low) <= 1e-9 * abs(low) && abs(found.high - high) <= 1e-9 * abs(high))
    let bands = try runs.map { try #require($0.band(.employment, "DE", year: 2035)) }
    // Narrower than the ends of both bands, since the runs share the transition.
    #expect(high - low < 0.7 * (bands[1].p95 - bands[1].p05 + bands[0].p95 - bands[0].p05))
    // A group made for the comparison has a band: that of the same regions.
    let made = try #require(
      comparison.ownBand(.employment, "mine", regions: Self.regions, run: 0, year: 2035))
    #expect(abs(made.low - bands[0].p05) <= 1e-5 * abs(bands[0].p05))
  }

  /// A folder with draws is a result, so the same command may replace it.
  @Test func foldersWithDrawsAreReplaced() async throws {
    for precision in SolvePrecision.allCases {
      let options = ["--precision", precision.rawValue, "--seed", "2"]
      let (first, again) = (try await run("alone", options), try await run("alone", options))
      let folder = base.appending(path: "alone" + options.joined())
      #expect(first.largestDifference(from: again) < 1e-9)
      #expect(await ProgramRun.code(["rerun", folder.path]) == 0)
    }
  }

  @Test func whatIsDrawnOtherwiseIsNotTakenTogether() async throws {
    let first = try await run("alone")
    func reason(_ other: ComparedRun) throws -> String {
      let comparison = try RunComparison([first, other])
      let notice = try #require(comparison.notices.first { $0.code == "bands-of-differences" })
      let bands = try [first, other].map { try #require($0.band(.employment, "DE", year: 2035)) }
      let found = try #require(
        comparison.differenceBand(.employment, "DE", regions: Self.regions, run: 1, year: 2035))
      #expect(found.low == bands[1].p05 - bands[0].p95)
      #expect(found.high == bands[1].p95 - bands[0].p05)
      let parts = notice.message.components(separatedBy: ", since ")
      return parts[1].components(separatedBy: ". It lies").first ?? ""
    }
    #expect(
      try await reason(run("both", ["--seed", "9"])) == "seeds differ (1 and 9)")
    #expect(
      try await reason(run("both", ["--sampling", "sobol"])) == "draws are placed in different ways"
    )
    let moved = try await reason(run("other"))
    #expect(
      moved.hasSuffix("that both read are drawn otherwise (drive_train.factory_cost_share)")
        && moved.hasPrefix("1 of "), "\(moved)")
  }
}
