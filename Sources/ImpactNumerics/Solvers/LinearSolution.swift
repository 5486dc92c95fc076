/// Solutions of (I − A_c) x_c = b_c, column by column, with what is known of their accuracy.
public struct LinearSolution: Sendable {
  /// n×k.
  public let x: Matrix
  /// Iterations of each column; 0 for a zero right-hand side or a start that is exact enough.
  public let iterations: [Int]
  /// max |b − (I − A) x|, recomputed in double precision from the solution, in the unit of b.
  public let residual: [Double]
  /// Bound on Σ_i |x_i − x̂_i| in the unit of b, rounding included; nil without a certificate or
  /// when the operator may hold negative entries.
  public let errorBound: [Double?]
  /// What was chosen and why.
  public let plan: SolverPlan
  /// Applications of A to a column, summed over columns.
  public let applications: Int
  /// The polynomial that corrections used, for solves of similar systems; nil for other methods.
  package let polynomial: ResidualPolynomial?

  /// Name of the method, for manifests.
  public var method: String { plan.method.rawValue }
}
