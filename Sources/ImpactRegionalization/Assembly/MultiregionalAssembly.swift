package import ImpactEconomies
package import ImpactNumerics

/// A table of regions from a table of the areas they lie in.
///
///     U[o,s][i,j] = Z[oi,dj]·w[s,j]           what s uses of product i of area o
///     c[r,s]      = T[r,s] / Σ_r T[r,s]       from which region of o, by `ProductTrade`
///     Z[ri,sj]    = c[r,s]·U[o,s][i,j]        r in o, s in d
///
/// so that every column keeps its area's inputs by origin, every row its output, and regions add up to
/// their area in every cell. Technology and origins by area are those of the area: no region of an
/// area buys more abroad than another. Flows in the table's unit. Source: Chenery (1953), Moses
/// (1955); Miller & Blair (2009), sections 3.4 and 8.7.
package struct MultiregionalAssembly: Sendable {
  package let split: RegionalSplit
  package let method: TradeMethod
  /// Distance between regions, N×N; nil leaves distance out.
  package let distances: Matrix?
  /// Largest error of a margin that is accepted, relative to the product's trade.
  package let tolerance: Double
  private let ownUse: OwnUseShares

  /// Throws `BuildFault` when a decay is asked for without distances, or sizes give no quotients.
  package init(
    _ split: RegionalSplit, method: TradeMethod, distances: Matrix? = nil, tolerance: Double = 1e-9
  ) throws {
    let n = split.regions.count
    if let distances {
      guard distances.rows == n, distances.columns == n else {
        throw BuildFault("distances are \(distances.rows)×\(distances.columns), expected \(n)×\(n)")
      }
    } else if !method.decay.isEmpty {
      throw BuildFault("a decay with distance needs distances between the regions")
    }
    if method.decay.count > 1, method.decay.count != split.table.industryCount {
      throw BuildFault(
        "\(method.decay.count) decays for \(split.table.industryCount) products; expected one, or one for each"
      )
    }
    self.split = split
    self.method = method
    self.distances = distances
    self.tolerance = tolerance
    ownUse = try OwnUseShares(split, method.ownUse)
  }

  /// Trade of one product of one area, with the uses behind it.
  func trade(area: Int, product: Int) throws -> (uses: RegionalUses, trade: ProductTrade) {
    let uses = try RegionalUses(split, area: area, product: product)
    return (uses, try trade(area: area, product: product, uses: uses))
  }

  /// Trade that meets known uses and supplies.
  func trade(area: Int, product: Int, uses: RegionalUses) throws -> ProductTrade {
    let decay = method.decay(product)
    return try ProductTrade(
      split, uses, area: area, product: product,
      priorShares: try ownUse.shares(uses, area: area, product: product), tolerance: tolerance
    ) { r, s in
      let home = r == s ? method.homeFactor : 1
      guard let decay, let distances else { return home }
      return home * decay(distances[r, s])
    }
  }

  /// Flows of one product from the regions of an area, `m * N + s`.
  package func flows(area: Int, product: Int) throws -> [Double] {
    try trade(area: area, product: product).trade.flows
  }

  /// The table of regions, and what balancing met.
  ///
  /// Throws `BalancingFault` or `BuildFault` with region and industry.
  package func table(name: String, title: String) throws -> Outcome {
    var parts = RegionalTableParts(split)
    var quality = QualityReport()
    var worst = (
      error: 0.0, rounds: 0, place: "", shift: 0.0, shiftPlace: "", row: 0.0, rowPlace: ""
    )
    for o in split.table.regions.indices {
      for i in 0..<split.industryCount {
        let (uses, trade) = try trade(area: o, product: i)
        parts.fill(area: o, product: i, uses, trade)
        let place = split.table.place(split.table.index(region: o, industry: i))
        if trade.error >= worst.error { (worst.error, worst.place) = (trade.error, place) }
        worst.rounds = max(worst.rounds, trade.rounds)
        if trade.shift > worst.shift { (worst.shift, worst.shiftPlace) = (trade.shift, place) }
        if abs(uses.rowResidual) > abs(worst.row) {
          (worst.row, worst.rowPlace) = (uses.rowResidual, place)
        }
      }
    }
    let table = try parts.table(name: name, title: title)
    quality.add(
      "3 trade", "worst margin of balancing", worst.error, "relative to the product's trade",
      "\(worst.place); at most \(worst.rounds) rounds")
    quality.add(
      "3 trade", "largest move of own use by balancing", worst.shift, "share of regional demand",
      worst.shiftPlace)
    quality.add(
      "1 table", "largest row residual of the source", worst.row, "unit of the table",
      "\(worst.rowPlace); left in the row, shared by output")
    RegionalIdentities.measure(table, against: split, quality: &quality)
    return Outcome(table: table, quality: quality)
  }

  package struct Outcome: Sendable {
    package let table: AccountTable
    package let quality: QualityReport
  }
}
