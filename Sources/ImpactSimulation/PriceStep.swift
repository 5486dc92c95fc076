import Foundation
import ImpactAxes
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// x to the power y; a function of its own so that only this file needs the C library.
func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

/// ln x.
func logarithm(_ x: Double) -> Double { log(x) }

/// e to the power x.
func exponential(_ x: Double) -> Double { exp(x) }

/// sin x.
func sine(_ x: Double) -> Double { sin(x) }

/// Prices that answer extra costs, and final demand that answers prices.
///
///     Δp = A′ᵀΔp + Δc
///
/// Both origin classes count; prices of W stay.
struct PriceStep: Sendable {
  /// Δf by year, length n.
  let finalDemand: [[Double]]
  /// Final sales of vehicles by origin relative to the base year, by year (length R); empty without
  /// a market.
  let volume: [[Double]]
  let readings: [LeverReading]
  let records: [SolveRecord]
  /// Δp by cost, a start for the solve of a similar plan.
  let prices: Matrix
  /// What the solve used, for those of similar plans.
  let polynomial: ResidualPolynomial?

  /// `start` holds the prices of a similar plan: with them the solve takes fewer rounds.
  init(
    _ plan: ScenarioYears, economy: Economy, market: VehicleMarket?, start: PriceStep? = nil,
    options: SolverOptions = SolverOptions()
  ) throws {
    let n = economy.dimension
    var demand = [[Double]](repeating: [Double](repeating: 0, count: n), count: plan.years.count)
    let tasks = plan.systems.flatMap { t in plan.states[t].priceResponses.map { (t, $0) } }
    guard let market, !tasks.isEmpty else {
      (finalDemand, volume, readings, records) = (demand, plan.years.map { _ in [] }, [], [])
      (prices, polynomial) = (Matrix(rows: n, columns: 0), nil)
      return
    }
    let costs = Matrix(rows: n, columns: tasks.count, values: tasks.flatMap(\.1.cost))
    let solution = try economy.naming("prices", years: plan.years) {
      try LinearSolver.solveTransposed(
        plan.accounts, rightHandSide: costs, systems: tasks.map(\.0),
        initial: start?.prices.columns == tasks.count ? start?.prices : nil, options: options)
    }
    (prices, polynomial) = (solution.x, solution.polynomial)
    let codes = economy.regions.map(\.code)
    var byYear: [Int: [(PriceResponse, prices: [Double])]] = [:]
    var readings: [LeverReading] = []
    for (k, (t, response)) in tasks.enumerated() {
      let prices = (0..<economy.regionCount)
        .map {
          solution.x[economy.index(region: $0, industry: market.vehicles), k]
        }
      byYear[t, default: []].append((response, prices))
      guard plan.states[t].wantsFigures else { continue }
      readings += try Self.readings(
        response, prices, state: plan.states[t], economy: economy, market: market)
    }
    let sales = market.sales
    var volume = [[Double]](repeating: [], count: plan.years.count)
    for (t, responses) in byYear {
      let change = try market.change(
        responses, volume: plan.states[t].vehicleVolume, year: plan.years[t], codes: codes)
      for (r, value) in change.byOrigin.enumerated() {
        demand[t][economy.index(region: r, industry: market.vehicles)] = value
      }
      volume[t] = zip(sales, change.byOrigin).map { $0 > 0 ? 1 + $1 / $0 : 1 }
    }
    (finalDemand, self.readings, self.volume) = (demand, readings, volume)
    records = tasks.indices.map {
      solution.transposedRecord($0, label: "prices \(tasks[$0].1.lever) \(plan.years[tasks[$0].0])")
    }
  }

  /// Price rises passed on and sales lost, where vehicles are made; rises are weighted by output.
  private static func readings(
    _ response: PriceResponse, _ prices: [Double], state: LeverState, economy: Economy,
    market: VehicleMarket
  ) throws -> [LeverReading] {
    let output = economy.regions.indices.map(state.context.vehicleOutput)
    let change = try market.change(
      [(response, prices)], volume: state.vehicleVolume, year: state.year,
      codes: economy.regions.map(\.code))
    // Without the value of a vehicle in the catalogue nothing is said in units.
    let value = state.context.catalogue.parameters["vehicle.factory_value"]?.central
    return places(
      economy,
      makers: economy.regions.indices.filter {
        output[$0] > 0 && response.home[$0]
      }
    )
    .flatMap { place, members in
      let weight = members.reduce(0) { $0 + output[$1] }
      let mean = members.reduce(0) { $0 + prices[$1] * output[$1] } / weight
      let rise = response.passThrough * mean
      let lost = -members.reduce(0) { $0 + change.byOrigin[$1] }
      let exports = -members.reduce(0) { $0 + change.exports[$1] }
      var figures = [
        ("price rise passed on", 100 * rise, "percent"),
        ("sales of vehicles lost", lost, "million EUR"),
        ("of these exports from the home market", exports, "million EUR"),
      ]
      if let value {
        figures += [
          ("price rise of a vehicle at the factory gate", rise * value, "EUR of the base year"),
          ("vehicles not sold", 1000 * lost / value, "thousand vehicles"),
        ]
      }
      return figures.map {
        LeverReading(
          lever: response.lever, place: place, year: state.year, figure: $0.0, value: $0.1,
          unit: $0.2)
      }
    }
  }

  /// Regions that make vehicles, their countries and the union.
  private static func places(_ economy: Economy, makers: [Int]) -> [(String, [Int])] {
    var places: [(String, [Int])] = makers.map { (economy.regions[$0].code, [$0]) }
    let countries = Dictionary(grouping: makers) { economy.regions[$0].country }
    places += countries.sorted { $0.key < $1.key }
      .filter { !($0.value.count == 1 && economy.regions[$0.value[0]].code == $0.key) }
    let union = makers.filter { economy.regions[$0].isEuropeanUnion }
    return union.isEmpty ? places : places + [("EU27", union)]
  }
}

extension LinearSolution {
  /// The record of one column of a transposed solve, which has a residual and no error bound.
  func transposedRecord(_ column: Int, label: String) -> SolveRecord {
    SolveRecord(
      label: label, method: method, reason: plan.reason, iterations: iterations[column],
      errorBound: nil, residual: residual[column])
  }
}
