import CImpactOpenBLAS

/// Thin doors to BLAS in column-major order.
///
/// Sizes are those of blocks that were checked when their owner was made, so they fit 32 bits.
enum BLAS {
  typealias Input = UnsafePointer<Double>
  typealias Output = UnsafeMutablePointer<Double>

  /// C ← A B + β C, or Aᵀ B + β C; A is m×k (stored k×m when transposed), B k×n, C m×n.
  static func multiply(
    _ a: Input, leading lda: Int, transposed: Bool = false, by b: Input, leading ldb: Int,
    into c: Output, leading ldc: Int, rows m: Int, inner k: Int, columns n: Int, beta: Double
  ) {
    if m == 1, k == 1 {
      for column in 0..<n {
        let kept = beta == 0 ? 0 : beta * c[column * ldc]
        c[column * ldc] = kept + a[0] * b[column * ldb]
      }
      return
    }
    if n == 1 {
      let (stored, across) = transposed ? (k, m) : (m, k)
      cblas_dgemv(
        CblasColMajor, transposed ? CblasTrans : CblasNoTrans, Int32(stored), Int32(across), 1, a,
        Int32(lda), b, 1, beta, c, 1)
      return
    }
    cblas_dgemm(
      CblasColMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(m), Int32(n),
      Int32(k), 1, a, Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
  }
}
