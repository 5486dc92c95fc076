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

  /// The balanced table, row by row, and the largest relative gap left.
  ///
  /// Totals of rows and columns must agree; a row or column of zero is zero.
  static func balance(
    prior: [[Double]], rows: [Double], columns: [Double]
  ) -> (table: [[Double]], gap: Double) {
    var table = prior
    for r in table.indices {
      for k in columns.indices where columns[k] == 0 || rows[r] == 0 { table[r][k] = 0 }
    }
    var gap = Double.infinity
    for _ in 0..<rounds where gap > tolerance {
      for k in columns.indices where columns[k] > 0 {
        let sum = table.reduce(0) { $0 + $1[k] }
        guard sum > 0 else { continue }
        for r in table.indices { table[r][k] *= columns[k] / sum }
      }
      gap = 0
      for r in table.indices where rows[r] > 0 {
        let sum = table[r].reduce(0, +)
        guard sum > 0 else { return (table, .infinity) }
        gap = max(gap, abs(sum / rows[r] - 1))
        for k in columns.indices { table[r][k] *= rows[r] / sum }
      }
    }
    return (table, gap)
  }
}
