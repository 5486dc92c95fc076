import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Announced changes of output, with what they take from their suppliers.
///
///     jobs_k = (1 − s_k)·jobs⁰_k + J_k + own_k   for the region-industries K that are named
///     find Δf on K:  Δx_K + (L′Δf)_K = target_K
///
/// jobs⁰ is what all other levers do there, s the share of the plants named, J the announcement: an
/// announced event takes the place of the same plant's part in the transition. A plant that a lever shuts
/// is counted by itself (own: what it buys and leaves to others) and has no J; it leaves jobs⁰ alike. L′ on K is first taken
/// from one year's unit columns and then corrected with every year's own L′ until the targets are met
/// to `tolerance`. This is the mixed model (Miller and Blair 2009, section 13.2) with K set: the
/// change of K's own output counts as direct, that of its suppliers as indirect.
struct EventStep: Sendable {
  /// Relative to the largest target of a year: a hundredth of the solver's accounting tolerance
  /// would be below its own rounding.
  static let tolerance = 1e-8
  /// Corrections after which it gives up; each gains about two digits.
  private static let rounds = 12

  /// Δf of the events by year, length n; zero without events.
  let demand: [[Double]]
  /// The open model's output with the events.
  let technical: [[Double]]
  /// Largest gap between jobs set and jobs reached, relative to the targets of the year.
  let gap: Double
  let records: [SolveRecord]
  private let direct: [[Int: Double]]

  init(
    _ plan: ScenarioYears, economy: Economy, technical: [[Double]], price: [[Double]],
    coefficients: UnitCoefficients, certificate: Certificate?,
    options: SolverOptions = SolverOptions()
  ) throws {
    let n = economy.dimension
    let years = plan.systems.filter { !plan.states[$0].events.isEmpty }
    var demand = [[Double]](repeating: [Double](repeating: 0, count: n), count: plan.years.count)
    var records: [SolveRecord] = []
    guard let last = years.last else {
      (self.demand, self.technical, gap) = (demand, technical, 0)
      (self.records, direct) = ([], plan.systems.map { _ in [:] })
      return
    }
    let solve = Solve(plan, economy, certificate, options)
    let own = try Self.ownOfPlants(solve)
    let goals = try plan.systems.map { t in
      try Goals(
        plan, year: t, open: zip(technical[t], price[t]).map(+), own: own?[t],
        coefficients: coefficients, economy: economy)
    }
    let start = try Self.unitColumns(
      Set(years.flatMap { goals[$0].cells }).sorted(), system: last, solve)
    let moved = try Self.meet(goals, years, start, solve, &demand, records: &records)
    let gap = years.reduce(0) { max($0, goals[$1].gap(moved[$1])) }
    (self.demand, self.gap, self.records) = (demand, gap, records)
    self.technical = plan.systems.map { zip(technical[$0], moved[$0]).map(+) }
    direct = plan.systems.map { t in
      Dictionary(uniqueKeysWithValues: goals[t].cells.map { ($0, moved[t][$0]) })
    }
  }

  /// How systems of a plan are solved here.
  private struct Solve {
    let plan: ScenarioYears
    let economy: Economy
    let certificate: Certificate?
    let options: SolverOptions

    init(
      _ plan: ScenarioYears, _ economy: Economy, _ certificate: Certificate?,
      _ options: SolverOptions
    ) {
      (self.plan, self.economy, self.certificate) = (plan, economy, certificate)
      self.options = options
    }

    /// Largest gap at which jobs are met; draws are met as far as they are solved.
    var tolerance: Double { max(EventStep.tolerance, 10 * options.tolerance) }

    func callAsFunction(
      _ name: String, _ sides: Matrix, _ systems: [Int]
    ) throws -> LinearSolution {
      try economy.naming(name, years: plan.years) {
        try LinearSolver.solve(
          plan.accounts, rightHandSide: sides, systems: systems, options: options,
          certificate: certificate)
      }
    }
  }

  /// L′ of what plants that are shut buy and leave themselves, by year; nil without such plants.
  private static func ownOfPlants(_ solve: Solve) throws -> [[Double]]? {
    let (plan, economy) = (solve.plan, solve.economy)
    guard plan.states.contains(where: { !$0.ownOfPlants.isEmpty }) else { return nil }
    let demand = DemandStep(plan, economy: economy) { $0.ownOfPlants }.finalDemand
    let sides = Matrix(
      rows: economy.dimension, columns: plan.years.count, values: demand.flatMap(\.self))
    let solution = try solve("plants", sides, plan.systems)
    return plan.systems.map(solution.x.column)
  }

