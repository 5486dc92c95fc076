extension SingleMatrix {
  /// Y_b += D ∘ X_b for every block b of as many columns as D has.
  ///
  /// Columns whose `active` (by column of D) is false have a D of zeros, those whose `wanted` (by column of Y; empty
  /// for all) is false an X of zeros: both are passed over.
  package mutating func addBlocks(
    _ d: SingleMatrix, active: [Bool], times x: SingleMatrix, wanted: [Bool] = []
  ) {
    precondition(
      d.rows == rows && x.rows == rows && x.columns == columns && columns % max(1, d.columns) == 0
        && active.count == d.columns && (wanted.isEmpty || wanted.count == columns),
      "blocks of a product agree")
    let (rows, columns, width) = (rows, columns, d.columns)
    values.withUnsafeMutableBufferPointer { target in
      x.values.withUnsafeBufferPointer { source in
        d.values.withUnsafeBufferPointer { factors in
          guard let y = target.baseAddress, let x = source.baseAddress,
            let d = factors.baseAddress
          else { return }
          for column in 0..<columns
          where active[column % width] && (wanted.isEmpty || wanted[column]) {
            let (to, from, by) = (y + column * rows, x + column * rows, d + column % width * rows)
            var k = 0
            while k < rows {
              to[k] += by[k] * from[k]
              k &+= 1
            }
          }
        }
      }
    }
  }

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
