import ImpactNumerics
import Testing

/// Surfaces through points of known functions.
@Suite struct PolynomialSurfaceTests {
  /// Points between −1.7 and 1.7, the same every time.
  private func points(_ count: Int, _ p: Int, seed: UInt64) -> Matrix {
    var state = seed
    return Matrix(
      rows: count, columns: p,
      values: (0..<count * p)
        .map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return 3.4 * (Double(state >> 11) / Double(1 << 53) - 0.5)
        })
  }

  /// A cubic of four parameters and a plane of one; the other parameters do nothing.
  private func values(_ z: Matrix) -> Matrix {
    var y = Matrix(rows: z.rows, columns: 2)
    for j in 0..<z.rows {
      let (a, b, c, d) = (z[j, 0], z[j, 1], z[j, 2], z[j, 3])
      y[j, 0] = 10 + 3 * a + b - 0.5 * c + a * b + 0.3 * a * a - 0.2 * a * b * d + 0.1 * d
      y[j, 1] = -2 * c
    }
    return y
  }

  /// Root mean square of what is missed, relative to the spread.
  private func error(_ found: Matrix, _ true_: Matrix, column c: Int) -> Double {
    let n = true_.rows
    let own = (0..<n).map { true_[$0, c] }
    let mean = own.reduce(0, +) / Double(n)
    let gap = (0..<n).reduce(0.0) { $0 + (found[$1, c] - own[$1]) * (found[$1, c] - own[$1]) }
    return (gap / own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot()
  }

  @Test func findsACubicAmongIdleParameters() throws {
    let (z, unseen) = (points(400, 12, seed: 1), points(100, 12, seed: 2))
    let y = values(z)
    let weights = try PolynomialSurface.weights(of: z, in: y)
    #expect(abs(weights.reduce(0, +) - 1) < 1e-12 && weights.allSatisfy { $0 > 0 })
    #expect(weights[0] > 4 * weights[1] && weights[1] > 10 * weights[7])
    let surface = try PolynomialSurface(
      z, y, weights: weights, shape: .init(curvature: 0.3, noise: 1e-6))
    let found = surface.values(at: unseen)
    let errors = [0, 1].map { error(found, values(unseen), column: $0) }
    #expect(errors[0] < 0.02 && errors[1] < 0.002, "\(errors)")
    // Without curvature the products are missed.
    let plane = try PolynomialSurface(
      z, y, weights: weights, shape: .init(curvature: 0, noise: 1e-6))
    #expect(error(plane.values(at: unseen), values(unseen), column: 0) > 0.2)
  }

  @Test func wherePointsAreTheirValuesComeBack() throws {
    let z = points(60, 5, seed: 3)
    let y = values(z)
    let surface = try PolynomialSurface(
      z, y, weights: [0.4, 0.3, 0.1, 0.1, 0.1], shape: .init(curvature: 1, noise: 1e-9))
    let found = surface.values(at: z)
    for k in y.values.indices { #expect(abs(found.values[k] - y.values[k]) < 1e-5) }
  }

  @Test func whatIsNotFiniteIsRefused() throws {
    let z = points(20, 4, seed: 4)
    var y = values(z)
    y[7, 1] = .nan
    #expect(throws: NumericsError.self) {
      try PolynomialSurface(
        z, y, weights: [1, 0, 0, 0], shape: .init(curvature: 1, noise: 1e-3))
    }
  }
}
