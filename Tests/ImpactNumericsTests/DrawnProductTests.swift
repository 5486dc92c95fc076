import ImpactNumerics
import Testing

/// Products whose rows are draws, against sums written out.
@Suite struct DrawnProductTests {
  /// Numbers that single precision holds exactly, products and sums with them.
  private static func matrix(_ rows: Int, _ columns: Int, _ shift: Int = 0) -> SingleMatrix {
    SingleMatrix(
      rows: rows, columns: columns,
      values: (0..<rows * columns).map { Float(($0 * 7 + shift) % 13 - 6) })
  }

  private static func product(_ x: SingleMatrix, _ w: SingleMatrix) -> SingleMatrix {
    var result = SingleMatrix(rows: x.rows, columns: w.columns)
    for j in 0..<x.rows {
      for c in 0..<w.columns {
        for k in 0..<w.rows { result[j, c] += x[j, k] * w[k, c] }
      }
    }
    return result
  }

  @Test(arguments: [1, 7, 8, 9, 32, 45])
  func tilesMultiplyAnyNumberOfDraws(draws: Int) {
    for (inner, width) in [(1, 1), (3, 8), (20, 13), (300, 9)] {
      let (x, w) = (Self.matrix(draws, inner), Self.matrix(inner, width, 3))
      let expected = Self.product(x, w)
      #expect(x.multiplied(by: w).values == expected.values)
      var sum = Self.matrix(draws, width, 5)
      let before = sum
      sum.add(x, times: SingleTiles(w))
      #expect(sum.values == zip(before.values, expected.values).map(+))
    }
  }

  @Test func tilesOfSomeRowsLeaveTheOthersOut() {
    let w = Self.matrix(9, 5)
    let part = SingleTiles(w, rows: 2..<6)
    let x = Self.matrix(8, 4)
    #expect(
      x.multiplied(by: part).values == Self.product(x, w.rows([2, 3, 4, 5])).values)
    let turned = SingleTiles(columnsOf: w.transposed, at: [2, 3, 4, 5])
    #expect(x.multiplied(by: turned).values == x.multiplied(by: part).values)
    #expect(x.multiplied(by: SingleTiles(w, rows: 3..<3)).values.allSatisfy { $0 == 0 })
  }

  /// Three levels with 2, 0 and 3 terms.
  @Test func sumsStandForTheirTerms() {
    let (B, width, terms) = (11, 6, [2, 0, 3])
    let (d, g) = (Self.matrix(B, 5), Self.matrix(5, width, 4))
    var first = 0
    let rows = terms.map { count -> SingleTiles in
      defer { first += count }
      return SingleTiles(g, rows: first..<first + count)
    }
    let sums = DrawnSums(d, times: rows, width: width)
    let level = [0, 0, 2, 2, 2]
    let l = Self.matrix(B, 3, 2)
    var y = Self.matrix(B, width, 1)
    var expected = y
    for j in 0..<B {
      for m in 0..<5 {
        for w in 0..<width { expected[j, w] += d[j, m] * l[j, level[m]] * g[m, w] }
      }
    }
    sums.add(levels: l, to: &y)
    #expect(y.values == expected.values)
    // The leading columns of a wider y decide.
    let wide = Self.matrix(B, width + 2, 6)
    var read = SingleMatrix(rows: B, columns: 3)
    for j in 0..<B {
      for m in 0..<5 {
        for w in 0..<width { read[j, level[m]] += d[j, m] * g[m, w] * wide[j, w] }
      }
    }
    #expect(sums.levels(of: wide).values == read.values)
  }

  @Test func termsMeetTheirTargets() {
    let d = SingleMatrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
    let terms = DrawnTerms(d, levels: [1, 0, 1], targets: [0, 0, 2])
    let levels = SingleMatrix(rows: 2, columns: 2, values: [10, 20, 100, 200])
    var met = SingleMatrix(rows: 2, columns: 3, values: [1, 1, 1, 1, 1, 1])
    terms.add(levels: levels, to: &met)
    // Target 0: 1·100 + 3·10 and 2·200 + 4·20; target 2: 5·100 and 6·200.
    #expect(met.values == [131, 481, 1, 1, 501, 1201])
  }

  @Test(arguments: [(3, 5), (16, 16), (33, 70)])
  func rowsBecomeColumnsInTheirOrder(shape: (Int, Int)) {
    let (lines, count) = shape
    let rows = (0..<lines).map { j in (0..<count).map { Float(100 * j + $0) } }
    let order = (0..<count).map { Int32(($0 * 3 + 1) % count) }
    guard Set(order).count == count else { return }
    let matrix = SingleMatrix(rowsOf: rows, order: order)
    for j in 0..<lines {
      for m in 0..<count { #expect(matrix[j, Int(order[m])] == rows[j][m]) }
    }
  }

  /// y ← f + a·y for each draw: 1/(1 − a) times f, whatever draws are beside it.
  @Test func roundsFindTheFixedPointOfEachDraw() {
    let factors: [Float] = [0, 0.1, 0.5, -0.9, 0.9]
    func solved(_ factors: [Float]) -> ReducedRounds.Solved {
      ReducedRounds.solved(
        draws: factors.count, width: 2, modes: 1, tolerance: 1e-6, most: 40
      ) { y in
        var next = SingleMatrix(rows: factors.count, repeating: [1, 2])
        for (j, a) in factors.enumerated() {
          for c in 0..<2 { next[j, c] += a * (y?[j, c] ?? 0) }
        }
        return next
      }
    }
    let all = solved(factors)
    for (j, a) in factors.enumerated() {
      #expect(all.change[j] <= 1e-6)
      #expect(abs(all.y[j, 0] - 1 / (1 - a)) < 2e-5 / (1 - a))
      let alone = solved([a])
      #expect(alone.y[0, 0] == all.y[j, 0] && alone.y[0, 1] == all.y[j, 1])
    }
  }

  @Test func roundsThatDoNotEndSaySo() {
    let solved = ReducedRounds.solved(draws: 1, width: 1, modes: 1, tolerance: 1e-6, most: 3) {
      SingleMatrix(rows: 1, columns: 1, values: [1 + ($0?[0, 0] ?? 0) * ($0?[0, 0] ?? 0)])
    }
    #expect(solved.change[0] > 1e-6)
  }
}
