import ImpactAxes
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

extension ScenarioYears {
  /// Columns that stand side by side in one block: each a state of its own in a year of its own.
  ///
  /// `years[c]` is the year of column c and may repeat. Throws `SimulationError.negativePurchase`.
  init(
    columns states: [LeverState], of scenario: Scenario, base: OriginClassOperator, economy: Economy
  ) throws {
    let changes = try concurrentMap(states.count) { c in
      let change = states[c].purchases.structureChange
      try Self.requireNonNegative(change, year: states[c].year, base: base, economy: economy)
      return change
    }
    var side = scenario
    side.years = states.map(\.year)
    self.scenario = side
    self.states = states
    self.changes = changes
    accounts = base.changed(by: changes)
  }
}

/// Changes of output by channel for columns that stand side by side.
///
/// As `OutputStep`, without certificates: (I − A′)Δx = (A′ − A)x₀ + Δf, and with households
/// (I − A′ − H)Δx = H·Δx_open + (H′ − H)x₀.
struct ColumnRun: Sendable {
  let plan: ScenarioYears
  /// (A′ − A)x₀ + Δf of the levers, n×columns.
  let direct: Matrix
  let technical: Matrix
  /// Nil where no price response moves demand.
  let price: Matrix?
  /// Nil where income is not followed.
  let induced: Matrix?

  init(
    _ plan: ScenarioYears, economy: Economy, market: VehicleMarket?, households: HouseholdIncome?,
    options: SolverOptions
  ) throws {
    let (n, count) = (economy.dimension, plan.years.count)
    let prices = try PriceStep(plan, economy: economy, market: market, options: options)
    let direct = OutputStep.direct(
      plan, economy: economy, leverDemand: DemandStep(plan, economy: economy).finalDemand)
    let hasPrices = prices.finalDemand.contains { $0.contains { $0 != 0 } }
    let sides = direct.values + (hasPrices ? prices.finalDemand.flatMap { $0 } : [])
    let blocks = hasPrices ? 2 : 1
    let solution = try economy.naming("output", years: plan.years) {
      try LinearSolver.solve(
        plan.accounts,
        rightHandSide: Matrix(rows: n, columns: blocks * count, values: sides),
        systems: (0..<blocks).flatMap { _ in plan.systems }, options: options)
    }
    func block(_ k: Int) -> Matrix {
      Matrix(
        rows: n, columns: count,
        values: Array(solution.x.values[k * n * count..<(k + 1) * n * count]))
    }
    self.plan = plan
    self.direct = direct
    technical = block(0)
    price = hasPrices ? block(1) : nil
    induced = try households.map {
      try Self.induced(
        plan, economy: economy, households: $0, options: options,
        open: (
          plan.systems.map(block(0).column),
          hasPrices ? plan.systems.map(block(1).column) : prices.finalDemand
        ))
    }
  }

  private static func induced(
    _ plan: ScenarioYears, economy: Economy, households: HouseholdIncome, options: SolverOptions,
    open: (technical: [[Double]], price: [[Double]])
  ) throws -> Matrix {
    let closure = households.closure(plan)
    let closed = try economy.naming("households", years: plan.years) {
      try plan.accounts.closed(by: closure)
    }
    let spent = InducedStep.firstSpending(
      plan, economy: economy, open: open, closure: closure, households: households)
    return try economy.naming("induced", years: plan.years) {
      try LinearSolver.solve(
        closed, rightHandSide: spent, systems: plan.systems, options: options
      )
      .x
    }
  }

  /// The channel's change of output, n×columns; nil where it is zero throughout.
  func quantity(_ effect: Effect) -> Matrix? {
    switch effect {
    case .direct: direct
    case .indirect:
      Matrix(
        rows: direct.rows, columns: direct.columns,
        values: zip(technical.values, direct.values).map(-))
    case .price: price
    case .induced: induced
    }
  }
}
