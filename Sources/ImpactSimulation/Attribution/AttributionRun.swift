import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics
import Synchronization

/// What all parts of an attribution share.
struct AttributionFrame: Sendable {
  let engine: ImpactEngine
  let scenario: Scenario
  let context: LeverContext
  let households: HouseholdIncome?
  let game: CoalitionGame
  /// Player numbers to lever indices.
  let players: [Int]
  /// What contributions are worked out for.
  let indicators: Set<Indicator>

  var levers: [any Lever] { players.map { scenario.levers[$0] } }

  /// Weights by player as weights by lever.
  func byLever(_ weights: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: scenario.levers.count)
    for (p, weight) in weights.enumerated() { result[players[p]] = weight }
    return result
  }
}

/// Works out the values of coalitions and turns them into contributions.
///
/// Years are worked out side by side, coalitions of a year in blocks. Many coalitions are followed in
/// coordinates (`CoalitionBlock`), others solved in full; those with a fixed point (capacity, content by value
/// added) are solved one by one.
struct AttributionRun {
  let frame: AttributionFrame
  var store: ContributionStore
  var sample: SampledTotals?
  /// Coalitions whose fixed point was left before it was met.
  var unsettled = 0
  /// Systems (coalitions times years) followed in coordinates, and solved in full.
  private(set) var followed = 0
  private(set) var solved = 0
  /// What coalitions in coordinates bring.
  private(set) var inCoordinates: SolvedContributions?
  /// Systems from which coordinates are used.
  var followsFrom = CoalitionSample.fewest

  /// Levers without a fixed point.
  private var plain: [any Lever] { frame.levers.filter { !FeedbackLoop.isNeeded(by: [$0]) } }

  /// Coalitions from which coordinates are made; nil where too few would be followed.
  var coordinates: CoalitionSample? {
    let plain = plain
    let systems = (1 << min(plain.count, 20)) * frame.scenario.years.count
    guard !plain.isEmpty, frame.game.isExact, systems >= followsFrom else { return nil }
    return CoalitionSample(
      engine: frame.engine, scenario: frame.scenario, context: frame.context,
      households: frame.households, levers: plain)
  }

  /// Works out every coalition, without a basis in full; `flag` stops between two blocks.
  mutating func run(_ basis: CoalitionBasis?, _ flag: CancellationFlag) throws {
    let (levers, none) = (frame.levers, sample)
    for coalition in frame.game.coalitions {
      let some = levers.indices.filter { coalition.contains($0) }.map { levers[$0] }
      guard FeedbackLoop.isNeeded(by: some) else { continue }
      try flag.check()
      try alone(coalition, some, flag)
    }
    guard !plain.isEmpty else { return }
    try years(basis, totals: none, flag)
  }

  /// All coalitions without a fixed point, some years at a time.
  private mutating func years(
    _ basis: CoalitionBasis?, totals empty: SampledTotals?, _ flag: CancellationFlag
  ) throws {
    let count = frame.scenario.years.count
    let width = basis == nil ? max(1, YearWork.columns / max(1, frame.game.coalitions.count)) : 1
    let chunks = stride(from: 0, to: count, by: width)
      .map { Array($0..<min($0 + width, count)) }
    let frame = frame
    let shared = Mutex((store: store, sample: sample, followed: 0, solved: 0))
    store = ContributionStore(cells: 0, years: 0, levers: 0, indicators: [])
    let sides = try concurrentMap(chunks.count) { c -> [(year: Int, sides: YearSides)] in
      var work = YearWork(frame: frame, basis: basis, years: chunks[c], sample: empty)
      try work.run(flag)
      let done = work
      shared.withLock {
        for (place, year) in chunks[c].enumerated() {
          $0.store.years[year].add(done.store.years[place])
        }
        if let sample = done.sample { $0.sample?.add(sample) }
        $0.followed += done.followed
        $0.solved += done.solved
      }
      return done.sides
    }
    let all = shared.withLock { $0 }
    (store, sample, followed, solved) = (all.store, all.sample, all.followed, solved + all.solved)
    try flag.check()
    guard let basis else { return }
    inCoordinates = try ContributionSolve(
      engine: frame.engine, basis: basis, households: frame.households,
      levers: frame.scenario.levers.count
    )
    .solved(sides.flatMap(\.self), flag)
  }

  /// Puts all parts together and lets contributions add up to the run; returns the largest difference before.
  mutating func finish(_ result: ImpactResult) -> Double {
    let (store, parts, players) = (store, inCoordinates, frame.players)
    inCoordinates = nil
    let years = concurrentMap(frame.scenario.years.count) { t -> (YearContributions, Double) in
      var year = store.years[t]
      if let parts, let place = parts.sides.firstIndex(where: { $0.year == t }) {
        parts.add(place, to: &year)
      }
      var largest = 0.0
      for indicator in Indicator.allCases where year.indicators.contains(indicator) {
        for effect in Effect.allCases {
          guard let changes = result.change[indicator]?[effect] else { continue }
          largest = max(largest, year.close(indicator, effect, to: changes[t], players: players))
        }
      }
      return (year, largest)
    }
    self.store.years = years.map(\.0)
    return years.reduce(0) { max($0, $1.1) }
  }

  /// One coalition with its fixed point in all years.
  private mutating func alone(
    _ coalition: Coalition, _ levers: [any Lever], _ flag: CancellationFlag
  ) throws {
    var some = frame.scenario
    some.levers = levers
    let loop = try frame.engine.loop(some)
    if loop.notices.contains(where: { $0.code == FeedbackLoop.notConverged }) { unsettled += 1 }
    let weights = frame.byLever(frame.game.weights[coalition] ?? [])
    let change = try frame.values(of: loop.plan, prices: loop.prices, flag)
    for t in frame.scenario.years.indices {
      store.years[t].add(change, columns: [t], weights: [weights])
      sample?.add(change, columns: [t], of: [coalition], year: t)
    }
    solved += frame.scenario.years.count
  }
}

extension AttributionFrame {
  /// Coalitions are solved to this; what it leaves is closed against the run.
  static let options = SolverOptions(tolerance: 1e-6)

  /// Changes by indicator, channel and column of a plan, solved in full.
  func values(
    of plan: ScenarioYears, prices: PriceStep? = nil, _ flag: CancellationFlag
  ) throws -> [Indicator: [Effect: [[Double]]]] {
    let steps = try engine.steps(
      plan, prices: prices, households: households, options: Self.options, isCertified: false,
      flag: flag)
    return ProductivityScale.applied(to: steps.cube.change, plan)
  }
}
