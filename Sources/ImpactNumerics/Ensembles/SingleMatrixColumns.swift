extension SingleMatrix {
  /// Y_b += D ∘ X_b for every block b of as many columns as D has.
  package mutating func addBlocks(_ d: SingleMatrix, times x: SingleMatrix) {
    precondition(
      d.rows == rows && x.rows == rows && x.columns == columns && columns % max(1, d.columns) == 0,
      "blocks of a product agree")
    let (count, size) = (values.count, d.values.count)
    guard count > 0 else { return }
    values.withUnsafeMutableBufferPointer { target in
      x.values.withUnsafeBufferPointer { source in
        d.values.withUnsafeBufferPointer { factors in
          guard let y = target.baseAddress, let x = source.baseAddress,
            let d = factors.baseAddress
          else { return }
          var start = 0
          while start < count {
            let (to, from) = (y + start, x + start)
            var k = 0
            while k < size {
              to[k] += d[k] * from[k]
              k &+= 1
            }
            start &+= size
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
