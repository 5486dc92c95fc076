import CImpactKernels

/// Generalized minimal residuals, ended after `restart` steps: one application a step.
///
/// Y. Saad and M. H. Schultz (1986), SIAM J. Sci. Stat. Comput. 7: 856-869.
struct GMRES: VectorCorrection {
  var applicationsPerIteration: Int { 1 }

  var restart = 24

  func correction(
    of r: [Double], in system: LeontiefSystem, variant: Int, target: Double, limit: Int
  ) -> (d: [Double], iterations: Int) {
    var arnoldi = Arnoldi(start: r, capacity: restart)
    let goal = arnoldi.norm * target / max(impact_abs_sum(r, r.count), .leastNormalMagnitude)
    while arnoldi.steps < min(restart, limit), !arnoldi.ended, arnoldi.residualNorm > goal {
      arnoldi.extend(system, variant: variant)
    }
    return (arnoldi.combination(), arnoldi.steps)
  }
}

/// An orthonormal basis of the Krylov space of one vector, with the projected matrix.
///
/// (I − A) V_m = V_{m+1} H by modified Gram-Schmidt; least squares by Givens rotations.
struct Arnoldi {
  let norm: Double
  private(set) var steps = 0
  /// True when the space cannot grow: the least-squares solution is exact.
  private(set) var ended = false
  /// Columns of H, column m with m + 2 entries.
  private(set) var hessenberg: [[Double]] = []
  private var basis: [[Double]]
  private var triangle: [[Double]] = []
  private var rotations: [(cosine: Double, sine: Double)] = []
  private var right: [Double]

  init(start: [Double], capacity: Int) {
    norm = impact_dot(start, start, start.count).squareRoot()
    let scale = norm > 0 ? 1 / norm : 0
    basis = [start.map { $0 * scale }]
    right = [norm]
    ended = !(norm > 0)
  }

  /// Euclidean norm of the residual of the best combination so far.
  var residualNorm: Double { abs(right[steps]) }

  /// One application and one orthogonalization.
  mutating func extend(_ system: LeontiefSystem, variant: Int) {
    let n = basis[0].count
    var next = [Double](repeating: 0, count: n)
    system.apply(basis[steps], into: &next, system: variant)
    var column: [Double] = []
    for vector in basis {
      let product = impact_dot(vector, next, n)
      impact_add(&next, vector, -product, n)
      column.append(product)
    }
    let size = impact_dot(next, next, n).squareRoot()
    hessenberg.append(column + [size])
    rotate(column, size)
    steps += 1
    guard size > 1e-14 * norm, size.isFinite else {
      ended = true
      return
    }
    basis.append(next.map { $0 / size })
  }

  private mutating func rotate(_ column: [Double], _ last: Double) {
    var h = column
    for (k, rotation) in rotations.enumerated() {
      let (upper, lower) = (h[k], h[k + 1])
      h[k] = rotation.cosine * upper + rotation.sine * lower
      h[k + 1] = rotation.cosine * lower - rotation.sine * upper
    }
    let length = (h[steps] * h[steps] + last * last).squareRoot()
    let rotation = length > 0 ? (cosine: h[steps] / length, sine: last / length) : (cosine: 1.0, sine: 0.0)
    rotations.append(rotation)
    h[steps] = length
    triangle.append(h)
    right.append(-rotation.sine * right[steps])
    right[steps] *= rotation.cosine
  }

  /// The combination of basis vectors with the smallest residual.
  func combination() -> [Double] {
    var weights = [Double](repeating: 0, count: steps)
    for k in stride(from: steps - 1, through: 0, by: -1) {
      var value = right[k]
      for m in k + 1..<max(steps, k + 1) { value -= triangle[m][k] * weights[m] }
      weights[k] = triangle[k][k] == 0 ? 0 : value / triangle[k][k]
    }
    var d = [Double](repeating: 0, count: basis[0].count)
    for (k, weight) in weights.enumerated() { impact_add(&d, basis[k], weight, d.count) }
    return d
  }
}
