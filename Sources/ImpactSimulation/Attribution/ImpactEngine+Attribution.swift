import ImpactDiagnostics
public import ImpactLevers
import ImpactNumerics

/// How contributions of levers are worked out.
public struct AttributionOptions: Sendable, Hashable {
  /// Levers up to which every coalition is worked out, 2^n − 1 of them; at most `mostExact`.
  public var exactUpTo: Int
  /// Antithetic pairs of orders beyond that.
  public var pairs: Int
  /// Seed of the orders.
  public var seed: UInt64
  /// What contributions are worked out for; others are unknown (nan).
  public var indicators = Set(Indicator.allCases)
  /// Systems (coalitions times years) from which coalitions are followed in coordinates.
  package var followsFrom = CoalitionSample.fewest

  /// Most levers whose coalitions can all be worked out.
  public static let mostExact = 14

  /// Exact up to ten levers; beyond, 32 pairs of orders.
  public init(exactUpTo: Int = 10, pairs: Int = 32, seed: UInt64 = 1) {
    self.exactUpTo = exactUpTo
    self.pairs = pairs
    self.seed = seed
  }
}

extension ImpactEngine {
  /// What each lever contributes to a result of this engine; see `Attribution`.
  ///
  /// `result` must be the outcome of `run(scenario)`. Throws what `run` throws, also where a part of
  /// the levers fails without the others, a `ProblemReport` when the options are impossible, and
  /// `identityViolated` when contributions do not add up.
  public func attribution(
    of scenario: Scenario, result: ImpactResult, options: AttributionOptions = AttributionOptions()
  ) async throws -> Attribution {
    try await EngineThread.run { flag in
      try withoutFigures.attribution(scenario, result, options, flag)
    }
  }

  /// A run and what each lever contributes to it, worked out side by side.
  ///
  /// The result holds baseline and changes alone: figures, content, public costs and error bounds are left
  /// out. Throws as `run` and `attribution(of:result:options:)` do, the run's faults first.
  package func attributed(
    _ scenario: Scenario, options: AttributionOptions = AttributionOptions()
  ) async throws -> (result: ImpactResult, attribution: Attribution) {
    let problems = try problems(in: scenario)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    try Self.check(options, scenario)
    let engine = withoutFigures
    let run = try engine.attributionRun(scenario, options)
    let coordinates = run.coordinates
    async let sample = EngineThread.run { try coordinates?.solved(hasRun: true, $0) }
    let (result, all) = try await EngineThread.run { try engine.changes(scenario, $0) }
    let solved = try await sample
    let basis = try await EngineThread.run { _ in
      try solved.flatMap { try coordinates?.basis($0.adding(all)) }
    }
    return try await EngineThread.run { flag in
      var run = run
      try run.run(basis, flag)
      return (result, try engine.finished(&run, scenario, result, options))
    }
  }

  private func attribution(
    _ scenario: Scenario, _ result: ImpactResult, _ options: AttributionOptions,
    _ flag: CancellationFlag
  ) throws -> Attribution {
    try Self.check(options, scenario, result)
    var run = try attributionRun(scenario, options)
    let coordinates = run.coordinates
    let sample = try coordinates?.solved(hasRun: false, flag)
    try run.run(sample.flatMap { try coordinates?.basis($0) }, flag)
    return try finished(&run, scenario, result, options)
  }

  private func attributionRun(
    _ scenario: Scenario, _ options: AttributionOptions
  ) throws -> AttributionRun {
    let players = scenario.levers.indices.filter { scenario.levers[$0].intensity > 0 }
    let isExact = players.count <= options.exactUpTo
    let game =
      isExact
      ? CoalitionGame.exact(players: players.count)
      : CoalitionGame.sampled(players: players.count, pairs: options.pairs, seed: options.seed)
    let context = LeverContext(
      context, catalogue: try context.catalogue.replacing(scenario.parameters),
      wantsFigures: false)
    var run = AttributionRun(
      frame: AttributionFrame(
        engine: self, scenario: scenario, context: context,
        households: scenario.inducedEffects
          ? try HouseholdIncome(economy, catalogue: context.catalogue) : nil,
        game: game, players: players, indicators: options.indicators),
      store: ContributionStore(
        cells: economy.dimension, years: scenario.years.count, levers: scenario.levers.count,
        indicators: options.indicators),
      sample: isExact
        ? nil
        : SampledTotals(
          game: game, players: scenario.levers.indices.map { players.firstIndex(of: $0) },
          years: scenario.years.count, regions: economy.regionCount,
          industries: economy.industryCount))
    run.followsFrom = options.followsFrom
    return run
  }

  private func finished(
    _ run: inout AttributionRun, _ scenario: Scenario, _ result: ImpactResult,
    _ options: AttributionOptions
  ) throws -> Attribution {
    let closing = run.finish(result)
    let game = run.frame.game
    return Attribution(
      levers: scenario.levers.map(\.id),
      method: game.isExact ? .exact : .sampled(pairs: options.pairs, seed: options.seed),
      coalitions: game.coalitions.count, closing: try Self.requireSmall(closing),
      unsettled: run.unsettled, followed: run.followed, solved: run.solved,
      years: scenario.years, store: run.store, sample: run.sample)
  }

  /// Solver tolerances explain differences up to this; more is a fault.
  private static let closingTolerance = 1e-5

  private static func requireSmall(_ closing: Double) throws -> Double {
    guard closing <= closingTolerance else {
      throw SimulationError.identityViolated([
        RunCheck(
          "contributions of levers add up to the run", difference: closing,
          tolerance: closingTolerance)
      ])
    }
    return closing
  }

  /// `result` where there is one already.
  private static func check(
    _ options: AttributionOptions, _ scenario: Scenario, _ result: ImpactResult? = nil
  ) throws {
    var problems: [Problem] = []
    if !(0...AttributionOptions.mostExact).contains(options.exactUpTo) {
      problems.append(
        Problem(
          at: nil, path: "attribution",
          "combinations cannot be worked out up to \(options.exactUpTo) levers",
          expected: "from 0 to \(AttributionOptions.mostExact) levers worked out exactly"))
    }
    if !(8...10_000).contains(options.pairs) {
      problems.append(
        Problem(
          at: nil, path: "attribution", "\(options.pairs) pairs of orders",
          expected: "from 8 to 10000 pairs"))
    }
    if scenario.levers.count > 63 {
      problems.append(
        Problem(
          at: nil, path: "levers", "\(scenario.levers.count) levers", expected: "at most 63"))
    }
    if let result, result.years != scenario.years || result.scenario != scenario.id {
      problems.append(
        Problem(
          at: nil, path: scenario.id, "the result is not of this scenario",
          expected: "the outcome of a run of it"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
