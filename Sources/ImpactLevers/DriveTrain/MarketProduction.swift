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
    let rows: [MixBalance.Row]
    /// Largest relative gap of the balance.
    let gap: Double
    /// Σ_m ΔB[r,m] by origin, W last, million EUR; empty without named origins.
    let moved: [Double]
    /// Sales of origins that should fall below zero, million EUR: the accounts do not hold them.
    let shortage: Double

    /// The mix of a region, in the order of `Technology.allCases`.
    func mix(_ region: Int) -> [Double] {
      Technology.allCases.indices.map { rows[region][$0] }
    }
  }

  let markets: VehicleMarkets
  private let frame: ProductionFrame
  var imports: ImportShares? { frame.imports }

  static let oddsKey = "conversion.battery_plant_odds"

  init(_ markets: VehicleMarkets, _ frame: ProductionFrame) {
    (self.markets, self.frame) = (markets, frame)
  }

  /// The same for plants that are ahead by some years, by place of production.
  init(
    _ markets: VehicleMarkets, leads: [String: Int], imports: ImportShares? = nil,
    context: LeverContext
  ) throws {
    self.init(
      markets,
      try ProductionFrame(
        markets, leads: leads, vehicles: .all, imports: imports, context: context))
  }

  /// Mix by region in the update year, in the order of `Technology.allCases`.
  func base() -> Outcome {
    let base = markets.base.map(MixBalance.row)
    return production(
      year: markets.updateYear, [[MixBalance.Row]](repeating: base, count: frame.distinct.count))
  }

  /// Mix by region in a year; nil with the place whose shares exceed 1.
  func mixes(in year: Int) -> (outcome: Outcome?, excess: String?) {
    var byLead: [[MixBalance.Row]] = []
    for lead in frame.distinct {
      let (mixes, excess) = markets.rows(in: year + lead)
      if let excess { return (nil, excess) }
      byLead.append(mixes)
    }
    return (production(year: year, byLead), nil)
  }

  /// `byLead` are mixes by market for each of the distinct leads; the first lead is none.
  private func production(year: Int, _ byLead: [[MixBalance.Row]]) -> Outcome {
    let now = byLead[0]
    let R = frame.regionCount
    var made = [MixBalance.Row](repeating: .zero, count: R + 1)
    var moved = [Double](repeating: 0, count: imports == nil ? 0 : R + 1)
    var (worst, shortage) = (0.0, 0.0)
    for (m, sales) in frame.sales.enumerated() where sales.total > 0 {
      let parts = sales.parts(imports, in: year)
      var rows = sales.values
      if let base = sales.base, let parts {
        let change = change(
          parts, base, now[m], MixBalance.row(markets.base[m]), total: sales.total)
        let (served, short) = Self.floored(zip(rows, change).map(+), total: sales.total)
        shortage += short
        for n in rows.indices { moved[sales.origins[n]] += served[n] - rows[n] }
        rows = served
      }
      var table = prior(sales, m, parts, byLead)
      let total = now[m] * sales.total
      let gap = MixBalance.balance(
        &table, rows: rows, columns: Technology.allCases.indices.map { total[$0] })
      worst = max(worst, gap)
      add(table, of: sales.origins, to: &made)
    }
    for r in 0..<R {
      let sum = MixBalance.sum(of: made[r])
      // A region that sells to no final buyer follows its own market.
      made[r] = sum > 0 ? made[r] / sum : now[markets.marketOfRegion[r]]
    }
    return Outcome(rows: made, gap: worst, moved: moved, shortage: shortage)
  }

  /// ΔB[r,m] in the order of origins.
  private func change(
    _ parts: [MixBalance.Row], _ before: [MixBalance.Row], _ mix: MixBalance.Row,
    _ base: MixBalance.Row, total: Double
  ) -> [Double] {
    parts.indices.map {
      MixBalance.sum(of: (parts[$0] * mix - before[$0] * base) * total)
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

  /// Odds of origin and drive train before the balance, entry (n, k) at `k * origins.count + n`.
  private func prior(
    _ sales: ProductionFrame.Sales, _ m: Int, _ parts: [MixBalance.Row]?,
    _ byLead: [[MixBalance.Row]]
  ) -> [Double] {
    let flexible = markets.flexible
    let shares = byLead.map { (1 - flexible) * $0[m] + flexible * byLead[0][m] }
    let (count, width) = (sales.origins.count, Technology.allCases.count)
    var table = [Double](repeating: 0, count: count * width)
    for n in 0..<count {
      let origin = sales.origins[n]
      let share = shares[frame.leads[origin]]
      let row =
        (parts.map { $0[n] * sales.total * share } ?? (sales.values[n] * share))
        * frame.odds[origin]
      for k in 0..<width { table[k * count + n] = row[k] }
    }
    return table
  }

  /// Adds a table to the rows of its origins.
  private func add(_ table: [Double], of origins: [Int], to made: inout [MixBalance.Row]) {
    let count = origins.count
    for (n, origin) in origins.enumerated() {
      var row = made[origin]
      for k in Technology.allCases.indices { row[k] += table[k * count + n] }
      made[origin] = row
    }
  }
}
