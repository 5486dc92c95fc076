import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Draws of one block on their way to coordinates: one row for each draw.
///
///     u = Σ_l T_l·(Δ_l∘(x₀ + Δx)) + Δf + S·L·[(σ − 1)·w∘Δx + σ·w∘extra]
///     y ← Qᵀu,  Δx = V R⁻¹ y
///
/// with Δ_l the changed coefficients of layer l (product, class, zone), σ the draw's factor on spent
/// income and w the households' income of the accounts. u hangs on Δx at few places only, so y is
/// found in some rounds.
struct ReducedDraws: Sendable {
  let basis: ResponseBasis
  let economy: Economy
  /// w of the accounts; nil when households are not followed.
  let income: HouseholdResponse?
  /// R×width of vehicles sold by origin.
  let vehicles: SingleMatrix?

  /// Change of y in a round, relative to y, at which rounds end.
  static let tolerance: Float = 1e-5
  static let mostRounds = 12

  /// What a block came to.
  struct Block: Sendable {
    /// draws×modes.
    let coordinates: SingleMatrix
    /// ‖(1 − QQᵀ)u‖/‖Qᵀu‖, estimated, by draw; infinite where rounds did not end.
    let residual: [Float]
    /// Extras by draw and cell.
    let extras: [[CellExtra]]
  }

  /// `demand` is what levers add to final demand at its origin (n×draws), nil for nothing; `sold` Δf of
  /// vehicles by origin and draw.
  func solve(
    _ states: [LeverState], demand: Matrix?, sold: [[Double]], incomeScale: [Double]
  ) -> Block {
    let B = states.count
    var fixed = SingleMatrix(rows: B, columns: basis.width)
    if let demand { fixed.add(SingleMatrix(demand), transposed: true, times: basis.projector) }
    if let vehicles {
      var changes = SingleMatrix(rows: B, columns: economy.regionCount)
      for (j, values) in sold.enumerated() {
        for (r, value) in values.enumerated() { changes[j, r] = Float(value) }
      }
      fixed.add(changes, times: vehicles)
    }
    let layers = self.layers(states)
    let labour = LabourCells(states, basis: basis)
    var y = SingleMatrix(rows: B, columns: basis.width)
    var change = [Float](repeating: .infinity, count: B)
    var extras: [[CellExtra]] = []
    for _ in 0..<Self.mostRounds where change.contains(where: { $0 > Self.tolerance }) {
      let inside = y.leading(basis.modes)
      var next = fixed
      addLayers(layers, inside, to: &next)
      extras = labour.extras(states, inside, x0: economy.satellites.output)
      if let income {
        income.add(
          extras, inside, scale: incomeScale, industryCount: economy.industryCount, to: &next)
      }
      change = Self.change(from: y, to: next, modes: basis.modes)
      y = next
    }
    let inside = y.leading(basis.modes)
    extras = labour.extras(states, inside, x0: economy.satellites.output)
    return Block(
      coordinates: inside, residual: residuals(y, change), extras: extras)
  }

  /// One layer of a block: its coordinates and Δ by draw.
  private struct Layer {
    let response: SingleMatrix
    let buyer: Int
    var deltas: [(draw: Int, values: [Double])]
  }

  private struct Key: Hashable {
    let buyer: Int
    let product: Int
    let originClass: Int
    let zone: ScopeMask?
  }

  private func layers(_ states: [LeverState]) -> [Layer] {
    var places: [Key: Int] = [:]
    var layers: [Layer] = []
    for (j, state) in states.enumerated() {
      state.purchases.forEachLayer { buyer, product, k, zone, deltas in
        let key = Key(buyer: buyer, product: product, originClass: k, zone: zone)
        let place = places[key] ?? layers.count
        if place == layers.count {
          places[key] = place
          layers.append(
            Layer(
              response: basis.layer(product: product, originClass: k, zone: zone), buyer: buyer,
              deltas: []))
        }
        layers[place].deltas.append((j, deltas))
      }
    }
    return layers
  }

  private func addLayers(
    _ layers: [Layer], _ inside: SingleMatrix, to next: inout SingleMatrix
  ) {
    let (R, S, B) = (economy.regionCount, economy.industryCount, inside.rows)
    var levels: [Int: SingleMatrix] = [:]
    for layer in layers {
      if levels[layer.buyer] == nil {
        let cells = (0..<R).map { $0 * S + layer.buyer }
        var x = inside.multiplied(by: basis.response(at: cells))
        for (r, cell) in cells.enumerated() {
          let level = Float(economy.satellites.output[cell])
          for j in 0..<B { x.values[j + r * B] += level }
        }
        levels[layer.buyer] = x
      }
      guard let x = levels[layer.buyer] else { continue }
      var bought = SingleMatrix(rows: B, columns: R)
      for (j, deltas) in layer.deltas {
        for (r, delta) in deltas.enumerated() where delta != 0 {
          bought.values[j + r * B] = Float(delta) * x.values[j + r * B]
        }
      }
      next.add(bought, times: layer.response)
    }
  }

