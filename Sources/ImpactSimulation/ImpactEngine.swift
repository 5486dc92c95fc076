import ImpactAxes
public import ImpactDiagnostics
public import ImpactDocuments
public import ImpactEconomies
public import ImpactLevers
import ImpactNumerics

/// Runs scenarios on one economy.
///
/// For each year (I − A′)Δx = (A′ − A)x₀ + Δf is solved for the change against a flat baseline, with a
/// certified bound on the error. Sizes, units and effects: `ImpactResult`. An engine is immutable:
/// runs may overlap.
public struct ImpactEngine: Sendable {
  /// The economy that scenarios run on.
  public let economy: Economy
  var context: LeverContext
  let accounts: OriginClassOperator
  let coefficients: UnitCoefficients
  let worldShares: [Double]
  let market: VehicleMarket?

  /// Prepares the operator of an economy.
  ///
  /// Throws a `ProblemReport` when the accounts hold no output, and a `SimulationError` naming region
  /// and industry where an array is not finite.
  public init(
    _ economy: Economy, catalogue: ParameterCatalogue, groups: ComponentGroups,
    baskets: ContentBaskets, elasticities: TradeElasticities = TradeElasticities([])
  ) throws {
    if let k = economy.satellites.output.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
      throw SimulationError.notFinite(
        what: "output (it must be zero or positive)",
        region: economy.regions[k / economy.industryCount].code,
        industry: economy.industries[k % economy.industryCount].code)
    }
    let matrices = EconomyMatrices(economy)
    accounts = try economy.naming("operator") { try economy.inputOperator(from: matrices) }
    context = LeverContext(
      economy: economy, matrices: matrices, catalogue: catalogue, groups: groups, baskets: baskets,
      elasticities: elasticities)
    coefficients = UnitCoefficients(economy.satellites)
    worldShares = matrices.worldShares
    market = VehicleMarket(context)
    self.economy = economy
  }

  /// Runs a scenario off the cooperative pool.
  ///
  /// Throws a `ProblemReport` with everything that is wrong with the scenario, a `SimulationError`
  /// for a numerical failure, or `CancellationError` between two steps after a cancellation.
  public func run(_ scenario: Scenario) async throws -> ImpactResult {
    try await EngineThread.run { flag in
      let reads = ParameterReads()
      let catalogue = try recording(reads, for: scenario)
      let computed = try compute(scenario, catalogue: catalogue, flag: flag).result
      return recorded(computed, reads, of: catalogue, scenario)
    }
  }

  /// The result with the entries that were asked for, and with what is said of those that were not.
  func recorded(
    _ result: ImpactResult, _ reads: ParameterReads, of catalogue: ParameterCatalogue,
    _ scenario: Scenario
  ) -> ImpactResult {
    var result = result
    result.parameters = Self.entries(reads, of: catalogue)
    return result.adding(notices: ParameterNotices.idle(scenario, reads: Set(reads.keys)))
  }

  /// The entries that were asked for, by key.
  private static func entries(_ reads: ParameterReads, of catalogue: ParameterCatalogue)
    -> [Parameter]
  {
    reads.keys.compactMap { catalogue.parameters[$0] }
  }

  /// Runs a scenario and an ensemble of draws around it: the result has bands.
  ///
  /// `progress` hears, off the caller's thread, how many systems (draws times years) of how many are
  /// done. With a checkpoint finished draws are kept in its file and taken from there; the caller removes
  /// it once the result is safe. Throws as `run` does; draws whose parameters contradict each other are
  /// left out and reported.
  public func run(
    _ scenario: Scenario, ensemble options: EnsembleOptions,
    checkpoint: EnsembleCheckpoint? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> ImpactResult {
    guard options.draws > 0 else { return try await run(scenario) }
    return try await EngineThread.run { flag in
      let (run, central) = try prepared(scenario, options: options, flag: flag)
      let bands = try run.bands(flag: flag, checkpoint: checkpoint, progress: progress)
      var result = central
      result.bands = bands
      return result.adding(notices: bands.notices)
    }
  }

  /// An ensemble of a scenario, whose parameters a run without draws has found.
  func ensemble(
    _ scenario: Scenario, options: EnsembleOptions, flag: CancellationFlag
  ) throws -> EnsembleRun {
    try prepared(scenario, options: options, flag: flag).run
  }

  private func prepared(
    _ scenario: Scenario, options: EnsembleOptions, flag: CancellationFlag
  ) throws -> (run: EnsembleRun, result: ImpactResult) {
    let reads = ParameterReads()
    let catalogue = try recording(reads, for: scenario)
    var computed = try compute(scenario, catalogue: catalogue, flag: flag)
    computed.result = recorded(computed.result, reads, of: catalogue, scenario)
    let households =
      scenario.inducedEffects ? try HouseholdIncome(economy, catalogue: catalogue) : nil
    let run = try EnsembleRun(
      scenario, options: options,
      context: LeverContext(context, catalogue: catalogue.drawing([:])), reads: reads.keys,
      accounts: accounts, market: market, households: households, coefficients: coefficients,
      central: computed.central)
    return (run, computed.result)
  }

  /// The catalogue with the scenario's own values, noting what is asked for.
  func recording(
    _ reads: ParameterReads, for scenario: Scenario
  ) throws -> ParameterCatalogue {
    var catalogue = try context.catalogue.replacing(scenario.parameters)
    catalogue.reads = reads
    return catalogue
  }

  /// The same engine for runs whose figures nobody reads.
  var withoutFigures: ImpactEngine {
    var engine = self
    engine.context = LeverContext(
      context, catalogue: context.catalogue, wantsFigures: false)
    return engine
  }

  /// Everything that is wrong with a scenario on this economy, as far as it shows before its levers act.
  ///
  /// Throws a `ProblemReport` for parameters that the catalogue does not know.
  public func problems(in scenario: Scenario) throws -> [Problem] {
    ScenarioYears.problems(
      scenario,
      in: LeverContext(
        context, catalogue: try context.catalogue.replacing(scenario.parameters)))
  }

  /// The changed economy of every year, before anything is solved.
  package func plan(_ scenario: Scenario) throws -> ScenarioYears { try loop(scenario).plan }

  /// The changed economy where prices, volumes and content agree; at most `rounds` rounds.
  func loop(
    _ scenario: Scenario, catalogue: ParameterCatalogue? = nil,
    rounds: Int = FeedbackLoop.longest
  ) throws -> FeedbackLoop {
    // A context of its own, since what it remembers hangs on the scenario.
    let context = LeverContext(
      self.context,
      catalogue: try catalogue ?? self.context.catalogue.replacing(scenario.parameters),
      wantsFigures: self.context.wantsFigures)
    return try FeedbackLoop(
      scenario, context: context, base: accounts, economy: economy, market: market,
      longest: rounds)
  }

  /// Δf by year that answers prices.
  package func priceDemand(_ plan: ScenarioYears) throws -> [[Double]] {
    try PriceStep(plan, economy: economy, market: market).finalDemand
  }

  /// What is solved for a plan, in its order.
  struct Steps {
    let prices: PriceStep
    let limits: OutputLimitStep
    let output: OutputStep
    let cube: ChangeCube
  }

  /// Solves a plan; `prices` where they are known already.
  func steps(
    _ plan: ScenarioYears, prices known: PriceStep? = nil, households: HouseholdIncome?,
    options: SolverOptions = SolverOptions(), isCertified: Bool = true, flag: CancellationFlag
  ) throws -> Steps {
    let prices =
      try known ?? PriceStep(plan, economy: economy, market: market, options: options)
    try flag.check()
    let limits = try OutputLimitStep(
      plan, economy: economy, leverDemand: DemandStep(plan, economy: economy).finalDemand,
      finalDemand: prices.finalDemand)
    try flag.check()
    let output = try OutputStep(
      plan, economy: economy, leverDemand: limits.leverDemand,
      plantDemand: DemandStep(plan, economy: economy) { $0.plantInputs }.finalDemand,
      finalDemand: prices.finalDemand, coefficients: coefficients, households: households,
      options: options, isCertified: isCertified, flag: flag)
    try flag.check()
    return Steps(
      prices: prices, limits: limits, output: output,
      cube: ChangeCube(output, plan: plan, coefficients: coefficients, economy: economy))
  }

  /// `catalogue` has the scenario's own values in place; nil puts them there.
  private func compute(
    _ scenario: Scenario, catalogue: ParameterCatalogue? = nil, flag: CancellationFlag
  ) throws -> (result: ImpactResult, central: CentralRun) {
    let loop = try loop(scenario, catalogue: catalogue)
    let plan = loop.plan
    try flag.check()
    let households =
      scenario.inducedEffects
      ? try HouseholdIncome(
        economy, catalogue: catalogue ?? context.catalogue.replacing(scenario.parameters)) : nil
    let steps = try steps(plan, prices: loop.prices, households: households, flag: flag)
    let (prices, limits, output, cube) = (steps.prices, steps.limits, steps.output, steps.cube)
    let checks =
      RunAudit(economy: economy, context: context, worldShares: worldShares)
      .checks(plan, output: output, cube: cube) + limits.checks(output)
    let failed = checks.filter { !$0.passed }
    guard failed.isEmpty else { throw SimulationError.identityViolated(failed) }
    try flag.check()
    let content = try ContentStep(plan, economy: economy)
    let costs = try PublicCostStep(plan, economy: economy, coefficients: coefficients)
    let result = try result(
      plan, cube: cube, prices: prices, output: output, content: content, costs: costs,
      checks: checks,
      notices: (households?.notices ?? []) + loop.notices + plan.notices + limits.notices)
    return (result, CentralRun(plan, output: output, prices: prices))
  }

  private func result(
    _ plan: ScenarioYears, cube: ChangeCube, prices: PriceStep, output: OutputStep,
    content: ContentStep, costs: PublicCostStep, checks: [RunCheck], notices: [Notice]
  ) throws -> ImpactResult {
    let baseline = Indicator.allCases.map { indicator in
      let level = indicator.baseline(economy.satellites)
      return (
        indicator,
        plan.systems.map { ProductivityScale(plan.states[$0]).applied(to: level, indicator) }
      )
    }
    let readings =
      plan.states.flatMap(\.figures) + prices.readings + (try content.readings(plan))
      + costs.readings
      + TradeGrowth.readings(plan, cube, economy: economy)
    return ImpactResult(
      scenario: plan.scenario.id, title: plan.scenario.title, economy: economy.name,
      years: plan.years, regions: economy.regions, industries: economy.industries,
      territories: economy.territories + economy.resolved(plan.scenario.territories),
      baseline: Dictionary(baseline, uniquingKeysWith: { first, _ in first }),
      change: ProductivityScale.applied(to: cube.change, plan),
      leverFigures: readings.map(LeverFigure.init), notices: standing + notices,
      certificates: prices.records + output.records + content.records + costs.records,
      checks: checks)
  }

  /// What holds for every run on this economy.
  private var standing: [Notice] {
    var notices = [
      Notice(
        "flat-baseline",
        "the baseline is output of \(economy.baseYear), employment of "
          + "\(economy.employmentYear) and the technology mix of \(economy.updateYear), held flat "
          + "over all years, in prices of \(economy.baseYear)")
    ]
    let S = economy.industryCount
    let unknown = economy.regions.indices.filter { r in
      economy.satellites.employment[r * S..<(r + 1) * S].contains { $0.isNaN }
    }
    if !unknown.isEmpty {
      notices.append(
        Notice(
          "unknown-employment",
          "employment is not known in part or in whole in \(unknown.count) regions; their jobs "
            + "are not counted: "
            + unknown.map { economy.regions[$0].code }.joined(separator: ", ")))
    }
    return notices
  }
}

extension LeverFigure {
  init(_ reading: LeverReading) {
    self.init(
      lever: reading.lever, place: reading.place, year: reading.year, figure: reading.figure,
      value: reading.value, unit: reading.unit)
  }
}
