extension LinearSolver {
  /// What all panels of one solve share.
  struct Task: Sendable {
    let panels: any PanelOperator
    let transposed: Bool
    let b: Matrix
    let systems: [Int]
    let initial: Matrix?
    let options: SolverOptions
    let plan: SolverPlan

    /// The method, made ready; factorizations and polynomials are made here once.
    func prepared(crew: Crew) -> Result<any CorrectionMethod, NumericsError> {
      do throws(NumericsError) {
        return .success(try correction(system(crew)))
      } catch {
        return .failure(error)
      }
    }

    /// One panel with a method of its own.
    func run(_ columns: Range<Int>, crew: Crew) -> Result<SolverRun, NumericsError> {
      switch prepared(crew: crew) {
      case .failure(let error): .failure(error)
      case .success(let method): run(columns, method: method, crew: crew)
      }
    }

    /// One panel.
    func run(
      _ columns: Range<Int>, method: any CorrectionMethod, crew: Crew
    ) -> Result<SolverRun, NumericsError> {
      let order = panels.panelOrder
      var run = SolverRun(
        system: system(crew), b: Panel(b, columns: columns, order: order),
        initial: initial.map { Panel($0, columns: columns, order: order) },
        systems: Array(systems[columns]), options: options, method: method,
        firstColumn: columns.lowerBound)
      do throws(NumericsError) {
        try run.solve()
        return .success(run)
      } catch {
        return .failure(error)
      }
    }

    private func system(_ crew: Crew) -> LeontiefSystem {
      LeontiefSystem(
        inputs: panels, transposed: transposed, pieces: crew, mayReduce: options.reducedPrecision,
        hasRoughResiduals: options.tolerance >= SolverOptions.rough)
    }

    private func correction(
      _ system: LeontiefSystem
    ) throws(NumericsError) -> any CorrectionMethod {
      switch plan.method {
      case .biCGSTAB, .automatic: return BiCGSTAB()
      case .gmres: return GMRES()
      case .powerSeries: return PowerSeriesStep()
      case .factorization: return try VariantFactorizations(panels, variants: Set(systems))
      case .polynomial:
        // Its steps are in single precision.
        guard options.reducedPrecision else { return BiCGSTAB() }
        if let known = options.polynomial { return PolynomialCorrection(polynomial: known) }
        // The spectrum of a changed A is close to that of the base: the first variant stands for all, and
        // a column that it does not serve goes on with a Krylov method.
        let crew = system.pieces.count > 1 ? system.pieces : .threads(panels.pieces(columns: 1))
        let maker = LeontiefSystem(
          inputs: panels, transposed: transposed, pieces: crew, mayReduce: true)
        let made = ResidualPolynomial(
          maker, variant: systems.min() ?? 0, tolerance: options.tolerance,
          reduction: options.reduction)
        return made.map { PolynomialCorrection(polynomial: $0) } ?? BiCGSTAB()
      }
    }
  }
}
