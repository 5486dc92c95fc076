import Foundation
import ImpactAxes
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import TerritorialImpact
import Testing

/// The trade scenarios on the shipped economy: jobs of the union, of Stuttgart, of regions that gain
/// and lose, and trade, duties and value added, in 2030 and 2035.
///
/// `References/trade-scenarios.csv` holds what was found when the mechanism was checked. The tolerance
/// of 0.1 %, and one job or a ten-thousandth of a point, covers solvers and processors; more means that
/// a mechanism, an assumption or the economy changed, which belongs into the change log.
@Suite struct TradeScenarioTests {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  private static func lines() throws -> [[String]] {
    let file = here.appendingPathComponent("References/trade-scenarios.csv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ";").map(String.init) }
  }

  private static func bench() throws -> (engine: ImpactEngine, vocabulary: Vocabulary) {
    let economy = try Economy.shipped(.euNUTS2)
    return (
      try ImpactEngine(economy),
      try Vocabulary(
        economy: economy, shipped: ["eu-nuts2"], catalogue: ParameterCatalogue.shipped())
    )
  }

  @Test func scenariosGiveTheirNumbers() async throws {
    let (engine, vocabulary) = try Self.bench()
    let lines = try Self.lines()
    #expect(lines.count >= 40)
    let folder = Self.here.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Scenarios")
    for name in Set(lines.map { $0[0] }).sorted() {
      var scenario = try ScenarioFile.read(
        path: folder.appendingPathComponent("\(name).yaml").path, vocabulary: vocabulary)
      scenario.years = [2030, 2035]
      let result = try await engine.run(scenario)
      #expect(result.checks.filter { !$0.passed }.isEmpty)
      for line in lines where line[0] == name {
        let year = try #require(Int(line[2]))
        let expected = try #require(Double(line[4]))
        let isJobs = line[3] == "jobs"
        let found =
          isJobs
          ? result.employmentChange(in: line[1], year: year)?.value
          : result.leverFigures
            .first { $0.place == line[1] && $0.year == year && $0.figure == line[3] }?
            .value
        let tolerance = max(isJobs ? 1 : 1e-4, 1e-3 * abs(expected))
        #expect(abs((found ?? .nan) - expected) <= tolerance, "\(line): \(found ?? .nan)")
      }
    }
  }

  /// The table of `Documentation/Validation.md`: 25 points on the union, long run, per cent.
  @Test func setsOfElasticitiesGiveTheTableOfTheComparison() async throws {
    let (engine, _) = try Self.bench()
    let table: [(TradePolicy.ElasticitySet, [String: Double])] = [
      (.caliendoParro, ["SK": -0.16, "DE": -0.20, "HU": -0.10, "SE": -0.06]),
      (.ifo, ["SK": -0.23, "DE": -0.28, "HU": -0.15, "SE": -0.09]),
      (.gtap, ["SK": -0.34, "DE": -0.41, "HU": -0.22, "SE": -0.13]),
      (.cepii, ["SK": -0.49, "DE": -0.60, "HU": -0.31, "SE": -0.19]),
    ]
    for (set, countries) in table {
      let scenario = Scenario(
        id: "us-25", title: "25 points", years: [2040],
        levers: [TradePolicy(preset: .us25, elasticities: set)], inducedEffects: false)
      let result = try await engine.run(scenario)
      for (country, expected) in countries.sorted(by: { $0.key < $1.key }) {
        let found = result.leverFigures
          .first { $0.place == country && $0.figure.hasPrefix("value added without") }
        // Half a unit of the last digit.
        #expect(
          abs((found?.value ?? .nan) - expected) < 0.0051,
          "\(set) \(country): \(found?.value ?? .nan)")
      }
    }
  }
}
