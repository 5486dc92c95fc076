import ImpactAxes
import ImpactDocuments
import ImpactTestSupport
import Testing

@testable import ImpactLevers
@testable import ImpactSimulation

/// Penalties that count once, active materials by a share of their own, labour value content.
@Suite struct ContentExtrasTests {
  private static func figure(
    _ result: ImpactResult, _ name: String, _ place: String = "EU27"
  ) throws -> Double {
    try #require(
      result.leverFigures.first { $0.place == place && $0.figure.hasPrefix(name) }?.value,
      "no figure \(name) in \(place)")
  }

  private static func rule(
    _ floors: [LocalContent.Basket: Double], penalty: Double? = nil, preset: String? = nil
  ) -> LocalContent {
    LocalContent(
      floors: floors.mapValues { Bench.path([2027: $0]) }, definition: .invoiceOrigin,
      dispersion: 0, penalty: penalty, preset: preset)
  }

  /// A vehicle that fails three floors pays as much as one that fails a single one.
  @Test func whoFailsTwoFloorsPaysOnce() async throws {
    let bench = try Bench()
    func penalties(_ floors: [LocalContent.Basket: Double]) async throws -> Double {
      // Nobody complies for a penalty of nothing at all beside premiums; 1e-9 of the value.
      let result = try await bench.engine.run(
        Bench.scenario([Self.rule(floors, penalty: 1e-9)], years: [2030]))
      return result.leverFigures
        .filter { $0.place == "EU27" && $0.figure.hasPrefix("penalties") }.map(\.value)
        .reduce(0, +)
    }
    let one = try await penalties([.vehicle: 1])
    let three = try await penalties([.vehicle: 1, .coreParts: 1, .complementaryParts: 1])
    #expect(one > 0)
    #expect(abs(three - one) <= 1e-9 * one)
  }

  @Test func activeMaterialsHaveTheirOwnContent() async throws {
    let bench = try Bench()
    let result = try await bench.engine.run(
      Bench.scenario([Self.rule([.activeMaterials: 0.5])], years: [2030]))
    // content.eu_share.cam_precursor is 10 %.
    #expect(abs(try Self.figure(result, "content before, active-materials") - 10) < 1e-9)
    let lift = try Self.figure(result, "content lift, active-materials")
    let short = try Self.figure(result, "shortfall, active-materials")
    #expect(lift > 0)
    // What is asked is lifted or short; makers sit in one country, so the mean is theirs.
    #expect(abs(lift + short - 40) < 1e-6)
    let own = try await bench.engine.run(
      Bench.scenario(
        [Self.rule([.activeMaterials: 0.5])], years: [2030],
        parameters: [
          "content.eu_share.cam_precursor": ParameterOverride(
            value: 60, source: "test")
        ]))
    #expect(try Self.figure(own, "content lift, active-materials") == 0)
  }

  @Test func labourValueIsAllForNoThresholdAndNothingForAHugeOne() async throws {
    let bench = try Bench()
    func content(_ wage: Double) async throws -> Double {
      let result = try await bench.engine.run(
        Bench.scenario(
          [Self.rule([.vehicle: 0.3], preset: "usmca-cars")], years: [2030],
          parameters: [
            "rule.usmca.wage": ParameterOverride(value: wage, source: "test")
          ]))
      return try Self.figure(result, "after, labour value content")
    }
    let (all, some, none) = (
      try await content(0.0001), try await content(16), try await content(1e9)
    )
    #expect(none == 0)
    #expect(all > 0 && all <= 100 && some <= all)
    let other = try await bench.engine.run(
      Bench.scenario([Self.rule([.vehicle: 0.3])], years: [2030]))
    #expect(!other.leverFigures.contains { $0.figure.contains("labour value") })
  }
}
