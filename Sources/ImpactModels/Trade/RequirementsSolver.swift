public import ImpactNumerics

/// Solves with L = (I − A)⁻¹ by factors or by iteration, never by an inverse.
///
///     solve: x = L f        solveTransposed: p = Lᵀ v
///
/// Dense tables are factored once (LU) when they are small, everything else is iterated.
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

  /// The operator x ↦ A x.
  public let inputs: any InputOperator
  private let factors: LUFactorization?
  private let options: SolverOptions

  /// Factors A where the method asks for it.
  ///
  /// Throws `singular` or `nonFinite` when A cannot be factored; `factored` with an operator that is not dense is
  /// refused as `shapeMismatch`.
  public init(
    _ inputs: any InputOperator, method: Method = .automatic, tolerance: Double = tolerance
  ) throws(NumericsError) {
    self.inputs = inputs
    options = SolverOptions(tolerance: tolerance)
    let dense = inputs as? DenseOperator
    let isSmall = inputs.dimension <= Self.largestFactored
    guard method == .factored || (method == .automatic && isSmall && dense != nil) else {
      factors = nil
      return
    }
    guard let dense else {
      throw .shapeMismatch(
        what: "the dense table to factor", expected: inputs.dimension, found: 0)
    }
    factors = try LUFactorization.leontief(dense.matrix)
  }

  /// x = L f for every column of f (n×k), in the unit of f; column c with variant `systems[c]`.
  public func solve(_ f: Matrix, systems: [Int]? = nil) throws(NumericsError) -> Matrix {
    if let factors { return try factors.solve(f) }
    let systems = systems ?? [Int](repeating: 0, count: f.columns)
    return try LinearSolver.solve(inputs, rightHandSide: f, systems: systems, options: options).x
  }

  /// p = Lᵀ v for every column of v (n×k).
  public func solveTransposed(_ v: Matrix, systems: [Int]? = nil) throws(NumericsError) -> Matrix {
    if let factors { return try factors.solveTransposed(v) }
    let systems = systems ?? [Int](repeating: 0, count: v.columns)
    return try LinearSolver.solveTransposed(
      inputs, rightHandSide: v, systems: systems, options: options
    )
    .x
  }

  /// x = L f for one vector of length n.
  public func solve(_ f: [Double]) throws(NumericsError) -> [Double] {
    try solve(Matrix(column: f)).values
  }

  /// p = Lᵀ v for one vector of length n.
  public func solveTransposed(_ v: [Double]) throws(NumericsError) -> [Double] {
    try solveTransposed(Matrix(column: v)).values
  }
}

extension InputOperator {
  /// A x for one vector, with the first variant.
  func applied(to x: [Double]) -> [Double] { applied(to: Matrix(column: x), systems: [0]).values }
}
