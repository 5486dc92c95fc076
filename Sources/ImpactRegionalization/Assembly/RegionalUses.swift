import ImpactEconomies

/// What every region uses of one product of one area, by user, and what its makers have to sell.
///
///     U[s,j] = Z[oi,dj]·w[s,j],  U[s,c] = Y[oi,c]·h[s,c]        s in area d
///     S[r] = w[r,i]·(x[oi] − sales to no region − uses that are not traded)
///
/// Inventories of the area itself and all negative cells are not traded: makers share them by w.
struct RegionalUses {
  /// U by region and user: the S industries of its area, then the area's final columns.
  let amounts: [[Double]]
  /// Σ of `amounts` by region, D.
  let demand: [Double]
  /// S by member of the area.
  let supply: [Double]
  /// What the table's row misses of its output; S is scaled so that it meets D.
  let rowResidual: Double

  /// Uses and supplies that are known; both must have the same sum.
  init(amounts: [[Double]], supply: [Double]) {
    self.amounts = amounts
    demand = amounts.map { $0.reduce(0, +) }
    self.supply = supply
    rowResidual = 0
  }

  /// Throws `BuildFault` when there is demand for a product that nobody has to sell.
  init(_ split: RegionalSplit, area o: Int, product i: Int) throws {
    let t = split.table
    let row = t.index(region: o, industry: i)
    var amounts: [[Double]] = []
    for s in split.regions.indices {
      let d = split.areaOf[s]
      var users = (0..<t.industryCount)
        .map { j in
          Self.traded(t.intermediate[row, t.index(region: d, industry: j)])
            * split.outputShare(s, j)
        }
      for c in split.finalColumns(of: d) {
        let isKept = o == d && t.finalColumns[c].category == .inventories
        users.append(isKept ? 0 : Self.traded(t.finalUses[row, c]) * split.finalShare(s, c))
      }
      amounts.append(users)
    }
    self.amounts = amounts
    demand = amounts.map { $0.reduce(0, +) }
    let total = demand.reduce(0, +)
    let outside = split.outsideColumns.reduce(0) { $0 + t.finalUses[row, $1] }
    let sold = Self.kept(split, o, row) + outside
    rowResidual = t.output[row] - sold - total
    let weights = split.members[o].map { split.outputShare($0, i) }
    let shares = weights.reduce(0, +)
    guard total == 0 || shares > 0 else {
      throw BuildFault(
        "\(t.place(row)): uses of \(total) but no output in any region; correct the table")
    }
    supply = weights.map { total > 0 ? total * $0 / shares : 0 }
  }

  private static func traded(_ cell: Double) -> Double { max(cell, 0) }

  /// Uses that are not traded: own inventories, and what is negative anywhere.
  private static func kept(_ split: RegionalSplit, _ o: Int, _ row: Int) -> Double {
    let t = split.table
    let code = t.regions[o].code
    var sum = 0.0
    for k in 0..<t.dimension { sum += min(t.intermediate[row, k], 0) }
    for (c, column) in t.finalColumns.enumerated() where column.region != nil {
      let isOwnStock = column.region == code && column.category == .inventories
      sum += isOwnStock ? t.finalUses[row, c] : min(t.finalUses[row, c], 0)
    }
    return sum
  }
}
