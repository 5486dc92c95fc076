/// Which method solves a system, dense or structured, direct or iterative, chosen by estimated cost, and why.
///
/// The estimates count multiplications and weigh them by how fast each kind runs: reading a matrix for one vector
/// is four times dearer than matrix-matrix work, a factorization in double precision twice as dear as products in single.
/// They decide between methods; they do not predict seconds.
public struct SolverPlan: Sendable, Equatable {
  /// The method that was chosen or asked for; never `automatic`.
  public let method: SolverOptions.Method
  /// Weighted multiplications of the chosen method.
  public let cost: Double
  /// Bytes that the solve takes beyond the operator and the result.
  public let bytes: Int
  /// One sentence for manifests and people.
  public let reason: String

  /// Applications that reach 1e-10 in most economies; see the decision record.
  private static let applications = 18.0
  /// Weights of one multiplication: a vector product, a panel product, a step of LU.
  private enum Weight {
    static let vector = 4.0
    static let panel = 0.6
    static let factorization = 1.0
  }
  /// Columns from which a panel is cheaper than vectors, the polynomial included.
  private static let panelFrom = 4

  /// The plan for `columns` right-hand sides of one operator.
  ///
  /// Throws `memory` when the method would need more than is free; a method that is asked for is not replaced.
  public static func choose(
    _ inputs: any InputOperator, columns: Int, systems: Int, options: SolverOptions
  ) throws(NumericsError) -> SolverPlan {
    let panels = (inputs as? any PanelOperator) ?? PanelAdapter(base: inputs)
    let n = panels.dimension
    func plan(_ method: SolverOptions.Method, _ reason: String) -> SolverPlan {
      SolverPlan(
        method: method,
        cost: cost(method, panels, columns: columns, dense: inputs is DenseOperator),
        bytes: bytes(method, n: n, columns: columns, dense: inputs is DenseOperator),
        reason: reason)
    }
    let chosen: SolverPlan
    if options.method != .automatic {
      chosen = plan(options.method, "asked for")
    } else {
      let few: SolverOptions.Method = inputs is DenseOperator ? .gmres : .biCGSTAB
      let iterative = plan(
        columns < panelFrom ? few : .polynomial,
        columns >= panelFrom
          ? "many right-hand sides: one polynomial serves all columns as matrix-matrix work"
          : few == .gmres
            ? "few right-hand sides: the fewest readings of the dense matrix"
            : "few right-hand sides: short recurrences beside cheap applications")
      let direct = plan(
        .factorization,
        inputs is DenseOperator
          ? "a factorization of \(n) equations is cheaper than iterating"
          : "forming and factoring the dense matrix of \(n) equations is cheaper than iterating")
      let fits = MemoryBudget.available.map { direct.bytes < $0 - $0 / 20 } ?? true
      let single = systems == 1 && Int32(exactly: n) != nil
      chosen = single && fits && direct.cost < iterative.cost ? direct : iterative
    }
    try MemoryBudget.require(
      chosen.bytes, for: "solving \(n) equations by \(chosen.method.rawValue)")
    return chosen
  }

  private static func cost(
    _ method: SolverOptions.Method, _ inputs: any PanelOperator, columns: Int, dense: Bool
  ) -> Double {
    let (n, k, one) = (Double(inputs.dimension), Double(columns), inputs.multiplications)
    return switch method {
    case .automatic: 0
    case .biCGSTAB, .gmres: k * one * applications * Weight.vector
    case .powerSeries: k * one * 2.5 * applications * Weight.panel
    case .polynomial:
      k * one * (applications + 3) * Weight.panel + one * applications / 2 * Weight.vector
    case .factorization:
      n * n * n / 3 * Weight.factorization + k * n * n * (1 + 2 * Weight.panel)
        + (dense ? 0 : n * one * Weight.panel)
    }
  }

  private static func bytes(
    _ method: SolverOptions.Method, n: Int, columns: Int, dense: Bool
  ) -> Int {
    // Panels are solved a few at a time; each column keeps six vectors in double precision at most.
    let together = Double(min(columns, PanelChunks.widest * Pieces.most))
    // Sizes that overflow are sizes that do not fit.
    let n = Double(n)
    let vectors = 8 * n * together * 6
    let bytes =
      switch method {
      case .automatic, .polynomial, .powerSeries: vectors
      case .biCGSTAB: vectors + 8 * n * 6
      case .gmres: vectors + 8 * n * 26
      case .factorization: vectors + 8 * n * n * (dense ? 1 : 2)
      }
    return Int(min(bytes, 0x1p62))
  }
}
