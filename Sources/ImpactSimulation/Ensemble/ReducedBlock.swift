import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Draws of one block on their way to coordinates: one row for each draw and year.
///
///     u = Σ_l T_l·(Δ_l∘(x₀ + Δx)) + Δf + S·L·[(σ − 1)·w∘Δx + σ·(a∘Δx + b)]
///     y ← Qᵀu,  Δx = V R⁻¹ y
///
/// with Δ_l the changed coefficients of layer l (product, class, zone), σ the draw's factor on spent
/// income, w the households' income of the accounts and a, b what the draw's labour and plants add to
/// it. u hangs on Δx at few places only, so y is found in some rounds.
struct ReducedBlock {
  let basis: ResponseBasis
  let economy: Economy
  /// w of the accounts; nil when households are not followed.
  let household: HouseholdResponse?
  /// R×width of vehicles sold by origin; nil without a market.
  let vehicles: SingleMatrix?

  /// Change of y in a round, relative to y, at which a draw is done; a round gains about a digit.
  static let tolerance: Float = 1e-5
  static let mostRounds = 24
  /// ‖(1 − QQᵀ)u‖/‖u‖ above which a draw is solved in full.
  static let largestResidual: Float = 5e-3

  /// What a block came to.
  struct Solved {
    /// rows×modes.
    let coordinates: SingleMatrix
    /// ‖(1 − QQᵀ)u‖/‖Qᵀu‖, estimated, by row; infinite where rounds did not end.
    let residual: [Float]
    /// Extras by row and slot.
    let extras: [[CellExtra]]
    /// Of the matrix products.
    let operations: Double
  }

  /// `sold` is Δf of vehicles by origin for each case, empty for none.
  func solve(
    _ cases: [ReducedCase], _ changed: ChangedPurchases, sold: [[Double]], scale: [Double]
  ) -> Solved {
    let B = cases.count
    let fixed = fixedPart(cases, sold: sold)
    var terms = Terms(changed, basis: basis, economy: economy, fixed: fixed)
    if let household { terms.add(household, cases, scale: scale, S: economy.industryCount) }
    let rr = terms.rounds(basis)
    let solved = rr.solved(tolerance: Self.tolerance, most: Self.mostRounds)
    let inside = solved.y.leading(basis.modes)
    return Solved(
      coordinates: inside,
      residual: ResponseBasis.residuals(
        solved, modes: basis.modes, tolerance: Self.tolerance),
      extras: extras(cases, inside, rows: B), operations: solved.operations)
  }

  /// Final demand in coordinates, rows×width.
  private func fixedPart(_ cases: [ReducedCase], sold: [[Double]]) -> SingleMatrix {
    let (B, R, S) = (cases.count, economy.regionCount, economy.industryCount)
    var fixed = SingleMatrix(rows: B, columns: basis.width)
    if let vehicles, sold.contains(where: { !$0.isEmpty }) {
      var changes = SingleMatrix(rows: B, columns: R)
      for (j, values) in sold.enumerated() {
        for (r, value) in values.enumerated() { changes[j, r] = Float(value) }
      }
      fixed.add(changes, times: vehicles)
    }
    for k in 0...1 {
      var places = [Int](repeating: -1, count: S)
      var found: [(product: Int, demand: SingleMatrix)] = []
      for (j, item) in cases.enumerated() {
        for amount in item.bought[k] {
          let (s, i) = Int(amount.cell).quotientAndRemainder(dividingBy: S)
          if places[i] < 0 {
            places[i] = found.count
            found.append((i, SingleMatrix(rows: B, columns: R)))
          }
          found[places[i]].demand.values[j + s * B] += amount.value
        }
      }
      for (product, demand) in found {
        let key = PurchaseKey(product: product, originClass: k, zone: nil)
        fixed.add(demand, times: basis.layer(key))
      }
    }
    let cells = Set(cases.flatMap { $0.atOrigin.map(\.cell) }).sorted()
    guard !cells.isEmpty else { return fixed }
    let places = Dictionary(
      cells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var made = SingleMatrix(rows: B, columns: cells.count)
    for (j, item) in cases.enumerated() {
      for amount in item.atOrigin { made[j, places[amount.cell] ?? 0] += amount.value }
    }
    fixed.add(made, times: basis.projector.rows(cells.map { Int($0) }))
    return fixed
  }

  private func extras(_ cases: [ReducedCase], _ inside: SingleMatrix, rows B: Int) -> [[CellExtra]]
  {
    var places = [Int32](repeating: -1, count: economy.dimension)
    var cells: [Int] = []
    for item in cases {
      for term in item.account.terms where term.a != 0 && places[Int(term.cell)] < 0 {
        places[Int(term.cell)] = Int32(cells.count)
        cells.append(Int(term.cell))
      }
    }
    let x = inside.multiplied(by: basis.response(at: cells))
    return cases.enumerated()
      .map { j, item in
        item.account.extras { Double(x.values[j + Int(places[$0]) * B]) }
      }
  }
}

/// The terms of a block: changed purchases, and income that is spent.
private struct Terms {
  var fixed: SingleMatrix
  private var factors: SingleMatrix
  private var levels: [Int32] = []
  private var places: [Int32] = []
  private var base: [Float] = []
  private var readout: SingleMatrix
  /// Columns of `readout` beyond those of purchases.
  private var appended: [Float] = []
  /// Where each target comes from: a source and its row.
  private var order: [(source: Int, row: Int)] = []
  private var sources: [SingleMatrix]

