public import ImpactNumerics
public import TerritorialImpact

/// One linear system of an economy, solved by the structured operator and by dense LU.
public struct SolveSubject: Sendable {
  /// x ↦ A x, n×n.
  public let inputs: OriginClassOperator
  /// One per cent of the economy's output, million EUR.
  public let rightHandSide: Matrix
  /// Weights that turn residuals into error bounds.
  public let certificate: Certificate

  /// Makes the operator and its certificate, which an economy needs once.
  public init(_ economy: Economy) throws {
    inputs = try economy.inputOperator()
    rightHandSide = Matrix(column: economy.satellites.output.map { $0 / 100 })
    certificate = try Certificate(inputs)
  }

  /// n = R·S.
  public var dimension: Int { inputs.dimension }

  /// x with a proven bound on its error.
  public func solve() throws -> LinearSolution {
    try LinearSolver.solve(
      inputs, rightHandSide: rightHandSide, systems: [0], certificate: certificate)
  }

  /// The dense A, column by column from unit vectors: n² numbers of eight bytes.
  public func denseInputs() -> Matrix {
    let n = dimension
    var dense = Matrix(rows: n, columns: n)
    let width = 128
    for start in stride(from: 0, to: n, by: width) {
      let count = min(width, n - start)
      var units = Matrix(rows: n, columns: count)
      for k in 0..<count { units.values[k * n + start + k] = 1 }
      let block = inputs.applied(to: units, systems: Array(repeating: 0, count: count))
      dense.values.replaceSubrange(start * n..<(start + count) * n, with: block.values)
    }
    return dense
  }

  /// Largest difference of two solutions relative to the largest value of the first.
  public static func difference(_ a: Matrix, _ b: Matrix) -> Double {
    let scale = a.values.map(abs).max() ?? 0
    guard scale > 0 else { return 0 }
    return (zip(a.values, b.values).map { abs($0 - $1) }.max() ?? 0) / scale
  }
}
