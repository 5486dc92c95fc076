/// A dense real matrix in column-major order: entry (i, j) at `i + j * rows`.
public struct Matrix: Sendable, Equatable {
  /// Number of rows, m.
  public let rows: Int
  /// Number of columns, k.
  public let columns: Int
  /// m·k entries, one column after the other; must keep that length.
  public var values: [Double]

  /// An m×k matrix from m·k values in column-major order; another count stops the program.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(
      values.count == rows * columns, "a \(rows)×\(columns) matrix needs \(rows * columns) values")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// An m×k matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, values: [Double](repeating: 0, count: rows * columns))
  }

  /// A single column.
  public init(column: [Double]) { self.init(rows: column.count, columns: 1, values: column) }

  /// Entry (i, j), counted from 0.
  ///
  /// Only the place `i + j * rows` is checked: a row that is too large reads another column.
  @inlinable
  public subscript(row: Int, column: Int) -> Double {
    get { values[row + column * rows] }
    set { values[row + column * rows] = newValue }
  }

  /// A copy of column j, of length `rows`.
  public func column(_ j: Int) -> [Double] { Array(values[j * rows..<(j + 1) * rows]) }

  /// ‖A‖₁, the largest sum of absolute values of a column.
  var largestColumnSum: Double {
    (0..<columns)
      .map { j in
        values[j * rows..<(j + 1) * rows].reduce(0) { $0 + abs($1) }
      }
      .max() ?? 0
  }
}
