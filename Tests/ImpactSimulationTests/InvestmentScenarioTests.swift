import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import TerritorialImpact
import Testing

/// The scenarios of investment and events on the shipped economy: jobs of the union, of a region, of one
/// that gains and one that loses, while something is built and when it runs.
///
/// `References/investment-scenarios.csv` holds what was found when the mechanisms were checked. The
/// tolerance of 0.1 % and one job covers solvers and processors; more means that a mechanism, an
/// assumption or the economy changed, which belongs into the change log.
@Suite struct InvestmentScenarioTests {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private struct Line {
    let scenario: String
    let block: String
    let place: String
    let year: Int
    let jobs: Double
  }

  private static func lines() throws -> [Line] {
    let file = here.appendingPathComponent("References/investment-scenarios.csv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
      .compactMap { text in
        let cells = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 5, let year = Int(cells[3]), let jobs = Double(cells[4]) else {
          return nil
        }
        return Line(
          scenario: cells[0], block: cells[1], place: cells[2], year: year, jobs: jobs)
      }
  }

  @Test func scenariosGiveTheirJobs() async throws {
    let economy = try Economy.shipped(.euNUTS2)
    let engine = try ImpactEngine(economy)
    let vocabulary = try Vocabulary(
      economy: economy, shipped: ["eu-nuts2"], catalogue: ParameterCatalogue.shipped())
    let lines = try Self.lines()
    #expect(lines.count >= 40)
    let folder = Self.here.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Scenarios")
    for name in Set(lines.map { "\($0.scenario) \($0.block)" }).sorted() {
      let parts = name.split(separator: " ").map(String.init)
      var scenario = try ScenarioFile.read(
        path: folder.appendingPathComponent("\(parts[0]).yaml").path, vocabulary: vocabulary,
        overrides: Array(parts.dropFirst()))
      let here = lines.filter { "\($0.scenario) \($0.block)" == name }
      scenario.years = Set(here.map(\.year)).sorted()
      let result = try await engine.run(scenario)
      #expect(result.checks.filter { !$0.passed }.isEmpty)
      for line in here {
        let found = try #require(result.employmentChange(in: line.place, year: line.year)?.value)
        let tolerance = max(1, 1e-3 * abs(line.jobs))
        #expect(
          abs(found - line.jobs) <= tolerance,
          "\(name) \(line.place) \(line.year): \(found), not \(line.jobs)")
      }
    }
  }
}
