import ImpactAxes
import ImpactDocuments

/// What each region makes when every market gets the drive trains it registers.
///
/// In market m with purchases B[r,m] from region r (W is an origin too) and mix μ[k,m](t):
///
///     x[r,k] = u_r·v_k·w[r,k]·((1 − ι)·μ[k,m](t + ℓ_r) + ι·μ[k,m](t))·B[r,m]
///     Σ_k x[r,k] = B[r,m],  Σ_r x[r,k] = μ[k,m](t)·Σ_r B[r,m]
///
/// ℓ_r is how many years the plants of r are ahead of the market (negative: behind), w[r,bev] =
/// 1 + e_r·(ζ − 1) with e_r the part of the region's vehicle makers in plants that make battery cars
/// only and ζ `conversion.battery_plant_odds`; ι `conversion.flexible_share` keeps every plant in every
/// technology that is bought. The mix of r is Σ_m x / Σ_m Σ_k x. No vehicle is made twice or not at all.
struct MarketProduction: Sendable {
  let markets: VehicleMarkets
  private let leads: [Int]
  private let odds: [Double]
  /// By market: origins (R stands for W) and what they deliver.
  private let deliveries: [[(origin: Int, value: Double)]]
  private let regionCount: Int

  static let oddsKey = "conversion.battery_plant_odds"

  init(_ markets: VehicleMarkets, leads: [String: Int], context: LeverContext) throws {
    self.markets = markets
    let economy = context.economy
    let R = economy.regionCount
    regionCount = R
    let table = PlaceTable(leads, economy: economy)
    self.leads = (0..<R).map { table.value(region: $0) ?? 0 } + [0]
    let zeta = try context.catalogue.central(Self.oddsKey)
    odds =
      economy.regions.map { region in
        1 + (context.catalogue["plants.battery_only.\(region.code)"]?.central ?? 0) * (zeta - 1)
      } + [1]
    let flows = VehicleDeliveries.of(context)
    deliveries = markets.markets.map { market in
      var values = [Double](repeating: 0, count: R + 1)
      if market.regions.isEmpty { for r in 0..<R { values[r] = flows.toWorld[r] } }
      for s in market.regions {
        for r in 0..<R { values[r] += flows.flows[s * R + r] }
        values[R] += flows.fromWorld[s]
      }
      return values.enumerated().filter { $0.element > 0 }.map { ($0.offset, $0.element) }
    }
  }

  /// Mix by region in the update year, in the order of `Technology.allCases`.
  func base() -> (mixes: [[Double]], gap: Double) {
    production { _ in markets.base }
  }

  /// Mix by region in a year; nil with the place whose shares exceed 1.
  func mixes(in year: Int) -> (mixes: [[Double]], gap: Double, excess: String?) {
    var byYear: [Int: [[Double]]] = [:]
    for lead in Set(leads) {
      let (mixes, excess) = markets.mixes(in: year + lead)
      if let excess { return ([], 0, excess) }
      byYear[lead] = mixes
    }
    let (mixes, gap) = production { byYear[$0] ?? markets.base }
    return (mixes, gap, nil)
  }

  private func production(
    _ mixes: (Int) -> [[Double]]
  ) -> (mixes: [[Double]], gap: Double) {
    let count = Technology.allCases.count
    let bev = Technology.allCases.firstIndex(of: .bev) ?? 0
    let byLead = Dictionary(
      Set(leads).map { ($0, mixes($0)) }, uniquingKeysWith: { first, _ in first })
    let now = byLead[0] ?? markets.base
    var made = [[Double]](
      repeating: [Double](repeating: 0, count: count), count: regionCount + 1)
    var worst = 0.0
    for (m, origins) in deliveries.enumerated() where !origins.isEmpty {
      let total = origins.reduce(0) { $0 + $1.value }
      let prior = origins.map { origin, value -> [Double] in
        let ahead = byLead[leads[origin]]?[m] ?? now[m]
        return (0..<count)
          .map { k in
            let share = (1 - markets.flexible) * ahead[k] + markets.flexible * now[m][k]
            return value * share * (k == bev ? odds[origin] : 1)
          }
      }
      let (table, gap) = MixBalance.balance(
        prior: prior, rows: origins.map(\.value), columns: now[m].map { $0 * total })
      worst = max(worst, gap)
      for (row, origin) in zip(table, origins) {
        for k in 0..<count { made[origin.origin][k] += row[k] }
      }
    }
    let result = (0..<regionCount)
      .map { r -> [Double] in
        let sum = made[r].reduce(0, +)
        // A region that sells to no final buyer follows its own market.
        return sum > 0 ? made[r].map { $0 / sum } : now[markets.marketOfRegion[r]]
      }
    return (result, worst)
  }
}
