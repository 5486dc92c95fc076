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
  let year: Int
  let states: [LeverState]
  /// Coalitions×levers.
  let weights: [[Double]]

  private let purchases: CoalitionPurchases
  private var economy: Economy { engine.economy }
  private var R: Int { economy.regionCount }
  private var S: Int { economy.industryCount }
  private var B: Int { states.count }

  /// Change of y in a round, relative to y, at which rounds end; what is left reaches φ through A_C − A.
  static let tolerance: Float = 1e-4
  static let mostRounds = 14
  /// ‖(1 − QQᵀ)u‖/‖u‖ above which a coalition is solved in full.
  static let largestResidual: Float = 2e-2

  init(
    engine: ImpactEngine, basis: CoalitionBasis, households: HouseholdIncome?, year: Int,
    states: [LeverState], weights: [[Double]]
  ) {
    self.engine = engine
    self.basis = basis
    self.households = households
    self.year = year
    self.states = states
    self.weights = weights
    purchases = CoalitionPurchases(states, regions: engine.economy.regionCount)
  }

  /// Whether coordinates can follow what levers did.
  static func canFollow(_ state: LeverState) -> Bool {
    state.events.isEmpty && state.outputLimits.isEmpty && state.productivity.isEmpty
      && state.entrants.isEmpty
  }

  /// Adds all coalitions but those returned, which must be solved in full.
  func add(to sides: inout YearSides) throws -> [Int] {
    let (sold, unpriced) = try sales()
    let inputs = Inputs(
      first: firstPurchases(), plants: demand(\.plantInputs), origin: atOrigin(\.demand),
      plantOrigin: atOrigin(\.plantInputs), sold: sold)
    let solved = rounds(fixed(inputs), basis.open)
    let c = solved.y.leadingRows(basis.open.basis.modes)
    let (induced, homeIncome) = spend(c)
    let failed = (0..<B)
      .filter { c in
        unpriced.contains(c) || !(solved.residual[c] <= Self.largestResidual)
          || !(solved.residual[B + c] <= Self.largestResidual)
          || !((induced?.residual[c] ?? 0) <= Self.largestResidual)
      }
    var kept = Matrix(rows: B, columns: sides.levers)
    for c in 0..<B where !failed.contains(c) {
      for l in 0..<sides.levers { kept[c, l] = weights[c][l] }
    }
    add(inputs, to: &sides, kept)
    let answers = feedback(c, basis.open)
    for (key, bought) in answers {
      sides.add(bought.columns(0..<B), kept, key, .technical)
      sides.add(bought.columns(B..<2 * B), kept, key, .price)
    }
    let home = induced?.y.leadingRows(basis.closed?.basis.modes ?? 0)
    sides.addCoordinates(c, home, kept)
    if let home, let closed = basis.closed {
      for (key, bought) in feedback(home, closed) { sides.add(bought, kept, key, .induced) }
    }
    addLabour(inputs, answers, open: c, induced: home, to: &sides, kept)
    addIncome(homeIncome, to: &sides, kept)
    return failed
  }

  /// What stands on the right-hand side before anything is solved.
  private struct Inputs {
    let first: PurchaseSums
    let plants: PurchaseSums
    let origin: SingleMatrix?
    let plantOrigin: SingleMatrix?
    /// Δf of vehicles that answers prices, R×coalitions.
    let sold: SingleMatrix
  }

  /// Coordinates of the right-hand sides: of the technical channel, then of the price channel.
  private func fixed(_ inputs: Inputs) -> SingleMatrix {
    let open = basis.open
    var fixed = SingleMatrix(rows: open.basis.width, columns: 2 * B)
    fixed.place(
      projected([inputs.first, inputs.plants], [inputs.origin, inputs.plantOrigin], open),
      columns: 0)
    if let market = engine.market {
      let rows = open.basis.rows(ofProduct: market.vehicles)
      fixed.place(rows.multiplied(by: inputs.sold, transposed: true), columns: B)
    }
    return fixed
  }

  private func add(_ inputs: Inputs, to sides: inout YearSides, _ kept: Matrix) {
    for (key, bought) in inputs.first.sums { sides.add(bought, kept, key, .direct) }
    for (key, bought) in inputs.plants.sums { sides.add(bought, kept, key, .technical) }
    if let origin = inputs.origin { sides.addAtOrigin(origin.double, kept, .direct) }
    if let origin = inputs.plantOrigin { sides.addAtOrigin(origin.double, kept, .technical) }
    guard let market = engine.market else { return }
    var cells = Matrix(rows: economy.dimension, columns: B)
    for c in 0..<B {
      for r in 0..<R { cells[r * S + market.vehicles, c] = Double(inputs.sold[r, c]) }
    }
    sides.addAtOrigin(cells, kept, .price)
  }

  /// Output where labour changes, channel by channel, and what it brings.
  private func addLabour(
    _ inputs: Inputs, _ answers: [(PurchaseKey, SingleMatrix)], open: SingleMatrix,
    induced: SingleMatrix?, to sides: inout YearSides, _ kept: Matrix
  ) {
    let labour = CoalitionLabour(states)
    let technical = inputs.plants.sums + answers.map { ($0.0, $0.1.columns(0..<B)) }
    let price = answers.map { ($0.0, $0.1.columns(B..<2 * B)) }
    addLabour(
      labour, to: &sides, kept,
      LabourOutput(
        direct: delivered(inputs.first.sums, labour.industries, inputs.origin),
        technical: delivered(technical, labour.industries, inputs.plantOrigin),
        price: delivered(price, labour.industries, nil), sold: inputs.sold, open: open,
        induced: induced))
  }

  // MARK: Right-hand sides

  /// (A_C − A)x₀ and what levers buy, before sourcing.
  private func firstPurchases() -> PurchaseSums {
    var sums = demand(\.demand)
    var levels = [SingleMatrix?](repeating: nil, count: S)
    for buyer in purchases.buyers {
      let level = (0..<R).map { Float(economy.satellites.output[$0 * S + buyer]) }
      levels[buyer] = SingleMatrix(
        rows: R, columns: B, values: (0..<B).flatMap { _ in level })
    }
    for (k, key) in purchases.keys.enumerated() {
      let bought = purchases.bought(k, output: levels, regions: R, width: B)
      sums.change(key, rows: R, columns: B) { sum in
        for k in sum.values.indices { sum.values[k] += bought.values[k] }
      }
    }
    return sums
  }

  private func demand(_ part: (LeverState) -> DemandChanges) -> PurchaseSums {
    var sums = PurchaseSums()
    for (c, state) in states.enumerated() {
      for (k, table) in [part(state).own, part(state).imported].enumerated() {
        var byProduct = [[(Int, Double)]](repeating: [], count: S)
        table.forEachValue { byProduct[$0 % S].append(($0 / S, $1)) }
        for (product, values) in byProduct.enumerated() where !values.isEmpty {
          let key = PurchaseKey(product: product, originClass: k, zone: nil)
          sums.change(key, rows: R, columns: B) { sum in
            for (s, value) in values { sum[s, c] += Float(value) }
          }
        }
      }
    }
    return sums
  }

  private func atOrigin(_ part: (LeverState) -> DemandChanges) -> SingleMatrix? {
    guard states.contains(where: { !part($0).atOrigin.isEmpty }) else { return nil }
    var result = SingleMatrix(rows: economy.dimension, columns: B)
    for (c, state) in states.enumerated() {
      part(state).atOrigin.forEachValue { result[$0, c] += Float($1) }
    }
    return result
  }

  private func projected(
    _ parts: [PurchaseSums], _ origins: [SingleMatrix?], _ channel: ChannelBasis
  ) -> SingleMatrix {
    var y = SingleMatrix(rows: channel.basis.width, columns: B)
    for part in parts {
      for (key, bought) in part.sums {
        y.add(channel.basis.layer(key), transposed: true, times: bought)
      }
    }
    for origin in origins.compactMap(\.self) {
      y.add(channel.basis.projector, transposed: true, times: origin)
    }
    return y
  }

  /// Δf of vehicles by origin, R×coalitions, and the coalitions whose prices coordinates do not carry.
  private func sales() throws -> (SingleMatrix, unpriced: Set<Int>) {
    var sold = SingleMatrix(rows: R, columns: B)
    var unpriced: Set<Int> = []
    guard let market = engine.market, let prices = basis.prices else { return (sold, []) }
    let found = prices.vehiclePrices(states, purchases, vehicles: market.vehicles)
    let codes = economy.regions.map(\.code)
    for (c, state) in states.enumerated() where !state.priceResponses.isEmpty {
      guard let prices = found[c] else {
        unpriced.insert(c)
        continue
      }
      let pairs = zip(state.priceResponses, prices).map { ($0, prices: $1) }
      let change = try market.change(
        pairs, volume: state.vehicleVolume, year: year, codes: codes)
      for (r, value) in change.byOrigin.enumerated() { sold[r, c] = Float(value) }
    }
    return (sold, unpriced)
  }

  // MARK: Rounds

  private struct Rounds {
    let y: SingleMatrix
    /// By column; infinite where rounds did not end.
    let residual: [Float]
  }

  private func rounds(
    _ fixed: SingleMatrix, _ channel: ChannelBasis,
    also: (SingleMatrix, inout SingleMatrix) -> Void = { _, _ in }
  ) -> Rounds {
    var y = fixed
    var moved = [Float](repeating: .infinity, count: fixed.columns)
    for _ in 0..<Self.mostRounds where moved.contains(where: { $0 > Self.tolerance }) {
      let c = y.leadingRows(channel.basis.modes)
      var next = fixed
      for (key, bought) in feedback(c, channel) {
        next.add(channel.basis.layer(key), transposed: true, times: bought)
      }
      also(c, &next)
      moved = Self.movement(y, next, modes: channel.basis.modes)
      y = next
    }
    return Rounds(y: y, residual: Self.residuals(y, moved, modes: channel.basis.modes))
  }

  /// (A_C − A)x before sourcing, by key.
  private func feedback(
    _ c: SingleMatrix, _ channel: ChannelBasis
  ) -> [(PurchaseKey, SingleMatrix)] {
    var output = [SingleMatrix?](repeating: nil, count: S)
    for buyer in purchases.buyers { output[buyer] = channel.output(of: buyer, at: c) }
    return purchases.keys.enumerated()
      .map { k, key in
        (key, purchases.bought(k, output: output, regions: R, width: c.columns))
      }
  }

  private static func movement(_ old: SingleMatrix, _ new: SingleMatrix, modes: Int) -> [Float] {
    (0..<new.columns)
      .map { c in
        var (moved, size) = (Float(0), Float(0))
        for m in 0..<modes {
          let step = new[m, c] - old[m, c]
          moved += step * step
          size += new[m, c] * new[m, c]
        }
        return size > 0 ? (moved / size).squareRoot() : 0
      }
  }

  private static func residuals(_ y: SingleMatrix, _ moved: [Float], modes: Int) -> [Float] {
    (0..<y.columns)
      .map { c in
        guard moved[c] <= tolerance else { return .infinity }
        var (outside, inside) = (Float(0), Float(0))
        for m in 0..<modes { inside += y[m, c] * y[m, c] }
        for m in modes..<y.rows { outside += y[m, c] * y[m, c] }
        guard outside > 0 else { return 0 }
        return inside > 0 ? (outside / inside).squareRoot() : .infinity
      }
  }

  // MARK: Households

  /// Coordinates of what spending adds, with what labour factors add to income (R×coalitions).
  private func spend(
    _ c: SingleMatrix
  ) -> (Rounds?, home: (open: Matrix, induced: Matrix)?) {
    guard let households, let closed = basis.closed, let response = basis.income else {
      return (nil, nil)
    }
    let labour = CoalitionLabour(states)
    let both = c.columns(0..<B).adding(c.columns(B..<2 * B))
    let extra = labour.income(
      households, output: { basis.open.output(of: $0, at: both) }, x0: economy.satellites.output,
      regions: R, industries: S)
    var earned = basis.open.earned(households.income).multiplied(by: both, transposed: true)
    for k in earned.values.indices { earned.values[k] += Float(extra.values[k]) }
    let fixed = response.spent.multiplied(by: earned, transposed: true)
    func more(_ c: SingleMatrix) -> Matrix {
      labour.income(
        households, output: { closed.output(of: $0, at: c) }, x0: nil, regions: R, industries: S)
    }
    let solved = rounds(fixed, closed) { c, next in
      guard !labour.industries.isEmpty else { return }
      next.add(response.spent, transposed: true, times: SingleMatrix(more(c)))
    }
    let last = solved.y.leadingRows(closed.basis.modes)
    return (solved, (extra, more(last)))
  }

  private func addIncome(
    _ income: (open: Matrix, induced: Matrix)?, to sides: inout YearSides, _ kept: Matrix
  ) {
    guard let income else { return }
    for (values, path) in [
      (income.open, \YearSides.income.open), (income.induced, \YearSides.income.induced),
    ] {
      let sum = values.multiplied(by: kept)
      for k in sum.values.indices { sides[keyPath: path].values[k] += sum.values[k] }
    }
  }

  // MARK: Labour

  /// What is delivered at the industries whose labour changes, R×coalitions each.
  private func delivered(
    _ sums: [(PurchaseKey, SingleMatrix)], _ industries: [Int], _ origin: SingleMatrix?
  ) -> [Int: SingleMatrix] {
    var result: [Int: SingleMatrix] = [:]
    for i in industries {
      var sum = SingleMatrix(rows: R, columns: B)
      for (key, bought) in sums where key.product == i {
        sum.add(basis.open.trade(key), times: bought)
      }
      if let origin {
        for c in 0..<B { for r in 0..<R { sum[r, c] += origin[r * S + i, c] } }
      }
      result[i] = sum
    }
    return result
  }

  private struct LabourOutput {
    let direct: [Int: SingleMatrix]
    let technical: [Int: SingleMatrix]
    let price: [Int: SingleMatrix]
    let sold: SingleMatrix
    let open: SingleMatrix
    let induced: SingleMatrix?
  }

  /// PurchaseSums of (χ − 1)Δx by channel, (λ − 1)x₀, and plants.
  private func addLabour(
    _ labour: CoalitionLabour, to sides: inout YearSides, _ kept: Matrix, _ output: LabourOutput
  ) {
    let lists = (0..<B).map { c in (0..<sides.levers).map { kept[c, $0] } }
    for i in labour.industries {
      let supplied = basis.open.supplied(at: (0..<R).map { $0 * S + i }, output.open)
      let induced = output.induced.flatMap { basis.closed?.output(of: i, at: $0) }
      for (c, cells) in labour.factors.enumerated() {
        for cell in cells where cell.index % S == i {
          let r = cell.index / S
          let more = cell.change - 1
          let sold = engine.market?.vehicles == i ? output.sold[r, c] : 0
          func at(_ part: [Int: SingleMatrix]) -> Float { part[i]?[r, c] ?? 0 }
          let channels: [(Effect, Float)] = [
            (.direct, at(output.direct)), (.indirect, at(output.technical) + supplied[r, c]),
            (.price, at(output.price) + sold + supplied[r, B + c]),
            (.induced, induced?[r, c] ?? 0),
          ]
          for (effect, value) in channels {
            sides.addExtra(more * Double(value), lists[c], effect, cell: cell.index)
          }
          sides.addLabour(
            (cell.level - 1) * economy.satellites.output[cell.index], lists[c], cell: cell.index)
        }
      }
    }
    for (c, state) in states.enumerated() where !state.plants.isEmpty {
      for indicator in Indicator.allCases {
        for plant in state.plants {
          sides.addPlant(plant.value(indicator), lists[c], indicator, cell: plant.index)
        }
      }
    }
  }
}
