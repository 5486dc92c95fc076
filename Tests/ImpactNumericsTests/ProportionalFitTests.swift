import ImpactNumerics
import Testing

/// Tables that are balanced in vectors, beside the same steps one value after the other.
@Suite struct ProportionalFitTests {
  private static let columns = [30.0, 12, 0.5, 57.5]

  /// Entry (r, k) at `k * n + r`; the second row is empty.
  private static func table(_ n: Int) -> (table: [Double], rows: [Double]) {
    var rows = (0..<n).map { Double(1 + $0 * 7 % 5) }
    rows[1] = 0
    let total = rows.reduce(0, +)
    rows = rows.map { 100 * $0 / total }
    let table = (0..<4 * n)
      .map { index in
        index % n == 1 ? 0 : rows[index % n] * (0.1 + Double(index * index % 13) / 7)
      }
    return (table, rows)
  }

  /// The same in the order in which it is written.
  private static func plain(
    _ table: inout [Double], rows: [Double], tolerance: Double, rounds: Int
  ) -> Double {
    let (n, width) = (rows.count, columns.count)
    var gap = Double.infinity
    for _ in 0..<rounds where gap > tolerance {
      let factors = (0..<width)
        .map { k in columns[k] / (0..<n).reduce(0) { $0 + table[k * n + $1] } }
      gap = 0
      for r in 0..<n {
        for k in 0..<width { table[k * n + r] *= factors[k] }
        guard rows[r] > 0 else { continue }
        let sum = (0..<width).reduce(0) { $0 + table[$1 * n + r] }
        gap = max(gap, abs(sum / rows[r] - 1))
        for k in 0..<width { table[k * n + r] *= rows[r] / sum }
      }
    }
    return gap
  }

  @Test(arguments: [3, 8, 21]) func vectorsRoundAsSingleValuesDo(n: Int) {
    let (start, rows) = Self.table(n)
    var (found, expected) = (start, start)
    let gap = ProportionalFit.fit(
      &found, rows: rows, columns: Self.columns, tolerance: 1e-12, rounds: 500)
    #expect(gap == Self.plain(&expected, rows: rows, tolerance: 1e-12, rounds: 500))
    #expect(gap <= 1e-12)
    #expect(found == expected)
    for k in Self.columns.indices {
      let sum = (0..<n).reduce(0) { $0 + found[k * n + $1] }
      #expect(abs(sum - Self.columns[k]) < 1e-9)
    }
  }

  @Test func aRowThatCannotBeFilledLeavesAnInfiniteGap() {
    var (table, rows) = Self.table(10)
    rows[1] = 1
    let gap = ProportionalFit.fit(
      &table, rows: rows, columns: Self.columns, tolerance: 1e-12, rounds: 500)
    #expect(gap == .infinity)
    #expect(!table.contains { !$0.isFinite })
  }
}
