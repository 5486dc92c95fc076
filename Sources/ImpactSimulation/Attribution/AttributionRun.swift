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

  /// Columns of a block: enough for matrix-matrix work, few enough for memory.
  private static let columns = 96
  /// Coalitions are solved to this; what it leaves is closed against the run.
  static let options = SolverOptions(tolerance: 1e-6)

  private var levers: [any Lever] { players.map { scenario.levers[$0] } }

  /// Works out every coalition; `flag` stops between two blocks.
  mutating func run(_ flag: CancellationFlag) throws {
    let levers = levers
    let isPlain = game.coalitions.map { coalition in
      !FeedbackLoop.isNeeded(
        by: levers.indices.filter { coalition.contains($0) }.map { levers[$0] })
    }
    let plain = game.coalitions.indices.filter { isPlain[$0] }.map { game.coalitions[$0] }
    let years = scenario.years.indices
    let together = max(2, Self.columns / max(1, plain.count))
    for first in stride(from: 0, to: years.count, by: together) {
      try block(
        plain, years: Array(first..<min(first + together, years.count)), levers: levers, flag)
    }
    for coalition in game.coalitions.indices.filter({ !isPlain[$0] }) {
      try flag.check()
      try alone(game.coalitions[coalition], levers: levers)
    }
  }

  /// All plain coalitions of some years, in pieces of the preorder.
  private mutating func block(
    _ coalitions: [Coalition], years: [Int], levers: [any Lever], _ flag: CancellationFlag
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
      try add(plan, coalitions: part, columns: columns)
    }
  }

  /// One coalition with its fixed point in all years.
  private mutating func alone(_ coalition: Coalition, levers: [any Lever]) throws {
    var some = scenario
    some.levers = levers.indices.filter { coalition.contains($0) }.map { levers[$0] }
    let plan = try engine.loop(some).plan
    try add(
      plan, coalitions: [coalition],
      columns: scenario.years.indices.map { (year: $0, range: $0..<$0 + 1) })
  }

  /// Solves the columns of a plan and adds them, weighted, to the years they belong to.
  private mutating func add(
    _ plan: ScenarioYears, coalitions: [Coalition], columns: [(year: Int, range: Range<Int>)]
  ) throws {
    let run = try ColumnRun(
      plan, economy: engine.economy, market: engine.market, households: households,
      options: Self.options)
    let n = engine.economy.dimension
    let weights = weights(of: coalitions)
    let x0 = engine.economy.satellites.output
    for effect in Effect.allCases {
      guard let output = run.quantity(effect) else { continue }
      for family in store.families {
        let values = family.quantity(effect, output, plan: plan, x0: x0)
        for (year, range) in columns {
          let part = Matrix(
            rows: n, columns: range.count,
            values: Array(values.values[range.lowerBound * n..<range.upperBound * n]))
          store.add(part, weights: weights, family, effect, year: year)
          sample?
            .add(
              part, of: coalitions, family, year: year, coefficients: engine.coefficients)
        }
      }
    }
  }

  /// Coalitions × levers.
  private func weights(of coalitions: [Coalition]) -> Matrix {
    var weights = Matrix(rows: coalitions.count, columns: scenario.levers.count)
    for (c, coalition) in coalitions.enumerated() {
      for (p, weight) in (game.weights[coalition] ?? []).enumerated() {
        weights[c, players[p]] = weight
      }
    }
    return weights
  }
}
