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

  /// Balances a table in place, and returns the largest relative gap left.
  ///
  /// Totals of rows and columns must agree; a row or column of zero is zero. Columns are added in the order of rows,
  /// rows in the order of columns, so that sums are rounded as written.
  static func balance(
    _ table: inout [Row], rows: [Double], columns: Row
  ) -> Double {
    let none = columns .== 0
    for r in table.indices {
      table[r] = rows[r] == 0 ? .zero : table[r].replacing(with: 0, where: none)
    }
    var sums = Row.zero
    for row in table { sums += row }
    var gap = Double.infinity
    for _ in 0..<rounds where gap > tolerance {
      let factors = (columns / sums)
        .replacing(with: 1, where: .!((columns .> 0) .& (sums .> 0)))
      sums = .zero
      gap = 0
      for r in table.indices {
        var row = table[r] * factors
        let sum = sum(of: row)
        if rows[r] > 0 {
          guard sum > 0 else {
            table[r] = row
            return .infinity
          }
          gap = max(gap, abs(sum / rows[r] - 1))
          row *= rows[r] / sum
        }
        table[r] = row
        sums += row
      }
    }
    return gap
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
    var table = prior.map(row)
    let gap = balance(&table, rows: rows, columns: row(columns))
    return (table.map { row in columns.indices.map { row[$0] } }, gap)
  }
}
