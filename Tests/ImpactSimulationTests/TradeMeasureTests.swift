import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import Testing

@testable import ImpactSimulation

/// Makers, preferences, market shares, localisation, inputs and the rest of the world.
@Suite struct TradeMeasureTests {
  private func plan(
    _ bench: Bench, _ levers: [any Lever], year: Int = 2030
  ) throws -> LeverState {
    try bench.engine.plan(Bench.scenario(levers, years: [year])).states[0]
  }

  private func figure(_ state: LeverState, _ name: String, _ place: String = "UK") -> Double {
    state.figures.first { $0.place == place && $0.figure.hasPrefix(name) }?.value ?? .nan
  }

  private func changed(
    _ lever: TradePolicy, _ change: (inout TradeMeasure) -> Void
  ) -> TradePolicy {
    var lever = lever
    change(&lever.measures[0])
    return lever
  }

  @Test func onlyWhatDoesNotOriginatePays() async throws {
    let bench = try Bench()
    let all = changed(TradeTests.duty()) { $0.utilisation = DatedPath(constant: 1) }
    #expect(try plan(bench, [all]).demand.isEmpty)
    let none = changed(TradeTests.duty()) { $0.utilisation = DatedPath(constant: 0) }
    let most = changed(TradeTests.duty()) { $0.utilisation = DatedPath(constant: 0.75) }
    let full = try plan(bench, [TradeTests.duty()])
    let unused = try plan(bench, [none])
    #expect(
      figure(unused, "purchases from the origin after")
        == figure(full, "purchases from the origin after"))
    let part = try plan(bench, [most])
    #expect(abs(figure(part, "use of the preference") - 75) < 1e-9)
    let revenue = figure(part, "duty revenue after") / figure(full, "duty revenue after")
    #expect(revenue > 0.2 && revenue < 0.3)
  }

  @Test func makersWithOneDutyAreOneMaker() throws {
    let bench = try Bench()
    let path = Bench.path([2025: 0.1])
    let makers = changed(TradeTests.duty()) {
      $0.duty = nil
      $0.makers = ["a": .init(share: 0.3, duty: path), "b": .init(share: 0.7, duty: path)]
    }
    let one = try plan(bench, [TradeTests.duty()])
    let two = try plan(bench, [makers])
    for (k, value) in one.demand.atOrigin {
      // Rounding of two shares.
      #expect(abs((two.demand.atOrigin[k] ?? 0) - value) <= 1e-9 * abs(value))
    }
  }

  @Test func localisationMovesProductionAndLosesNothing() async throws {
    let bench = try Bench()
    let lever = changed(TradeTests.duty(0.1, base: 0.1)) {
      $0.localisation = .init(share: Bench.path([2028: 0.4]), places: ["UK": 1])
    }
    let state = try plan(bench, [lever])
    let before = figure(state, "purchases from the origin before")
    let after = figure(state, "purchases from the origin after")
    let moved = figure(state, "made in other places instead")
    #expect(moved > 0)
    #expect(abs(before - after - moved) < 1e-9 * before)
    let net = state.demand.total
    #expect(abs(net) < 1e-9 * moved)
    let s = try #require(bench.economy.regions.firstIndex { $0.code == "UK" })
    let at = bench.economy.index(region: s, industry: bench.vehicles)
    #expect(abs((state.demand.atOrigin[at] ?? 0) - moved) < 1e-9 * moved)
    #expect(try plan(bench, [lever], year: 2027).demand.isEmpty)
    let result = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
    #expect(result.checks.filter { !$0.passed }.isEmpty)
  }

  @Test func aMarketShareSetsTheLevelOfChanges() throws {
    let bench = try Bench()
    let small = changed(TradeTests.duty()) { $0.marketShare = 0.1 }
    let state = try plan(bench, [small])
    let before = state.figures
      .filter { $0.figure == "sales to UK before, C29-VEH" && $0.place != "EU27" }
      .reduce(0) { $0 + $1.value }
    let s = try #require(bench.economy.regions.firstIndex { $0.code == "UK" })
    let final = VehicleDeliveries.buyers.reduce(0) {
      let k = bench.economy.index(region: s, industry: bench.vehicles)
      return $0 + bench.economy.finalDemand.own[$1.rawValue][k]
        + bench.economy.finalDemand.imported[$1.rawValue][k]
    }
    let inputs = figure(try plan(bench, [TradeTests.duty()]), "purchases from the origin before")
    #expect(figure(state, "purchases from the origin before") < inputs)
    #expect(before >= final - 1e-6)
    #expect(!state.demand.isEmpty)
  }

  @Test func cheaperOriginsSellMoreAndUseTheSameBundle() throws {
    let bench = try Bench()
    let lever = changed(TradeTests.duty(0)) {
      $0.duty = nil
      $0.exportPrice = Bench.path([2025: 0.8])
    }
    let state = try plan(bench, [lever])
    #expect(
      figure(state, "purchases from the origin after")
        > figure(state, "purchases from the origin before"))
    #expect(abs(figure(state, "price of the origin for buyers") + 20) < 1e-9)
    #expect(figure(state, "price change for buyers") < 0)
    #expect(figure(state, "trade diverted to makers of the importer") < 0)
  }

  @Test func makersThatBuyDearerPartsKeepTheirQuantity() async throws {
    let bench = try Bench()
    let lever = changed(TradeTests.duty(0.25)) { $0.products = ["parts"] }
    let scenario = Bench.scenario([lever], years: [2030])
    let state = try bench.engine.plan(scenario).states[0]
    #expect(!state.purchases.isEmpty)
    let response = try #require(state.priceResponses.first)
    let s = try #require(bench.economy.regions.firstIndex { $0.code == "UK" })
    #expect(response.cost[bench.economy.index(region: s, industry: bench.vehicles)] > 0)
    #expect(response.home.indices.allSatisfy { response.home[$0] == ($0 == s) })
    let result = try await bench.engine.run(scenario)
    #expect(result.checks.filter { !$0.passed }.isEmpty)
    #expect(Bench.figures(result, "price rise passed on", place: "UK", year: 2030).first ?? 0 > 0)
  }

  /// Levers before it have split cells by zone: the bundle of every cell stays the one of the nest.
  @Test func itActsOnWhatOtherLeversHaveLeft() async throws {
    let bench = try Bench()
    let rule = LocalContent(
      regions: Scope(["UK"]), zone: Scope(["UK"]),
      floors: [.componentsWithoutBatteries: Bench.path([2027: 0.9])])
    let duty = changed(TradeTests.duty(0.25)) { $0.products = ["vehicles", "parts"] }
    let scenario = Bench.scenario([rule, duty], years: [2030])
    let result = try await bench.engine.run(scenario)
    #expect(result.checks.filter { !$0.passed }.isEmpty)
    let state = try bench.engine.plan(scenario).states[0]
    let alone = try plan(bench, [duty])
    #expect(
      figure(state, "purchases from the origin before, union, C29-OTH")
        < figure(alone, "purchases from the origin before, union, C29-OTH"))
    // A rule that moves nothing leaves the same numbers, by the way over changed cells.
    let neutral = changed(duty) { $0.duty = Bench.path([2025: 0.1]) }
    let train = Bench.transition(intensity: 1e-9, regions: Scope(["UK"]))
    let direct = try plan(bench, [neutral])
    let through = try plan(bench, [train, neutral])
    let name = "purchases from the origin after, union, C29-OTH"
    #expect(abs(figure(through, name) / figure(direct, name) - 1) < 1e-6)
  }

  @Test func theRestOfTheWorldAnswersWithItsElasticity() throws {
    let bench = try Bench()
    var lever = changed(TradeTests.duty(0.25)) {
      $0.importers = Scope([TradeMeasure.restOfWorld])
      $0.origins = Scope(["DE"])
    }
    lever.exportElasticity = -2
    let state = try plan(bench, [lever])
    for (r, region) in bench.economy.regions.enumerated() {
      let k = bench.economy.index(region: r, industry: bench.vehicles)
      let exports = bench.economy.finalDemand.exportsToWorld[k]
      let expected = region.country == "DE" ? exports * (1 / 1.25 / 1.25 - 1) : 0
      #expect(abs((state.demand.atOrigin[k] ?? 0) - expected) < 1e-9 * max(1, exports))
    }
    #expect(state.purchases.isEmpty)
  }

  @Test func governmentsSpendWhatDutiesBring() async throws {
    let bench = try Bench()
    var lever = TradeTests.duty(0.25)
    let kept = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
    lever.revenue = .spent
    let spent = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
    #expect(spent.checks.filter { !$0.passed }.isEmpty)
    #expect(TradeTests.total(spent) > TradeTests.total(kept))
    let state = try plan(bench, [lever])
    let revenue =
      figure(state, "duty revenue after") - figure(state, "duty revenue before")
    let bought = state.accounts.reduce(0) { $0 + $1.otherPurchases }
    #expect(abs(bought - revenue) < 1e-9 * revenue)
  }

  @Test func contentDecidesHowMuchOfAPreferenceIsUsed() throws {
    let bench = try Bench()
    func used(_ floor: Double) throws -> Double {
      let lever = changed(TradeTests.duty()) {
        $0.originRule = .init(
          floors: [.vehicle: DatedPath(constant: floor)], definition: .buildDown)
      }
      let state = try plan(bench, [lever])
      return state.demand.isEmpty ? 100 : figure(state, "use of the preference")
    }
    #expect(try used(0) == 100)
    let shares = try [0.5, 0.8, 0.95].map(used)
    #expect(shares[0] >= shares[1] && shares[1] > shares[2])
  }
}
