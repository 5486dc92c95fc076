/// The primal simplex method for variables with two bounds (Dantzig 1955).
///
/// While a basic variable lies outside its bounds, the sum of what lies outside is what is made
/// smaller; then the objective. The entering variable is the one of the steepest reduced cost; after a
/// run of steps without progress it is the first one that improves (Bland 1977), until progress is
/// made, so that no basis comes back for ever. Reference: Maros (2003), chapters 9 and 10.
public struct SimplexMethod: Sendable {
  /// The basis to start from; it need not be feasible.
  public struct Start: Sendable {
    /// m variables whose columns are independent, one for each equation.
    public var basic: [Int]
    /// Other variables that stand at their upper bound.
    public var atUpper: Set<Int>

    /// A start, unchecked; `solve` checks it.
    public init(basic: [Int], atUpper: Set<Int> = []) {
      self.basic = basic
      self.atUpper = atUpper
    }
  }

  /// Steps after which it gives up, for each equation and variable.
  static let stepsForEach = 50
  /// Steps without progress until Bland's rule.
  static let patience = 50

  /// The optimum from a start.
  ///
  /// Throws `shapeMismatch` or `singular` for a start that is no basis, `infeasible`, `unbounded` or
  /// `notConverged`.
  public static func solve(
    _ programme: LinearProgramme, from start: Start
  ) throws(NumericsError) -> ProgrammeSolution {
    var run = try SimplexRun(programme, start)
    let most = stepsForEach * (programme.equationCount + programme.variableCount + 20)
    while run.steps < most {
      if try run.step() { return try run.solution() }
    }
    throw .notConverged(
      method: "the simplex method", column: 0, iterations: run.steps,
      relativeResidual: run.outside)
  }
}
