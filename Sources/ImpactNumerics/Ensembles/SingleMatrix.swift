import CImpactOpenBLAS

/// A dense matrix in single precision, column-major: entry (i, j) at `i + j * rows`.
///
/// Draws of an ensemble are its rows: bands need far fewer digits than levels.
package struct SingleMatrix: Sendable {
  @usableFromInline package let rows: Int
  @usableFromInline package let columns: Int
  @usableFromInline package var values: [Float]

  /// A matrix of zeros.
  package init(rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns, values: [Float](repeating: 0, count: rows * columns))
  }

  /// A matrix of equal rows.
  package init(rows: Int, repeating row: [Float]) {
    self.init(
      rows: rows, columns: row.count,
      values: [Float](unsafeUninitializedCapacity: rows * row.count) { values, count in
        count = rows * row.count
        for (c, value) in row.enumerated() {
          for j in 0..<rows { values[j + c * rows] = value }
        }
      })
  }

  /// A matrix from rows·columns values.
  package init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "as many values as entries")
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// The same entries in single precision.
  package init(_ matrix: Matrix) {
    self.init(rows: matrix.rows, columns: matrix.columns, values: matrix.values.map(Float.init))
  }

  /// Entry (i, j), counted from 0.
  @inlinable
  package subscript(row: Int, column: Int) -> Float {
    get { values[row + column * rows] }
    set { values[row + column * rows] = newValue }
  }

  /// Aᵀ.
  package var transposed: SingleMatrix { transposedRows(Array(0..<rows)) }

  /// A copy of column j.
  package func column(_ j: Int) -> [Float] { Array(values[j * rows..<(j + 1) * rows]) }

  /// C = A B, or Aᵀ B by SGEMM.
  package func multiplied(by other: SingleMatrix, transposed: Bool = false) -> SingleMatrix {
    if !transposed { return multiplied(by: SingleTiles(other)) }
    BLASThreads.configure()
    precondition(rows == other.rows, "the inner dimensions of a product agree")
    var result = SingleMatrix(rows: columns, columns: other.columns)
    guard columns > 0, rows > 0, other.columns > 0 else { return result }
    cblas_sgemm(
      CblasColMajor, CblasTrans, CblasNoTrans, Int32(columns), Int32(other.columns), Int32(rows), 1,
      values, Int32(rows), other.values, Int32(rows), 0, &result.values, Int32(columns))
    return result
  }
}
