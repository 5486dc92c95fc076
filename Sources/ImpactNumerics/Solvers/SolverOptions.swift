/// How far and by which method a linear system is solved.
public struct SolverOptions: Sendable, Hashable {
  /// The methods on offer; `Documentation/Decisions/0008-reduced-precision-corrections.md` compares them.
  public enum Method: String, Sendable, CaseIterable {
    /// The cheapest by the estimate of `SolverPlan`.
    case automatic
    /// van der Vorst (1992): two applications an iteration, column by column.
    case biCGSTAB
    /// Saad and Schultz (1986), restarted after 24 steps: one application a step, column by column.
    case gmres
    /// The roots of one GMRES polynomial as Richardson steps: no inner products, many columns at once.
    case polynomial
    /// x ← x + r, the rounds of the power series: slow, cannot fail for a productive economy.
    case powerSeries
    /// LU factorization of the dense I − A with refinement: for small n or very many columns.
    case factorization
  }

  /// Σ|r| ≤ tolerance · Σ|b| for each column on its own.
  public var tolerance: Double
  /// Most iterations of a column, restarts included.
  public var maximumIterations: Int
  /// The method that must bring every column to `tolerance`.
  public var method: Method

  /// Whether corrections may be worked out in single precision; residuals and results are double either way.
  public var reducedPrecision: Bool

  /// A polynomial of a similar system, which saves the search for one; nil makes one for every solve.
  package var polynomial: ResidualPolynomial?

  /// How far one pass of a new polynomial must reduce residuals; nil: as the tolerance asks, from a start of zero.
  package var reduction: Double?

  /// Tolerances from here on may take residuals from single-precision coefficients, which are off by 6e-8.
  static let rough = 1e-6

  /// Options, each with a default; values are taken unchecked.
  public init(
    tolerance: Double = 1e-10, maximumIterations: Int = 2_000, method: Method = .automatic,
    reducedPrecision: Bool = true
  ) {
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
    self.method = method
    self.reducedPrecision = reducedPrecision
  }
}
