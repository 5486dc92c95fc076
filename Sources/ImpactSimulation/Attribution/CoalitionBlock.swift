import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Coalitions of one year side by side, in coordinates.
///
///     y ← Qᵀ[b_C + (A_C − A)x],  x = V R⁻¹ y
///
/// gives x where purchases and labour change, and so the right-hand sides of φ (`YearSides`). What the coordinates
/// miss reaches φ through (A_C − A) alone.
struct CoalitionBlock {
  let engine: ImpactEngine
  let basis: CoalitionBasis
  let households: HouseholdIncome?
  let states: [LeverState]
  let coalitions: [Coalition]
  /// Coalitions×levers.
  let weights: [[Double]]
  /// What the states change.
  let cells: YearCells
  let labour: CoalitionLabour

  var economy: Economy { engine.economy }
  var R: Int { economy.regionCount }
  var S: Int { economy.industryCount }
  var B: Int { states.count }

  /// ‖(1 − QQᵀ)u‖/‖u‖ above which a coalition is solved in full.
  static let largestResidual: Float = 2e-2

  /// `cells` have taken in the states.
  init(
    engine: ImpactEngine, basis: CoalitionBasis, households: HouseholdIncome?,
    states: [LeverState], coalitions: [Coalition], weights: [[Double]], cells: YearCells
  ) {
    self.engine = engine
    self.basis = basis
    self.households = households
    self.states = states
    self.coalitions = coalitions
    self.weights = weights
    self.cells = cells
    labour = CoalitionLabour(states)
  }

  /// Whether coordinates can follow what levers did.
  static func canFollow(_ state: LeverState) -> Bool {
    state.events.isEmpty && state.outputLimits.isEmpty && state.productivity.isEmpty
      && state.entrants.isEmpty
  }

  /// Adds all coalitions but those returned, which must be solved in full.
  ///
  /// Rounds begin where `interactions` say; with `learns` they take in what was found.
  func add(
    to sides: inout YearSides, _ interactions: inout YearInteractions, learns: Bool
  ) throws -> [Int] {
    let (sold, unpriced) = try sales(&interactions, learns: learns)
    let inputs = inputs(sold: sold)
    let fixed = [inputs.fixed.columns(0..<B), inputs.fixed.columns(B..<2 * B)]
    let start = interactions.technical.start(coalitions, fixed: fixed[0])
      .beside(interactions.price.start(coalitions, fixed: fixed[1]))
    let open = CoalitionRounds(from: start, modes: basis.open.basis.modes) { c in
      var next = inputs.fixed
      next.add(cells.open.projector, times: feedback(c, cells.open))
      return next
    }
    let c = open.y.leadingRows(basis.open.basis.modes)
    let spending = spend(c, interactions.induced)
    if learns {
      interactions.technical.learn(open.y.columns(0..<B), coalitions)
      interactions.price.learn(open.y.columns(B..<2 * B), coalitions)
      if let spending { interactions.induced.learn(spending.rounds.y, coalitions) }
    }
    let failed = failed(unpriced, open, spending?.rounds)
    var kept = Matrix(rows: B, columns: sides.levers)
    for c in 0..<B where !failed.contains(c) {
      for l in 0..<sides.levers { kept[c, l] = weights[c][l] }
    }
    add(inputs, to: &sides, kept)
    let answers = feedback(c, cells.open)
    sides.add(answers, 0..<B, kept, .technical)
    sides.add(answers, B..<2 * B, kept, .price)
    let home = spending?.rounds.y.leadingRows(basis.closed?.basis.modes ?? 0)
    sides.addCoordinates(c, home, kept)
    if let home, let closed = cells.closed {
      sides.add(feedback(home, closed), 0..<B, kept, .induced)
    }
    addLabour(inputs, answers, open: c, induced: home, to: &sides, kept)
    if let spending { sides.addIncome(spending.open, spending.induced, kept) }
    return failed
  }

