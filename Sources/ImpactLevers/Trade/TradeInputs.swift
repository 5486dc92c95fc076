import ImpactEconomies

/// Purchases of industries: their sources move at an unchanged coefficient, and their cost rises.
///
///     Δa_k[r] = a_k·(φ_k[r] − 1),  Δc[j,s] = a·(P − 1)
///
/// φ are the factors of `SourcingNest` on what the levers so far have left. Entries of a cell that are
/// restricted to a zone move with it.
extension TradePolicy {
  /// Changes `state.purchases`, adds to the cost of buyers, and writes the flows.
  func moveInputs(
    _ market: TradeMarket, _ nest: SourcingNest, _ masks: [ScopeMask], cost: inout IndexTable,
    _ flows: inout TradeFlows, state: inout LeverState
  ) {
    let context = state.context
    let trade = context.trade(of: market.product)
    let zones = masks.map { state.purchases.zone($0) }
    let (S, outputs) = (context.economy.industryCount, context.economy.satellites.output)
    var factors = [Double](repeating: 0, count: market.groupCount)
    var amounts = factors
    let known = (0..<S).map { state.purchases.column(buyer: $0, product: market.product) != nil }
    for (d, s) in market.regions.enumerated() {
      let every = trade.everywhere[1][s]
      guard every > 0 else { continue }
      let shares = (0..<market.groupCount).map { market.share($0, d) / every }
      let imports = nest.imports(shares)
      for j in 0..<S {
        let cell = PurchaseCell(region: s, buyer: j, product: market.product)
        if known[j], !state.purchases.parts(of: cell).isEmpty {
          moveChanged(
            cell, destination: d, market, nest, zones: zones, cost: &cost, &flows, state: &state)
          continue
        }
        let imported = state.base(cell, originClass: 1)
        guard imported != 0 else {
          let own = state.base(cell, originClass: 0) * trade.everywhere[0][s]
          flows.addOwn(own * outputs[s * S + j], factor: 1, d)
          continue
        }
        let own = state.base(cell, originClass: 0)
        let atHome = own * trade.everywhere[0][s]
        let abroad = imported * every
        let bundle = nest.bundle(imports, share: abroad / (atHome + abroad))
        for g in factors.indices {
          factors[g] = imports.factors[g] * bundle.imported
          amounts[g] = imported * market.share(g, d)
        }
        state.purchases.add(own * (bundle.own - 1), to: cell, originClass: 0, zone: nil)
        spread(imported, factors, to: cell, zones: zones, state: &state)
        cost.add((atHome + abroad) * (bundle.price - 1), at: s * S + j)
        flows.add(atHome, amounts, factors, bundle, output: outputs[s * S + j], d)
      }
    }
  }

  /// Imports from everywhere move with the untouched group; each group adds its difference.
  private func spread(
    _ coefficient: Double, _ factors: [Double], to cell: PurchaseCell, zones: [Int],
    state: inout LeverState
  ) {
    state.purchases.add(coefficient * (factors[0] - 1), to: cell, originClass: 1, zone: nil)
    for (g, zone) in zones.enumerated() {
      state.purchases.add(
        coefficient * (factors[g + 1] - factors[0]), to: cell, originClass: 1, zone: zone)
    }
  }

  /// A cell that other levers have changed.
  private func moveChanged(
    _ cell: PurchaseCell, destination d: Int, _ market: TradeMarket, _ nest: SourcingNest,
    zones: [Int], cost: inout IndexTable, _ flows: inout TradeFlows, state: inout LeverState
  ) {
    let context = state.context
    let s = cell.region
    let amounts = Amounts(cell, destination: d, market, zones: zones, state)
    let abroad = amounts.imports.reduce(0, +)
    let output = context.output(s, cell.buyer)
    guard abroad > 0, amounts.own >= 0, amounts.imports.allSatisfy({ $0 >= 0 }) else {
      flows.addOwn(amounts.own * output, factor: 1, d)
      return
    }
    let imports = nest.imports(amounts.imports.map { $0 / abroad })
    let total = amounts.own + abroad
    let bundle = nest.bundle(imports, share: abroad / total)
    let factors = imports.factors.map { $0 * bundle.imported }
    for k in 0...1 {
      let common = state.commonCoefficient(cell, originClass: k)
      let parts = state.purchases.parts(of: cell, originClass: k).filter { $0.zone != nil }
      if k == 0 {
        state.purchases.add(common * (bundle.own - 1), to: cell, originClass: 0, zone: nil)
      } else {
        spread(common, factors, to: cell, zones: zones, state: &state)
      }
      for part in parts {
        let scale = k == 0 ? bundle.own : factors[0]
        state.purchases.add(
          part.delta * (scale - 1), to: cell, originClass: k, zone: part.zone)
        guard k == 1 else { continue }
        for g in zones.indices where factors[g + 1] != factors[0] {
          let both = state.zone(
            inside: part.zone, state.purchases.zones[zones[g]])
          state.purchases.add(
            part.delta * (factors[g + 1] - factors[0]), to: cell, originClass: 1, zone: both)
        }
      }
    }
    cost.add(
      total * (bundle.price - 1),
      at: context.economy.index(region: s, industry: cell.buyer))
    flows.add(amounts.own, amounts.imports, factors, bundle, output: output, d)
  }

  /// What a changed cell buys, EUR per EUR of output.
  private struct Amounts {
    var own = 0.0
    /// By group.
    var imports: [Double]

    init(
      _ cell: PurchaseCell, destination d: Int, _ market: TradeMarket, zones: [Int],
      _ state: LeverState
    ) {
      let trade = state.context.trade(of: market.product)
      let s = cell.region
      let common = (0...1).map { state.commonCoefficient(cell, originClass: $0) }
      own = common[0] * trade.everywhere[0][s]
      imports = (0..<market.groupCount).map { common[1] * market.share($0, d) }
      for k in 0...1 {
        for part in state.purchases.parts(of: cell, originClass: k) {
          guard let index = part.zone else { continue }
          let mask = state.purchases.zones[index]
          let all = part.delta * trade.share(originClass: k, of: mask, to: s)
          guard k == 1 else {
            own += all
            continue
          }
          imports[0] += all
          for g in zones.indices {
            let both = mask.intersection(state.purchases.zones[zones[g]])
            let some = part.delta * trade.share(originClass: 1, of: both, to: s)
            imports[g + 1] += some
            imports[0] -= some
          }
        }
      }
    }
  }
}

extension TradeFlows {
  mutating func addOwn(_ value: Double, factor: Double, _ destination: Int) {
    ownBefore.inputs[destination] += value
    ownAfter.inputs[destination] += value * factor
  }

  /// What one industry buys: coefficients times its output; the quantity of the bundle stays.
  mutating func add(
    _ own: Double, _ imports: [Double], _ factors: [Double], _ bundle: SourcingNest.Bundle,
    output: Double, _ destination: Int
  ) {
    addOwn(own * output, factor: bundle.own, destination)
    var total = own * output
    for g in imports.indices {
      let k = g * destinations + destination
      let value = imports[g] * output
      before.inputs[k] += value
      after.inputs[k] += value * factors[g]
      total += value
    }
    bundles += total
    spendingBefore += total
    spendingAfter += total * bundle.price
  }
}
