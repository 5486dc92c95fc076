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
    let width = columns.count
    var table = prior.flatMap(\.self)
    for r in prior.indices {
      for k in columns.indices where columns[k] == 0 || rows[r] == 0 { table[r * width + k] = 0 }
    }
    var gap = Double.infinity
    var sums = [Double](repeating: 0, count: width)
    for _ in 0..<rounds where gap > tolerance {
      for k in sums.indices { sums[k] = 0 }
      for r in prior.indices { for k in sums.indices { sums[k] += table[r * width + k] } }
      for k in sums.indices { sums[k] = columns[k] > 0 && sums[k] > 0 ? columns[k] / sums[k] : 1 }
      gap = 0
      for r in prior.indices {
        var sum = 0.0
        for k in sums.indices {
          table[r * width + k] *= sums[k]
          sum += table[r * width + k]
        }
        guard rows[r] > 0 else { continue }
        guard sum > 0 else { return (Self.rows(of: table, width: width), .infinity) }
        gap = max(gap, abs(sum / rows[r] - 1))
        for k in sums.indices { table[r * width + k] *= rows[r] / sum }
      }
    }
    return (Self.rows(of: table, width: width), gap)
  }

  private static func rows(of table: [Double], width: Int) -> [[Double]] {
    stride(from: 0, to: table.count, by: max(1, width)).map { Array(table[$0..<$0 + width]) }
  }
}
