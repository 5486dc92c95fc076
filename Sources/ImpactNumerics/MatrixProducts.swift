extension Matrix {
  /// C = A B by DGEMM; `other.rows` must equal `columns`.
  public func multiplied(by other: Matrix) -> Matrix {
    precondition(columns == other.rows, "the inner dimensions of a product agree")
    return product(other, transposed: false)
  }

  /// C = Aᵀ B by DGEMM; `other.rows` must equal `rows`.
  public func transposedMultiplied(by other: Matrix) -> Matrix {
    precondition(rows == other.rows, "the inner dimensions of a product agree")
    return product(other, transposed: true)
  }

  /// Aᵀ.
  public var transpose: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for j in 0..<columns {
      for i in 0..<rows { result.values[j + i * columns] = values[i + j * rows] }
    }
    return result
  }

  /// A matrix from its rows, which have equal lengths.
  public init(rowsOf table: [[Double]]) {
    let width = table.first?.count ?? 0
    precondition(table.allSatisfy { $0.count == width }, "all rows have the same length")
    self.init(rows: table.count, columns: width)
    for (i, row) in table.enumerated() {
      for (j, value) in row.enumerated() { self[i, j] = value }
    }
  }

  private func product(_ other: Matrix, transposed: Bool) -> Matrix {
    BLASThreads.configure()
    var result = Matrix(rows: transposed ? columns : rows, columns: other.columns)
    guard !result.values.isEmpty, !other.values.isEmpty else { return result }
    let (m, k, leading) = (result.rows, other.rows, rows)
    result.values.withUnsafeMutableBufferPointer { c in
      values.withUnsafeBufferPointer { a in
        other.values.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          BLAS.multiply(
            a, leading: leading, transposed: transposed, by: b, leading: k, into: c, leading: m,
            rows: m, inner: k, columns: other.columns, beta: 0)
        }
      }
    }
    return result
  }
}
