import ImpactAxes
import ImpactEconomies
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactLevers

@Suite struct InnovationTests {
  private static func software(_ growth: Double, valued: Double? = nil) -> Innovation {
    Innovation(softwareGrowth: DatedPath(constant: growth), valuedShare: valued)
  }

  @Test func noGrowthAndNoMoneyChangeNothing() async throws {
    let bench = try CircularEconomyTests.bench()
    var off = Self.software(0.11)
    off.intensity = 0
    let levers = [off, Self.software(0), Innovation(research: DatedPath(constant: 0))]
    for lever in levers {
      let result = try await bench.engine.run(Bench.scenario([lever]))
      for indicator in Indicator.allCases {
        for effect in Effect.allCases where effect != .productivity {
          #expect(result.change[indicator]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
        }
      }
    }
  }

  /// 2 % of output grow by 11 % a year for six years; 30 % of it replaces components.
  @Test func softwareGrowsAndReplacesComponents() throws {
    let bench = try CircularEconomyTests.bench()
    let state = try bench.engine.plan(Bench.scenario([Self.software(0.11)], years: [2035]))
      .states[0]
    let added = 0.02 * (power(1.11, 6) - 1)
    func change(_ code: String, _ s: Int) -> Double {
      let cell = PurchaseCell(region: s, buyer: bench.vehicles, product: bench.industry(code))
      return state.purchases.parts(of: cell).reduce(0) { $0 + $1.delta }
    }
    for s in state.context.assemblers(
      in: ScopeMask(
        regions: bench.economy.regions.map(\.isEuropeanUnion), includesWorld: false))
    {
      #expect(abs(change("J62_J63", s) - 0.7 * added) < 1e-12)
      #expect(abs(change("C26", s) - 0.3 * added) < 1e-12)
      #expect(abs(change("C29-OTH", s) + 0.3 * added) < 1e-12)
      let cost = state.priceResponses[0]
        .cost[
          bench.economy.index(region: s, industry: bench.vehicles)]
      #expect(abs(cost - 0.7 * added * 0.5) < 1e-12)
    }
  }

  @Test func whatBuyersValueCostsNoSales() async throws {
    let bench = try CircularEconomyTests.bench()
    let result = try await bench.engine.run(
      Bench.scenario([Self.software(0.11, valued: 1)], years: [2030]))
    #expect(result.change[.output]?[.price]?.joined().allSatisfy { $0 == 0 } == true)
    let dearer = try await bench.engine.run(
      Bench.scenario([Self.software(0.11, valued: 0)], years: [2030]))
    #expect((dearer.change[.output]?[.price]?.joined().reduce(0, +) ?? 0) < 0)
  }

  @Test(arguments: Financing.allCases)
  func theBudgetIsMet(_ financing: Financing) async throws {
    let bench = try CircularEconomyTests.bench()
    let lever = Innovation(
      research: Bench.path([2026: 100, 2030: 200]), financing: financing)
    let states = try bench.engine.plan(Bench.scenario([lever], years: [2024, 2028])).states
    #expect(states[0].accounts.isEmpty)
    let account = states[1].accounts[0]
    #expect(abs(account.spending - 150 / 1.25) < 1e-9)
    #expect(account.byGovernment == account.spending)
    let result = try await bench.engine.run(Bench.scenario([lever]))
    #expect(result.checks.allSatisfy { $0.passed })
  }

  @Test func smallLeversAreProportional() async throws {
    let bench = try CircularEconomyTests.bench()
    func jobs(_ scale: Double) async throws -> Double {
      var lever = Self.software(0.11)
      lever.intensity = scale
      lever.research = DatedPath(constant: 100)
      let result = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
      return result.employmentChange(in: "EU27", year: 2030)?.value ?? .nan
    }
    let (once, twice) = (try await jobs(1e-4), try await jobs(2e-4))
    #expect(abs(twice - 2 * once) <= 1e-3 * abs(once))
  }
}
