import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Bands of a scenario: draws, year by year, in blocks.
struct EnsembleRun: Sendable {
  private(set) var solver: EnsembleSolver
  private(set) var options: EnsembleOptions
  let layout: BandLayout
  private(set) var builder: BandBuilder<Float>
  /// In double precision where that was asked for.
  private let exactBuilder: BandBuilder<Double>?
  /// Channels of draws in double precision.
  let channels: ChannelTotals?
  let uncertain: UncertainParameters
  let clock = EnsembleClock()
  /// What the run without draws found.
  let central: CentralRun
  /// What is solved in full to make coordinates; nil where all draws are.
  let sample: EnsembleSample?
  /// Indices of years whose draws may be solved in coordinates.
  let yearsInCoordinates: [Int]
  /// Indices of the other years that have bands.
  let yearsInFull: [Int]

  init(
    _ scenario: Scenario, options: EnsembleOptions, context: LeverContext, reads: [String],
    accounts: OriginClassOperator, market: VehicleMarket?, households: HouseholdIncome?,
    coefficients: UnitCoefficients, central: CentralRun
  ) throws {
    let economy = context.economy
    uncertain = try UncertainParameters(scenario, catalogue: context.catalogue, reads: reads)
    self.central = central
    let options = Self.affordable(options, scenario)
    self.options = options
    let isExact = options.precision == .double
    yearsInCoordinates =
      isExact ? [] : central.yearsInCoordinates(scenario.levers)
    let slow = Set(scenario.years.indices).subtracting(yearsInCoordinates).sorted()
    yearsInFull = Self.yearsInFull(slow, options)
    layout = BandLayout(economy, further: economy.resolved(scenario.territories))
    try ExactDraws.requireMemory(options, layout, economy)
    let drawn = Self.drawn(
      uncertain, uncertain.values(options.sampling, count: options.draws, seed: options.seed),
      options: options, years: yearsInCoordinates)
    sample = drawn.sample
    solver = try EnsembleSolver(
      scenario, context: context, accounts: accounts, market: market, households: households,
      coefficients: coefficients, parameters: uncertain.parameters, values: drawn.values,
      count: drawn.count, precision: options.precision, feedback: central.feedback,
      polynomials: central.polynomials)
    let spread = try context.catalogue.central(UncertainParameters.imputedKey)
    builder = BandBuilder(
      economy: economy, layout: layout, coefficients: coefficients,
      imputed: Self.imputed(economy, options: options, spread: spread))
    exactBuilder =
      isExact
      ? BandBuilder(
        economy: economy, layout: layout, coefficients: coefficients,
        imputed: Self.imputed(economy, options: options, spread: spread)) : nil
    channels = exactBuilder.map { [layout] in
      ChannelTotals(layout: layout, economy: economy, imputed: $0.imputed)
    }
  }

  /// Draws where levers take long and nobody asked for a number: the fewest of 17 years that go in coordinates.
  static let usualOfSlowLevers = 16
  /// Transitions of vehicle markets in a year from which levers take long.
  private static let manyTransitions = 4

  private static func affordable(
    _ options: EnsembleOptions, _ scenario: Scenario
  ) -> EnsembleOptions {
    var result = options
    if options.precision == .double { result.mayBeFewer = false }
    guard result.mayBeFewer, isSlow(scenario.levers) else { return result }
    result.draws = min(options.draws, usualOfSlowLevers)
    return result
  }

  /// Whether 32 draws of levers would add more than two seconds to a run of the shipped economy
  /// (Documentation/Performance.md): limits of suppliers are a fixed point, each class of vehicles is a transition, and a
  /// mandate lets one act twice more.
  private static func isSlow(_ levers: [any Lever]) -> Bool {
    var transitions = 0
    for lever in levers {
      switch lever {
      case let lever as LocalContent where lever.capacity != nil: return true
      case let lever as DriveTrain where lever.hasMarkets: transitions += 1
      case is FleetMandate: transitions += 2
      default: break
      }
    }
    return transitions >= manyTransitions
  }

