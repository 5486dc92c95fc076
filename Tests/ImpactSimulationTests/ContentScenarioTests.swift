import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import TerritorialImpact
import Testing

/// The content scenarios on the shipped economy: jobs of the union, of Stuttgart, of one region that
/// gains and one that loses, in 2030 and 2035.
///
/// `References/content-scenarios.csv` holds what was found when the mechanism was checked. The
/// tolerance of 0.1 % and one job covers solvers and processors; more means that a mechanism, an
/// assumption or the economy changed, which belongs into the change log.
@Suite struct ContentScenarioTests {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private struct Line {
    let scenario: String
    let place: String
    let year: Int
    let jobs: Double
  }

  private static func lines() throws -> [Line] {
    let file = here.appendingPathComponent("References/content-scenarios.csv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
      .compactMap { text in
        let cells = text.split(separator: ",").map(String.init)
        guard cells.count == 4, let year = Int(cells[2]), let jobs = Double(cells[3]) else {
          return nil
        }
        return Line(scenario: cells[0], place: cells[1], year: year, jobs: jobs)
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
    for name in Set(lines.map(\.scenario)).sorted() {
      var scenario = try ScenarioFile.read(
        path: folder.appendingPathComponent("\(name).yaml").path, vocabulary: vocabulary)
      scenario.years = [2030, 2035]
      let result = try await engine.run(scenario)
      #expect(result.checks.filter { !$0.passed }.isEmpty)
      #expect(!result.notices.contains { $0.code == "fixed-point-not-converged" })
      for line in lines where line.scenario == name {
        let found = try #require(result.employmentChange(in: line.place, year: line.year)?.value)
        let tolerance = max(1, 1e-3 * abs(line.jobs))
        #expect(
          abs(found - line.jobs) <= tolerance,
          "\(name) \(line.place) \(line.year): \(found), not \(line.jobs)")
      }
    }
  }
}
