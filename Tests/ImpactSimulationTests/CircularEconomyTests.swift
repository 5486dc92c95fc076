import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactLevers

@Suite struct CircularEconomyTests {
  static func bench() throws -> Bench {
    let more = ["B", "E37-E39", "M69_M70", "M71", "M72", "M73", "N"]
    return try Bench(
      SyntheticEconomy.make(otherIndustries: SyntheticEconomy.catalogueIndustries + more))
  }

  private static func path(_ value: Double) -> DatedPath {
    Bench.path([2024: 0, 2030: value])
  }

  private static func everything(_ scale: Double) -> CircularEconomy {
    CircularEconomy(
      recycledContent: [.plastics: DatedPath(constant: 0.03 + 0.2 * scale)],
      vehiclesKept: path(10_000 * scale), repairCostCut: path(0.05 * scale))
  }

  @Test func zeroIntensityAndTodaysSharesChangeNothing() async throws {
    let bench = try Self.bench()
    var off = Self.everything(1)
    off.intensity = 0
    let today = CircularEconomy(
      recycledContent: [
        .plastics: DatedPath(constant: 0.03), .steel: DatedPath(constant: 0.1),
      ])
    for lever in [off, today, Self.everything(0)] {
      let result = try await bench.engine.run(Bench.scenario([lever]))
      for indicator in Indicator.allCases {
        for effect in Effect.allCases where effect != .productivity {
          #expect(result.change[indicator]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
        }
      }
    }
  }

  /// Δa of the primary product is −α·q·a·(r − r₀)/(1 − r₀), that of recyclers ρ times as much.
  @Test func recycledMaterialReplacesPrimary() throws {
    let bench = try Self.bench()
    let lever = CircularEconomy(recycledContent: [.plastics: DatedPath(constant: 0.25)])
    let state = try bench.engine.plan(Bench.scenario([lever], years: [2030])).states[0]
    let context = state.context
    let buyer = bench.industry("C29-OTH")
    let (primary, recycler) = (bench.industry("C20"), bench.industry("E37-E39"))
    for s in bench.economy.regions.indices where bench.economy.regions[s].isEuropeanUnion {
      let cell = PurchaseCell(region: s, buyer: buyer, product: primary)
      let base = (0...1)
        .reduce(0) { sum, k in
          context.reaches(originClass: k, product: primary, region: s)
            ? sum + state.base(cell, originClass: k) : sum
        }
      let change = state.purchases.parts(of: cell).reduce(0) { $0 + $1.delta }
      let expected = -0.3 * base * (0.25 - 0.03) / 0.97
      #expect(abs(change - expected) <= 1e-12)
      let bought = PurchaseCell(region: s, buyer: buyer, product: recycler)
      let recycled = state.purchases.parts(of: bought).reduce(0) { $0 + $1.delta }
      #expect(abs(recycled + 1.15 * change) <= 1e-12)
    }
    let shares = VehicleShare(of: bench.industry("C22"), context).shares
    #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 } && shares.contains { $0 > 0 })
  }

  @Test(arguments: UsePhase.Households.allCases)
  func moneyAddsUp(_ households: UsePhase.Households) async throws {
    let bench = try Self.bench()
    var lever = Self.everything(1)
    lever.households = households
    let result = try await bench.engine.run(Bench.scenario([lever]))
    #expect(result.checks.allSatisfy { $0.passed })
    #expect(result.checks.contains { $0.name == "what is bought differently reaches final demand" })
    let account = try bench.engine.plan(Bench.scenario([lever], years: [2030])).states[0]
      .accounts[0]
    let left =
      account.byHouseholds + account.respent + account.respentTaxes + account.saved
    #expect(abs(left) <= 1e-9 * abs(account.byHouseholds))
    #expect(households == .save ? account.respent == 0 : account.saved == 0)
  }

  @Test func smallLeversAreProportional() async throws {
    let bench = try Self.bench()
    func jobs(_ scale: Double) async throws -> Double {
      let result = try await bench.engine.run(
        Bench.scenario([Self.everything(scale)], years: [2030]))
      return result.employmentChange(in: "EU27", year: 2030)?.value ?? .nan
    }
    let (once, twice) = (try await jobs(1e-4), try await jobs(2e-4))
    #expect(once != 0)
    #expect(abs(twice - 2 * once) <= 1e-3 * abs(once))
  }

  @Test func cheaperRepairMeansMoreOfItAndLessWorkForEach() throws {
    let bench = try Self.bench()
    let lever = CircularEconomy(repairCostCut: DatedPath(constant: 0.1))
    let state = try bench.engine.plan(Bench.scenario([lever], years: [2030])).states[0]
    func figure(_ name: String) -> Double {
      state.figures.first { $0.figure.hasPrefix(name) }?.value ?? .nan
    }
    // ε = −0.4: volume 0.9^−0.4 − 1, spending 0.9^0.6 − 1 of the same bill; owners lose half of the fall.
    let volume = power(0.9, -0.4) - 1
    let spending = power(0.9, 0.6) - 1 + 0.5 * 0.1 * power(0.9, -0.4)
    let account = state.accounts[0]
    #expect(abs(account.byHouseholds / account.spending - spending / volume) < 1e-9)
    #expect(figure("spending that households save") > 0 && figure("more work and parts") > 0)
    let garages = bench.industry("G45")
    #expect(
      state.labour.allSatisfy { $0.key % bench.economy.industryCount == garages && $0.value < 1 })
    #expect(!state.labour.isEmpty)
  }

  /// More vehicles than leave a fleet, and more scrap than there is ore for it to replace.
  @Test func tooManyVehiclesAreRefused() throws {
    let bench = try Bench(.shipped(.euNUTS2))
    func message(_ number: Double, _ regions: Scope) throws -> String {
      let lever = CircularEconomy(regions: regions, vehiclesKept: DatedPath(constant: number))
      return try bench.engine.problems(in: Bench.scenario([lever], years: [2030]))
        .map { "\($0)" }.joined(separator: "\n")
    }
    #expect(try message(3_500_000, .eu27).isEmpty)
    #expect(
      try message(1e12, .eu27)
        .hasPrefix(
          "circular-economy.vehicles-kept: 1000000000000 vehicles a year are more than the cars that "
            + "are registered there; expected at most 1"))
    #expect(
      try message(100_000, Scope(["DE30"])).contains("more than the ore that makers of metals"))
  }

  @Test func theUnionsRulesComeFromTheCatalogue() throws {
    let paths = try #require(CircularEconomy.paths(of: .unionRules, .shipped()))
    #expect(paths[.plastics]?.value(in: 2036) == 0.25 && paths[.plastics]?.value(in: 2032) == 0.15)
    #expect(paths[.cobalt]?.value(in: 2031) == 0.16 && paths[.nickel]?.value(in: 2040) == 0.15)
    #expect(paths[.steel] == nil)
    #expect(CircularEconomy.paths(of: .unionRules, ParameterCatalogue([])) == nil)
  }
}