  /// Draws of a year that is solved in full, and such years, where nobody asked for a number of draws.
  static let usualInFull = (draws: 8, years: 2)

  /// Slow years that have bands: all where draws were asked for, else a few up to the last.
  private static func yearsInFull(_ slow: [Int], _ options: EnsembleOptions) -> [Int] {
    let count = usualInFull.years
    guard options.mayBeFewer, slow.count * options.draws > usualInFull.draws * count else {
      return slow
    }
    guard slow.count > count else { return slow }
    return (1...count).map { slow[$0 * slow.count / count - 1] }
  }

  /// Draws of a year that coordinates do not serve.
  var drawsInFull: Int {
    let slow = solver.scenario.years.count - yearsInCoordinates.count
    return options.mayBeFewer && slow * options.draws > Self.usualInFull.draws * yearsInFull.count
      ? min(options.draws, Self.usualInFull.draws) : options.draws
  }

  /// Systems of a block of the full solver in a year; nil for draws that coordinates leave over.
  ///
  /// In double precision steps that feed back (announced jobs, limits, rules on value added) are gone through
  /// system by system, since rounds of a block end together.
  func blockInFull(_ t: Int?) -> Int {
    guard options.precision == .double, let t else { return EnsembleDraws.block }
    // Blocks of several years are of levers without such steps.
    guard central.states.indices.contains(t) else { return EnsembleDraws.block }
    let isAlone =
      FeedbackLoop.isNeeded(by: solver.scenario.levers)
      || EnsembleSolver.needsSteps(central.states[t])
    return isAlone ? 1 : EnsembleDraws.block
  }

  /// The same scenario with other draws, by parameter and draw.
  func with(values: [[Double]], count: Int) throws -> EnsembleRun {
    try EnsembleRun(self, values: values, count: count)
  }

  private init(_ other: EnsembleRun, values: [[Double]], count: Int) throws {
    (uncertain, layout, central) = (other.uncertain, other.layout, other.central)
    (yearsInCoordinates, yearsInFull) = (other.yearsInCoordinates, other.yearsInFull)
    options = other.options
    options.draws = count
    let drawn = Self.drawn(uncertain, values, options: options, years: yearsInCoordinates)
    sample = drawn.sample
    let solver = other.solver
    self.solver = try EnsembleSolver(
      solver.scenario, context: solver.context, accounts: solver.accounts, market: solver.market,
      households: solver.households, coefficients: solver.coefficients,
      parameters: solver.parameters, values: drawn.values, count: drawn.count,
      feedback: solver.feedback, polynomials: solver.polynomials)
    let regions = solver.economy.regionCount
    builder = BandBuilder(
      economy: solver.economy, layout: layout, coefficients: other.builder.coefficients,
      imputed: DrawMatrix(
        rows: count, columns: regions, values: [Float](repeating: 1, count: count * regions)))
    (exactBuilder, channels) = (nil, nil)
  }

  /// Draws with those of the sample behind them.
  private static func drawn(
    _ uncertain: UncertainParameters, _ values: [[Double]], options: EnsembleOptions, years: [Int]
  ) -> (values: [[Double]], count: Int, sample: EnsembleSample?) {
    let size = EnsembleSample.size(systems: options.draws * years.count, years: years.count)
    guard size.base > 0 else { return (values, options.draws, nil) }
    let count = size.base + size.heldOut
    // Streams of their own: the seed with all bits turned round.
    let more = uncertain.values(.latinHypercube, count: count, seed: ~options.seed)
    return (
      zip(values, more).map(+), options.draws + count,
      EnsembleSample(first: options.draws, size: size, years: years)
    )
  }

  /// Lognormal factors of mean 1 by draw and region, ln f = σz − σ²/2.
  ///
  /// All estimated cells of a region go together: what they share is the total that they were fitted to.
  private static func imputed<Scalar: BandScalar>(
    _ economy: Economy, options: EnsembleOptions, spread: Double
  ) -> DrawMatrix<Scalar> {
    let variance = logarithm(1 + spread * spread)
    let names = economy.regions.map { "imputed employment \($0.code)" }
    let points = SampleDesign.points(
      .latinHypercube, names: names, count: options.draws, seed: options.seed)
    return DrawMatrix(
      rows: options.draws, columns: economy.regionCount,
      values: points.flatMap { u in
        u.map {
          Scalar(exponential(variance.squareRoot() * NormalLaw.quantile($0) - variance / 2))
        }
      })
  }

