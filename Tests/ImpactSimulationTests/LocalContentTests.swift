import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import ImpactSimulation
import ImpactTestSupport
import Testing

@Suite struct LocalContentTests {
  @Test func liftMatchesTheNormalDistribution() {
    let lift = ContentLift(floor: 0.75, mean: 0.80, dispersion: 0.10)
    // z = −0.5: φ = 0.3520653268, Φ = 0.3085375387 (tables of the normal distribution).
    #expect(abs(lift.probabilityBelow - 0.3085375387) < 1e-10)
    #expect(abs(lift.meanShortfall - (0.03520653268 - 0.05 * 0.3085375387)) < 1e-10)
    // A floor of zero lifts nothing, however wide the spread.
    #expect(ContentLift(floor: 0, mean: 0.3, dispersion: 1).meanShortfall == 0)
    let sharp = ContentLift(floor: 0.75, mean: 0.60, dispersion: 0)
    #expect(abs(sharp.meanShortfall - 0.15) < 1e-15)
    #expect(ContentLift(floor: 0.75, mean: 0.9, dispersion: 0).meanShortfall == 0)
  }

  @Test func withoutSpreadContentMeetsTheFloor() async throws {
    let bench = try Bench()
    let lever = Bench.floor(.componentsWithoutBatteries, 0.95, dispersion: 0)
    let result = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
    var bound = 0
    for place in ["DE11", "DE12", "SK01", "SK02"] {
      let before = Bench.figures(result, "content before", place: place, year: 2030)[0]
      let after = Bench.figures(result, "content after", place: place, year: 2030)[0]
      // Shares of some tens of per cent: rounding only.
      #expect(abs(after - max(before, 95)) < 1e-10)
      if before < 95 { bound += 1 }
      #expect(abs(content(of: place, bench: bench, lever: lever) - max(before, 95)) < 1e-9)
    }
    #expect(bound > 0)
    #expect(Bench.figures(result, "shortfall", place: "EU27", year: 2030) == [0])
    let rise = Bench.figures(result, "price rise passed on", place: "EU27", year: 2030)
    #expect(rise.count == 1 && rise[0] > 0)
  }

  /// Content of the changed purchases in per cent, by plain loops over written-out matrices.
  private func content(of place: String, bench: Bench, lever: LocalContent) -> Double {
    guard let plan = try? bench.engine.plan(Bench.scenario([lever], years: [2030])),
      let s = bench.economy.regions.firstIndex(where: { $0.code == place })
    else { return .nan }
    let baskets = plan.states[0].context.baskets.entries(in: "components-without-batteries")
    let dense = DenseAccounts(bench.economy)
    let a = dense.matrix(plan.changes[0])
    let union = bench.economy.regions.indices.filter { bench.economy.regions[$0].isEuropeanUnion }
    var (inside, all) = (0.0, 0.0)
    for entry in baskets {
      let i = bench.industry(entry.industry)
      let at = (s * dense.S + i) * dense.S + bench.vehicles
      all += dense.accounts.ownTechnology[at] + dense.accounts.importedTechnology[at]
      inside += union.reduce(0) { $0 + a[$1 * dense.S + i, s * dense.S + bench.vehicles] }
    }
    return 100 * inside / all
  }

  @Test func movingSourcesLeavesTotalPurchasesUnchanged() throws {
    let bench = try Bench()
    let levers: [any Lever] = [
      Bench.transition(), Bench.floor(.componentsWithoutBatteries, 0.95),
      LocalContent(
        id: "second", regions: Scope(["DE"]), zone: Scope(["two-clusters"]),
        floors: [
          .batteries: Bench.path([2027: 0.8]), .componentsWithoutBatteries: Bench.path([2027: 0.7]),
        ]),
    ]
    let moved = try bench.engine.plan(Bench.scenario(levers, years: [2030]))
    let before = try bench.engine.plan(Bench.scenario([levers[0]], years: [2030]))
    let dense = DenseAccounts(bench.economy)
    func purchases(_ plan: ScenarioYears, _ s: Int, _ i: Int) -> Double {
      let state = plan.states[0]
      let cell = PurchaseCell(region: s, buyer: bench.vehicles, product: i)
      return (state.purchases.parts[cell] ?? [])
        .reduce(0) { sum, part in
          let mask = part.zone.map { state.purchases.zones[$0] }
          let share = (0...dense.R)
            .reduce(0) { reached, o in
              let isIn = mask.map { o < dense.R ? $0.regions[o] : $0.includesWorld } ?? true
              guard isIn else { return reached }
              if part.originClass == 1 { return reached + dense.imported(i, o, s) }
              return o < dense.R ? reached + dense.own(i, o, s) : reached
            }
          return sum + share * part.delta
        }
    }
    #expect(moved.changes[0].entries.contains { $0.zone != nil })
    for s in 0..<dense.R {
      for i in 0..<dense.S {
        // Coefficients below 1: rounding of a few sums.
        #expect(abs(purchases(moved, s, i) - purchases(before, s, i)) < 1e-14)
      }
    }
  }

  @Test func aFloorFarBelowContentIsReportedAsNotBinding() async throws {
    let bench = try Bench()
    let result = try await bench.engine.run(
      Bench.scenario(
        [Bench.floor(.componentsWithoutBatteries, 0.05, dispersion: 0.01)], years: [2030]))
    #expect(result.notices.contains { $0.code == "floor-not-binding" })
    #expect(result.change[.output]?[.direct]?[0].allSatisfy { $0 == 0 } == true)
    #expect(Bench.figures(result, "content lift", place: "EU27", year: 2030) == [0])
  }

  @Test func whatNobodyInTheZoneMakesIsAShortfall() async throws {
    let bench = try Bench()
    // Cells are made in SK02 alone, so a zone without it has no supplier.
    let lever = Bench.floor(zone: Scope(["DE"]), .cells, 0.8, dispersion: 0)
    let result = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
    let shortfall = Bench.figures(result, "shortfall", place: "EU27", year: 2030)
    #expect(shortfall.count == 1 && abs(shortfall[0] - 80) < 1e-10)
    #expect(result.notices.contains { $0.code == "content-shortfall" })
    #expect(result.change[.output]?[.direct]?[0].allSatisfy { $0 == 0 } == true)
  }

  @Test func aYearBeforeTheFirstDateHasNoFloor() async throws {
    let bench = try Bench()
    let result = try await bench.engine.run(
      Bench.scenario([Bench.floor()], years: [2026, 2027]))
    #expect(result.leverFigures.allSatisfy { $0.year == 2027 })
    #expect(result.total(.output, year: 2026)?.value == 0)
    #expect((result.total(.output, .direct, year: 2027)?.value ?? 0) > 0)
  }
}
