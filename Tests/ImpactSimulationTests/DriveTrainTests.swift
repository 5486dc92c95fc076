import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactLevers
import ImpactSimulation
import ImpactTestSupport
import Testing

@Suite struct DriveTrainTests {
  /// Two groups, one made by each of two industries; numbers chosen for a calculation by hand.
  private func handMade(_ economy: Economy) throws -> ImpactEngine {
    let values: [String: Double] = [
      "bom.ice.engine": 20, "bom.phev.engine": 15, "bom.bev2025.engine": 0,
      "bom.bev2035.engine": 0, "bom.ice.motor": 0, "bom.phev.motor": 5, "bom.bev2025.motor": 10,
      "bom.bev2035.motor": 8, "cost.index.phev": 110, "cost.index.bev.2025": 120,
      "cost.index.bev.2035": 100, "labour.ratio.bev_ice.assembly": 0.92,
      "labour.ratio.phev_ice.assembly": 1, "labour.ratio.hev_ice.assembly": 1,
      "drive_train.pass_through": 1, "demand.aggregate_car_price": -1,
    ]
    let catalogue = ParameterCatalogue(
      values.map {
        Parameter(
          key: $0.key, low: nil, central: $0.value, high: nil, unit: "x", source: "test",
          evidence: "J")
      })
    let all = Set(Technology.allCases)
    let groups = ComponentGroups([
      ComponentGroups.Share(
        group: "engine", technologies: all, industry: AutomotiveBlock.combustion, share: 1,
        source: "test", evidence: "J"),
      ComponentGroups.Share(
        group: "motor", technologies: all, industry: AutomotiveBlock.electricDrive, share: 1,
        source: "test", evidence: "J"),
    ])
    return try ImpactEngine(
      economy, catalogue: catalogue, groups: groups, baskets: ContentBaskets([]))
  }

  @Test func coefficientsMatchACalculationByHand() throws {
    let economy = SyntheticEconomy.make()
    let lever = DriveTrain(mix: [.bev: Bench.path([2030: 1])], factoryCostShare: 0.2)
    let plan = try handMade(economy)
      .plan(
        Bench.scenario([lever], years: [2030], induced: false))
    let region = 0
    func change(_ code: String) -> Double {
      plan.changes[0].entries
        .filter {
          $0.region == region && economy.industries[$0.product].code == code
        }
        .reduce(0) { $0 + $1.delta }
    }
    // Mix 62.5 % ice, 12.5 % each of the others → all electric. Engine: ice and hev 20, phev 16.5,
    // bev 0: −(0.75·20 + 0.125·16.5)·0.2/100. Motor: bev halfway between 12 and 8, phev 5.5.
    #expect(abs(change(AutomotiveBlock.combustion) - -17.0625 * 0.002) < 1e-15)
    #expect(abs(change(AutomotiveBlock.electricDrive) - 8.0625 * 0.002) < 1e-15)
    let vehicles = economy.industries.firstIndex { $0.code == AutomotiveBlock.vehicles } ?? -1
    #expect(abs((plan.states[0].labour[vehicles] ?? 0) - 0.92 / 0.99) < 1e-15)
    // The United Kingdom is outside EU27.
    #expect(!plan.changes[0].entries.contains { economy.regions[$0.region].code == "UK" })
  }

  @Test func theSplitFollowsTheOwnShareOfTheCell() throws {
    let economy = SyntheticEconomy.make()
    let lever = DriveTrain(mix: [.bev: Bench.path([2030: 1])], factoryCostShare: 0.2)
    let plan = try handMade(economy).plan(Bench.scenario([lever], years: [2030]))
    let dense = DenseAccounts(economy)
    for entry in plan.changes[0].entries {
      let at = (entry.region * dense.S + entry.product) * dense.S + entry.buyer
      let (own, imported) = (
        dense.accounts.ownTechnology[at], dense.accounts.importedTechnology[at]
      )
      let share = (entry.originClass == 0 ? own : imported) / (own + imported)
      let total = plan.changes[0].entries
        .filter {
          $0.region == entry.region && $0.product == entry.product
        }
        .reduce(0) { $0 + $1.delta }
      #expect(abs(entry.delta - share * total) < 1e-15)
    }
  }

