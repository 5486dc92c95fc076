import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Solves draws in full, side by side: every draw and year is a system of one block.
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
  private let registrations: RegistrationRoom
  /// Factor on the income that is spent, by draw.
  let incomeScale: [Double]
  /// What levers acted on in the run without draws, by year: where the fixed point of a draw starts.
  let feedback: [LeverFeedback]
  let polynomials: DrawPolynomials

  /// Largest residual, 1-norm relative to the right-hand side of each system, prices and output alike.
  let tolerance: Double
  /// Whether channels are parted, as in a run without draws.
  let partsChannels: Bool

  /// Change of a volume or a content share at which rounds of the fixed point end: 1e-6 as in coordinates.
  private var feedbackTolerance: Double { max(FeedbackLoop.tolerance, 0.1 * tolerance) }

  /// Prices and output end at the same residual: their modes leave out a hundred times as much.
  private func options(_ polynomial: ResidualPolynomial?) -> SolverOptions {
    var options = SolverOptions(tolerance: tolerance)
    options.polynomial = polynomial
    return options
  }

  init(
    _ scenario: Scenario, context: LeverContext, accounts: OriginClassOperator,
    market: VehicleMarket?, households: HouseholdIncome?, coefficients: UnitCoefficients,
    parameters: [UncertainParameter],
    values: [[Double]], count: Int, precision: SolvePrecision = .single,
    feedback: [LeverFeedback], polynomials: DrawPolynomials
  ) throws {
    tolerance = precision.tolerance
    partsChannels = precision == .double
    (self.feedback, self.polynomials) = (feedback, polynomials)
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
    registrations = RegistrationRoom(context.catalogue, drawn: parameters.map(\.key))
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

  /// What levers read in a draw, in all years: the catalogue with the draw's values.
  func context(of draw: Int) -> LeverContext {
    LeverContext(
      context, catalogue: context.catalogue.drawing(registrations.closed(drawn(draw))),
      wantsFigures: false)
  }

  /// Values of a draw by key, shares of one whole brought to it.
  private func drawn(_ draw: Int) -> [String: Double] {
    groups.closed(
      Dictionary(
        zip(parameters, values).map { ($0.key, $1[draw]) },
        uniquingKeysWith: { first, _ in first }))
  }

  /// How many of the first draws make other shares of registrations give way.
  func drawsThatTakeRoom(of count: Int) -> Int {
    guard !registrations.isEmpty else { return 0 }
    return (0..<count).count { registrations.givesWay(to: drawn($0)) }
  }

  /// Cases of some draws and years; years of a draw share what its levers remember.
  func cases(_ systems: [DrawYear]) -> [LeverCase] {
    let draws = Array(Set(systems.map(\.draw))).sorted()
    let made = concurrentMap(draws.count) { context(of: draws[$0]) }
    let contexts = Dictionary(zip(draws, made), uniquingKeysWith: { first, _ in first })
    return systems.map { system in
      LeverCase(
        context: contexts[system.draw] ?? context(of: system.draw),
        year: scenario.years[system.t])
    }
  }

  /// What a block of the full solver came to.
  struct Block: Sendable {
    /// Δx, n×systems.
    let output: Matrix
    /// Δp by extra cost.
    let prices: Matrix
    /// The system of each column of prices.
    let priceSystems: [Int]
    let accounts: [DrawnAccount]
    /// Changes by channel of every system; nil where they are not parted.
    var change: [Indicator: [Effect: [[Double]]]]?
  }

  /// Solves some draws and years in full, those with announced jobs or limits step by step.
  func solve(_ systems: [DrawYear], flag: CancellationFlag) throws -> Block {
    let loop = try FeedbackLoop(
      scenario, cases: cases(systems), base: accounts, economy: economy, market: market,
      draws: FeedbackLoop.Draws(
        options: options(polynomials.prices), tolerance: feedbackTolerance,
        start: systems.map { feedback[$0.t] }))
    let plan = loop.plan
    let prices =
      try loop.prices
      ?? PriceStep(plan, economy: economy, market: market, options: options(polynomials.prices))
    try flag.check()
    let scale = systems.map { incomeScale[$0.draw] }
    let accounts = plan.states.map {
      DrawnAccount($0, economy: economy, coefficients: coefficients, households: nil)
    }
    let priceSystems =
      prices.prices.columns == 0
      ? [] : plan.systems.flatMap { t in plan.states[t].priceResponses.map { _ in t } }
    guard partsChannels || plan.states.contains(where: Self.needsSteps) else {
      return Block(
        output: try together(plan, prices, scale: scale), prices: prices.prices,
        priceSystems: priceSystems, accounts: accounts)
    }
    let steps = try stepwise(plan, prices, scale: scale, flag: flag)
    var block = Block(
      output: Matrix(
        rows: economy.dimension, columns: scale.count, values: steps.total.flatMap(\.self)),
      prices: prices.prices, priceSystems: priceSystems, accounts: accounts)
    if partsChannels {
      let cube = ChangeCube(steps, plan: plan, coefficients: coefficients, economy: economy)
      block.change = ProductivityScale.applied(to: cube.change, plan)
    }
    return block
  }

  /// Whether levers set jobs or limits of output: such draws are solved step by step, as a run without
  /// draws is.
  static func needsSteps(_ state: LeverState) -> Bool {
    !state.events.isEmpty || !state.outputLimits.isEmpty
  }

  /// All channels in one solve.
  private func together(
    _ plan: ScenarioYears, _ prices: PriceStep, scale: [Double]
  ) throws -> Matrix {
    let direct = OutputStep.direct(
      plan, economy: economy, leverDemand: DemandStep(plan, economy: economy).finalDemand)
    var values = direct.values
    let n = economy.dimension
    var parts = [prices.finalDemand]
    if plan.states.contains(where: { !$0.plantInputs.isEmpty }) {
      parts.append(DemandStep(plan, economy: economy) { $0.plantInputs }.finalDemand)
    }
    for part in parts {
      for (t, change) in part.enumerated() {
        for (k, value) in change.enumerated() where value != 0 { values[t * n + k] += value }
      }
    }
    var system = plan.accounts
    if let households {
      let closure = closure(plan, scale: scale, households)
      system = try economy.naming("households", years: plan.years) {
        try plan.accounts.closed(by: closure)
      }
      if let spent = spending(plan, closure, households, scale: scale) {
        for k in values.indices { values[k] += spent.values[k] }
      }
    }
    let solution = try economy.naming("draws", years: plan.years) {
      try LinearSolver.solve(
        system, rightHandSide: Matrix(rows: n, columns: scale.count, values: values),
        systems: plan.systems,
        options: options(households == nil ? polynomials.open : polynomials.closed))
    }
    return solution.x
  }

  /// The steps of a run without draws, without certificates.
  private func stepwise(
    _ plan: ScenarioYears, _ prices: PriceStep, scale: [Double], flag: CancellationFlag
  ) throws -> OutputStep {
    let limits = try OutputLimitStep(
      plan, economy: economy, leverDemand: DemandStep(plan, economy: economy).finalDemand,
      finalDemand: prices.finalDemand, options: options(polynomials.open))
    var own = households
    own?.scaleOfSystem = scale
    return try OutputStep(
      plan, economy: economy, leverDemand: limits.leverDemand,
      plantDemand: DemandStep(plan, economy: economy) { $0.plantInputs }.finalDemand,
      finalDemand: prices.finalDemand, coefficients: coefficients, households: own,
      options: options(polynomials.open), closed: options(polynomials.closed), isCertified: false,
      flag: flag)
  }

  private func closure(
    _ plan: ScenarioYears, scale: [Double], _ households: HouseholdIncome
  ) -> HouseholdClosure {
    var own = households
    own.scaleOfSystem = scale
    return own.closure(plan)
  }

  /// Sourced spending of what labour factors change in the income of x₀ and of what plants pay,
  /// n×systems; nil where there is none.
  private func spending(
    _ plan: ScenarioYears, _ closure: HouseholdClosure, _ households: HouseholdIncome,
    scale: [Double]
  ) -> Matrix? {
    let (R, S, n) = (economy.regionCount, economy.industryCount, economy.dimension)
    let x0 = economy.satellites.output
    var earned = Matrix(rows: R, columns: plan.years.count)
    for t in plan.systems {
      plan.states[t].labour
        .forEachValue { k, factor in
          earned[k / S, t] += scale[t] * closure.income[k] * (factor - 1) * x0[k]
        }
      for plant in plan.states[t].plants {
        earned[plant.region, t] += scale[t] * households.spentShare * plant.localPay
      }
    }
    guard earned.values.contains(where: { $0 != 0 }) else { return nil }
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

/// Polynomials of the run without draws, whose systems are close to those of draws; nil where it needed none.
struct DrawPolynomials: Sendable {
  let prices: ResidualPolynomial?
  /// Output without households, and with them.
  let open: ResidualPolynomial?
  let closed: ResidualPolynomial?
}

/// A draw in one year of its scenario.
struct DrawYear: Sendable, Hashable {
  let draw: Int
  /// Index of the year.
  let t: Int
}
