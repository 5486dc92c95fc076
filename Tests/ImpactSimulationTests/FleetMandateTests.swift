import ImpactAxes
import ImpactDocuments
import ImpactTestSupport
import Testing

@testable import ImpactLevers
@testable import ImpactSimulation

@Suite struct FleetMandateTests {
  private static func transition(_ bev: Double) -> DriveTrain {
    var lever = DriveTrain()
    lever.registrations = [
      "DE": MarketPath([.bev: DatedPath(constant: bev), .phev: DatedPath(constant: 0.1)]),
      "SK": MarketPath([.bev: DatedPath(constant: bev), .phev: DatedPath(constant: 0.1)]),
    ]
    return lever
  }

  private static func mandate(_ share: Double, offset: Double = 0) -> FleetMandate {
    FleetMandate(
      zeroEmission: ["EU27": DatedPath(constant: share)], corporateShare: 0.5, coveredShare: 1,
      offset: offset)
  }

  /// The transition to 30 % and a mandate for half the market at 50 % are a transition to 40 %.
  @Test func itIsTheTransitionWithMoreRegistrations() async throws {
    let bench = try Bench()
    let both = try await bench.engine.run(
      Bench.scenario([Self.transition(0.3), Self.mandate(0.5)], years: [2030]))
    let direct = try await bench.engine.run(Bench.scenario([Self.transition(0.4)], years: [2030]))
    let alone = try await bench.engine.run(Bench.scenario([Self.transition(0.3)], years: [2030]))
    for place in ["EU27", "DE11", "SK01"] {
      guard let a = both.employmentChange(in: place, year: 2030)?.value,
        let b = direct.employmentChange(in: place, year: 2030)?.value,
        let c = alone.employmentChange(in: place, year: 2030)?.value
      else { continue }
      #expect(abs(b - c) > 1e-3 * abs(c))
      // Prices of two levers multiply where those of one add: second order.
      #expect(abs(a - b) < 0.02 * abs(b - c), "\(place): \(a), not \(b); alone \(c)")
    }
  }

  @Test func aMandateThatTheMarketMeetsChangesNothing() async throws {
    let bench = try Bench()
    let with = try await bench.engine.run(
      Bench.scenario([Self.transition(0.6), Self.mandate(0.5)], years: [2030]))
    let without = try await bench.engine.run(
      Bench.scenario([Self.transition(0.6)], years: [2030]))
    #expect(
      with.employmentChange(in: "EU27", year: 2030)?.value
        == without.employmentChange(in: "EU27", year: 2030)?.value)
    #expect(with.notices.contains { $0.code == "fleet-mandate-not-binding" })
  }

  @Test func aSmallMandateActsInProportionAndItsOffsetTakesBack() throws {
    let bench = try Bench()
    func moved(_ lever: FleetMandate) throws -> Double {
      try bench.engine.plan(Bench.scenario([Self.transition(0.3), lever], years: [2030]))
        .states[0].figures
        .first { $0.figure == "battery cars registered more" && $0.place == "DE" }?
        .value ?? .nan
    }
    let one = try moved(Self.mandate(0.31))
    #expect(one > 0)
    #expect(abs(try moved(Self.mandate(0.32)) - 2 * one) < 1e-9)
    #expect(abs(try moved(Self.mandate(0.32, offset: 0.5)) - one) < 1e-9)
  }

  @Test func targetsOfThePresetBeginIn2030() throws {
    let catalogue = try ParameterCatalogue.shipped()
    let zero = MandatePreset.cleanCorporateVehicles.targets(
      "zero", catalogue, countries: ["AT", "FR", "PL"])
    #expect(zero["AT"]?.value(in: 2029) == 0)
    #expect(zero["AT"]?.value(in: 2034) == 0.58)
    #expect(zero["FR"]?.value(in: 2035) == 0.80)
    #expect(zero["PL"]?.value(in: 2030) == 0.45)
    #expect(zero["PL"]?.value(in: 2040) == 0.95)
  }

  @Test func laterLeversSeeWhatCompaniesRegister() throws {
    let bench = try Bench()
    let state = try bench.engine
      .plan(
        Bench.scenario([Self.transition(0.3), Self.mandate(0.5)], years: [2030])
      )
      .states[0]
    let mixes = try state.registeredMixes()
    let germany = try #require(
      state.context.economy.regions.firstIndex { $0.country == "DE" })
    #expect(abs(mixes[germany][3] - 0.4) < 1e-9)
    #expect(abs(mixes[germany].reduce(0, +) - 1) < 1e-9)
  }
}
