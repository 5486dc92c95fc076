import ImpactEconomies

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
  let zone: ScopeMask
  /// n_i by product, empty unless components are traced.
  let foreignMaterials: [Int: Double]
  /// h and what is left of it, for value added.
  let zoneContent: ZoneContent?

  /// What belongs to one basket.
  struct Item {
    let product: Int
    let group: String
    let premium: Double
    let share: Double
    /// Share of the part that is local, where a source knows more than the product as a whole says.
    var localShare: Double?
  }

  /// What an industry buys of a basket in some regions.
  struct Purchases {
    let items: [Item]
    let buyer: Int
    let regions: [Int]
    /// By item, after the levers so far; an item whose product nobody trades weighs nothing.
    var columns: [ContentColumn?]
  }

  /// What an industry buys of a basket in some regions.
  static func purchases(
    _ items: [Item], zone: ScopeMask, regions: [Int], buyer: Int, state: LeverState
  ) -> Purchases {
    let sources = items.map {
      ContentSources(
        product: $0.product, buyer: buyer, regions: regions, zone: zone, state.context)
    }
    return Purchases(
      items: items, buyer: buyer, regions: regions,
      columns: sources.map { $0.map { ContentColumn($0, state: state) } })
  }

  /// The plans of all regions of the purchases.
  func plans(
    _ purchases: Purchases, basket: LocalContent.Basket, state: LeverState
  ) -> BasketPlans {
    let regions = purchases.regions
    var plans = BasketPlans(purchases.items, regions: regions)
    var weight = [Double](repeating: 0, count: regions.count)
    var (base, counted) = (weight, weight)
    for (k, item) in purchases.items.enumerated() {
      guard let column = purchases.columns[k] else { continue }
      for n in regions.indices where column.weight[n] > 0 {
        let account = column[n]
        let (inside, outside) = worth(account, state: state)
        plans.set(k, at: n, account, gain: inside - outside)
        weight[n] += item.share * account.weight
        base[n] += item.share * column.sources.base[n]
        if let local = item.localShare {
          counted[n] += item.share * account.weight * (local * inside + (1 - local) * outside)
        } else {
          counted[n] +=
            item.share * (account.inside * inside + (account.weight - account.inside) * outside)
        }
      }
    }
    for n in regions.indices where weight[n] > 0 {
      let (constant, denominator) = frame(
        basket, region: regions[n], buyer: purchases.buyer, weight: weight[n], base: base[n],
        state.context)
      plans.denominator[n] = denominator
      plans.content[n] = (constant + counted[n]) / denominator
    }
    return plans
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

  /// q and f of one purchase.
  private func worth(
    _ account: ContentAccount, state: LeverState
  ) -> (inside: Double, outside: Double) {
    switch definition {
    case .invoiceOrigin, .buildDown, .buildUp, .netCost: return (1, 0)
    case .netCostTraced: return (1 - (foreignMaterials[account.cell.product] ?? 0), 0)
    case .valueAdded:
      guard let zoneContent else { return (0, 0) }
      return account.meanContent(zoneContent, zone: zone, state: state)
    }
  }
}

extension LocalContent {
  /// The measure of a definition for a zone in one state.
  func measure(
    _ definition: Definition, zone: ScopeMask, state: LeverState
  ) -> ContentMeasure {
    ContentMeasure(
      definition: definition, zone: zone,
      foreignMaterials: definition == .netCostTraced ? state.context.tracedMaterials(zone) : [:],
      zoneContent: definition == .valueAdded ? state.feedback.zoneContent[zone] : nil)
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

extension ContentAccount {
  /// Means of h over the suppliers inside and outside the zone; W counts nothing.
  ///
  /// Where nobody inside delivers, the mean over the suppliers that `move` would take.
  func meanContent(
    _ content: ZoneContent, zone: ScopeMask, state: LeverState
  ) -> (inside: Double, outside: Double) {
    guard let trade = state.context.trade[cell.product] else { return (0, 0) }
    let S = state.context.economy.industryCount
    func worth(_ k: Int, _ mask: ScopeMask?) -> (inside: Double, outside: Double) {
      let sums = content.delivered(
        cell.product, from: mask, zone: zone, trade: trade, industryCount: S)
      return (sums.inside[k][cell.region], sums.outside[k][cell.region])
    }
    var total = (inside: 0.0, outside: 0.0)
    for k in 0...1 {
      let common = state.commonCoefficient(cell, originClass: k)
      let all = worth(k, nil)
      total.inside += common * all.inside
      total.outside += common * all.outside
      state.purchases.forEachPart(of: cell, originClass: k) { index, delta in
        guard let index else { return }
        let some = worth(k, state.purchases.zones[index])
        total.inside += delta * some.inside
        total.outside += delta * some.outside
      }
    }
    // Plants without a maker in the accounts count as the mean of the others.
    let outside = outsideBought > 0 ? total.outside / outsideBought : 0
    if insideBought > 0 { return (total.inside / insideBought, outside) }
    for k in [1, 0] {
      let share = trade.share(originClass: k, of: zone, to: cell.region)
      if share > 0 { return (worth(k, zone).inside / share, outside) }
    }
    return (0, outside)
  }
}