  @Test func sharesRunFromTheBaseMixToTheFirstDate() {
    let lever = DriveTrain(mix: [.bev: Bench.path([2030: 0.5, 2035: 0.8])])
    let base: [Technology: Double] = [.ice: 0.6, .hev: 0.2, .phev: 0.1, .bev: 0.1]
    func mix(_ year: Int) -> [Technology: Double] {
      lever.productionMix(in: year, base: base, updateYear: 2024) ?? [:]
    }
    #expect(abs((mix(2024)[.bev] ?? 0) - 0.1) < 1e-15)
    // Half way from 2024 to 2030.
    #expect(abs((mix(2027)[.bev] ?? 0) - 0.3) < 1e-15)
    #expect(abs((mix(2040)[.bev] ?? 0) - 0.8) < 1e-15)
    // The others keep 6 : 2 : 1 of what is left.
    let combustion = mix(2030)[.ice] ?? 0
    #expect(abs(combustion - 1.0 / 3) < 1e-15)
    #expect(abs(mix(2033).values.reduce(0, +) - 1) < 1e-15)
  }

  @Test func sharesAboveOneAreRefused() async throws {
    let bench = try Bench()
    let lever = DriveTrain(mix: [.bev: Bench.path([2030: 0.7]), .phev: Bench.path([2030: 0.4])])
    do {
      _ = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
      Issue.record("shares of 110 % were accepted")
    } catch let report as ProblemReport {
      #expect(report.description.contains("sum to more than 100 % in DE in 2030"))
    }
  }

  @Test func aRecipeThatDoesNotFitIsScaledAndReported() async throws {
    let bench = try Bench()
    let heavy = ["bom.ice.engine_ancillaries": ParameterOverride(value: 90, source: "test")]
    let scenario = Bench.scenario([Bench.transition()], years: [2035], parameters: heavy)
    let result = try await bench.engine.run(scenario)
    let fits = result.leverFigures.filter { $0.figure == DriveTrain.figureFit }
    #expect(fits.count == 4)
    #expect(fits.contains { $0.value < 1 && $0.value > 0 })
    #expect(result.notices.contains { $0.code == "recipe-fit" })
    // At the limit a cell is empty, never below zero (rounding of the largest cell, about 0.3).
    let plan = try bench.engine.plan(scenario)
    let a = DenseAccounts(bench.economy).matrix(plan.changes[0])
    #expect(a.values.allSatisfy { $0 >= -1e-16 })
  }

  @Test func aPackPriceReplacesTheRecipeOf2035() throws {
    let price = DatedPath(constant: 49.5)
    let recipes = try VehicleRecipes(
      catalogue: .shipped(), groups: .shipped(), industryIndex: [:], packPrice: price)
    // 18 % of 120, at half the price of 2025 (99 USD/kWh).
    #expect(abs(recipes.cost(of: "battery_cells", for: .bev, year: 2035) - 10.8) < 1e-12)
    #expect(
      abs(recipes.cost(of: "traction_motor", for: .bev, year: 2030) - (4.8 + 4.12) / 2) < 1e-12)
    #expect(abs(recipes.cost(of: "starter_alternator_12v", for: .hev, year: 2030)) < 1e-12)
  }

  @Test func directEffectsAreLinearInTheIntensity() async throws {
    let bench = try Bench()
    func direct(_ intensity: Double) async throws -> [Double] {
      let lever = Bench.transition(intensity: intensity, factoryCostShare: 0.05)
      let result = try await bench.engine.run(Bench.scenario([lever], years: [2035]))
      return result.change[.output]?[.direct]?[0] ?? []
    }
    let (half, full) = (try await direct(0.5), try await direct(1))
    #expect(full.contains { abs($0) > 1 })
    for k in full.indices {
      // Products of coefficients and outputs up to 1e5: rounding stays below 1e-10.
      #expect(abs(2 * half[k] - full[k]) < 1e-10)
    }
  }

  @Test func labourMovesJobsWithoutOutput() async throws {
    let bench = try Bench()
    let result = try await bench.engine.run(
      Bench.scenario([Bench.transition()], years: [2035], induced: false))
    let plan = try bench.engine.plan(Bench.scenario([Bench.transition()], years: [2035]))
    let k = bench.economy.index(region: 0, industry: bench.vehicles)
    let factor = plan.states[0].labour[k] ?? 1
    #expect(factor < 1)
    let u = result.change[.output]?[.direct]?[0][k] ?? .nan
    let unit = bench.economy.satellites.employment[k] / bench.economy.satellites.output[k]
    let expected = unit * factor * u + unit * (factor - 1) * bench.economy.satellites.output[k]
    let found = result.change[.employment]?[.direct]?[0][k] ?? .nan
    #expect(abs(found - expected) <= 1e-10 * abs(expected))
  }
}
