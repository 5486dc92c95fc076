import ImpactAxes
import ImpactEconomies
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactLevers

@Suite struct ExportPromotionTests {
  private static func lever(
    _ uplift: Double, markets: [String] = ["WORLD"], cost: DatedPath? = nil,
    financing: Financing = .deficit
  ) -> ExportPromotion {
    ExportPromotion(
      regions: Scope(["DE"]), products: ["C29-OTH", "C25"], uplift: DatedPath(constant: uplift),
      markets: Scope(markets), cost: cost, financing: financing)
  }

  @Test func noUpliftChangesNothing() async throws {
    let bench = try CircularEconomyTests.bench()
    var off = Self.lever(0.1, cost: Bench.path([2024: 1, 2035: 1]))
    off.intensity = 0
    for lever in [off, Self.lever(0)] {
      let result = try await bench.engine.run(Bench.scenario([lever]))
      for indicator in Indicator.allCases {
        for effect in Effect.allCases where effect != .productivity {
          #expect(result.change[indicator]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
        }
      }
    }
  }

  /// Modelled countries buy as much as before; only W buys more.
  @Test func gainsInModelledCountriesAreLossesOfOthers() async throws {
    let bench = try CircularEconomyTests.bench()
    let state = try bench.engine.plan(Bench.scenario([Self.lever(0.1)], years: [2030])).states[0]
    let scope = Set(
      bench.economy.regions.indices.filter { bench.economy.regions[$0].country == "DE" })
    let S = bench.economy.industryCount
    var (gained, lost) = (0.0, state.demand.fromWorld)
    for (k, value) in state.demand.atOrigin {
      if scope.contains(k / S) { gained += value } else { lost += value }
    }
    let toWorld = state.accounts[0].exports
    #expect(gained > 0 && lost < 0 && toWorld > 0)
    #expect(abs(gained + lost - toWorld) <= 1e-9 * gained)
    var expected = 0.0
    for code in ["C29-OTH", "C25"] {
      for r in scope {
        expected +=
          0.3 * 0.1
          * bench.economy.finalDemand.exportsToWorld[
            bench.economy.index(region: r, industry: bench.industry(code))]
      }
    }
    #expect(abs(toWorld - expected) <= 1e-9 * expected)
    let home = try bench.engine
      .plan(
        Bench.scenario([Self.lever(0.1, markets: ["DE"])], years: [2030])
      )
      .states[0]
    #expect(home.demand.isEmpty)
    let result = try await bench.engine.run(Bench.scenario([Self.lever(0.1)]))
    #expect(result.checks.allSatisfy { $0.passed })
  }

  @Test(arguments: Financing.allCases)
  func theProjectIsPaid(_ financing: Financing) async throws {
    let bench = try CircularEconomyTests.bench()
    let lever = Self.lever(0.1, cost: Bench.path([2028: 2, 2030: 2]), financing: financing)
    let states = try bench.engine.plan(Bench.scenario([lever], years: [2027, 2029, 2031])).states
    #expect(states.map { $0.accounts[0].spending }.map { ($0 * 1.25).rounded() } == [0, 2, 0])
    let account = states[1].accounts[0]
    switch financing {
    case .deficit: #expect(abs(account.deficit - 1.6) < 1e-9)
    case .taxes: #expect(abs(account.taxesRaised - 1.6) < 1e-9)
    case .cuts: #expect(abs(account.otherPurchases + 1.6) < 1e-9)
    }
    let result = try await bench.engine.run(Bench.scenario([lever]))
    #expect(result.checks.allSatisfy { $0.passed })
  }

  @Test func twiceTheUpliftDoublesTheJobs() async throws {
    let bench = try CircularEconomyTests.bench()
    func run(_ uplift: Double) async throws -> ImpactResult {
      let cost = Bench.path([2030: 1, 2031: 1])
      return try await bench.engine.run(
        Bench.scenario([Self.lever(uplift, cost: cost)], years: [2030]))
    }
    func figure(_ result: ImpactResult, _ name: String) -> Double {
      result.leverFigures.first { $0.figure.hasPrefix(name) }?.value ?? .nan
    }
    let (none, once, twice) = (try await run(0), try await run(0.05), try await run(0.1))
    func jobs(_ result: ImpactResult) -> Double {
      result.employmentChange(in: "EU27", year: 2030)?.value ?? .nan
    }
    #expect(
      abs(jobs(twice) - jobs(none) - 2 * (jobs(once) - jobs(none)))
        <= 1e-6 * abs(jobs(once) - jobs(none)))
    #expect(abs(figure(twice, "exports for a EUR") - 2 * figure(once, "exports for a EUR")) < 1e-9)
    // The figure for jobs is what the run finds without induced effects, beside the project's own purchases.
    func open(_ uplift: Double) async throws -> Double {
      let lever = Self.lever(uplift, cost: Bench.path([2030: 1, 2031: 1]))
      let result = try await bench.engine.run(
        Bench.scenario([lever], years: [2030], induced: false))
      return result.employmentChange(in: "EU27", year: 2030)?.value ?? .nan
    }
    let brought = try await open(0.05) - open(0)
    let told = figure(once, "person-years for a million EUR") * 1 / 1.25
    #expect(abs(brought - told) <= 1e-6 * abs(brought))
  }
}
