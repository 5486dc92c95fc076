/// Footprints of regions by consumption and by production, for any satellite.
///
///     consumption[s] = Σ c B Y[·,s]      production[r] = Σ_{cells of r} c x
///
/// Σ_s consumption + footprint of exports to W = Σ_r production, the satellite's total: the jobs that
/// all final use sustains are all jobs. Miller and Blair (2009), chapter 10.
public struct Footprints: Sendable {
  /// By region of use.
  public let consumption: [Double]
  /// Of exports to W.
  public let exportsToWorld: Double
  /// By region of production, from recorded output.
  public let production: [Double]
  /// Region by region, with a last column for W.
  public let matrix: DependenceMatrix

  /// Solves for all regions of use; throws `TableFault`.
  public init(
    _ table: InterregionalTable, satellite: SatelliteCoefficients, tolerance: Double = 1e-10
  ) throws {
    matrix = try DependenceMatrix(table, satellite: satellite, tolerance: tolerance)
    let totals = matrix.columnTotals
    consumption = Array(totals.dropLast())
    exportsToWorld = totals[totals.count - 1]
    production = CellPartition.regions(table.axes).sums(satellite.totals(for: table.output))
  }

  /// |Σ footprints − Σ production| / Σ production: what the balance of the accounts and the solver leave.
  public var residual: Double {
    let made = production.reduce(0, +)
    return made == 0 ? 0 : abs(consumption.reduce(exportsToWorld, +) - made) / abs(made)
  }
}
