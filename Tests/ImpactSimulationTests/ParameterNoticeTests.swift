import ImpactDocuments
import ImpactEconomyFiles
import ImpactLevers
import ImpactTestSupport
import Testing

@testable import ImpactSimulation

/// What a run says of assumptions that the scenario sets, and of values that nothing reads.
@Suite struct ParameterNoticeTests {
  private func read(_ lever: String, settings: [String] = []) throws -> (Scenario, Bench) {
    let bench = try Bench()
    let text = """
      scenario: told
      title: A test
      economy: synthetic
      years: [2030]
      levers:
        - local-content:
            id: floor
            floors: {components-without-batteries: {2027: 90 %}}
      \(lever)
      """
    let vocabulary = try Vocabulary(
      economy: bench.economy, shipped: ["synthetic"], catalogue: .shipped())
    let scenario = try ScenarioFile.read(
      text: text, file: "scenario.yaml", vocabulary: vocabulary,
      settings: settings.map { try ScenarioSetting($0) })
    return (scenario, bench)
  }

  private func notices(
    _ lever: String, settings: [String] = [], draws: Int = 0, _ code: String
  ) async throws -> [String] {
    let (scenario, bench) = try read(lever, settings: settings)
    let result = try await bench.engine.run(scenario, ensemble: EnsembleOptions(draws: draws))
    return result.notices.filter { $0.code == code }.map(\.message)
  }

  /// One notice for all keys, with their lines, ranges and a way out; also where a line repeats the catalogue.
  @Test func setAssumptionsAreNamed() async throws {
    let entry = try #require(ParameterCatalogue.shipped()["content.dispersion"])
    let central = try #require(entry.central)
    let lines =
      "      dispersion: \(central) %\n      pass-through: 80 %\n      demand-elasticity: -1"
    let found = try await notices(lines, draws: 2, "set-assumptions")
    let told = try #require(found.first)
    #expect(found.count == 1)
    #expect(told.hasPrefix("3 assumptions are certain because the scenario sets them"))
    let (low, high) = (try #require(entry.low), try #require(entry.high))
    let range = "\(Int(low)) to \(Int(high)) \(entry.unit)"
    #expect(
      told.contains("floor.dispersion (line 9, in place of content.dispersion with \(range))"),
      "\(told)")
    #expect(told.contains("floor.pass-through (line 10, in place of content.pass_through with "))
    #expect(told.contains("floor.demand-elasticity (line 11, "))
    #expect(told.hasSuffix("or by --set content.dispersion=VALUE"))
  }

  @Test func aSettingOfTheLeverIsCertainToo() async throws {
    let found = try await notices(
      "", settings: ["floor.dispersion=0.1"], draws: 2, "set-assumptions")
    #expect(
      found.first?.contains("floor.dispersion (--set, in place of content.dispersion") == true)
  }

  /// The measure itself, entries under `parameters` and runs without draws are not meant.
  @Test func policyAndRangesAreNotMeant() async throws {
    let plain = try await notices("      coverage: 90 %", draws: 2, "set-assumptions")
    let kept = try await notices(
      "", settings: ["content.dispersion=0.1"], draws: 2, "set-assumptions")
    let central = try await notices("      dispersion: 0.1", "set-assumptions")
    #expect(plain == [] && kept == [] && central == [])
  }

  /// A value for an entry that no lever reads, or that a line replaces, is told; one that counts is not.
  @Test func valuesWithoutEffectAreTold() async throws {
    let code = ParameterNotices.idleCode
    let replaced = try await notices(
      "      dispersion: 0.1", settings: ["content.dispersion=0.12"], code)
    #expect(
      replaced == [
        "the value given for content.dispersion changes nothing: floor.dispersion (line 9) stands in its "
          + "place; set floor.dispersion, or take that line out"
      ])
    let unread = try await notices("", settings: ["trade.adjustment_5y=0.5"], draws: 2, code)
    #expect(
      unread == [
        "the value given for trade.adjustment_5y changes nothing: no lever of this scenario reads it"
      ])
    #expect(try await notices("", settings: ["content.dispersion=0.12"], code) == [])
    #expect(try await notices("", settings: ["uncertainty.judgement_widening=1"], code) == [])
  }

  @Test func attributionTellsThemAsWell() async throws {
    let (scenario, bench) = try read("", settings: ["trade.adjustment_5y=0.5"])
    let result = try await bench.engine.attributed(scenario).result
    #expect(result.notices.map(\.code).contains(ParameterNotices.idleCode))
  }
}
