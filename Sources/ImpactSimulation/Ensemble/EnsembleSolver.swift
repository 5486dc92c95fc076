import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Solves draws of one year in full, side by side: every draw is a system of one block.
///
///     (I − A′ − H′)Δx = (A′ − A)x₀ + Δf + S·L·w·ℓ′(1 − ρ′)·(λ − 1)x₀
///
/// with H′ the households' closure of the draw and λ the labour factors of its levers; channels are
/// not parted.
struct EnsembleSolver: Sendable {
  let scenario: Scenario
  let economy: Economy
  /// The scenario's own parameters in place.
  let context: LeverContext
  let accounts: OriginClassOperator
  let market: VehicleMarket?
  let households: HouseholdIncome?
  let coefficients: UnitCoefficients
  let parameters: [UncertainParameter]
  /// By parameter and draw.
  let values: [[Double]]
  private let groups: ShareGroups
  /// Factor on the income that is spent, by draw.
  let incomeScale: [Double]

  /// Bands are written with four digits; ten times less than rounding to single precision.
  static let tolerance = 1e-7

  init(
    _ scenario: Scenario, context: LeverContext, accounts: OriginClassOperator,
    market: VehicleMarket?, households: HouseholdIncome?, coefficients: UnitCoefficients,
    parameters: [UncertainParameter],
    values: [[Double]], count: Int
  ) throws {
    self.scenario = scenario
    economy = context.economy
    self.context = context
    self.accounts = accounts
    self.market = market
    self.households = households
    self.coefficients = coefficients
    self.parameters = parameters
    self.values = values
    groups = ShareGroups(context.catalogue, drawn: parameters.map(\.key))
    let keys = ["induced.local_consumption_share", "induced.replacement_income_share"]
    func spent(_ draw: Int?) throws -> Double {
      let pair = try keys.map { key in
        guard let draw, let k = parameters.firstIndex(where: { $0.key == key }) else {
          return try context.catalogue.central(key)
        }
        return values[k][draw]
      }
      return pair[0] * (1 - pair[1])
    }
    let usual = households == nil ? 1 : try spent(nil)
    incomeScale =
      households == nil || usual == 0
      ? [Double](repeating: 1, count: count) : try (0..<count).map { try spent($0) / usual }
  }

  /// The case of a draw: the catalogue with the draw's values.
  func leverCase(_ draw: Int, year: Int) -> LeverCase {
    let drawn = Dictionary(
      zip(parameters, values).map { ($0.key, $1[draw]) }, uniquingKeysWith: { first, _ in first })
    return LeverCase(
      context: LeverContext(
        context, catalogue: context.catalogue.drawing(groups.closed(drawn)), wantsFigures: false),
      year: year)
  }

  /// Levers and prices of some draws in a year.
  func acted(_ draws: [Int], year: Int) throws -> (plan: ScenarioYears, prices: PriceStep) {
    let cases = draws.map { leverCase($0, year: year) }
    let loop = try FeedbackLoop(
      scenario, cases: cases, base: accounts, economy: economy, market: market)
    let prices = try loop.prices ?? PriceStep(loop.plan, economy: economy, market: market)
    return (loop.plan, prices)
  }

  /// Δx of some draws in a year, n×draws, with Δp by extra cost and the states of their levers.
  func solve(
    _ draws: [Int], year: Int
  ) throws -> (output: Matrix, prices: Matrix, states: [LeverState]) {
    let (plan, prices) = try acted(draws, year: year)
    let demand = DemandStep(plan, economy: economy).finalDemand
    let direct = OutputStep.direct(plan, economy: economy, leverDemand: demand)
    var values = direct.values
    let n = economy.dimension
    for (t, change) in prices.finalDemand.enumerated() {
      for (k, value) in change.enumerated() where value != 0 { values[t * n + k] += value }
    }
    var system = plan.accounts
    if let households {
      let closure = closure(plan, draws: draws, households)
      system = try economy.naming("households", years: plan.years) {
        try plan.accounts.closed(by: closure)
      }
      let spent = labourSpending(plan, closure)
      for k in values.indices { values[k] += spent.values[k] }
    }
    let solution = try economy.naming("draws", years: plan.years) {
      try LinearSolver.solve(
        system, rightHandSide: Matrix(rows: n, columns: draws.count, values: values),
        systems: plan.systems, options: SolverOptions(tolerance: Self.tolerance))
    }
    return (solution.x, prices.prices, plan.states)
  }

