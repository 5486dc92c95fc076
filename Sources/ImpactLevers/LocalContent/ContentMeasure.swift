import ImpactEconomies
import ImpactNumerics

/// Reads the content of a basket by one definition.
///
/// | Definition | q | f | C | D |
/// |---|---|---|---|---|
/// | invoice-origin | 1 | 0 | 0 | W |
/// | build-down | 1 | 0 | TV − W | TV |
/// | build-up | 1 | 0 | 0 | TV |
/// | net-cost | 1 | 0 | NC − W | NC |
/// | net-cost-traced | 1 − n_i | 0 | NC − W | NC |
/// | value-added | mean of h over suppliers inside | the same outside | value from elsewhere | TV |
///
/// for whole vehicles; for any other basket C = 0 and D = W. W = Σ_i w_i, TV = 1 + W − W₀ is the price
/// of a vehicle after what earlier levers changed, NC = TV less operating surplus, n_i the foreign
/// materials of zone makers of i, h the zone's value added in a EUR of product i of region r. This is
/// the arithmetic of `OriginArithmetic` on coefficients.
struct ContentMeasure {
  let definition: LocalContent.Definition
  /// n_i by product, empty unless components are traced.
  let foreignMaterials: [Int: Double]
  /// h and what is left of it, for value added.
  let zoneContent: ZoneContent?

  /// The plans of all places of the purchases; items and purchases stand in the same order.
  func plans(
    _ items: BasketItems, _ purchases: ContentPurchases, basket: LocalContent.Basket,
    _ context: LeverContext
  ) -> BasketPlans {
    let (sources, places) = (purchases.sources, purchases.places)
    var plans = BasketPlans(items, places: places)
    var weight = [Double](repeating: 0, count: places)
    var (base, counted) = (weight, weight)
    for (k, item) in items.items.enumerated() {
      let part = sources.part(k)
      weight.add(purchases.weight, part, times: item.share)
      // Also of what is not bought any more: a vehicle is cheaper by it.
      if basket == .vehicle { base.add(sources.base, part, times: item.share) }
      plans.room.setPositive(
        part, of: purchases.outsideBought, with: sources.hasSuppliers, times: item.share)
      measure(k, item, part, purchases, &plans, &counted, context)
    }
    for n in 0..<places where weight[n] > 0 {
      let (constant, denominator) = frame(
        basket, region: sources.regions.lowerBound + n, buyer: sources.buyer, weight: weight[n],
        base: base[n], context)
      plans.denominator[n] = denominator
      plans.content[n] = (constant + counted[n]) / denominator
    }
    return plans
  }

  /// Adds what an item counts, and enters its gain; what gains nothing has no room.
  private func measure(
    _ k: Int, _ item: BasketItems.Item, _ part: Range<Int>, _ purchases: ContentPurchases,
    _ plans: inout BasketPlans, _ counted: inout [Double], _ context: LeverContext
  ) {
    if let inside = worthInside(item.product), item.localShare == nil, inside > 0 {
      plans.gain.fill(part, with: inside)
      counted.add(purchases.inside, part, times: item.share * inside)
      return
    }
    for n in 0..<part.count {
      let e = part.lowerBound + n
      let weight = purchases.weight[e]
      guard weight > 0 else {
        plans.room[e] = 0
        continue
      }
      let (inside, outside) = worth(k, n, purchases, context)
      plans.gain[e] = inside - outside
      var local = purchases.inside[e]
      if let share = item.localShare {
        // The part is what the accounts hold as foreign, as far as that goes.
        let room = max(0, purchases.outsideBought[e]) * purchases.sources.hasSuppliers[e]
        plans.room[e] = min(room, item.share * weight * (1 - share))
        local = weight * share
      }
      if plans.gain[e] <= 0 { plans.room[e] = 0 }
      counted[n] += item.share * (local * inside + (weight - local) * outside)
    }
  }

  /// C and D.
  private func frame(
    _ basket: LocalContent.Basket, region: Int, buyer: Int, weight: Double, base: Double,
    _ context: LeverContext
  ) -> (constant: Double, denominator: Double) {
    guard basket == .vehicle else { return (0, weight) }
    let price = 1 + weight - base
    switch definition {
    case .invoiceOrigin: return (0, weight)
    case .buildDown: return (price - weight, price)
    case .buildUp: return (0, price)
    case .netCost, .netCostTraced:
      let cost = price - context.surplus(region: region, industry: buyer)
      return (cost - weight, cost)
    case .valueAdded: return (zoneContent?.rest[region] ?? 0, price)
    }
  }

  /// q where it is the same everywhere and f = 0; nil where both hang on the suppliers.
  private func worthInside(_ product: Int) -> Double? {
    switch definition {
    case .invoiceOrigin, .buildDown, .buildUp, .netCost: 1
    case .netCostTraced: 1 - (foreignMaterials[product] ?? 0)
    case .valueAdded: nil
    }
  }

