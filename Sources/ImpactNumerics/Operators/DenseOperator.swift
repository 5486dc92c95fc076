/// x ↦ A x for a matrix that is stored in full: for tables up to a few thousand rows.
public struct DenseOperator: InputOperator {
  /// A, n×n, EUR of input per EUR of output.
  public let matrix: Matrix
  /// True when no entry of A is below zero.
  public let isNonNegative: Bool

  /// Throws `shapeMismatch` when the matrix is not square, `nonFinite` with the index in storage
  /// order otherwise.
  public init(_ matrix: Matrix) throws(NumericsError) {
    guard matrix.rows == matrix.columns else {
      throw .shapeMismatch(
        what: "input coefficients", expected: matrix.rows * matrix.rows, found: matrix.values.count)
    }
    guard Int32(exactly: matrix.rows) != nil else { throw .sizeOverflow(matrix.rows) }
    if let index = matrix.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "input coefficients", index: index)
    }
    self.matrix = matrix
    isNonNegative = matrix.values.allSatisfy { $0 >= 0 }
  }

  /// Number of rows of A, n.
  public var dimension: Int { matrix.rows }

  /// A x (n×k); `systems` is not looked at, since there is one A.
  public func applied(to x: Matrix, systems: [Int]) -> Matrix { product(x, transposed: false) }

  /// Aᵀ p (n×k); `systems` is not looked at.
  public func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix {
    product(p, transposed: true)
  }

  private func product(_ x: Matrix, transposed: Bool) -> Matrix {
    precondition(x.rows == dimension, "a block of this operator has \(dimension) rows")
    BLASThreads.configure()
    let n = dimension
    let values = [Double](unsafeUninitializedCapacity: n * x.columns) { out, count in
      count = n * x.columns
      guard count > 0, let c = out.baseAddress else { return }
      c.initialize(repeating: 0, count: count)
      matrix.values.withUnsafeBufferPointer { a in
        x.values.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress else { return }
          BLAS.multiply(
            a, leading: n, transposed: transposed, by: b, leading: n, into: c, leading: n,
            rows: n, inner: n, columns: x.columns, beta: 0)
        }
      }
    }
    return Matrix(rows: n, columns: x.columns, values: values)
  }
}
