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
    var gram = sample.transposedMultiplied(by: sample)
    var values = [Double](repeating: 0, count: m)
    guard m > 0 else { return Matrix(rows: sample.rows, columns: 0) }
    let info = LAPACKE_dsyev(
      LAPACK_COL_MAJOR, CChar(bitPattern: UInt8(ascii: "V")), CChar(bitPattern: UInt8(ascii: "U")),
      Int32(m), &gram.values, Int32(m), &values)
    guard info == 0 else { throw .illegalArgument(routine: "dsyev", position: Int(info)) }
    let largest = values[m - 1]
    // Eigenvalues of a Gram matrix carry rounding of the largest one.
    let floor = max(tolerance * tolerance, Double(m) * 0x1p-50) * largest
    let kept = (0..<m).reversed().filter { values[$0] > floor && values[$0] > 0 }.prefix(most)
    var mix = Matrix(rows: m, columns: kept.count)
    for (column, k) in kept.enumerated() {
      let scale = 1 / values[k].squareRoot()
      for j in 0..<m { mix[j, column] = gram[j, k] * scale }
    }
    return sample.multiplied(by: mix)
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
