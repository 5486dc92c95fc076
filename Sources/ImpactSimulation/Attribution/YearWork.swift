import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// The coalitions of some years: levers act along the tree of coalitions, block by block.
struct YearWork {
  let frame: AttributionFrame
  let basis: CoalitionBasis?
  /// Indices of the scenario's years.
  let years: [Int]
  /// Contributions of coalitions solved in full, by place in `years`.
  private(set) var store: ContributionStore
  private(set) var sample: SampledTotals?
  /// Right-hand sides of coalitions followed in coordinates.
  private(set) var sides: [(year: Int, sides: YearSides)] = []
  private(set) var followed = 0
  private(set) var solved = 0

  /// Columns of a block solved in full: enough for matrix-matrix work, few enough for memory.
  static let columns = 64
  /// Coalitions of a block in coordinates.
  private static let block = 40

  private struct Item: Sendable {
    let coalition: Coalition
    /// Index of the scenario's year.
    let year: Int
    let state: LeverState
    /// By lever.
    let weights: [Double]
  }

  private var waiting: [Item] = []
  private var block: [Item] = []
  /// Purchases of the coalition before, which are not negative.
  private var checked: PurchaseChanges?
  private var interactions = YearInteractions()
  /// What coalitions of the year at hand change.
  private var cells: YearCells?

  init(
    frame: AttributionFrame, basis: CoalitionBasis?, years: [Int], sample: SampledTotals?
  ) {
    self.frame = frame
    self.basis = basis
    self.years = years
    self.sample = sample
    store = ContributionStore(
      cells: frame.engine.economy.dimension, years: years.count,
      levers: frame.scenario.levers.count, indicators: frame.indicators)
  }

  /// Works out every coalition without a fixed point; `flag` stops between two blocks.
  mutating func run(_ flag: CancellationFlag) throws {
    for year in years {
      if let basis { open(year, basis) }
      if frame.game.isExact {
        try CoalitionWalk(frame.levers)
          .visit(context: frame.context, year: frame.scenario.years[year]) {
            try take($0, $1, $2, year, flag)
          }
      } else {
        try sampled(year, flag)
      }
      try follow(flag)
      if let cells { sides[sides.count - 1].sides.name(cells) }
    }
    try solve(flag)
  }

  private mutating func open(_ year: Int, _ basis: CoalitionBasis) {
    let economy = frame.engine.economy
    cells = YearCells(basis, economy: economy)
    interactions = YearInteractions()
    checked = nil
    sides.append(
      (
        year,
        YearSides(
          levers: frame.scenario.levers.count, regions: economy.regionCount,
          dimension: economy.dimension)
      ))
  }

  /// Coalitions that drawn orders meet.
  private mutating func sampled(_ year: Int, _ flag: CancellationFlag) throws {
    let levers = frame.levers
    var tree = CoalitionStates(
      levers: levers, context: frame.context, year: frame.scenario.years[year])
    for coalition in frame.game.coalitions {
      let some = levers.indices.filter { coalition.contains($0) }.map { levers[$0] }
      if FeedbackLoop.isNeeded(by: some) { continue }
      try take(
        coalition, try tree.state(of: coalition), frame.game.weights[coalition] ?? [], year, flag)
    }
  }

  /// Levers from which coalitions come one after the other.
  private var breadth: Int { CoalitionWalk.breadth(frame.levers.count) }

  private mutating func take(
    _ coalition: Coalition, _ state: LeverState, _ weights: [Double], _ year: Int,
    _ flag: CancellationFlag
  ) throws {
    let item = Item(
      coalition: coalition, year: year, state: state, weights: frame.byLever(weights))
    if let basis, CoalitionBlock.canFollow(state),
      basis.prices != nil || state.priceResponses.isEmpty
    {
      try requireNonNegative(state)
      // A coalition that others learn from stands in a block of its size.
      if let first = block.first?.coalition.count, first != coalition.count, first < breadth {
        try follow(flag)
      }
      block.append(item)
      if block.count == Self.block { try follow(flag) }
    } else {
      waiting.append(item)
      if waiting.count == Self.columns { try solve(flag) }
    }
  }

  private mutating func requireNonNegative(_ state: LeverState) throws {
    guard state.purchases.isNegative(in: frame.context, knowing: checked) else {
      checked = state.purchases
      return
    }
    try ScenarioYears.requireNonNegative(
      state.purchases.structureChange, year: state.year, base: frame.engine.accounts,
      economy: frame.engine.economy)
  }

  /// Follows the block in coordinates; coalitions that they do not carry wait for the solver.
  private mutating func follow(_ flag: CancellationFlag) throws {
    guard let basis, !block.isEmpty else { return }
    try flag.check()
    let states = block.map(\.state)
    cells?.take(states)
    guard let cells else { return }
    let failed = try CoalitionBlock(
      engine: frame.engine, basis: basis, households: frame.households,
      states: states, coalitions: block.map(\.coalition), weights: block.map(\.weights),
      cells: cells
    )
    .add(
      to: &sides[sides.count - 1].sides, &interactions, learns: block[0].coalition.count < breadth)
    followed += block.count - failed.count
    waiting += failed.map { block[$0] }
    block = []
    if waiting.count >= Self.columns { try solve(flag) }
  }

  /// Solves what waits in full.
  private mutating func solve(_ flag: CancellationFlag) throws {
    guard !waiting.isEmpty else { return }
    try flag.check()
    let plan = try ScenarioYears(
      columns: waiting.map(\.state), of: frame.scenario, base: frame.engine.accounts,
      economy: frame.engine.economy)
    let change = try frame.values(of: plan, flag)
    for year in Set(waiting.map(\.year)).sorted() {
      let columns = waiting.indices.filter { waiting[$0].year == year }
      store.years[year - years[0]]
        .add(change, columns: columns, weights: columns.map { waiting[$0].weights })
      sample?
        .add(
          change, columns: columns, of: columns.map { waiting[$0].coalition }, year: year)
    }
    solved += waiting.count
    waiting = []
  }
}

extension YearContributions {
  /// Adds columns of changes, weighted (by column and lever).
  mutating func add(
    _ change: [Indicator: [Effect: [[Double]]]], columns: [Int], weights: [[Double]]
  ) {
    var matrix = Matrix(rows: columns.count, columns: levers)
    for (c, list) in weights.enumerated() {
      for (l, weight) in list.enumerated() { matrix[c, l] = weight }
    }
    for indicator in Indicator.allCases where indicators.contains(indicator) {
      for effect in Effect.allCases {
        guard let values = change[indicator]?[effect] else { continue }
        let all = columns.flatMap { values[$0] }
        guard all.contains(where: { $0 != 0 }) else { continue }
        add(
          Matrix(rows: cells, columns: columns.count, values: all), weights: matrix, indicator,
          effect)
      }
    }
  }
}

extension SampledTotals {
  /// Adds columns of changes to a year.
  mutating func add(
    _ change: [Indicator: [Effect: [[Double]]]], columns: [Int], of coalitions: [Coalition],
    year: Int
  ) {
    for indicator in Indicator.allCases {
      for effect in Effect.allCases {
        guard let values = change[indicator]?[effect] else { continue }
        let all = columns.flatMap { values[$0] }
        guard let cells = columns.first.map({ values[$0].count }),
          all.contains(where: { $0 != 0 })
        else { continue }
        add(
          Matrix(rows: cells, columns: columns.count, values: all), of: coalitions, indicator,
          year: year)
      }
    }
  }
}
