import CImpactKernels

/// Solves (I − A_c) x_c = b_c for many columns at once without forming a matrix.
public enum LinearSolver {
  /// Columns solved together; limits memory.
  private static let widest = 64

  /// Solves (I − A_c) x_c = b_c, column c with variant `systems[c]`.
  ///
  /// Columns advance in lockstep but each with its own scalars, so a column's result does not
  /// depend on its neighbours beyond rounding. A zero column gives exactly zero.
  ///
  /// - Parameters:
  ///   - inputs: x ↦ A x, n×n.
  ///   - rightHandSide: b, n×k, any unit; x has the same.
  ///   - systems: k indices of variants.
  ///   - options: tolerance of each column, limit of iterations and method.
  ///   - certificate: weights that turn residuals into error bounds; see `Certificate`.
  /// - Returns: x, n×k, with iterations and largest residual of each column, and error bounds where
  ///   a certificate is given and A is non-negative.
  /// - Throws: `nonFinite`, `shapeMismatch`, or `notConverged` with the worst column.
  public static func solve(
    _ inputs: any InputOperator, rightHandSide: Matrix, systems: [Int],
    options: SolverOptions = SolverOptions(), certificate: Certificate? = nil
  ) throws(NumericsError) -> LinearSolution {
    try solve(
      LeontiefSystem(inputs: inputs, transposed: false), rightHandSide, systems, options,
      certificate)
  }

  /// Solves (I − A_cᵀ) p_c = v_c, the price dual; like `solve`, without error bounds.
  public static func solveTransposed(
    _ inputs: any InputOperator, rightHandSide: Matrix, systems: [Int],
    options: SolverOptions = SolverOptions()
  ) throws(NumericsError) -> LinearSolution {
    try solve(
      LeontiefSystem(inputs: inputs, transposed: true), rightHandSide, systems, options, nil)
  }

  /// The rounds of the power series: f, A f, A² f, … `rounds` + 1 blocks of n×k.
  public static func powerSeries(
    _ inputs: any InputOperator, rightHandSide: Matrix, systems: [Int], rounds: Int
  ) throws(NumericsError) -> [Matrix] {
    try check(inputs, rightHandSide, systems)
    var result = [rightHandSide]
    for _ in 0..<max(0, rounds) {
      guard let last = result.last else { break }
      result.append(inputs.applied(to: last, systems: systems))
    }
    return result
  }

  private static func check(
    _ inputs: any InputOperator, _ b: Matrix, _ systems: [Int]
  ) throws(NumericsError) {
    guard b.rows == inputs.dimension else {
      throw .shapeMismatch(
        what: "a column of the right-hand side", expected: inputs.dimension, found: b.rows)
    }
    guard systems.count == b.columns else {
      throw .shapeMismatch(what: "the list of systems", expected: b.columns, found: systems.count)
    }
    if let index = b.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "right-hand side", index: index % b.rows)
    }
  }

  private static func solve(
    _ system: LeontiefSystem, _ b: Matrix, _ systems: [Int], _ options: SolverOptions,
    _ certificate: Certificate?
  ) throws(NumericsError) -> LinearSolution {
    try check(system.inputs, b, systems)
    var values: [Double] = []
    values.reserveCapacity(b.values.count)
    var (iterations, residual, bound) = ([Int](), [Double](), [Double?]())
    for start in stride(from: 0, to: b.columns, by: widest) {
      let range = start..<min(start + widest, b.columns)
      var run = SolverRun(
        system: system, b: b.selecting(Array(range)), systems: Array(systems[range]),
        options: options, firstColumn: start)
      try run.solve()
      values.append(contentsOf: run.x.values)
      iterations += run.iterations
      residual += run.largest
      bound += run.bounds(certificate)
    }
    return LinearSolution(
      x: Matrix(rows: b.rows, columns: b.columns, values: values), iterations: iterations,
      residual: residual, errorBound: bound, method: options.method.rawValue)
  }
}

extension SolverOptions.Method {
  var correction: any CorrectionMethod {
    switch self {
    case .biCGSTAB: BiCGSTAB()
    case .gmres: GMRES()
    case .powerSeries: PowerSeriesStep()
    }
  }
}
