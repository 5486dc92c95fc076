import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import ImpactSimulation
import ImpactTestSupport
import Testing

@Suite struct EngineTests {
  private static let levers: [any Lever] = [
    Bench.transition(),
    LocalContent(
      floors: [
        .componentsWithoutBatteries: Bench.path([2027: 0.9]), .batteries: Bench.path([2027: 0.7]),
      ]),
  ]

  private func values(
    _ result: ImpactResult, _ indicator: Indicator, _ effect: Effect, year t: Int
  ) -> [Double] {
    result.change[indicator]?[effect]?[t]
      ?? [Double](
        repeating: effect == .productivity ? 0 : .nan,
        count: result.baseline[.output]?[t].count ?? 0)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func outputMatchesDenseLUOfTheChangedAccounts(seed: UInt64) async throws {
    let bench = try Bench(seed: seed)
    let scenario = Bench.scenario(Self.levers, years: [2030, 2035], induced: false)
    let result = try await bench.engine.run(scenario)
    let plan = try bench.engine.plan(scenario)
    let demand = try bench.engine.priceDemand(plan)
    let dense = DenseAccounts(bench.economy)
    let x0 = bench.economy.satellites.output
    let base = dense.matrix()
    let f = zip(x0, dense.times(base, x0)).map(-)
    for t in 0...1 {
      let changed = dense.matrix(plan.changes[t])
      let x1 = try dense.solve(changed, zip(f, demand[t]).map(+))
      for k in x0.indices {
        let change = [Effect.direct, .indirect, .price]
          .reduce(0) {
            $0 + values(result, .output, $1, year: t)[k]
          }
        // Outputs are some thousands; the solver stops at 1e-10 of the change.
        #expect(abs(change - (x1[k] - x0[k])) <= 1e-9 * max(1, abs(x0[k])))
      }
    }
    let bounds = result.certificates.filter { $0.label.hasPrefix("technical") }.map(\.errorBound)
    #expect(bounds.count == 2)
    #expect(bounds.allSatisfy { ($0 ?? 1) < 1e-3 })
  }

  @Test func inducedOutputMatchesADenseTypeTwoModel() async throws {
    let bench = try Bench()
    let open = try await bench.engine.run(
      Bench.scenario(Self.levers, years: [2035], induced: false))
    let closed = try await bench.engine.run(Bench.scenario(Self.levers, years: [2035]))
    #expect(open.total(.output, .induced, year: 2035)?.value == 0)
    for effect in [Effect.direct, .indirect, .price] {
      #expect(values(open, .output, effect, year: 0) == values(closed, .output, effect, year: 0))
    }
    let plan = try bench.engine.plan(Bench.scenario(Self.levers, years: [2035]))
    let dense = DenseAccounts(bench.economy)
    let households = try denseHouseholds(bench, dense, plan)
    var a = dense.matrix(plan.changes[0])
    for k in a.values.indices { a.values[k] += households.after.values[k] }
    let x0 = bench.economy.satellites.output
    let dx = [Effect.direct, .indirect, .price].map { values(open, .output, $0, year: 0) }
      .reduce([Double](repeating: 0, count: x0.count)) { zip($0, $1).map(+) }
    let first = dense.times(households.after, dx)
    let labour = zip(dense.times(households.after, x0), dense.times(households.before, x0)).map(-)
    let expected = try dense.solve(a, zip(first, labour).map(+))
    let found = values(closed, .output, .induced, year: 0)
    let scale = expected.reduce(0) { max($0, abs($1)) }
    #expect(scale > 1)
    for k in found.indices { #expect(abs(found[k] - expected[k]) <= 1e-8 * scale) }
  }

  /// H before and after the labour factors, by plain loops (central values of the catalogue).
  private func denseHouseholds(
    _ bench: Bench, _ dense: DenseAccounts, _ plan: ScenarioYears
  ) throws -> (before: Matrix, after: Matrix) {
    let economy = bench.economy
    let (R, S) = (dense.R, dense.S)
    let residence = self.residence(economy)
    let homes = economy.finalDemand.own[Economy.FinalCategory.households.rawValue]
    let foreign = economy.finalDemand.imported[Economy.FinalCategory.households.rawValue]
    var (before, after) = (Matrix(rows: R * S, columns: R * S), Matrix(rows: R * S, columns: R * S))
    for place in 0..<R {
      let total = (0..<S).reduce(0) { $0 + homes[place * S + $1] + foreign[place * S + $1] }
      for r in 0..<R {
        for i in 0..<S {
          let bought =
            (dense.own(i, r, place) * homes[place * S + i]
              + dense.imported(i, r, place) * foreign[place * S + i]) / total
          for k in 0..<R * S {
            let satellites = economy.satellites
            let unit = satellites.compensation[k] / satellites.output[k] * 0.55 * 0.4
            let income = satellites.output[k] == 0 ? 0 : unit * residence[place][k / S]
            before[r * S + i, k] += bought * income
            after[r * S + i, k] += bought * income * (plan.states[0].labour[k] ?? 1)
          }
        }
      }
    }
    return (before, after)
  }

  /// Columns are places of work: employment times exp(−d / 35 km).
  private func residence(_ economy: Economy) -> [[Double]] {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let people = (0..<R)
      .map { r in
        economy.satellites.employment[r * S..<(r + 1) * S].reduce(0, +)
      }
    var result = [[Double]](repeating: [Double](repeating: 0, count: R), count: R)
    for s in 0..<R {
      for r in 0..<R {
        let distance = SourcingMatrices.distance(economy.regions[r], economy.regions[s])
        result[r][s] = distance.map { people[r] * exp(-$0 / 35) } ?? 0
      }
      let sum = (0..<R).reduce(0) { $0 + result[$1][s] }
      if sum == 0 { result[s][s] = 1 }
      for r in 0..<R where sum > 0 { result[r][s] /= sum }
    }
    return result
  }

  @Test func pricesMatchTheDenseDual() async throws {
    let bench = try Bench()
    let scenario = Bench.scenario([Self.levers[0]], years: [2035])
    let plan = try bench.engine.plan(scenario)
    let response = plan.states[0].priceResponses[0]
    let dense = DenseAccounts(bench.economy)
    let lu = try LUFactorization.leontief(dense.matrix(plan.changes[0]))
    let prices = try lu.solveTransposed(Matrix(column: response.cost)).values
    let result = try await bench.engine.run(scenario)
    for (r, region) in bench.economy.regions.enumerated() where region.isEuropeanUnion {
      let found = Bench.figures(result, "price rise passed on", place: region.code, year: 2035)
      let expected = 100 * prices[r * dense.S + bench.vehicles]
      #expect(found.count == 1 && abs(found[0] - expected) < 1e-8 * max(1, abs(expected)))
    }
    let demand = try bench.engine.priceDemand(plan)[0]
    for r in 0..<dense.R {
      let expected = vehicleDemand(bench, dense, prices, origin: r)
      // Demand of some hundred million EUR; prices are solved to 1e-10.
      #expect(abs(demand[r * dense.S + bench.vehicles] - expected) < 1e-7)
    }
  }

  /// Unit elasticity and full pass-through: purchases divided by 1 + Δp.
  private func vehicleDemand(
    _ bench: Bench, _ dense: DenseAccounts, _ prices: [Double], origin: Int
  ) -> Double {
    let (S, v) = (dense.S, bench.vehicles)
    let demand = bench.economy.finalDemand
    func rise(_ r: Int) -> Double { r < dense.R ? prices[r * S + v] : 0 }
    var change = demand.exportsToWorld[origin * S + v] * (1 / (1 + rise(origin)) - 1)
    for s in 0..<dense.R {
      let own = (0..<4).reduce(0) { $0 + demand.own[$1][s * S + v] }
      let imported = (0..<4).reduce(0) { $0 + demand.imported[$1][s * S + v] }
      let average =
        (0...dense.R)
        .reduce(0) { sum, o in
          let home = o < dense.R ? dense.own(v, o, s) * own : 0
          return sum + (home + dense.imported(v, o, s) * imported) * rise(o)
        } / (own + imported)
      let bought = dense.own(v, origin, s) * own + dense.imported(v, origin, s) * imported
      change += bought * (1 / (1 + average) - 1)
    }
    return change
  }

  @Test func effectsAddUpToTheTotal() async throws {
    let bench = try Bench()
    let result = try await bench.engine.run(Bench.scenario(Self.levers))
    let plan = try bench.engine.plan(Bench.scenario(Self.levers))
    let satellites = bench.economy.satellites
    for t in 0..<3 {
      for k in satellites.output.indices {
        let dx = Effect.allCases.reduce(0) { $0 + values(result, .output, $1, year: t)[k] }
        let jobs = Effect.allCases.reduce(0) { $0 + values(result, .employment, $1, year: t)[k] }
        guard satellites.output[k] > 0 else { continue }
        let unit = satellites.employment[k] / satellites.output[k]
        let factor = plan.states[t].labour[k] ?? 1
        let expected = unit * factor * (satellites.output[k] + dx) - satellites.employment[k]
        // Persons by the ten thousand: rounding only.
        #expect(abs(jobs - expected) < 1e-8 * max(1, satellites.employment[k]))
      }
    }
    let parts = Effect.allCases.compactMap { result.total(.employment, $0, year: 2035)?.value }
    let all = result.total(.employment, year: 2035)?.value ?? .nan
    #expect(abs(parts.reduce(0, +) - all) < 1e-6)
  }

  @Test func everyCheckPassesAndIsNamed() async throws {
    let bench = try Bench(seed: 5, unknowns: true)
    let result = try await bench.engine.run(Bench.scenario(Self.levers))
    #expect(result.checks.count == 3)
    #expect(result.checks.allSatisfy { $0.passed })
    // Technical, price and induced output of three years; prices of two levers and the value added of the
    // zone in two of them.
    #expect(result.certificates.count == 15)
  }

  @Test func unknownJobsStayUnknown() async throws {
    let bench = try Bench(unknowns: true)
    let result = try await bench.engine.run(Bench.scenario(Self.levers, years: [2035]))
    let jobs = result.total(.employment, year: 2035, regions: ["UK"])
    #expect((jobs?.unknownCells ?? 0) > 0)
    #expect(result.total(.output, year: 2035, regions: ["UK"])?.unknownCells == 0)
    #expect(result.notices.contains { $0.code == "estimated-compensation" })
  }

  @Test func aYearDoesNotDependOnTheOthers() async throws {
    let bench = try Bench()
    let many = try await bench.engine.run(Bench.scenario(Self.levers))
    let one = try await bench.engine.run(Bench.scenario(Self.levers, years: [2035]))
    let (a, b) = (many.total(.output, year: 2035), one.total(.output, year: 2035))
    // The solver's tolerance, relative to changes of some thousand million EUR.
    #expect(abs((a?.value ?? 0) - (b?.value ?? 1)) < 1e-5)
  }

  @Test func queriesAgreeWithTheCube() async throws {
    let bench = try Bench()
    let result = try await bench.engine.run(Bench.scenario(Self.levers))
    let codes = ["DE11", "SK01", "SK02"]
    let direct = result.total(.employment, year: 2035, regions: codes)
    #expect(result.employmentChange(in: "two-clusters", year: 2035) == direct)
    let rows = Array(result.employment.in("two-clusters").year(2035))
    #expect(rows.map(\.region.code) == codes)
    #expect(abs(rows.reduce(0) { $0 + $1.change } - (direct?.value ?? .nan)) < 1e-6)
    let losers = result.largestLosers(.employment, year: 2035, count: 2)
    let gainers = result.largestGainers(.employment, year: 2035, count: 5)
    #expect(losers.count + gainers.count > 0)
    #expect(losers.allSatisfy { $0.change < 0 } && gainers.allSatisfy { $0.change > 0 })
    #expect(result.growth(in: "EU27", year: 2035) != nil)
    #expect(result.growth(in: "nowhere", year: 2035) == nil)
    #expect(result.total(.output, year: 1999) == nil)
  }
}
