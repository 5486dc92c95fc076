import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// What stands on the right-hand sides of coalitions before anything is solved.
struct CoalitionInputs {
  /// (A_C − A)x₀ before sourcing, targets×coalitions.
  let changed: SingleMatrix
  /// What levers buy, and what their plants buy: 2n×coalitions, indices `s·S + i` of the own class, then of the
  /// imported one; nil where nobody does.
  let bought: SingleMatrix?
  let plants: SingleMatrix?
  /// What levers add where it is made, n×coalitions; nil where nobody does.
  let origin: SingleMatrix?
  let plantOrigin: SingleMatrix?
  /// Δf of vehicles that answers prices, R×coalitions.
  let sold: SingleMatrix
  /// Coordinates of all of them: of the technical channel, then of the price channel.
  let fixed: SingleMatrix
}

extension CoalitionBlock {
  func inputs(sold: SingleMatrix) -> CoalitionInputs {
    let levels = SingleMatrix(
      rows: cells.output.count, columns: B,
      values: [[Float]](repeating: cells.output, count: B).flatMap(\.self))
    let changed = cells.terms.applied(to: levels, owners: owners(B))
    let (bought, plants) = (purchases(\.demand), purchases(\.plantInputs))
    let (origin, plantOrigin) = (atOrigin(\.demand), atOrigin(\.plantInputs))
    let open = basis.open
    var first = SingleMatrix(rows: open.basis.width, columns: B)
    first.add(cells.open.projector, times: changed)
    for part in [bought, plants].compactMap(\.self) { first.add(open.demand, times: part) }
    for part in [origin, plantOrigin].compactMap(\.self) {
      first.add(open.basis.projector, transposed: true, times: part)
    }
    var fixed = SingleMatrix(rows: open.basis.width, columns: 2 * B)
    fixed.place(first, columns: 0)
    if let market = engine.market {
      let rows = open.basis.rows(ofProduct: market.vehicles)
      fixed.place(rows.multiplied(by: sold, transposed: true), columns: B)
    }
    return CoalitionInputs(
      changed: changed, bought: bought, plants: plants, origin: origin, plantOrigin: plantOrigin,
      sold: sold, fixed: fixed)
  }

  private func purchases(_ part: (LeverState) -> DemandChanges) -> SingleMatrix? {
    guard states.contains(where: { !part($0).own.isEmpty || !part($0).imported.isEmpty }) else {
      return nil
    }
    let n = economy.dimension
    var values: [Float] = []
    values.reserveCapacity(2 * n * B)
    for state in states {
      values += part(state).own.single(count: n)
      values += part(state).imported.single(count: n)
    }
    return SingleMatrix(rows: 2 * n, columns: B, values: values)
  }

  private func atOrigin(_ part: (LeverState) -> DemandChanges) -> SingleMatrix? {
    guard states.contains(where: { !part($0).atOrigin.isEmpty }) else { return nil }
    let n = economy.dimension
    return SingleMatrix(
      rows: n, columns: B, values: states.flatMap { part($0).atOrigin.single(count: n) })
  }

  func add(_ inputs: CoalitionInputs, to sides: inout YearSides, _ kept: Matrix) {
    sides.add(inputs.changed, 0..<B, kept, .direct)
    if let bought = inputs.bought { sides.addDemand(bought, kept, .direct) }
    if let plants = inputs.plants { sides.addDemand(plants, kept, .technical) }
    if let origin = inputs.origin { sides.addAtOrigin(origin, kept, .direct) }
    if let origin = inputs.plantOrigin { sides.addAtOrigin(origin, kept, .technical) }
    guard let market = engine.market else { return }
    sides.addSold(inputs.sold, kept, product: market.vehicles, industries: S)
  }
}
