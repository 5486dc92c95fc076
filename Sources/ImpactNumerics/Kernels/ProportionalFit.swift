import CImpactKernels

/// Iterative proportional fitting of a table to totals of its rows and columns.
///
///     x[r,k] = u_r·v_k·p[r,k],  Σ_k x[r,k] = rows_r,  Σ_r x[r,k] = columns_k
///
/// Deming and Stephan (1940). Sums are rounded in the order of rows and columns, whatever the processor.
package enum ProportionalFit {
  /// Most columns of a table.
  package static let mostColumns = Int(IMPACT_BALANCE_COLUMNS)

  /// Fits a table (entry (r, k) at `k * rows.count + r`) in place; returns the largest relative gap of a row that is
  /// left, infinite where a row with a total above zero is empty.
  ///
  /// Rows of total zero must be zero.
  package static func fit(
    _ table: inout [Double], rows: [Double], columns: [Double], tolerance: Double, rounds: Int
  ) -> Double {
    precondition(
      table.count == rows.count * columns.count && columns.count <= mostColumns,
      "a table of rows and columns")
    return impact_balance(&table, rows.count, columns.count, rows, columns, tolerance, rounds)
  }
}
