import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Works out the values of coalitions in blocks and turns them into contributions.
///
/// A block holds coalitions side by side, several years at once, so that the solver works on many
/// columns. Coalitions with a fixed point (capacity, content by value added) are solved one by one.
struct AttributionRun {
  let engine: ImpactEngine
  let scenario: Scenario
  let context: LeverContext
  let households: HouseholdIncome?
  let game: CoalitionGame
  /// Player numbers to lever indices.
  let players: [Int]
  var store: ContributionStore
  var sample: SampledTotals?
  /// Coalitions whose fixed point was left before it was met.
  var unsettled = 0

  /// Columns of a block: enough for matrix-matrix work, few enough for memory.
  private static let columns = 64
  /// Coalitions are solved to this; what it leaves is closed against the run.
  static let options = SolverOptions(tolerance: 1e-6)

  /// A game of some levers in some years.
  private struct Part {
    let game: CoalitionGame
    /// Player numbers to lever indices.
    let players: [Int]
    let years: [Int]
  }

  /// Works out every coalition; `flag` stops between two blocks.
  mutating func run(_ flag: CancellationFlag) throws {
    for part in try parts() {
      let levers = part.players.map { scenario.levers[$0] }
      let isPlain = part.game.coalitions.map { coalition in
        !FeedbackLoop.isNeeded(
          by: levers.indices.filter { coalition.contains($0) }.map { levers[$0] })
      }
      let plain = zip(part.game.coalitions, isPlain).filter(\.1).map(\.0)
      let together = max(2, Self.columns / max(1, plain.count))
      for first in stride(from: 0, to: part.years.count, by: together) {
        let years = Array(part.years[first..<min(first + together, part.years.count)])
        try block(plain, years: years, levers: levers, part, flag)
      }
      for (coalition, isPlain) in zip(part.game.coalitions, isPlain) where !isPlain {
        try flag.check()
        try alone(coalition, levers: levers, part, flag)
      }
    }
  }

  /// Years with the same levers at work, each with a game of these alone.
  ///
  /// A lever that does nothing in a year, whoever acts before it, is a dummy there: the others share as if
  /// it were not in the scenario. A floor before its first year halves the work.
  private func parts() throws -> [Part] {
    let all = Part(game: game, players: players, years: Array(scenario.years.indices))
    let levers = players.map { scenario.levers[$0] }
    guard game.isExact, !FeedbackLoop.isNeeded(by: levers) else { return [all] }
    let working = try concurrentMap(scenario.years.count) { t in
      try IdleLevers.working(levers, context: context, year: scenario.years[t])
    }
    return Dictionary(grouping: all.years) { working[$0] }
      .sorted { $0.value[0] < $1.value[0] }
      .map { present, years in
        Part(
          game: .exact(players: present.count), players: present.map { players[$0] }, years: years)
      }
  }

  /// All plain coalitions of some years, in pieces of the preorder.
  private mutating func block(
    _ coalitions: [Coalition], years: [Int], levers: [any Lever], _ game: Part,
    _ flag: CancellationFlag
  ) throws {
    var trees = years.map {
      CoalitionStates(levers: levers, context: context, year: scenario.years[$0])
    }
    let piece = max(1, Self.columns / years.count)
    for first in stride(from: 0, to: coalitions.count, by: piece) {
      try flag.check()
      let part = Array(coalitions[first..<min(first + piece, coalitions.count)])
      let before = trees
      let made = try concurrentMap(years.count) { y -> (CoalitionStates, [LeverState]) in
        var tree = before[y]
        var states: [LeverState] = []
        for coalition in part { states.append(try tree.state(of: coalition)) }
        return (tree, states)
      }
      trees = made.map(\.0)
      let plan = try ScenarioYears(
        columns: made.flatMap(\.1), of: scenario, base: engine.accounts, economy: engine.economy)
      let columns = years.enumerated()
        .map { (year: $1, range: $0 * part.count..<($0 + 1) * part.count) }
      try add(plan, coalitions: part, game, columns: columns, flag)
    }
  }

  /// One coalition with its fixed point in all years.
  private mutating func alone(
    _ coalition: Coalition, levers: [any Lever], _ game: Part, _ flag: CancellationFlag
  ) throws {
    var some = scenario
    some.levers = levers.indices.filter { coalition.contains($0) }.map { levers[$0] }
    let loop = try engine.loop(some)
    if loop.notices.contains(where: { $0.code == FeedbackLoop.notConverged }) { unsettled += 1 }
    try add(
      loop.plan, coalitions: [coalition], game,
      columns: scenario.years.indices.map { (year: $0, range: $0..<$0 + 1) }, flag)
  }

  /// Solves the columns of a plan and adds them, weighted, to the years they belong to.
  private mutating func add(
    _ plan: ScenarioYears, coalitions: [Coalition], _ game: Part,
    columns: [(year: Int, range: Range<Int>)], _ flag: CancellationFlag
  ) throws {
    let steps = try engine.steps(
      plan, households: households, options: Self.options, flag: flag)
    let change = ProductivityScale.applied(to: steps.cube.change, plan)
    let n = engine.economy.dimension
    let weights = weights(of: coalitions, game)
    for indicator in Indicator.allCases {
      for effect in Effect.allCases {
        guard let values = change[indicator]?[effect] else { continue }
        for (year, range) in columns {
          let cells = values[range].flatMap { $0 }
          guard cells.contains(where: { $0 != 0 }) else { continue }
          let part = Matrix(rows: n, columns: range.count, values: cells)
          store.add(part, weights: weights, indicator, effect, year: year)
          sample?.add(part, of: coalitions, indicator, year: year)
        }
      }
    }
  }

  /// Coalitions × levers.
  private func weights(of coalitions: [Coalition], _ part: Part) -> Matrix {
    var weights = Matrix(rows: coalitions.count, columns: scenario.levers.count)
    for (c, coalition) in coalitions.enumerated() {
      for (p, weight) in (part.game.weights[coalition] ?? []).enumerated() {
        weights[c, part.players[p]] = weight
      }
    }
    return weights
  }
}
