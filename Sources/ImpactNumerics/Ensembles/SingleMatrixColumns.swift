extension SingleMatrix {
  /// y[0..<d.count, column] += d ∘ x[0..<d.count, column of x].
  package mutating func add(
    _ d: [Float], times x: SingleMatrix, column from: Int, to column: Int
  ) {
    precondition(
      d.count <= rows && d.count <= x.rows && from < x.columns && column < columns,
      "shapes of a product agree")
    let (start, source, count) = (column * rows, from * x.rows, d.count)
    values.withUnsafeMutableBufferPointer { target in
      x.values.withUnsafeBufferPointer { values in
        d.withUnsafeBufferPointer { factors in
          guard let y = target.baseAddress, let x = values.baseAddress,
            let d = factors.baseAddress
          else { return }
          let (to, from) = (y + start, x + source)
          var k = 0
          while k < count {
            to[k] += d[k] * from[k]
            k &+= 1
          }
        }
      }
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
