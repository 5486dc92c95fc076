import ImpactAxes
import ImpactDiagnostics
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
/// Where origins of a drive train are named (`ImportShares`), B[r,m] changes by ΔB[r,m].
struct MarketProduction: Sendable {
  /// What comes of one year.
  struct Outcome {
    /// By region, in the order of `Technology.allCases`.
    let mixes: [[Double]]
    /// Largest relative gap of the balance.
    let gap: Double
    /// Σ_m ΔB[r,m] by origin, W last, million EUR; empty without named origins.
    let moved: [Double]
    /// Sales of origins that should fall below zero, million EUR: the accounts do not hold them.
    let shortage: Double
  }

  let markets: VehicleMarkets
  let imports: ImportShares?
  private let leads: [Int]
  private let odds: [Double]
  /// By market: origins (R stands for W) and what they deliver.
  private let deliveries: [[(origin: Int, value: Double)]]
  private let regionCount: Int

  static let oddsKey = "conversion.battery_plant_odds"

  init(
    _ markets: VehicleMarkets, leads: [String: Int], vehicles: DriveTrain.VehicleScope = .all,
    imports: ImportShares? = nil, context: LeverContext
  ) throws {
    self.markets = markets
    self.imports = imports
    let economy = context.economy
    let R = economy.regionCount
    regionCount = R
    let table = PlaceTable(leads, economy: economy)
    self.leads = (0..<R).map { table.value(region: $0) ?? 0 } + [0]
    let zeta = try context.catalogue.central(Self.oddsKey)
    odds =
      economy.regions.map { region in
        guard vehicles.followsCars else { return 1 }
        return 1 + (context.catalogue["plants.battery_only.\(region.code)"]?.central ?? 0)
          * (zeta - 1)
      } + [1]
    let flows = try VehicleDeliveries.of(context, vehicles)
    deliveries = markets.markets.enumerated()
      .map { m, market in
        var values = [Double](repeating: 0, count: R + 1)
        if market.regions.isEmpty { for r in 0..<R { values[r] = flows.toWorld[r] } }
        for s in market.regions {
          for r in 0..<R { values[r] += flows.flows[s * R + r] }
          values[R] += flows.fromWorld[s]
        }
        // A named origin may begin to deliver where the accounts have nothing.
        let named =
          imports?.markets.contains(m) == true
          ? Set(imports?.origins.flatMap(\.regions) ?? []) : []
        return values.enumerated().filter { $0.element > 0 || named.contains($0.offset) }
          .map { ($0.offset, $0.element) }
      }
  }

  /// Mix by region in the update year, in the order of `Technology.allCases`.
  func base() -> Outcome {
    production(year: markets.updateYear) { _ in markets.base }
  }

  /// Mix by region in a year; nil with the place whose shares exceed 1.
  func mixes(in year: Int) -> (outcome: Outcome?, excess: String?) {
    var byYear: [Int: [[Double]]] = [:]
    for lead in Set(leads) {
      let (mixes, excess) = markets.mixes(in: year + lead)
      if let excess { return (nil, excess) }
      byYear[lead] = mixes
    }
    return (production(year: year) { byYear[$0] ?? markets.base }, nil)
  }

  private func production(year: Int, _ mixes: (Int) -> [[Double]]) -> Outcome {
    let byLead = Dictionary(
      Set(leads).map { ($0, mixes($0)) }, uniquingKeysWith: { first, _ in first })
    let now = byLead[0] ?? markets.base
    let count = Technology.allCases.count
    var made = [[Double]](
      repeating: [Double](repeating: 0, count: count), count: regionCount + 1)
    var moved = [Double](repeating: 0, count: imports == nil ? 0 : regionCount + 1)
    var (worst, shortage) = (0.0, 0.0)
    for (m, origins) in deliveries.enumerated() where !origins.isEmpty {
      let total = origins.reduce(0) { $0 + $1.value }
      guard total > 0 else { continue }
      let parts = self.parts(m, origins, total: total, year: year)
      var rows = origins.map(\.value)
      if let parts {
        let change = self.change(parts, m, now[m], total: total, origins)
        let (served, short) = Self.floored(zip(rows, change).map(+), total: total)
        shortage += short
        for n in rows.indices { moved[origins[n].origin] += served[n] - rows[n] }
        rows = served
      }
      let prior = self.prior(m, origins, parts?.now, byLead, now[m], total: total)
      let (table, gap) = MixBalance.balance(
        prior: prior, rows: rows, columns: now[m].map { $0 * total })
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
    return Outcome(mixes: result, gap: worst, moved: moved, shortage: shortage)
  }

  /// Shares of origins in each drive train, of the update year and of the year; nil where none is named.
  private func parts(
    _ m: Int, _ origins: [(origin: Int, value: Double)], total: Double, year: Int
  ) -> (base: [[Double]], now: [[Double]])? {
    guard let imports, imports.markets.contains(m) else { return nil }
    var accounts = [Double](repeating: 0, count: regionCount + 1)
    for (origin, value) in origins { accounts[origin] = value / total }
    let all = Technology.allCases.indices
    return (
      all.map { imports.parts($0, in: imports.updateYear, accounts: accounts) },
      all.map { imports.parts($0, in: year, accounts: accounts) }
    )
  }

  /// ΔB[r,m] in the order of `origins`.
  private func change(
    _ parts: (base: [[Double]], now: [[Double]]), _ m: Int, _ mix: [Double], total: Double,
    _ origins: [(origin: Int, value: Double)]
  ) -> [Double] {
    origins.map { origin, _ in
      mix.indices.reduce(0) {
        $0 + total
          * (parts.now[$1][origin] * mix[$1] - parts.base[$1][origin] * markets.base[m][$1])
      }
    }
  }

  /// No origin sells less than nothing; what is cut off the others give, in proportion.
  private static func floored(
    _ rows: [Double], total: Double
  ) -> (rows: [Double], shortage: Double) {
    let shortage = rows.reduce(0) { $0 - min(0, $1) }
    guard shortage > 0 else { return (rows, 0) }
    let positive = rows.reduce(0) { $0 + max(0, $1) }
    return (rows.map { max(0, $0) * total / positive }, shortage)
  }

  /// Odds of origin and drive train before the balance.
  private func prior(
    _ m: Int, _ origins: [(origin: Int, value: Double)], _ parts: [[Double]]?,
    _ byLead: [Int: [[Double]]], _ now: [Double], total: Double
  ) -> [[Double]] {
    let bev = Technology.allCases.firstIndex(of: .bev) ?? 0
    return origins.map { origin, value -> [Double] in
      let ahead = byLead[leads[origin]]?[m] ?? now
      return now.indices.map { k in
        let share = (1 - markets.flexible) * ahead[k] + markets.flexible * now[k]
        return (parts.map { $0[k][origin] * total } ?? value) * share
          * (k == bev ? odds[origin] : 1)
      }
    }
  }
}
