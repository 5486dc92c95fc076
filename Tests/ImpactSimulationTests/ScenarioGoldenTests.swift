import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import ImpactSimulation
import TerritorialImpact
import Testing

/// Jobs and figures that the shipped scenarios and their blocks give on the shipped economy.
///
/// Not a claim about the world: `References/*-scenarios.csv` hold what was found when a mechanism was
/// checked. The tolerance is 0.1 % or `least` (one job; half a digit of a figure): wider than the
/// solver's 1e-8 and the rounding of other processors, tighter than any change of a method, an
/// assumption or the economy, which belongs into the change log.
@Suite struct ScenarioGoldenTests {
  /// One number of one run; `figure` is `jobs` or the name of a lever's figure.
  struct Line: Sendable {
    let scenario: String
    let block: String
    let place: String
    let year: Int
    let figure: String
    let value: Double
    let least: Double
    var run: [String] { [scenario, block] }
  }

  static let files = [
    "content", "demand", "depth", "investment", "trade", "transition",
  ]

  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let scenarios = here.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Scenarios")

  static func lines(_ file: String) throws -> [Line] {
    let url = here.appendingPathComponent("References/\(file)-scenarios.csv")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { text in
        let cells = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        try #require(cells.count == 7, "\(file): \(text)")
        return Line(
          scenario: cells[0], block: cells[1], place: cells[2], year: try #require(Int(cells[3])),
          figure: cells[4], value: try #require(Double(cells[5])),
          least: try #require(Double(cells[6])))
      }
  }

  @Test(arguments: files)
  func scenariosGiveTheirNumbers(file: String) async throws {
    let economy = try Economy.shipped(.euNUTS2)
    let engine = try ImpactEngine(economy)
    let vocabulary = try Vocabulary(
      economy: economy, shipped: ["eu-nuts2"], catalogue: ParameterCatalogue.shipped())
    let lines = try Self.lines(file)
    #expect(lines.count >= 40)
    for run in Set(lines.map(\.run)).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let wanted = lines.filter { $0.run == run }
      let scenario = try ScenarioFile.read(
        path: Self.scenarios.appendingPathComponent("\(run[0]).yaml").path,
        vocabulary: vocabulary, overrides: run[1].isEmpty ? [] : [run[1]])
      let years = Set(wanted.map(\.year)).sorted()
      let result = try await engine.run(scenario.only(years))
      #expect(result.checks.filter { !$0.passed }.isEmpty)
      #expect(!result.notices.contains { $0.code == "fixed-point-not-converged" })
      for line in wanted { try Self.expect(line, in: result) }
    }
  }

  private static func expect(_ line: Line, in result: ImpactResult) throws {
    let found =
      line.figure == "jobs"
      ? result.employmentChange(in: line.place, year: line.year)?.value
      : result.leverFigures
        .first { $0.place == line.place && $0.year == line.year && $0.figure == line.figure }?
        .value
    let value = try #require(found, "\(line)")
    let tolerance = max(line.least, 1e-3 * abs(line.value))
    #expect(abs(value - line.value) <= tolerance, "\(line): found \(value)")
  }

  /// Zero is the baseline's number, and other tests hold it.
  @Test func everyScenarioHasANumber() throws {
    let pinned = try Set(Self.files.flatMap { try Self.lines($0).map(\.scenario) })
    let shipped = try FileManager.default.contentsOfDirectory(atPath: Self.scenarios.path)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(Set(shipped).subtracting(pinned).sorted() == ["baseline"])
  }

  /// The end is the same, the way there is not: person-years tell the difference.
  @Test func aDelayIsAMatterOfPersonYears() {
    let law = ImpactResult.personYears([0, -100, -100], years: [2030, 2031, 2032])
    let delay = ImpactResult.personYears([0, 0, -100], years: [2030, 2031, 2032])
    #expect(law == -200 && delay == -100)
    // 2025 to 2030 on a straight line: 0, −2, −4, −6, −8, −10.
    #expect(abs(ImpactResult.personYears([0, -10], years: [2025, 2030]) + 30) < 1e-12)
    #expect(ImpactResult.personYears([-7], years: [2025]) == -7)
  }
}
