public import ImpactDiagnostics
public import ImpactNumerics

/// A total split over groups of cells, and over what has no cell.
///
///     Σ_groups value + restOfWorld + taxesAndMargins = total      (value added)
public struct ContentBreakdown: Sendable {
  /// The groups.
  public let grouping: CellPartition
  /// One value for each group, in `unit`.
  public let values: [Double]
  /// Bought from W along the chain; 0 for other satellites than value added.
  public let restOfWorld: Double
  /// Net taxes on products and margins along the chain; 0 for other satellites than value added.
  public let taxesAndMargins: Double
  /// What shares are taken of: the bundle for value added, the sum of values for any other.
  public let total: Double
  /// Unit of the values.
  public let unit: String
  /// Cells left out, if any.
  public let notices: [Notice]

  /// Value of a group over the total.
  public func share(_ group: Int) -> Double { total == 0 ? 0 : values[group] / total }

  /// |Σ values + W + taxes − total| / |total|: zero but for the solver's tolerance.
  public var residual: Double {
    let sum = values.reduce(restOfWorld + taxesAndMargins, +)
    return total == 0 ? abs(sum) : abs(sum - total) / abs(total)
  }
}

/// Where the value and the jobs of final goods come from.
///
///     share of cell s in a unit of final good (r, j):  V_s B_{s,(r,j)},   columns sum to 1
///
/// with the rest of the world, taxes and margins as rows of their own. One forward solve a bundle.
/// Source: Los, Timmer and de Vries (2015).
public struct ContentOfGoods: Sendable {
  /// The bundles asked for.
  public let bundles: [GoodsBundle]
  /// B f by cell, n×k: output that each bundle takes.
  public let requirements: Matrix
  let table: InterregionalTable

  /// Solves (I − A) x = f for all bundles at once; throws `TableFault`.
  public init(
    _ table: InterregionalTable, bundles: [GoodsBundle],
    method: RequirementsSolver.Method = .automatic,
    tolerance: Double = RequirementsSolver.tolerance
  ) throws {
    self.table = table
    self.bundles = bundles
    let solver = try table.solver(method, tolerance: tolerance)
    let demand = Matrix(
      rows: table.dimension, columns: bundles.count, values: bundles.flatMap(\.demand))
    requirements = try table.naming { try solver.solve(demand) }
  }

  /// Value added in a bundle by group of origin; rows sum to the bundle with W, taxes and margins.
  public func valueAdded(bundle: Int, by grouping: CellPartition) -> ContentBreakdown {
    let x = requirements.column(bundle)
    func sum(_ row: [Double]) -> Double { zip(row, x).reduce(0) { $0 + $1.0 * $1.1 } }
    return ContentBreakdown(
      grouping: grouping, values: grouping.sums(table.valueAdded.totals(for: x)),
      restOfWorld: sum(table.worldInputs) + bundles[bundle].fromWorld,
      taxesAndMargins: sum(table.taxesAndMargins), total: bundles[bundle].total,
      unit: table.valueAdded.unit, notices: table.valueAdded.notices)
  }

  /// Any satellite in a bundle by group of origin, such as jobs; shares are of what is known.
  public func content(
    of satellite: SatelliteCoefficients, bundle: Int, by grouping: CellPartition
  ) -> ContentBreakdown {
    let values = grouping.sums(satellite.totals(for: requirements.column(bundle)))
    return ContentBreakdown(
      grouping: grouping, values: values, restOfWorld: 0, taxesAndMargins: 0,
      total: values.reduce(0, +), unit: satellite.unit, notices: satellite.notices)
  }
}
