import CImpactKernels

/// Solves (I − A_c) x_c = b_c for many columns at once.
public enum LinearSolver {
  /// Solves (I − A_c) x_c = b_c, column c with variant `systems[c]`.
  ///
  /// Each column has its own tolerance and its own number of rounds, so a column's result does not
  /// depend on its neighbours beyond rounding. A zero column gives exactly zero. Corrections may be worked out in single
  /// precision; residuals, bounds and the solution are double.
  ///
  /// - Parameters:
  ///   - inputs: x ↦ A x, n×n.
  ///   - rightHandSide: b, n×k, any unit; x has the same.
  ///   - systems: k indices of variants.
  ///   - initial: a start x⁰, n×k, for instance the solution of a similar system; zero without.
  ///   - options: tolerance of each column, limit of iterations and method.
  ///   - certificate: weights that turn residuals into error bounds; see `Certificate`.
  /// - Returns: x, n×k, with iterations and largest residual of each column, and error bounds where
  ///   a certificate is given and A is non-negative.
  /// - Throws: `nonFinite`, `shapeMismatch`, `memory`, `singular`, or `notConverged` with the worst column.
  public static func solve(
    _ inputs: any InputOperator, rightHandSide: Matrix, systems: [Int], initial: Matrix? = nil,
    options: SolverOptions = SolverOptions(), certificate: Certificate? = nil
  ) throws(NumericsError) -> LinearSolution {
    try solve(
      inputs, transposed: false, rightHandSide, systems, initial, options, certificate)
  }

  /// Solves (I − A_cᵀ) p_c = v_c, the price dual; like `solve`, without error bounds.
  public static func solveTransposed(
    _ inputs: any InputOperator, rightHandSide: Matrix, systems: [Int], initial: Matrix? = nil,
    options: SolverOptions = SolverOptions()
  ) throws(NumericsError) -> LinearSolution {
    try solve(inputs, transposed: true, rightHandSide, systems, initial, options, nil)
  }

  /// The rounds of the power series: f, A f, A² f, … `rounds` + 1 blocks of n×k.
  public static func powerSeries(
    _ inputs: any InputOperator, rightHandSide: Matrix, systems: [Int], rounds: Int
  ) throws(NumericsError) -> [Matrix] {
    try check(inputs, rightHandSide, systems, nil)
    var result = [rightHandSide]
    for _ in 0..<max(0, rounds) {
      guard let last = result.last else { break }
      result.append(inputs.applied(to: last, systems: systems))
    }
    return result
  }

  private static func check(
    _ inputs: any InputOperator, _ b: Matrix, _ systems: [Int], _ initial: Matrix?
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
    guard let initial else { return }
    guard initial.rows == b.rows, initial.columns == b.columns else {
      throw .shapeMismatch(
        what: "the start of the iteration", expected: b.values.count, found: initial.values.count)
    }
    if let index = initial.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "start of the iteration", index: index % b.rows)
    }
  }

  private static func solve(
    _ inputs: any InputOperator, transposed: Bool, _ b: Matrix, _ systems: [Int],
    _ initial: Matrix?, _ options: SolverOptions, _ certificate: Certificate?
  ) throws(NumericsError) -> LinearSolution {
    try check(inputs, b, systems, initial)
    BLASThreads.configure()
    let panels = (inputs as? any PanelOperator) ?? PanelAdapter(base: inputs)
    let plan = try SolverPlan.choose(
      inputs, columns: b.columns, systems: Set(systems).count, options: options)
    let chunks = PanelChunks.ranges(columns: b.columns)
    let task = Task(
      panels: panels, transposed: transposed, b: b, systems: systems, initial: initial,
      options: options, plan: plan)
    let members = chunks.count > 1 ? 1 : panels.pieces(columns: b.columns)
    let runs: [Result<SolverRun, NumericsError>]
    if members > 1 {
      runs = WorkTeam.with(members) { team in
        [task.run(chunks.first ?? 0..<0, crew: .team(team, members))]
      }
    } else {
      switch task.prepared(crew: .alone) {
      case .failure(let error): throw error
      case .success(let method):
        runs = concurrentMap(chunks.count) {
          task.run(chunks[$0], method: method, crew: .alone)
        }
      }
    }
    return try collect(runs, chunks, panels.panelOrder, b, plan, certificate)
  }

  private static func collect(
    _ runs: [Result<SolverRun, NumericsError>], _ chunks: [Range<Int>], _ order: PanelOrder,
    _ b: Matrix, _ plan: SolverPlan, _ certificate: Certificate?
  ) throws(NumericsError) -> LinearSolution {
    var done: [SolverRun] = []
    for run in runs { done.append(try run.get()) }
    let finished = done
    let bounds = concurrentMap(finished.count) { finished[$0].bounds(certificate) }
    let values = [Double](unsafeUninitializedCapacity: b.values.count) { out, count in
      count = b.values.count
      guard let base = out.baseAddress else { return }
      nonisolated(unsafe) let target = base
      _ = concurrentMap(finished.count) {
        finished[$0].x.write(to: target, first: chunks[$0].lowerBound, order: order)
      }
    }
    return LinearSolution(
      x: Matrix(rows: b.rows, columns: b.columns, values: values),
      iterations: finished.flatMap(\.iterations), residual: finished.flatMap(\.largestResidual),
      errorBound: bounds.flatMap(\.self), plan: plan,
      applications: finished.reduce(0) { $0 + $1.applications },
      polynomial: (finished.first?.method as? PolynomialCorrection)?.polynomial)
  }
}