  private static func change(from old: SingleMatrix, to new: SingleMatrix, modes: Int) -> [Float] {
    (0..<new.rows)
      .map { j in
        var (moved, size) = (Float(0), Float(0))
        for m in 0..<modes {
          let step = new[j, m] - old[j, m]
          moved += step * step
          size += new[j, m] * new[j, m]
        }
        return size > 0 ? (moved / size).squareRoot() : 0
      }
  }

  private func residuals(_ y: SingleMatrix, _ change: [Float]) -> [Float] {
    (0..<y.rows)
      .map { j in
        guard change[j] <= Self.tolerance else { return .infinity }
        var (outside, inside) = (Float(0), Float(0))
        for m in 0..<basis.modes { inside += y[j, m] * y[j, m] }
        for m in basis.modes..<basis.width { outside += y[j, m] * y[j, m] }
        guard outside > 0 else { return 0 }
        return inside > 0 ? (outside / inside).squareRoot() : .infinity
      }
  }
}

/// Cells whose labour levers change, in coordinates.
struct LabourCells: Sendable {
  private let cells: [Int]
  private let response: SingleMatrix

  init(_ states: [LeverState], basis: ResponseBasis) {
    var seen: Set<Int> = []
    for state in states {
      state.labour.forEachValue { k, _ in seen.insert(k) }
      state.marginalLabour.forEachValue { k, _ in seen.insert(k) }
    }
    cells = seen.sorted()
    response = basis.response(at: cells)
  }

  func extras(_ states: [LeverState], _ inside: SingleMatrix, x0: [Double]) -> [[CellExtra]] {
    guard !cells.isEmpty else { return states.map { _ in [] } }
    let x = inside.multiplied(by: response)
    let places = Dictionary(
      cells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return states.enumerated()
      .map { j, state in
        CellExtra.all(
          of: state, output: { k in places[k].map { Double(x[j, $0]) } ?? 0 }, x0: x0)
      }
  }
}

/// What spending of income comes to in coordinates.
struct HouseholdResponse: Sendable {
  /// w, EUR of income per EUR of output, length n.
  let income: [Double]
  /// Income by region of work from coordinates, modes×R.
  let earned: SingleMatrix
  /// Coordinates of a EUR earned in each region, R×width.
  let spent: SingleMatrix

  /// `sold` is what `sales(_:accounts:economy:)` gives.
  init(
    _ households: HouseholdIncome, sold: SingleMatrix, basis: ResponseBasis, economy: Economy
  ) {
    let S = economy.industryCount
    income = households.income
    var earned = SingleMatrix(rows: basis.modes, columns: economy.regionCount)
    for k in 0..<economy.dimension {
      let unit = Float(households.income[k])
      let (to, from) = (k / S * basis.modes, k * basis.modes)
      for m in 0..<basis.modes { earned.values[to + m] += unit * basis.response.values[from + m] }
    }
    self.earned = earned
    spent = sold.multiplied(by: basis.projector, transposed: true)
  }

  /// What is sold where a EUR is earned in a region and spent where its earners live, n×R.
  static func sales(
    _ households: HouseholdIncome, accounts: OriginClassOperator, economy: Economy
  ) -> SingleMatrix {
    let (R, S, n) = (economy.regionCount, economy.industryCount, economy.dimension)
    let sold = (0...1)
      .map { c in
        let spending = households.spending[c]
        let values = (0..<R)
          .flatMap { r in
            (0..<n).map { spending[$0] * households.residence.values[$0 / S + r * R] }
          }
        return accounts.sourced(
          originClass: c, demand: Matrix(rows: n, columns: R, values: values))
      }
    return SingleMatrix(
      Matrix(rows: n, columns: R, values: zip(sold[0].values, sold[1].values).map(+)))
  }

  /// Adds the spending of what a draw earns more than the accounts' closure says.
  func add(
    _ extras: [[CellExtra]], _ inside: SingleMatrix, scale: [Double], industryCount S: Int,
    to next: inout SingleMatrix
  ) {
    var change = inside.multiplied(by: earned)
    var isIdle = true
    for j in 0..<change.rows {
      for r in 0..<change.columns { change[j, r] *= Float(scale[j] - 1) }
      if scale[j] != 1 || !extras[j].isEmpty { isIdle = false }
      for extra in extras[j] {
        change[j, extra.cell / S] += Float(scale[j] * income[extra.cell] * extra.value)
      }
    }
    if !isIdle { next.add(change, times: spent) }
  }
}
