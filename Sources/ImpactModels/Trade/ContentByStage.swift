import ImpactNumerics

/// Content of a bundle along the chain, round by round.
///
///     tier k:  V A^k f      later:  V (I − A)⁻¹ f − Σ_{k ≤ K} V A^k f
///
/// Tier 0 is the maker of the final good, tier 1 its suppliers, tier 2 theirs. Sum over tiers is
/// the whole content. Miller and Blair (2009), section 2.4.
public struct ContentByStage: Sendable {
  /// Content of tiers 0 to K, then of all later ones together.
  public let tiers: [ContentBreakdown]

  /// Content of value added, or of another satellite, by tier and group.
  ///
  /// `satellite` nil means value added, whose tiers carry W, taxes and margins; `lastTier` is K, zero
  /// or more. Throws `TableFault`.
  public init(
    _ content: ContentOfGoods, bundle: Int, satellite: SatelliteCoefficients? = nil,
    by grouping: CellPartition, lastTier: Int
  ) throws {
    let table = content.table
    let goods = content.bundles[bundle]
    let rounds = try table.naming {
      try LinearSolver.powerSeries(
        table.inputs, rightHandSide: Matrix(column: goods.demand), systems: [0],
        rounds: max(0, lastTier))
    }
    var later = content.requirements.column(bundle)
    for round in rounds { for cell in later.indices { later[cell] -= round.values[cell] } }
    let vectors = rounds.map(\.values) + [later]
    let whole =
      satellite.map { content.content(of: $0, bundle: bundle, by: grouping) }
      ?? content.valueAdded(bundle: bundle, by: grouping)
    tiers = vectors.enumerated()
      .map { tier, x in
        func sum(_ row: [Double]) -> Double {
          satellite == nil ? zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } : 0
        }
        let values = (satellite ?? table.valueAdded).totals(for: x)
        // Goods bought from W are finished there: they belong to tier 0.
        let bought = tier == 0 && satellite == nil ? goods.fromWorld : 0
        return ContentBreakdown(
          grouping: grouping, values: grouping.sums(values),
          restOfWorld: sum(table.worldInputs) + bought,
          taxesAndMargins: sum(table.taxesAndMargins), total: whole.total, unit: whole.unit,
          notices: whole.notices)
      }
  }
}
