import Foundation
import ImpactAxes
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// x to the power y; a function of its own so that only this file needs the C library.
func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

/// Prices that answer extra costs, and final demand that answers prices.
///
///     Δp = A′ᵀΔp + Δc
///
/// Both origin classes count; prices of W stay.
struct PriceStep: Sendable {
  /// Δf by year, length n.
  let finalDemand: [[Double]]
  let readings: [LeverReading]
  let records: [SolveRecord]

  init(_ plan: ScenarioYears, economy: Economy, market: VehicleMarket?) throws {
    let n = economy.dimension
    var demand = [[Double]](repeating: [Double](repeating: 0, count: n), count: plan.years.count)
    let tasks = plan.systems.flatMap { t in plan.states[t].priceResponses.map { (t, $0) } }
    guard let market, !tasks.isEmpty else {
      (finalDemand, readings, records) = (demand, [], [])
      return
    }
    let costs = Matrix(rows: n, columns: tasks.count, values: tasks.flatMap(\.1.cost))
    let solution = try economy.naming("prices", years: plan.years) {
      try LinearSolver.solveTransposed(
        plan.accounts, rightHandSide: costs, systems: tasks.map(\.0))
    }
    let codes = economy.regions.map(\.code)
    var byYear: [Int: [(PriceResponse, prices: [Double])]] = [:]
    var readings: [LeverReading] = []
    for (k, (t, response)) in tasks.enumerated() {
      let prices = (0..<economy.regionCount)
        .map {
          solution.x[economy.index(region: $0, industry: market.vehicles), k]
        }
      byYear[t, default: []].append((response, prices))
      readings += Self.readings(response, prices, year: plan.years[t], economy, market)
    }
    for (t, responses) in byYear {
      let change = try market.change(responses, year: plan.years[t], codes: codes)
      for (r, value) in change.byOrigin.enumerated() {
        demand[t][economy.index(region: r, industry: market.vehicles)] = value
      }
    }
    (finalDemand, self.readings) = (demand, readings)
    records = tasks.indices.map { k in
      SolveRecord(
        label: "prices \(tasks[k].1.lever) \(plan.years[tasks[k].0])", method: solution.method,
        reason: solution.plan.reason, iterations: solution.iterations[k], errorBound: nil,
        residual: solution.residual[k])
    }
  }

  /// Price rises passed on, where vehicles are made; means weighted by vehicle output.
  private static func readings(
    _ response: PriceResponse, _ prices: [Double], year: Int, _ economy: Economy,
    _ market: VehicleMarket
  ) -> [LeverReading] {
    let output = economy.regions.indices.map {
      economy.satellites.output[economy.index(region: $0, industry: market.vehicles)]
    }
    let makers = economy.regions.indices.filter { output[$0] > 0 && response.home[$0] }
    var places: [(String, [Int])] = makers.map { (economy.regions[$0].code, [$0]) }
    let countries = Dictionary(grouping: makers) { economy.regions[$0].country }
    places += countries.sorted { $0.key < $1.key }
      .filter { !($0.value.count == 1 && economy.regions[$0.value[0]].code == $0.key) }
    let union = makers.filter { economy.regions[$0].isEuropeanUnion }
    if !union.isEmpty { places.append(("EU27", union)) }
    return places.map { place, members in
      let weight = members.reduce(0) { $0 + output[$1] }
      let mean = members.reduce(0) { $0 + prices[$1] * output[$1] } / weight
      return LeverReading(
        lever: response.lever, place: place, year: year, figure: "price rise passed on",
        value: 100 * response.passThrough * mean, unit: "percent")
    }
  }
}
