import CImpactKernels

/// Generalized minimal residuals in lockstep, ended after `restart` steps.
///
/// Y. Saad and M. H. Schultz (1986), SIAM J. Sci. Stat. Comput. 7: 856-869. Arnoldi vectors by
/// modified Gram-Schmidt, least squares by Givens rotations, both column by column.
struct GMRES: CorrectionMethod {
  var restart = 24

  func correction(
    of residual: Matrix, in system: LeontiefSystem, systems: [Int], targets: [Double], limit: Int
  ) -> Correction {
    let (rows, columns) = (residual.rows, residual.columns)
    var columnStates = (0..<columns).map { _ in GMRESColumn(capacity: restart) }
    var basis = [residual]
    basis[0]
      .withColumns { v in
        for c in 0..<columns { columnStates[c].start(v + c * rows, rows: rows, target: targets[c]) }
      }
    for _ in 0..<min(restart, limit) where columnStates.contains(where: { !$0.ended }) {
      guard let last = basis.last else { break }
      var next = system.applied(to: last, systems: systems)
      next.withColumns { next in
        columnStates.withUnsafeMutableBufferPointer { states in
          Columns.forEach(Array(0..<columns), rows: rows * basis.count) { c in
            states[c].extend(next + c * rows, basis: basis, column: c, rows: rows)
          }
        }
      }
      basis.append(next)
    }
    var result = Correction(
      d: Matrix(rows: rows, columns: columns), iterations: columnStates.map(\.steps))
    result.d.withColumns { d in
      for c in 0..<columns { columnStates[c].combine(basis, column: c, into: d + c * rows) }
    }
    return result
  }
}

/// The small least-squares problem of one column.
private struct GMRESColumn {
  var ended = false
  var steps = 0
  private let capacity: Int
  /// Upper triangle R, column after column of length `capacity`.
  private var triangle: [Double]
  private var cosines: [Double] = []
  private var sines: [Double] = []
  private var right: [Double] = []
  private var goal = 0.0

  init(capacity: Int) {
    self.capacity = capacity
    triangle = [Double](repeating: 0, count: capacity * capacity)
  }

  /// Scales the first basis vector.
  ///
  /// The goal on Σ|r| becomes one on the Euclidean norm, which is never larger than Σ|r| and at most
  /// √n times smaller: the ratio at the start is kept.
  mutating func start(_ v: UnsafeMutablePointer<Double>, rows: Int, target: Double) {
    let norm = impact_dot(v, v, rows).squareRoot()
    let sum = impact_abs_sum(v, rows)
    guard norm > 0 else {
      ended = true
      return
    }
    goal = target * norm / sum
    right = [norm]
    scale(v, 1 / norm, rows)
  }

  mutating func extend(
    _ next: UnsafeMutablePointer<Double>, basis: [Matrix], column: Int, rows: Int
  ) {
    guard !ended else { return }
    var h = basis.map { vectors -> Double in
      vectors.withReadColumns { v in
        let product = impact_dot(v + column * rows, next, rows)
        impact_add(next, v + column * rows, -product, rows)
        return product
      }
    }
    let norm = impact_dot(next, next, rows).squareRoot()
    if norm > 0 { scale(next, 1 / norm, rows) }
    for k in 0..<steps {
      let upper = cosines[k] * h[k] + sines[k] * h[k + 1]
      h[k + 1] = cosines[k] * h[k + 1] - sines[k] * h[k]
      h[k] = upper
    }
    let length = (h[steps] * h[steps] + norm * norm).squareRoot()
    guard length > 0 else {
      ended = true
      return
    }
    cosines.append(h[steps] / length)
    sines.append(norm / length)
    h[steps] = length
    for k in 0...steps { triangle[steps * capacity + k] = h[k] }
    right.append(-sines[steps] * right[steps])
    right[steps] *= cosines[steps]
    steps += 1
    ended = abs(right[steps]) <= goal || norm == 0 || steps == capacity
  }

  /// d = Σ_k y_k v_k with R y = right.
  func combine(_ basis: [Matrix], column: Int, into d: UnsafeMutablePointer<Double>) {
    var y = Array(right.prefix(steps))
    for k in stride(from: steps - 1, through: 0, by: -1) {
      y[k] /= triangle[k * capacity + k]
      for l in 0..<k { y[l] -= triangle[k * capacity + l] * y[k] }
    }
    for (k, weight) in y.enumerated() {
      let rows = basis[k].rows
      basis[k].withReadColumns { impact_add(d, $0 + column * rows, weight, rows) }
    }
  }

  private func scale(_ v: UnsafeMutablePointer<Double>, _ factor: Double, _ rows: Int) {
    for i in 0..<rows { v[i] *= factor }
  }
}
