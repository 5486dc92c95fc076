public import ImpactNumerics

/// Solves with L = (I − A)⁻¹ by factors or by iteration, never by an inverse.
///
///     solve: x = L f        solveTransposed: p = Lᵀ v
///
/// An `InputOutputSystem` that chooses its method by size and solves the variants of an operator
/// side by side.
public struct RequirementsSolver: Sendable {
  /// How systems are solved.
  public enum Method: Sendable, Hashable {
    /// LU for a dense table of up to `largestFactored` cells, iteration otherwise.
    case automatic
    /// LU; needs a dense table.
    case factored
    /// The iteration of `SolverOptions`.
    case iterative
  }

  /// Dense tables up to this size are factored: 2n³/3 operations, about a second.
  public static let largestFactored = 3_000
  /// Σ|r| ≤ 1e-12 Σ|b|: multipliers below ten leave 1e-11 of an account.
  public static let tolerance = 1e-12

  private let system: InputOutputSystem

  /// Factors A where the method asks for it.
  ///
  /// Throws `singular` or `nonFinite` when A cannot be factored; `factored` with an operator that is
  /// not dense is refused as `shapeMismatch`.
  public init(
    _ inputs: any InputOperator, method: Method = .automatic, tolerance: Double = tolerance
  ) throws(NumericsError) {
    let dense = inputs as? DenseOperator
    let isSmall = inputs.dimension <= Self.largestFactored
    guard method == .factored || (method == .automatic && isSmall && dense != nil) else {
      system = InputOutputSystem(inputs, tolerance: tolerance)
      return
    }
    guard let dense else {
      throw .shapeMismatch(what: "the dense table to factor", expected: inputs.dimension, found: 0)
    }
    system = try InputOutputSystem(factoring: dense.matrix)
  }

  /// x = L f for every column of f (n×k), in the unit of f.
  public func solve(_ f: Matrix) throws(NumericsError) -> Matrix { try system.outputs(for: f) }

  /// x_c = (I − A_c)⁻¹ f_c, column c with variant `systems[c]` of the operator.
  public func solve(_ f: Matrix, systems: [Int]?) throws(NumericsError) -> Matrix {
    guard let systems else { return try solve(f) }
    return
      try LinearSolver.solve(
        system.inputs, rightHandSide: f, systems: systems,
        options: SolverOptions(tolerance: system.tolerance)
      )
      .x
  }

  /// p = Lᵀ v for every column of v (n×k).
  public func solveTransposed(_ v: Matrix) throws(NumericsError) -> Matrix {
    try system.totals(of: v)
  }

  /// p = Lᵀ v for one vector of length n.
  public func solveTransposed(_ v: [Double]) throws(NumericsError) -> [Double] {
    try system.totals(of: v)
  }
}

extension InputOperator {
  /// A x for one vector, with the first variant.
  func applied(to x: [Double]) -> [Double] { applied(to: Matrix(column: x), systems: [0]).values }
}
