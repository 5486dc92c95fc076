import CImpactOpenBLAS

/// Leading modes of a sample and orthonormal bases, by LAPACK.
package enum ResponseModes {
  /// Orthonormal columns that span a sample X (n×m) up to a relative error in the 2-norm.
  ///
  ///     XᵀX = U Λ Uᵀ,  V = X U Λ^(−1/2), those columns whose √λ exceeds tolerance·√λ_max
  ///
  /// Throws `nonFinite` for a sample that is not finite, `illegalArgument` where LAPACK fails.
  package static func leading(
    of sample: Matrix, tolerance: Double, most: Int
  ) throws(NumericsError) -> Matrix {
    if let index = sample.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "sample", index: index % max(1, sample.rows))
    }
    let m = sample.columns
    guard m > 0, most > 0 else { return Matrix(rows: sample.rows, columns: 0) }
    let (values, vectors) = try largest(most, of: gram(sample))
    // Eigenvalues of a Gram matrix carry rounding of the largest one.
    let floor = max(tolerance * tolerance, Double(m) * 0x1p-50) * (values.last ?? 0)
    let kept = values.indices.reversed().filter { values[$0] > floor && values[$0] > 0 }
    var mix = Matrix(rows: m, columns: kept.count)
    for (column, k) in kept.enumerated() {
      let scale = 1 / values[k].squareRoot()
      for j in 0..<m { mix[j, column] = vectors[j, k] * scale }
    }
    return product(sample, mix)
  }

  /// The largest eigenvalues of a symmetric matrix, ascending, and their vectors.
  private static func largest(
    _ count: Int, of matrix: Matrix
  ) throws(NumericsError) -> (values: [Double], vectors: Matrix) {
    let m = matrix.rows
    let count = min(count, m)
    var a = matrix
    var values = [Double](repeating: 0, count: m)
    var vectors = Matrix(rows: m, columns: count)
    var support = [Int32](repeating: 0, count: 2 * count)
    var found: Int32 = 0
    let info = LAPACKE_dsyevr(
      LAPACK_COL_MAJOR, CChar(bitPattern: UInt8(ascii: "V")), CChar(bitPattern: UInt8(ascii: "I")),
      CChar(bitPattern: UInt8(ascii: "U")), Int32(m), &a.values, Int32(m), 0, 0,
      Int32(m - count + 1), Int32(m), 0, &found, &values, &vectors.values, Int32(m), &support)
    guard info == 0 else { throw .illegalArgument(routine: "dsyevr", position: Int(info)) }
    return (Array(values.prefix(Int(found))), vectors)
  }

  /// Pieces of a product, the same on every machine.
  private static let pieces = 8

  /// XᵀX on and above the diagonal, side by side.
  private static func gram(_ x: Matrix) -> Matrix {
    BLASThreads.configure()
    let (n, m) = (x.rows, x.columns)
    var result = Matrix(rows: m, columns: m)
    guard n > 0, m > 0 else { return result }
    // Columns whose triangles are about as large.
    let ends = (0...pieces)
      .map { Int((Double($0) / Double(pieces)).squareRoot() * Double(m) + 0.5) }
    result.values.withUnsafeMutableBufferPointer { c in
      x.values.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress, let c = c.baseAddress else { return }
        // The pieces write to columns of their own.
        nonisolated(unsafe) let (from, to) = (x, c)
        _ = concurrentMap(pieces) { p in
          let (a, b) = (ends[p], ends[p + 1])
          guard b > a else { return }
          BLAS.multiply(
            from, leading: n, transposed: true, by: from + a * n, leading: n, into: to + a * m,
            leading: m, rows: b, inner: n, columns: b - a, beta: 0)
        }
      }
    }
    return result
  }

  /// X M, rows side by side.
  private static func product(_ x: Matrix, _ mix: Matrix) -> Matrix {
    let (n, m) = (x.rows, x.columns)
    var result = Matrix(rows: n, columns: mix.columns)
    let width = mix.columns
    guard n > 0, m > 0, width > 0 else { return result }
    result.values.withUnsafeMutableBufferPointer { c in
      x.values.withUnsafeBufferPointer { x in
        mix.values.withUnsafeBufferPointer { mix in
          guard let x = x.baseAddress, let b = mix.baseAddress, let c = c.baseAddress else {
            return
          }
          nonisolated(unsafe) let (from, by, to) = (x, b, c)
          let columns = width
          _ = concurrentMap(pieces) { p in
            let (first, end) = (n * p / pieces, n * (p + 1) / pieces)
            guard end > first else { return }
            BLAS.multiply(
              from + first, leading: n, by: by, leading: m, into: to + first, leading: n,
              rows: end - first, inner: m, columns: columns, beta: 0)
          }
        }
      }
    }
    return result
  }

  /// W = Q R by Householder's reflections: Q n×k with orthonormal columns, R k×k upper triangular.
  package static func orthonormal(
    _ matrix: Matrix
  ) throws(NumericsError) -> (q: Matrix, r: Matrix) {
    let (n, k) = (matrix.rows, matrix.columns)
    var q = matrix
    var r = Matrix(rows: k, columns: k)
    guard k > 0 else { return (q, r) }
    var factors = [Double](repeating: 0, count: k)
    var info = LAPACKE_dgeqrf(
      LAPACK_COL_MAJOR, Int32(n), Int32(k), &q.values, Int32(n), &factors)
    guard info == 0 else { throw .illegalArgument(routine: "dgeqrf", position: -Int(info)) }
    for j in 0..<k { for i in 0...j { r[i, j] = q[i, j] } }
    info = LAPACKE_dorgqr(
      LAPACK_COL_MAJOR, Int32(n), Int32(k), Int32(k), &q.values, Int32(n), factors)
    guard info == 0 else { throw .illegalArgument(routine: "dorgqr", position: -Int(info)) }
    return (q, r)
  }

  /// V R⁻¹ for an upper triangular R without zeros on its diagonal.
  package static func divided(_ matrix: Matrix, by r: Matrix) -> Matrix {
    var result = matrix
    guard r.rows > 0 else { return result }
    cblas_dtrsm(
      CblasColMajor, CblasRight, CblasUpper, CblasNoTrans, CblasNonUnit, Int32(matrix.rows),
      Int32(r.rows), 1, r.values, Int32(r.rows), &result.values, Int32(matrix.rows))
    return result
  }
}
