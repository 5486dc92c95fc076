extension SingleMatrix {
  /// Puts values into the first rows of a column.
  package mutating func set(_ values: [Double], column: Int) {
    precondition(values.count <= rows && column < columns, "a column of the matrix")
    let start = column * rows
    self.values.withUnsafeMutableBufferPointer { target in
      for (k, value) in values.enumerated() { target[start + k] = Float(value) }
    }
  }

  /// The first rows, rows×columns.
  package func leadingRows(_ count: Int) -> SingleMatrix {
    guard count < rows else { return self }
    var result = SingleMatrix(rows: count, columns: columns)
    for j in 0..<columns {
      result.values.replaceSubrange(
        j * count..<(j + 1) * count, with: values[j * rows..<j * rows + count])
    }
    return result
  }

  /// The columns of both, side by side.
  package func beside(_ other: SingleMatrix) -> SingleMatrix {
    precondition(rows == other.rows, "matrices side by side have equal rows")
    return SingleMatrix(
      rows: rows, columns: columns + other.columns, values: values + other.values)
  }

  /// Some columns in their order.
  package func columns(_ range: Range<Int>) -> SingleMatrix {
    SingleMatrix(
      rows: rows, columns: range.count,
      values: Array(values[range.lowerBound * rows..<range.upperBound * rows]))
  }
}
