import Foundation
import ImpactAxes
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import TerritorialImpact
import Testing

/// Published figures on trade beside ours.
@Suite struct TradeScenarioTests {
  /// The table of `Documentation/Validation.md`: 25 points on the union, long run, per cent.
  @Test func setsOfElasticitiesGiveTheTableOfTheComparison() async throws {
    let engine = try ImpactEngine(Economy.shipped(.euNUTS2))
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
