/// A dense real matrix in column-major order: entry (i, j) at `i + j * rows`.
public struct Matrix: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  public var values: [Double]

  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(
      values.count == rows * columns, "a \(rows)×\(columns) matrix needs \(rows * columns) values")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, values: [Double](repeating: 0, count: rows * columns))
  }

  /// A single column.
  public init(column: [Double]) { self.init(rows: column.count, columns: 1, values: column) }

  public subscript(row: Int, column: Int) -> Double {
    get { values[row + column * rows] }
    set { values[row + column * rows] = newValue }
  }

  public func column(_ j: Int) -> [Double] { Array(values[j * rows..<(j + 1) * rows]) }
}
