import CImpactOpenBLAS

extension SingleMatrix {
  /// C ← C + A B, or C + Aᵀ B by SGEMM.
  package mutating func add(
    _ a: SingleMatrix, transposed: Bool = false, times b: SingleMatrix
  ) {
    guard transposed else {
      precondition(a.columns == b.rows && b.columns == columns, "shapes of a product agree")
      return add(a, times: SingleTiles(b))
    }
    BLASThreads.configure()
    precondition(
      a.columns == rows && b.columns == columns && a.rows == b.rows, "shapes of a product agree")
    guard rows > 0, a.rows > 0, columns > 0 else { return }
    cblas_sgemm(
      CblasColMajor, CblasTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(a.rows), 1,
      a.values, Int32(a.rows), b.values, Int32(a.rows), 1, &values, Int32(rows))
  }

  /// The rows of some indices, as the columns of a matrix: Aᵀ restricted, columns×indices.
  package func transposedRows(_ indices: [Int]) -> SingleMatrix {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < rows }, "rows of the matrix")
    var result = SingleMatrix(rows: columns, columns: indices.count)
    // Some rows at once, since neighbours share what is read of a column.
    let group = 16
    result.values.withUnsafeMutableBufferPointer { to in
      values.withUnsafeBufferPointer { from in
        for first in stride(from: 0, to: indices.count, by: group) {
          let some = first..<min(first + group, indices.count)
          for j in 0..<columns {
            for c in some { to[c * columns + j] = from[j * rows + indices[c]] }
          }
        }
      }
    }
    return result
  }

  /// Some rows in their order, indices×columns.
  package func rows(_ indices: [Int]) -> SingleMatrix {
    precondition(indices.allSatisfy { $0 >= 0 && $0 < rows }, "rows of the matrix")
    var result = SingleMatrix(rows: indices.count, columns: columns)
    result.values.withUnsafeMutableBufferPointer { to in
      values.withUnsafeBufferPointer { from in
        for j in 0..<columns {
          let (own, column) = (j * indices.count, j * rows)
          for (k, index) in indices.enumerated() { to[own + k] = from[column + index] }
        }
      }
    }
    return result
  }

  /// The first columns.
  package func leading(_ count: Int) -> SingleMatrix {
    SingleMatrix(rows: rows, columns: count, values: Array(values[0..<rows * count]))
  }
}

extension SingleMatrix {
  /// Some columns in their order, rows×indices.
  package func gathered(_ indices: [Int]) -> SingleMatrix {
    var result = SingleMatrix(rows: rows, columns: indices.count)
    for (c, index) in indices.enumerated() { result.setColumn(c, to: self, column: index) }
    return result
  }

  /// Copies a column of another matrix with the same number of rows.
  package mutating func setColumn(_ c: Int, to other: SingleMatrix, column: Int) {
    precondition(other.rows == rows, "columns of one length")
    values.withUnsafeMutableBufferPointer { to in
      other.values.withUnsafeBufferPointer { from in
        guard let to = to.baseAddress, let from = from.baseAddress else { return }
        (to + c * rows).update(from: from + column * rows, count: rows)
      }
    }
  }
}

extension SingleMatrix {
  /// Sets row k to row `order[k].row` of `sources[order[k].source]`.
  package mutating func fillRows(
    from sources: [SingleMatrix], _ order: [(source: Int, row: Int)]
  ) {
    precondition(order.count == rows, "one source for each row")
    precondition(sources.allSatisfy { $0.columns == columns }, "rows of one length")
    var first = 0
    while first < order.count {
      let source = order[first].source
      var last = first
      while last < order.count, order[last].source == source { last += 1 }
      sources[source].values
        .withUnsafeBufferPointer { from in
          values.withUnsafeMutableBufferPointer { to in
            for c in 0..<columns {
              let (column, own) = (c * sources[source].rows, c * rows)
              for k in first..<last { to[own + k] = from[column + order[k].row] }
            }
          }
        }
      first = last
    }
  }
}