  /// Whether levers of a year set up plants, set jobs or limits, or change productivity: such draws
  /// are solved step by step, as a run without draws is.
  func needsSteps(in year: Int) throws -> Bool {
    let plain = LeverCase(
      context: LeverContext(context, catalogue: context.catalogue, wantsFigures: false), year: year)
    var state = LeverState(context: plain.context, year: year)
    for lever in scenario.levers { try state.apply(lever) }
    return !state.plants.isEmpty || !state.plantInputs.isEmpty || !state.events.isEmpty
      || !state.outputLimits.isEmpty || !state.productivity.isEmpty
  }

  /// Changes by indicator (length n) of some draws in a year, step by step.
  func stepwise(
    _ draws: [Int], year: Int, flag: CancellationFlag
  ) throws -> [[Indicator: [Float]]] {
    let (plan, prices) = try acted(draws, year: year)
    let limits = try OutputLimitStep(
      plan, economy: economy, leverDemand: DemandStep(plan, economy: economy).finalDemand,
      finalDemand: prices.finalDemand)
    var own = households
    own?.scaleOfSystem = draws.map { incomeScale[$0] }
    let output = try OutputStep(
      plan, economy: economy, leverDemand: limits.leverDemand,
      plantDemand: DemandStep(plan, economy: economy) { $0.plantInputs }.finalDemand,
      finalDemand: prices.finalDemand, coefficients: coefficients, households: own, flag: flag)
    let cube = ChangeCube(output, plan: plan, coefficients: coefficients, economy: economy)
    let change = ProductivityScale.applied(to: cube.change, plan)
    return concurrentMap(draws.count) { t -> [Indicator: [Float]] in
      var result: [Indicator: [Float]] = [:]
      for indicator in Indicator.allCases {
        var total = [Double](repeating: 0, count: economy.dimension)
        for effect in Effect.allCases {
          guard let part = change[indicator]?[effect]?[t] else { continue }
          for k in total.indices { total[k] += part[k] }
        }
        result[indicator] = total.map(Float.init)
      }
      return result
    }
  }

  private func closure(
    _ plan: ScenarioYears, draws: [Int], _ households: HouseholdIncome
  ) -> HouseholdClosure {
    let closure = households.closure(plan)
    let scaled = zip(closure.incomeOfSystem, draws)
      .map { income, draw in income.map { $0 * incomeScale[draw] } }
    return HouseholdClosure(
      income: closure.income, residence: closure.residence, spending: closure.spending,
      incomeOfSystem: scaled)
  }

  /// Sourced spending of what labour factors change in the income of x₀, n×draws.
  private func labourSpending(_ plan: ScenarioYears, _ closure: HouseholdClosure) -> Matrix {
    let (R, S, n) = (economy.regionCount, economy.industryCount, economy.dimension)
    let x0 = economy.satellites.output
    var earned = Matrix(rows: R, columns: plan.years.count)
    var isIdle = true
    for t in plan.systems {
      plan.states[t].labour
        .forEachValue { k, factor in
          guard factor != 1 else { return }
          isIdle = false
          // The system's income coefficients carry the factors of a change; those of x₀ are the labour's alone.
          let usual = closure.income[k]
          let scale = usual == 0 ? 0 : closure.incomeOfSystem[t][k] / usual
          let change = plan.changeFactor(k, year: t)
          earned[k / S, t] += change == 0 ? 0 : scale / change * usual * (factor - 1) * x0[k]
        }
    }
    guard !isIdle else { return Matrix(rows: n, columns: plan.years.count) }
    let living = closure.residence.multiplied(by: earned)
    let demand = closure.spending.map { spending in
      Matrix(
        rows: n, columns: plan.years.count,
        values: plan.systems.flatMap { t in (0..<n).map { spending[$0] * living[$0 / S, t] } })
    }
    let own = accounts.sourced(originClass: 0, demand: demand[0])
    let imported = accounts.sourced(originClass: 1, demand: demand[1])
    return Matrix(
      rows: n, columns: plan.years.count, values: zip(own.values, imported.values).map(+))
  }
}
