import CImpactOpenBLAS

/// A polynomial of third degree through solved draws, as a sum over them.
///
///     ŷ(z) = ȳ + Σ_j k(z, z_j)·α_j,  (K + λI)α = Y − ȳ
///     k(z, z′) = 1 + s + β·s² + β²·s³,  s = Σ_i w_i·z_i·z′_i
///
/// z are standardized parameters (draws×p), Y outputs (draws×q), w ≥ 0 with sum 1 how much each parameter
/// moves the outputs by a linear fit, so that the many products of parameters that hardly matter do not
/// need draws of their own. It is the mean of a Gaussian process whose functions are such polynomials
/// (Rasmussen and Williams 2006, sections 2.2 and 4.2.2), the same as a ridge regression on all products of
/// up to three parameters.
package struct PolynomialSurface: Sendable {
  /// β and λ.
  package struct Shape: Sendable, Hashable {
    package let curvature: Double
    package let noise: Double

    package init(curvature: Double, noise: Double) {
      (self.curvature, self.noise) = (curvature, noise)
    }

    /// What is tried: from nearly linear to strongly curved, from exact to smooth.
    package static let all = [0.03, 0.1, 0.3, 1]
      .flatMap { curvature in
        [1e-5, 1e-3, 1e-2].map { Shape(curvature: curvature, noise: $0) }
      }
  }

  private let shape: Shape
  /// z∘√w of the draws, draws×p.
  private let points: Matrix
  private let roots: [Double]
  /// α, draws×q.
  private let coefficients: Matrix
  /// ȳ.
  private let means: [Double]

  /// A surface through all draws; `weights` are those of `weights(of:in:)`.
  ///
  /// Throws `nonFinite` for values that are not finite, `singular` where K + λI is not positive definite.
  package init(
    _ z: Matrix, _ y: Matrix, weights: [Double], shape: Shape
  ) throws(NumericsError) {
    precondition(z.rows == y.rows && weights.count == z.columns, "one row for each draw")
    try Self.requireFinite(z, "parameters")
    try Self.requireFinite(y, "outputs")
    self.shape = shape
    roots = weights.map { $0.squareRoot() }
    let points = Self.scaled(z, by: roots)
    self.points = points
    let N = y.rows
    means = (0..<y.columns)
      .map { c in y.values[c * N..<(c + 1) * N].reduce(0, +) / Double(max(1, N)) }
    var rest = y
    for c in 0..<y.columns { for j in 0..<N { rest[j, c] -= means[c] } }
    var kernel = Self.kernel(points, points, shape)
    for j in 0..<N { kernel[j, j] += shape.noise }
    try Self.solve(&kernel, &rest)
    coefficients = rest
  }

  /// ŷ of other draws, one row for each.
  package func values(at z: Matrix) -> Matrix {
    var result = Self.kernel(Self.scaled(z, by: roots), points, shape)
      .multiplied(by: coefficients)
    for c in means.indices { for j in 0..<result.rows { result[j, c] += means[c] } }
    return result
  }

  /// w: squared slopes of a linear fit, Σ over outputs of one size, with sum 1; alike where nothing moves.
  ///
  ///     B = (ZᵀZ/N + 10⁻³·I)⁻¹ZᵀY/N,  w_i ∝ Σ_c B_ic² + 10⁻⁴·max
  package static func weights(of z: Matrix, in y: Matrix) throws(NumericsError) -> [Double] {
    let (p, N) = (z.columns, Double(max(1, z.rows)))
    var gram = z.transposedMultiplied(by: z)
    for k in gram.values.indices { gram.values[k] /= N }
    for i in 0..<p { gram[i, i] += 1e-3 }
    var slopes = z.transposedMultiplied(by: y)
    for k in slopes.values.indices { slopes.values[k] /= N }
    try solve(&gram, &slopes)
    var sums = [Double](repeating: 0, count: p)
    for c in 0..<slopes.columns { for i in 0..<p { sums[i] += slopes[i, c] * slopes[i, c] } }
    let largest = sums.max() ?? 0
    guard largest > 0 else { return sums.map { _ in 1 / Double(p) } }
    for i in 0..<p { sums[i] += 1e-4 * largest }
    let total = sums.reduce(0, +)
    return sums.map { $0 / total }
  }

  private static func scaled(_ z: Matrix, by roots: [Double]) -> Matrix {
    var result = z
    for i in 0..<z.columns { for j in 0..<z.rows { result[j, i] *= roots[i] } }
    return result
  }

  /// K between two sets of scaled points.
  private static func kernel(_ a: Matrix, _ b: Matrix, _ shape: Shape) -> Matrix {
    var result = a.multiplied(by: b.transpose)
    for k in result.values.indices {
      let s = result.values[k]
      let t = shape.curvature * s
      result.values[k] = 1 + s * (1 + t * (1 + t))
    }
    return result
  }

  /// B ← A⁻¹B for a symmetric positive definite A, which is overwritten.
  private static func solve(_ a: inout Matrix, _ b: inout Matrix) throws(NumericsError) {
    guard let n = Int32(exactly: a.rows), let q = Int32(exactly: b.columns) else {
      throw .sizeOverflow(b.columns)
    }
    guard n > 0, q > 0 else { return }
    let info = LAPACKE_dposv(
      LAPACK_COL_MAJOR, CChar(bitPattern: UInt8(ascii: "L")), n, q, &a.values, n, &b.values, n)
    guard info >= 0 else { throw .illegalArgument(routine: "dposv", position: -Int(info)) }
    guard info == 0 else { throw .singular(index: Int(info) - 1) }
  }

  private static func requireFinite(_ matrix: Matrix, _ what: String) throws(NumericsError) {
    if let index = matrix.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: what, index: index % max(1, matrix.rows))
    }
  }
}