  /// What regions buy of what they make.
  init(
    _ changed: ChangedPurchases, basis: ResponseBasis, economy: Economy, fixed: SingleMatrix
  ) {
    let (R, S, x0) = (economy.regionCount, economy.industryCount, economy.satellites.output)
    self.fixed = fixed
    factors = changed.factors
    var cells: [Int] = []
    var cellPlaces: [Int: Int32] = [:]
    var keys: [PurchaseKey: Int] = [:]
    var targets: [[Int32]] = []
    sources = []
    for layer in changed.layers {
      let source = keys[layer.key] ?? sources.count
      if source == sources.count {
        keys[layer.key] = source
        sources.append(basis.layer(layer.key))
        targets.append([Int32](repeating: -1, count: R))
      }
      for r in layer.regions {
        let cell = r * S + layer.buyer
        if cellPlaces[cell] == nil {
          cellPlaces[cell] = Int32(cells.count)
          cells.append(cell)
        }
        if targets[source][r] < 0 {
          targets[source][r] = Int32(order.count)
          order.append((source, r))
        }
        levels.append(cellPlaces[cell] ?? 0)
        places.append(targets[source][r])
      }
    }
    base = cells.map { Float(x0[$0]) }
    readout = basis.response(at: cells)
  }

  /// Income that is spent, by the region where it is earned.
  mutating func add(
    _ household: HouseholdResponse, _ cases: [ReducedCase], scale: [Double], S: Int
  ) {
    let (B, R) = (cases.count, household.earned.columns)
    var earned = SingleMatrix(rows: B, columns: R)
    var cells: [Int] = []
    var cellPlaces: [Int32: Int] = [:]
    for (j, item) in cases.enumerated() {
      for pay in item.account.pay {
        if pay.b != 0 { earned[j, Int(pay.cell) / S] += Float(scale[j] * pay.b) }
        if pay.a != 0, cellPlaces[pay.cell] == nil {
          cellPlaces[pay.cell] = cells.count
          cells.append(Int(pay.cell))
        }
      }
    }
    fixed.add(earned, times: household.spent)
    let isScaled = scale.contains { $0 != 1 }
    guard isScaled || !cells.isEmpty else { return }
    let first = order.count
    order += (0..<R).map { (sources.count, $0) }
    sources.append(household.spent)
    var more: [Float] = []
    if isScaled {
      for r in 0..<R {
        more += scale.map { Float($0 - 1) }
        append(level: household.earned, column: r, place: first + r)
      }
    }
    var paid = SingleMatrix(rows: B, columns: cells.count)
    for (j, item) in cases.enumerated() {
      for pay in item.account.pay where pay.a != 0 {
        paid[j, cellPlaces[pay.cell] ?? 0] += Float(scale[j] * pay.a)
      }
    }
    let responses = household.basis.response(at: cells)
    for (c, cell) in cells.enumerated() {
      append(level: responses, column: c, place: first + cell / S)
    }
    factors = SingleMatrix(
      rows: B, columns: levels.count, values: factors.values + more + paid.values)
  }

  private mutating func append(level: SingleMatrix, column: Int, place: Int) {
    levels.append(Int32(base.count))
    base.append(0)
    appended += level.column(column)
    places.append(Int32(place))
  }

  /// Everything together.
  func rounds(_ basis: ResponseBasis) -> ReducedRounds {
    var targets = SingleMatrix(rows: order.count, columns: basis.width)
    targets.fillRows(from: sources, order)
    return ReducedRounds(
      fixed: fixed, factors: factors, levels: levels, places: places, base: base,
      readout: SingleMatrix(
        rows: basis.modes, columns: base.count, values: readout.values + appended),
      targets: targets)
  }
}
