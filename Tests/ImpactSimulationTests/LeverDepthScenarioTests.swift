import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import TerritorialImpact
import Testing

/// Scenarios of classes, imports, plants, timing and guards on the shipped economy, with their blocks.
///
/// `References/depth-scenarios.csv` holds jobs and figures that were found when the mechanisms were
/// checked. The tolerance of 0.1 % and one job (or 0.01 of a figure) covers solvers and processors; more
/// means that a mechanism, an assumption or the economy changed, which belongs into the change log.
@Suite struct LeverDepthScenarioTests {
  private struct Line {
    let scenario: String
    let block: String
    let place: String
    let year: Int
    let figure: String
    let value: Double
  }

  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static func lines() throws -> [Line] {
    let file = here.appendingPathComponent("References/depth-scenarios.csv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { text in
        let cells = text.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        return Line(
          scenario: cells[0], block: cells[1], place: cells[2], year: try #require(Int(cells[3])),
          figure: cells[4], value: try #require(Double(cells[5])))
      }
  }

  @Test func scenariosGiveTheirJobs() async throws {
    let economy = try Economy.shipped(.euNUTS2)
    let engine = try ImpactEngine(economy)
    let vocabulary = try Vocabulary(
      economy: economy, shipped: ["eu-nuts2"], catalogue: ParameterCatalogue.shipped())
    let folder = Self.here.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Scenarios")
    let lines = try Self.lines()
    #expect(lines.count >= 40)
    for run in Set(lines.map { [$0.scenario, $0.block] })
      .sorted(by: { $0.description < $1.description })
    {
      let wanted = lines.filter { $0.scenario == run[0] && $0.block == run[1] }
      var scenario = try ScenarioFile.read(
        path: folder.appendingPathComponent("\(run[0]).yaml").path, vocabulary: vocabulary,
        overrides: run[1].isEmpty ? [] : [run[1]])
      scenario.years = Set(wanted.map(\.year)).sorted()
      let result = try await engine.run(scenario)
      #expect(result.checks.filter { !$0.passed }.isEmpty)
      for line in wanted {
        let found =
          line.figure == "jobs"
          ? result.employmentChange(in: line.place, year: line.year)?.value
          : result.leverFigures.first {
            $0.place == line.place && $0.year == line.year && $0.figure == line.figure
          }?
          .value
        let tolerance = max(line.figure == "jobs" ? 1 : 0.01, 1e-3 * abs(line.value))
        let value = try #require(found, "\(run) \(line.figure)")
        #expect(
          abs(value - line.value) <= tolerance,
          "\(run) \(line.place) \(line.year) \(line.figure): \(value), not \(line.value)")
      }
    }
  }
}
