import ImpactEconomies

/// Purchases of final buyers: sources move, and the quantity answers the price.
///
///     Δf[r] = Σ_s (A_s[r]·φ_s[r]·P_s^ε − A_s[r])
///
/// A are purchases of households, non-profit bodies, government and investment with what levers so far
/// have changed. A market share in place of the accounts' sets the level from which changes count.
extension TradePolicy {
  /// What moving final purchases found.
  struct Sales {
    /// Δf by region of origin (length R).
    var byOrigin: [Double]
    /// Change of what W delivers.
    var fromWorld = 0.0
    /// Σ of rises and Σ of falls, computed from purchases: apart, since what moves from one origin to
    /// another leaves little in the sum.
    var gained = 0.0
    var lost = 0.0
    /// Destinations with negative purchases, which are left alone.
    var skipped = 0
    /// Destinations that buy nothing of an origin whose market share is given.
    var unplaced = 0

    mutating func count(_ change: Double) {
      if change > 0 { gained += change } else { lost += change }
    }
  }

  /// Changes by origin, not yet in the state.
  func moveSales(
    _ market: TradeMarket, _ nest: SourcingNest, measures: [TradeMeasure], elasticity: Double,
    _ flows: inout TradeFlows, state: LeverState
  ) -> Sales {
    let context = state.context
    let (R, S) = (context.economy.regionCount, context.economy.industryCount)
    let trade = context.trade(of: market.product)
    var sales = Sales(byOrigin: [Double](repeating: 0, count: R))
    for (d, s) in market.regions.enumerated() {
      let every = [trade.everywhere[0][s], trade.everywhere[1][s]]
      let bought = finalPurchases(s * S + market.product, state)
      guard bought[0] >= 0, bought[1] >= 0 else {
        sales.skipped += 1
        continue
      }
      var own = bought[0] * every[0]
      var imports = (0..<market.groupCount).map { bought[1] * market.share($0, d) }
      guard own + imports.reduce(0, +) > 0 else { continue }
      sales.unplaced += rebase(&own, &imports, market, measures)
      let abroad = imports.reduce(0, +)
      guard abroad > 0 else { continue }
      let layer = nest.imports(imports.map { $0 / abroad })
      let bundle = nest.bundle(layer, share: abroad / (own + abroad))
      let volume = bundle.price == 1 ? 1 : power(bundle.price, elasticity)
      flows.ownBefore.final[d] += own
      flows.ownAfter.final[d] += own * bundle.own * volume
      for g in imports.indices {
        let k = g * market.regions.count + d
        flows.before.final[k] += imports[g]
        flows.after.final[k] += imports[g] * layer.factors[g] * bundle.imported * volume
      }
      flows.addFinal(own + abroad, price: bundle.price, volume: volume)
      deliver(market, d, flows, trade, &sales)
    }
    return sales
  }

  /// Purchases by class of origin, levers so far included.
  private func finalPurchases(_ index: Int, _ state: LeverState) -> [Double] {
    let demand = state.context.economy.finalDemand
    let changes = [state.demand.own[index] ?? 0, state.demand.imported[index] ?? 0]
    return zip([demand.own, demand.imported], changes)
      .map { byCategory, change in
        VehicleDeliveries.buyers.reduce(change) { $0 + byCategory[$1.rawValue][index] }
      }
  }

  /// Shares that a measure gives in place of the accounts'; everybody else keeps to each other.
  ///
  /// Returns how many groups have a share but no sales whose places could be kept.
  private func rebase(
    _ own: inout Double, _ imports: inout [Double], _ market: TradeMarket,
    _ measures: [TradeMeasure]
  ) -> Int {
    let total = own + imports.reduce(0, +)
    var (given, found) = (0.0, 0.0)
    var unplaced = 0
    for g in 1..<imports.count {
      guard let share = measures[market.measures[g - 1]].marketShare else { continue }
      guard imports[g] > 0 else {
        unplaced += 1
        continue
      }
      given += share
      found += imports[g] / total
    }
    guard found > 0 else { return unplaced }
    // Without another origin nothing can give way.
    guard found < 1 else { return unplaced + 1 }
    let others = (1 - given) / (1 - found)
    own *= others
    for g in imports.indices {
      let share = g > 0 ? measures[market.measures[g - 1]].marketShare : nil
      if let share, imports[g] > 0 { imports[g] = share * total } else { imports[g] *= others }
    }
    return unplaced
  }

  /// Adds the change of one destination to its origins.
  private func deliver(
    _ market: TradeMarket, _ d: Int, _ flows: TradeFlows, _ trade: LeverContext.Trade,
    _ sales: inout Sales
  ) {
    let R = trade.world.count
    let s = market.regions[d]
    var unit = [Double](repeating: 0, count: market.groupCount)
    for g in unit.indices {
      let k = g * market.regions.count + d
      let change = flows.after.final[k] - flows.before.final[k]
      sales.count(change)
      if market.share(g, d) > 0 { unit[g] = change / market.share(g, d) }
    }
    let atHome = flows.ownAfter.final[d] - flows.ownBefore.final[d]
    sales.count(atHome)
    let own = trade.everywhere[0][s] > 0 ? atHome / trade.everywhere[0][s] : 0
    let groups = market.groups
    for r in 0..<R {
      sales.byOrigin[r] +=
        trade.classes[1][s * R + r] * unit[groups[r]] + trade.classes[0][s * R + r] * own
    }
    sales.fromWorld += trade.world[s] * unit[groups[R]]
  }

  /// Exports to the rest of the world: z·(Σ_v w·p̃^(−σ) − 1), since its own supply is not held.
  func moveWorldSales(
    _ market: TradeMarket, _ offers: [TradeOffer], sigma: Double, _ flows: inout TradeFlows,
    _ sales: inout Sales, state: LeverState
  ) {
    guard market.includesWorld else { return }
    let economy = state.context.economy
    let factors = [1] + offers.map { $0.sums(sigma).quantity }
    flows.worldBefore = economy.regions.indices.map {
      economy.finalDemand.exportsToWorld[economy.index(region: $0, industry: market.product)]
    }
    flows.worldAfter = flows.worldBefore.enumerated().map { $1 * factors[market.groups[$0]] }
    for r in flows.worldBefore.indices {
      let change = flows.worldAfter[r] - flows.worldBefore[r]
      sales.byOrigin[r] += change
      sales.count(change)
    }
  }
}

extension TradeFlows {
  /// A bundle of final buyers whose quantity answers its price.
  mutating func addFinal(_ value: Double, price: Double, volume: Double) {
    bundles += value * volume
    spendingBefore += value
    spendingAfter += value * price * volume
    finalSpendingBefore += value
    finalSpendingAfter += value * price * volume
  }
}
