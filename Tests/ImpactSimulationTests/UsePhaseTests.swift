import ImpactAxes
import ImpactDocuments
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactLevers

@Suite struct UsePhaseTests {
  private static func bench() throws -> Bench {
    let more = ["C19", "D35", "F", "G46", "G47", "H49", "N"]
    return try Bench(
      SyntheticEconomy.make(otherIndustries: SyntheticEconomy.catalogueIndustries + more))
  }

  private static func lever(_ households: UsePhase.Households) -> DriveTrain {
    var lever = DriveTrain()
    lever.registrations = [
      "EU27": MarketPath([.bev: Bench.path([2025: 0.2, 2035: 0.9])])
    ]
    lever.usePhase = UsePhase(households: households)
    return lever
  }

  @Test func whatACarCostsAddsUp() throws {
    let costs = try UseCosts(.shipped()).costs
    let all = Technology.allCases
    func cost(_ technology: Technology, _ item: UseCosts.Item) -> UseCosts.Cost? {
      costs[all.firstIndex(of: technology) ?? 0][item]
    }
    let fuel = try #require(cost(.ice, .fuel))
    #expect(abs(fuel.total - 700 * 1.728) < 1e-9)
    #expect(abs(fuel.taxes - 0.496 * 700 * 1.728) < 1e-9)
    #expect(fuel.products["G47"] == 700 * 0.12)
    let power = try #require(cost(.bev, .electricity))
    // A quarter is charged in public.
    #expect(abs(power.total - 2200 * (0.75 * 0.29 + 0.25 * 0.55)) < 1e-9)
    let repair = try #require(cost(.bev, .repair))
    #expect(abs(repair.total - 0.7 * 621) < 1e-9)
    #expect(repair.products[AutomotiveBlock.combustion] == nil)
    #expect(abs((cost(.bev, .tyres)?.total ?? 0) - 144) < 1e-9)
    #expect(cost(.fcev, .fuel) == nil && cost(.bev, .fuel) == nil)
    for costs in costs {
      for cost in costs.values { #expect(cost.products.values.allSatisfy { $0 >= 0 }) }
    }
  }

  @Test func theFleetTurnsOverAndKeepsItsSize() throws {
    let bench = try Self.bench()
    let context = try bench.engine.plan(Bench.scenario([], years: [2030])).states[0].context
    let lever = Self.lever(.save)
    let markets = try VehicleMarkets(lever.marketPaths(context), context: context)
    let now = markets.mixes(in: 2026).mixes
    // Two years: 2025 with the base mix, 2026 with another.
    let stock = try FleetStock(
      markets, mixes: [markets.base, now],
      volumes: [[Double]](repeating: [Double](repeating: 1, count: now.count), count: 2),
      catalogue: context.catalogue)
    let germany = try #require(markets.markets.firstIndex { $0.country == "DE" })
    let change = try #require(stock.change[germany])
    let cars = try context.catalogue.central("registrations.2023.DE.cars")
    let bev = 3
    // Age 0: all survive.
    #expect(
      abs(change[bev] - cars * (now[germany][bev] - markets.base[germany][bev])) < 1e-9 * cars)
    #expect(abs(change.reduce(0, +)) < 1e-9 * cars)
  }

  @Test(arguments: UsePhase.Households.allCases)
  func moneyIsSpentTaxedOrSaved(_ households: UsePhase.Households) async throws {
    let bench = try Self.bench()
    let result = try await bench.engine.run(Bench.scenario([Self.lever(households)]))
    let names = [
      "money that households save is spent, paid as tax or put aside",
      "purchasers' prices are basic prices, margins and taxes",
      "what is bought differently reaches final demand",
    ]
    for name in names {
      let check = try #require(result.checks.first { $0.name == name })
      #expect(check.passed && abs(check.value) < 1e-10)
    }
    let state = try bench.engine.plan(Bench.scenario([Self.lever(households)])).states[2]
    let account = state.accounts[0]
    #expect(account.spending < 0)
    if households == .save {
      #expect(account.saved > 0 && account.respent == 0)
    } else {
      #expect(account.saved == 0 && account.respent > 0)
      #expect(abs(account.respent + account.respentTaxes + account.byHouseholds) < 1e-9)
    }
    #expect(
      result.leverFigures.contains {
        $0.figure == "of which taxes on fuel, change of spending on cars in use" && $0.value < 0
      })
  }

  @Test func volumesMoveFinalDemandByTheirPath() throws {
    let bench = try Self.bench()
    func total(_ volume: Double, _ price: Double = 1) throws -> Double {
      var lever = DriveTrain(demandElasticity: -1)
      lever.volume = ["EU27": DatedPath(constant: volume), "WORLD": DatedPath(constant: volume)]
      lever.price = ["EU27": DatedPath(constant: price)]
      return try bench.engine.plan(Bench.scenario([lever], years: [2030])).states[0].demand.total
    }
    let tenth = try total(0.9)
    #expect(tenth < 0)
    #expect(abs(try total(0.8) - 2 * tenth) < 1e-9 * abs(tenth))
    #expect(try total(1) == 0)
    // Twice the price at elasticity −1 halves the volume, but not that of W.
    let (dearer, fewer) = (try total(1, 2), try total(0.5))
    #expect(dearer > fewer)
  }
}