  /// Output that the events move, by year, with the final demand that meets all targets.
  ///
  /// Throws `notConverged` when they are not met after the last round.
  private static func meet(
    _ goals: [Goals], _ years: [Int], _ start: [Int: [Int: Double]], _ solve: Solve,
    _ demand: inout [[Double]], records: inout [SolveRecord]
  ) throws -> [[Double]] {
    let (plan, economy) = (solve.plan, solve.economy)
    let n = economy.dimension
    var moved = demand
    for _ in 0..<rounds {
      for t in years {
        for (k, value) in try goals[t].correction(moved[t], start, economy) {
          demand[t][k] += value
        }
      }
      let sides = Matrix(
        rows: n, columns: years.count, values: years.flatMap { [demand] in demand[$0] })
      let solution = try solve("events", sides, years)
      for (column, t) in years.enumerated() { moved[t] = solution.x.column(column) }
      records = years.indices.map {
        solution.record(column: $0, label: "events \(plan.years[years[$0]])")
      }
      let gap = years.reduce(0) { max($0, goals[$1].gap(moved[$1])) }
      if gap <= solve.tolerance / 10 { return moved }
    }
    let gap = years.reduce(0) { max($0, goals[$1].gap(moved[$1])) }
    guard gap <= solve.tolerance else {
      throw SimulationError.notConverged(
        solve: "events", detail: "jobs announced and reached differ by \(gap) of the largest")
    }
    return moved
  }

  /// The direct channel with the change of the named region-industries themselves.
  func added(to values: [[Double]]) -> [[Double]] {
    values.indices.map { t in
      var row = values[t]
      for (k, value) in direct[t] { row[k] += value }
      return row
    }
  }

  /// Columns of L′ of one year for the cells, at these cells: a start for all years.
  private static func unitColumns(
    _ cells: [Int], system: Int, _ solve: Solve
  ) throws -> [Int: [Int: Double]] {
    let n = solve.economy.dimension
    var sides = Matrix(rows: n, columns: cells.count)
    for (column, k) in cells.enumerated() { sides[k, column] = 1 }
    let solution = try solve("events", sides, cells.map { _ in system })
    var columns: [Int: [Int: Double]] = [:]
    for (column, k) in cells.enumerated() {
      columns[k] = Dictionary(uniqueKeysWithValues: cells.map { ($0, solution.x[$0, column]) })
    }
    return columns
  }
}

/// What events of one year ask of the output of the named region-industries.
private struct Goals: Sendable {
  /// K in ascending order.
  let cells: [Int]
  /// Change of output beside what other levers do, million EUR, in the order of `cells`.
  let targets: [Double]

  /// Two solves of one thing agree this far, relative.
  private static let rounding = 1e-7

  /// Δx = −s·Δx⁰ + (J − s·(e′ − e)·x₀) / e″, with e′ of levels and e″ of changes.
  init(
    _ plan: ScenarioYears, year t: Int, open: [Double], own: [Double]?,
    coefficients: UnitCoefficients, economy: Economy
  ) throws {
    let state = plan.states[t]
    let x0 = economy.satellites.output
    cells = state.events.keys.sorted()
    targets = try state.events.sorted { $0.key < $1.key }
      .map { k, event in
        let unit = coefficients.employment[k] * plan.changeFactor(k, year: t)
        guard unit > 0, unit.isFinite else {
          throw SimulationError.notFinite(
            what: "jobs per unit of output, which an announced event needs,",
            region: economy.regions[k / economy.industryCount].code,
            industry: economy.industries[k % economy.industryCount].code)
        }
        let productivity =
          coefficients.employment[k] * (plan.labourFactor(k, year: t) - 1) * x0[k]
        let jobs = event.jobs * state.statedPersons(k) - event.plantShare * productivity
        let itself = own?[k] ?? 0
        var others = open[k] - itself
        if abs(others) <= Self.rounding * abs(itself) { others = 0 }
        return jobs / unit - event.plantShare * others
      }
  }

  /// Largest distance to a target relative to the largest target.
  func gap(_ moved: [Double]) -> Double {
    let size = targets.reduce(0) { max($0, abs($1)) }
    guard size > 0 else { return 0 }
    return zip(cells, targets).reduce(0) { max($0, abs($1.1 - moved[$1.0])) } / size
  }

  /// What final demand of the cells must change for the distance that is left.
  func correction(
    _ moved: [Double], _ start: [Int: [Int: Double]], _ economy: Economy
  ) throws -> [(Int, Double)] {
    var matrix = Matrix(rows: cells.count, columns: cells.count)
    for (column, k) in cells.enumerated() {
      for (row, r) in cells.enumerated() { matrix[row, column] = start[k]?[r] ?? 0 }
    }
    let left = zip(cells, targets).map { $1 - moved[$0] }
    let system = matrix
    let change = try economy.naming("events") {
      try LUFactorization(system).solve(Matrix(column: left))
    }
    return cells.enumerated().map { ($1, change[$0, 0]) }
  }
}