  /// Coalitions that coordinates do not carry; they are idle where purchases and labour stay.
  private func failed(
    _ unpriced: Set<Int>, _ open: CoalitionRounds, _ induced: CoalitionRounds?
  ) -> [Int] {
    (0..<B)
      .filter { c in
        if unpriced.contains(c) { return true }
        if cells.terms.count(of: cells.systems.of[c]) == 0 && labour.factors[c].isEmpty {
          return false
        }
        return !(open.residual[c] <= Self.largestResidual)
          || !(open.residual[B + c] <= Self.largestResidual)
          || !((induced?.residual[c] ?? 0) <= Self.largestResidual)
      }
  }

  /// (A_C − A)x before sourcing, targets×columns.
  func feedback(_ c: SingleMatrix, _ channel: ChannelCells) -> SingleMatrix {
    cells.terms.applied(
      to: channel.response.multiplied(by: c), owners: owners(c.columns))
  }

  /// Systems of columns that stand in blocks of all coalitions.
  private func owners(_ columns: Int) -> [Int] { (0..<columns).map { cells.systems.of[$0 % B] } }

  /// Δf of vehicles by origin, R×coalitions, and the coalitions whose prices coordinates do not carry or
  /// let fall to zero.
  private func sales(
    _ interactions: inout YearInteractions, learns: Bool
  ) throws -> (SingleMatrix, unpriced: Set<Int>) {
    var sold = SingleMatrix(rows: R, columns: B)
    var unpriced: Set<Int> = []
    guard let market = basis.market, let prices = basis.prices, let rows = cells.prices else {
      return (sold, [])
    }
    let tasks = PriceTasks(states, coalitions)
    let (found, coordinates) = prices.vehiclePrices(
      tasks, cells, rows, vehicles: market.market.vehicles
    ) { tasks.start(interactions, fixed: $0) }
    if learns { tasks.learn(coordinates, &interactions) }
    let buyers = states.map { VehicleBuyers($0.priceResponses, volume: $0.vehicleVolume) }
    for (c, change) in market.changes(buyers, prices: found).enumerated() {
      if let change { sold.set(change, column: c) } else { unpriced.insert(c) }
    }
    return (sold, unpriced)
  }

  // MARK: Households

  struct Spending {
    let rounds: CoalitionRounds
    /// Income that labour factors add, R×coalitions: of the open model's changes, and of what spending brings.
    let open: Matrix
    let induced: Matrix
  }

  /// Coordinates of what spending adds, with what labour factors add to income.
  private func spend(_ c: SingleMatrix, _ known: CoalitionInteractions) -> Spending? {
    guard let households, let closed = cells.closed, let response = basis.income,
      let earnings = basis.earned
    else { return nil }
    let channel = closed.channel
    let both = c.columns(0..<B).adding(c.columns(B..<2 * B))
    let extra = labour.income(
      households, output: { basis.open.output(of: $0, at: both) }, x0: economy.satellites.output,
      regions: R, industries: S)
    var earned = earnings.multiplied(by: both, transposed: true)
    for k in earned.values.indices { earned.values[k] += Float(extra.values[k]) }
    let fixed = response.spent.multiplied(by: earned, transposed: true)
    func more(_ c: SingleMatrix) -> Matrix {
      labour.income(
        households, output: { channel.output(of: $0, at: c) }, x0: nil, regions: R, industries: S)
    }
    let start = known.start(coalitions, fixed: fixed)
    let solved = CoalitionRounds(from: start, modes: channel.basis.modes) { c in
      var next = fixed
      next.add(closed.projector, times: feedback(c, closed))
      if !labour.industries.isEmpty {
        next.add(response.spent, transposed: true, times: SingleMatrix(more(c)))
      }
      return next
    }
    let last = solved.y.leadingRows(channel.basis.modes)
    return Spending(rounds: solved, open: extra, induced: more(last))
  }
}