  /// Works everything out; `progress` hears how many of how many systems are done.
  func bands(
    flag: CancellationFlag, checkpoint: EnsembleCheckpoint? = nil,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> ResultBands {
    let years = solver.scenario.years
    let file = try checkpoint.map { try CheckpointFile($0, adding: identity) }
    let sampled = sample.map { $0.base.count + $0.heldOut.count } ?? 0
    // The bands of a year take about as long as an eighth of its draws.
    let weight = options.draws / 8
    let steps = EnsembleProgress(
      of: sampled + years.count * (options.draws + weight), progress)
    var draws = EnsembleDraws(run: self, flag: flag, progress: steps, checkpoint: file)
    try draws.solveTogether()
    var found: [BandYear] = []
    var convergence: [BandConvergence] = []
    for (t, year) in years.enumerated() {
      try flag.check()
      found.append(try bands(t, &draws, file))
      steps.add(weight)
      if t == years.count - 1 {
        convergence =
          convergenceOfPlace(found[t], year: year)
          + Self.convergence(found[t].jobs, of: layout.reference, year: year)
      }
    }
    let refused = draws.refused.count
    let kept = min(options.draws, DrawnTotals.most)
    return ResultBands(
      options: options, draws: options.draws - refused, refused: refused,
      parameters: uncertain.parameters, convergence: convergence, solution: draws.solution,
      timing: clock.timing,
      notices: notices(refused: refused, because: draws.firstRefusal, draws.solution, convergence)
        + (file?.notices ?? []),
      layout: layout, years: found, keptDraws: kept,
      parameterValues: solver.values.map { Array($0.prefix(kept)) })
  }

  private func bands(
    _ t: Int, _ draws: inout EnsembleDraws, _ file: CheckpointFile?
  ) throws -> BandYear {
    guard yearsInCoordinates.contains(t) || yearsInFull.contains(t) else {
      return BandYear()
    }
    if let known = try file?.bands(t) {
      draws.takeOver(known)
      return known.bands
    }
    let before = draws.solution.full
    let bands =
      if let exactBuilder { try worked(t, &draws, by: exactBuilder) } else {
        try worked(t, &draws, by: builder)
      }
    if draws.isInFull(t) {
      try file?
        .keep(
          FinishedYear(
            bands: bands, refused: draws.refused.sorted(), full: draws.solution.full - before),
          year: t)
    }
    return bands
  }

  /// Solves a year, or takes its coordinates, and ranks its draws.
  private func worked<Scalar>(
    _ t: Int, _ draws: inout EnsembleDraws, by builder: BandBuilder<Scalar>
  ) throws -> BandYear {
    let found: EnsembleYear<Scalar> = try clock.measure(\.full) { try draws.year(t) }
    guard !found.draws.isEmpty else {
      throw draws.firstRefusal ?? Self.noDraws(options.draws)
    }
    return clock.measure(\.bands) { builder.year(found) }
  }

  /// What a checkpoint must have in common with the run, beside what the caller names.
  private var identity: [String: String] {
    var lines = [
      "draws": "\(options.draws)", "seed": "\(options.seed)",
      "sampling": options.sampling.rawValue, "block": "\(options.block)",
      "precision": options.precision.rawValue,
      "years": "\(solver.scenario.years)", "induced": "\(solver.households != nil)",
    ]
    lines["parameters"] = uncertain.parameters.map { "\($0.key) \($0.distribution)" }
      .joined(separator: "; ")
    return lines
  }

  private static func noDraws(_ count: Int) -> ProblemReport {
    ProblemReport([
      Problem(
        at: nil, path: "uncertainty", "the parameters of all \(count) draws contradict each other",
        expected: "ranges that fit together")
    ])
  }
}
