import Testing

@testable import ImpactNumerics

/// Rows of matrices in single precision, put together and taken apart.
@Suite struct SingleMatrixRowsTests {
  /// Entry (i, j) is 100·i + j, so that every place is told from every other.
  private func numbered(_ rows: Int, _ columns: Int) -> SingleMatrix {
    var matrix = SingleMatrix(rows: rows, columns: columns)
    for i in 0..<rows { for j in 0..<columns { matrix[i, j] = Float(100 * i + j) } }
    return matrix
  }

  /// Counts of rows below, at and above the group that is read at once.
  @Test(arguments: [0, 1, 5, 16, 37])
  func aTransposeHasRowsAsColumns(rows: Int) {
    let matrix = numbered(rows, 3)
    let transposed = matrix.transposed
    #expect(transposed.rows == 3 && transposed.columns == rows)
    for i in 0..<rows { for j in 0..<3 { #expect(transposed[j, i] == matrix[i, j]) } }
  }

  @Test func someRowsBecomeColumnsInTheirOrder() {
    let matrix = numbered(40, 4)
    let chosen = [39, 0, 7, 7] + Array(10..<30)
    let columns = matrix.transposedRows(chosen)
    for (c, row) in chosen.enumerated() {
      #expect(columns.column(c) == (0..<4).map { matrix[row, $0] })
    }
  }

  @Test func oneStandsAboveTheOther() {
    let (upper, lower) = (numbered(2, 3), numbered(3, 3))
    let both = upper.above(lower)
    #expect(both.rows == 5)
    for j in 0..<3 {
      for i in 0..<2 { #expect(both[i, j] == upper[i, j]) }
      for i in 0..<3 { #expect(both[2 + i, j] == lower[i, j]) }
    }
  }

  @Test func aBlockTakesThePlaceOfRows() {
    var matrix = SingleMatrix(rows: 4, columns: 2)
    matrix.place(numbered(2, 2), rows: 1)
    #expect(matrix.values == [0, 0, 100, 0, 0, 1, 101, 0])
  }

  @Test func rowsOfAnotherAreAddedWhereTheyBelong() {
    var sums = SingleMatrix(rows: 3, columns: 4)
    let other = Matrix(rows: 3, columns: 2, values: [1, 2, 4, 10, 20, 40])
    sums.add(other, rows: [0, 2, 1], to: [2, 2, 0], columns: 1)
    #expect(sums.values == [0, 0, 0, 2, 0, 5, 20, 0, 50, 0, 0, 0])
  }
}
