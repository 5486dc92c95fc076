import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// What stands on the right-hand sides of coalitions before anything is solved.
struct CoalitionInputs {
  /// (A_C − A)x₀ before sourcing, targets×groups.
  let changed: GroupedColumns
  /// What levers buy, and what their plants buy: 2n×groups, indices `s·S + i` of the own class, then of the
  /// imported one; nil where nobody does.
  let bought: GroupedColumns?
  let plants: GroupedColumns?
  /// What levers add where it is made, n×groups; nil where nobody does.
  let origin: GroupedColumns?
  let plantOrigin: GroupedColumns?
  /// Δf of vehicles that answers prices, R×coalitions.
  let sold: SingleMatrix
  /// Coordinates of all of them: of the technical channel, then of the price channel.
  let fixed: SingleMatrix
}

extension CoalitionBlock {
  func inputs(sold: SingleMatrix) -> CoalitionInputs {
    let count = cells.systems.count
    let levels = SingleMatrix(
      rows: cells.output.count, columns: count,
      values: [[Float]](repeating: cells.output, count: count).flatMap(\.self))
    let changed = GroupedColumns(
      values: cells.terms.applied(to: levels, owners: Array(0..<count)), groups: cells.systems)
    let (bought, plants) = (purchases(\.demand), purchases(\.plantInputs))
    let (origin, plantOrigin) = (atOrigin(\.demand), atOrigin(\.plantInputs))
    let open = basis.open
    var first = changed.expanded(cells.open.projector.multiplied(by: changed.values))
    for part in [bought, plants].compactMap(\.self) {
      first = first.adding(part.expanded(open.demand.multiplied(by: part.values)))
    }
    for part in [origin, plantOrigin].compactMap(\.self) {
      first = first.adding(
        part.expanded(open.basis.projector.multiplied(by: part.values, transposed: true)))
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

  private func purchases(_ part: (LeverState) -> DemandChanges) -> GroupedColumns? {
    guard states.contains(where: { !part($0).own.isEmpty || !part($0).imported.isEmpty }) else {
      return nil
    }
    let n = economy.dimension
    let groups = CoalitionGroups(B) {
      let (a, b) = (part(states[$0]), part(states[$1]))
      return a.own.isSame(as: b.own) && a.imported.isSame(as: b.imported)
    }
    var values: [Float] = []
    values.reserveCapacity(2 * n * groups.count)
    for c in groups.first {
      values += part(states[c]).own.single(count: n)
      values += part(states[c]).imported.single(count: n)
    }
    return GroupedColumns(
      values: SingleMatrix(rows: 2 * n, columns: groups.count, values: values), groups: groups)
  }

  private func atOrigin(_ part: (LeverState) -> DemandChanges) -> GroupedColumns? {
    guard states.contains(where: { !part($0).atOrigin.isEmpty }) else { return nil }
    let n = economy.dimension
    let groups = CoalitionGroups(B) {
      part(states[$0]).atOrigin.isSame(as: part(states[$1]).atOrigin)
    }
    let values = groups.first.flatMap { part(states[$0]).atOrigin.single(count: n) }
    return GroupedColumns(
      values: SingleMatrix(rows: n, columns: groups.count, values: values), groups: groups)
  }

  func add(_ inputs: CoalitionInputs, to sides: inout YearSides, _ kept: Matrix) {
    let changed = inputs.changed
    sides.add(changed.values, 0..<changed.groups.count, changed.groups.summed(kept), .direct)
    for (part, kind) in [(inputs.bought, YearSides.Part.direct), (inputs.plants, .technical)] {
      if let part { sides.addDemand(part.values, part.groups.summed(kept), kind) }
    }
    for (part, kind) in [(inputs.origin, YearSides.Part.direct), (inputs.plantOrigin, .technical)] {
      if let part { sides.addAtOrigin(part.values, part.groups.summed(kept), kind) }
    }
    guard let market = engine.market else { return }
    sides.addSold(inputs.sold, kept, product: market.vehicles, industries: S)
  }
}
