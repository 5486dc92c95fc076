/// How far and by which method a linear system is solved.
public struct SolverOptions: Sendable, Hashable {
  /// The iterations on offer; `Documentation/Decisions/0003-solver-choice.md` compares them.
  public enum Method: String, Sendable, CaseIterable {
    /// van der Vorst (1992): two applications an iteration, seven vectors a column.
    case biCGSTAB
    /// Saad and Schultz (1986), restarted after 24 steps: one application a step, 26 vectors.
    case gmres
    /// x ← x + r, the rounds of the power series: slow, cannot fail for a productive economy.
    case powerSeries
  }

  /// Σ|r| ≤ tolerance · Σ|b| for each column on its own.
  public var tolerance: Double
  /// Most iterations of a column, restarts included.
  public var maximumIterations: Int
  /// The iteration that must bring every column to `tolerance`.
  public var method: Method

  /// Options, each with a default; values are taken unchecked.
  public init(
    tolerance: Double = 1e-10, maximumIterations: Int = 2_000, method: Method = .biCGSTAB
  ) {
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
    self.method = method
  }
}
