import ImpactNumerics

/// Doubly constrained shares: who delivers which drive train.
///
///     x[r,k] = u_r·v_k·p[r,k],  Σ_k x[r,k] = rows_r,  Σ_r x[r,k] = columns_k
///
/// The odds p[r,k]/p[r,l] of the prior are kept between rows; totals are met exactly. Deming and
/// Stephan (1940); Miller and Blair (2022), chapter 9.
enum MixBalance {
  /// Relative gap of the totals at which the iteration ends, above rounding of sums.
  static let tolerance = 1e-12
  private static let rounds = 2_000

  /// A row: columns of `Technology.allCases` first, then zeros.
  typealias Row = SIMD8<Double>

  /// Balances a table in place (entry (r, k) at `k * rows.count + r`), and returns the largest relative gap left.
  ///
  /// Totals of rows and columns must agree; a row or column of zero is zero.
  static func balance(
    _ table: inout [Double], rows: [Double], columns: [Double]
  ) -> Double {
    let n = rows.count
    for k in columns.indices where columns[k] == 0 {
      for r in 0..<n { table[k * n + r] = 0 }
    }
    for r in 0..<n where rows[r] == 0 {
      for k in columns.indices { table[k * n + r] = 0 }
    }
    return ProportionalFit.fit(
      &table, rows: rows, columns: columns, tolerance: tolerance, rounds: rounds)
  }

  /// Σ_k of a row, in the order of its columns.
  static func sum(of row: Row) -> Double {
    row[0] + row[1] + row[2] + row[3] + row[4] + row[5] + row[6] + row[7]
  }

  /// A row of some values.
  static func row(_ values: [Double]) -> Row {
    var result = Row.zero
    for (k, value) in values.enumerated() { result[k] = value }
    return result
  }

  /// The balanced table, row by row, and the largest relative gap left.
  static func balance(
    prior: [[Double]], rows: [Double], columns: [Double]
  ) -> (table: [[Double]], gap: Double) {
    let n = rows.count
    var table = columns.indices.flatMap { k in prior.map { $0[k] } }
    let gap = balance(&table, rows: rows, columns: columns)
    return ((0..<n).map { r in columns.indices.map { table[$0 * n + r] } }, gap)
  }
}
