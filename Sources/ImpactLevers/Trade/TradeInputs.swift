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
    let (product, everywhere) = (market.product, context.trade(of: market.product).everywhere)
    let zones = masks.map { state.purchases.zone($0) }
    let S = context.economy.industryCount
    var parts = parts(zones)
    for (d, s) in market.regions.enumerated() {
      let (home, abroad) = (everywhere[0][s], everywhere[1][s])
      guard abroad > 0 else { continue }
      let shares = (0..<market.groupCount).map { market.share($0, d) / abroad }
      let imports = nest.imports(shares)
      var moved = TradeFlows.Inputs()
      for j in 0..<S {
        let cell = PurchaseCell(region: s, buyer: j, product: product)
        if state.purchases.isChanged(cell) {
          moveChanged(
            cell, destination: d, market, nest, zones: zones, cost: &cost, &flows, state: &state)
          continue
        }
        let buyer = market.buyers[d * S + j]
        let (own, imported) = (buyer.own * home, buyer.imported * abroad)
        guard imported != 0 else {
          moved.addOwn(own * buyer.output)
          continue
        }
        let bundle = nest.bundle(imports, share: imported / (own + imported))
        parts[0].delta = buyer.own * (bundle.own - 1)
        spread(buyer.imported, imports, bundle, over: &parts)
        state.purchases.add(parts, to: cell)
        cost.add((own + imported) * (bundle.price - 1), at: s * S + j)
        moved.add(own * buyer.output, imported * buyer.output, bundle)
      }
      flows.add(moved, shares, imports, d)
    }
  }

  /// The own country, imports from everywhere, and from the zone of each group after the untouched one.
  private func parts(_ zones: [Int]) -> [PurchaseChanges.Part] {
    [(0, nil), (1, nil)].map { .init(originClass: $0.0, zone: $0.1, delta: 0) }
      + zones.map { .init(originClass: 1, zone: $0, delta: 0) }
  }

  /// Imports from everywhere move with the untouched group; each group adds its difference.
  private func spread(
    _ coefficient: Double, _ imports: SourcingNest.Imports, _ bundle: SourcingNest.Bundle,
    over parts: inout [PurchaseChanges.Part]
  ) {
    let untouched = imports.factors[0]
    parts[1].delta = coefficient * (untouched * bundle.imported - 1)
    let scaled = coefficient * bundle.imported
    for g in 1..<imports.factors.count {
      parts[g + 1].delta = scaled * (imports.factors[g] - untouched)
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
        var all = self.parts(zones)
        spread(common, imports, bundle, over: &all)
        state.purchases.add(all, to: cell)
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

  /// What industries of one destination buy, million EUR before and after; the quantity of bundles stays.
  struct Inputs {
    var ownBefore = 0.0
    var ownAfter = 0.0
    var importsBefore = 0.0
    /// Without the factors of groups.
    var importsAfter = 0.0
    var spendingBefore = 0.0
    var spendingAfter = 0.0

    mutating func addOwn(_ value: Double) {
      ownBefore += value
      ownAfter += value
    }

    mutating func add(_ own: Double, _ imports: Double, _ bundle: SourcingNest.Bundle) {
      ownBefore += own
      ownAfter += own * bundle.own
      importsBefore += imports
      importsAfter += imports * bundle.imported
      spendingBefore += own + imports
      spendingAfter += (own + imports) * bundle.price
    }
  }

  /// Adds what industries of a destination buy; `shares` are those of groups in imports.
  mutating func add(
    _ inputs: Inputs, _ shares: [Double], _ imports: SourcingNest.Imports, _ destination: Int
  ) {
    ownBefore.inputs[destination] += inputs.ownBefore
    ownAfter.inputs[destination] += inputs.ownAfter
    for g in shares.indices {
      let k = g * destinations + destination
      before.inputs[k] += shares[g] * inputs.importsBefore
      after.inputs[k] += shares[g] * imports.factors[g] * inputs.importsAfter
    }
    bundles += inputs.spendingBefore
    spendingBefore += inputs.spendingBefore
    spendingAfter += inputs.spendingAfter
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