  /// q and f of one purchase.
  private func worth(
    _ item: Int, _ n: Int, _ purchases: ContentPurchases, _ context: LeverContext
  ) -> (inside: Double, outside: Double) {
    if let inside = worthInside(purchases.sources.products[item]) { return (inside, 0) }
    guard let zoneContent else { return (0, 0) }
    return purchases.meanContent(item, n, zoneContent, context)
  }
}

extension LocalContent {
  /// The measure of a definition for a zone, with what the solution of the year said before.
  func measure(
    _ definition: Definition, zone: ScopeMask, _ context: LeverContext, _ feedback: LeverFeedback
  ) -> ContentMeasure {
    ContentMeasure(
      definition: definition,
      foreignMaterials: definition == .netCostTraced ? context.tracedMaterials(zone) : [:],
      zoneContent: definition == .valueAdded ? feedback.zoneContent[zone] : nil)
  }
}

extension LeverContext {
  /// Operating surplus per unit of output, v − w; the part of the price that is no cost.
  func surplus(region: Int, industry: Int) -> Double {
    let k = economy.index(region: region, industry: industry)
    let output = economy.satellites.output[k]
    guard output > 0 else { return 0 }
    return economy.satellites.valueAdded[k] / output - labourIncome[k]
  }

  /// n_i of a zone, worked out once for an economy.
  func tracedMaterials(_ zone: ScopeMask) -> [Int: Double] {
    economyMemo.value("foreign materials", of: zone) { foreignMaterials(zone) }
  }

  /// n_i: purchases of traded goods from outside a zone per EUR that its makers of product i sell.
  ///
  ///     n_i = Σ_{r∈zone} x[i,r]·Σ_j Σ_k a_k[j,i,r]·t_k[j](outside → r) / Σ_{r∈zone} x[i,r]
  ///
  /// One tier, base accounts; j runs over the products of all baskets.
  func foreignMaterials(_ zone: ScopeMask) -> [Int: Double] {
    let outer = zone.complement
    let (R, products) = (economy.regionCount, trade.keys.sorted())
    var foreign: [Int: [[Double]]] = [:]
    for j in products {
      guard let goods = trade[j] else { continue }
      foreign[j] = [0, 1]
        .map { k in
          (0..<R).map { zone.regions[$0] ? goods.share(originClass: k, of: outer, to: $0) : 0 }
        }
    }
    var result: [Int: Double] = [:]
    for i in products {
      var (bought, sold) = (0.0, 0.0)
      for r in 0..<R where zone.regions[r] {
        let output = economy.satellites.output[economy.index(region: r, industry: i)]
        guard output > 0 else { continue }
        sold += output
        for j in products {
          for k in 0...1 {
            let coefficient = technology.coefficient(
              originClass: k, product: j, buyer: i, region: r)
            bought += output * coefficient * (foreign[j]?[k][r] ?? 0)
          }
        }
      }
      result[i] = sold > 0 ? bought / sold : 0
    }
    return result
  }
}

extension ContentPurchases {
  /// Means of h over the suppliers inside and outside the zone of one item at one place; W counts nothing.
  ///
  /// Where nobody inside delivers, the mean over the suppliers that a move would take.
  func meanContent(
    _ item: Int, _ n: Int, _ content: ZoneContent, _ context: LeverContext
  ) -> (inside: Double, outside: Double) {
    let (product, zone) = (sources.products[item], sources.zone)
    let account = self[item, n]
    guard let trade = context.trade[product] else { return (0, 0) }
    let (S, region) = (context.economy.industryCount, account.cell.region)
    func worth(_ k: Int, _ mask: ScopeMask?) -> (inside: Double, outside: Double) {
      let sums = content.delivered(
        product, from: mask, zone: zone, trade: trade, industryCount: S)
      return (sums.inside[k][region], sums.outside[k][region])
    }
    var total = (inside: 0.0, outside: 0.0)
    for k in 0...1 {
      let common = self.common[k][sources.part(item).lowerBound + n]
      let all = worth(k, nil)
      total.inside += common * all.inside
      total.outside += common * all.outside
    }
    for layer in zoned where layer.item == item && layer.deltas[n] != 0 {
      let some = worth(layer.originClass, layer.mask)
      total.inside += layer.deltas[n] * some.inside
      total.outside += layer.deltas[n] * some.outside
    }
    // Plants without a maker in the accounts count as the mean of the others.
    let outside = account.outsideBought > 0 ? total.outside / account.outsideBought : 0
    if account.insideBought > 0 { return (total.inside / account.insideBought, outside) }
    for k in [1, 0] {
      let share = trade.share(originClass: k, of: zone, to: region)
      if share > 0 { return (worth(k, zone).inside / share, outside) }
    }
    return (0, outside)
  }
}
