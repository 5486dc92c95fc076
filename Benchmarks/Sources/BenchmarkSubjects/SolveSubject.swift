public import ImpactNumerics
public import TerritorialImpact

/// One linear system with its certificate, which an economy needs once.
public struct SolveSubject: Sendable {
  /// x ↦ A x, n×n.
  public let inputs: OriginClassOperator
  /// b, n×1.
  public let rightHandSide: Matrix
  /// Weights that turn residuals into error bounds.
  public let certificate: Certificate

  /// One per cent of an economy's output, million EUR.
  public init(_ economy: Economy) throws {
    inputs = try economy.inputOperator()
    rightHandSide = Matrix(column: economy.satellites.output.map { $0 / 100 })
    certificate = try Certificate(inputs)
  }

  /// A made-up economy.
  public init(_ inputs: OriginClassOperator, rightHandSide: Matrix) throws {
    self.inputs = inputs
    self.rightHandSide = rightHandSide
    certificate = try Certificate(inputs)
  }

  /// x with a proven bound on its error, to 1e-10 of Σ|b|.
  public func solve(options: SolverOptions = SolverOptions()) throws -> LinearSolution {
    try LinearSolver.solve(
      inputs, rightHandSide: rightHandSide, systems: [Int](repeating: 0, count: rightHandSide.columns),
      options: options, certificate: certificate)
  }
}
