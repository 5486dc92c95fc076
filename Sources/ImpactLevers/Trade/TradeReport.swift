import ImpactEconomies

/// What a measure did to trade, prices and public money in one market.
extension TradePolicy {
  /// Writes figures; returns the change of duty revenue, million EUR.
  func report(
    _ market: TradeMarket, _ plan: Plan, _ nest: SourcingNest, _ flows: TradeFlows,
    state: inout LeverState
  ) -> Double {
    let code = state.context.economy.industries[market.product].code
    if state.wantsFigures { reportFlows(market, code, flows, state: &state) }
    var revenue = 0.0
    for g in 1..<market.groupCount {
      revenue += reportMeasure(market, g, code, plan, nest, flows, state: &state)
    }
    guard state.wantsFigures else { return revenue }
    let place = market.label
    func figure(_ name: String, _ value: Double, _ unit: String) {
      state.report("\(name), \(code)", value, unit, at: place, lever: id)
    }
    if flows.bundles > 0 {
      figure("price change for buyers", 100 * (flows.spendingAfter / flows.bundles - 1), "percent")
    }
    figure(
      "change of what final buyers pay, duties in",
      flows.finalSpendingAfter - flows.finalSpendingBefore, "million EUR")
    reportDiversion(market, code, flows, state: &state)
    return revenue
  }

  /// What origins without a measure gain: makers of the importer, and third origins.
  private func reportDiversion(
    _ market: TradeMarket, _ code: String, _ flows: TradeFlows, state: inout LeverState
  ) {
    let context = state.context
    let trade = context.trade(of: market.product)
    let inside = Set(market.regions)
    var gained = [flows.total(own: flows.ownAfter) - flows.total(own: flows.ownBefore), 0.0]
    for (d, s) in market.regions.enumerated() where market.share(0, d) > 0 {
      let unit = (flows.after.total(d) - flows.before.total(d)) / market.share(0, d)
      for r in 0..<trade.world.count where market.groups[r] == 0 {
        gained[inside.contains(r) ? 0 : 1] += unit * trade.classes[1][s * trade.world.count + r]
      }
      if market.groups.last == 0 { gained[1] += unit * trade.world[s] }
    }
    for (name, value) in zip(["makers of the importer", "third origins"], gained) {
      state.report(
        "trade diverted to \(name), \(code)", value, "million EUR", at: market.label, lever: id)
    }
  }

  /// Duty, margin and what is made elsewhere for one measure.
  private func reportMeasure(
    _ market: TradeMarket, _ g: Int, _ code: String, _ plan: Plan, _ nest: SourcingNest,
    _ flows: TradeFlows, state: inout LeverState
  ) -> Double {
    let measure = plan.measures[market.measures[g - 1]]
    let offer = plan.offers[market.measures[g - 1]]
    let sums = nest.sums[g]
    let before = flows.total(flows.before, g)
    // `after` is without what is made elsewhere, sums are per unit with it.
    let units = (flows.total(flows.after, g) + flows.localised[g]) / sums.quantity
    let duties = [before * offer.baseDuty, units * sums.duty]
    guard state.wantsFigures else { return duties[1] - duties[0] }
    func figure(_ name: String, _ value: Double, _ unit: String) {
      state.report("\(name), \(measure.name), \(code)", value, unit, at: market.label, lever: id)
    }
    figure("purchases from the origin before", before, "million EUR")
    figure("purchases from the origin after", flows.total(flows.after, g), "million EUR")
    figure("duty revenue before", duties[0], "million EUR")
    figure("duty revenue after", duties[1], "million EUR")
    figure("price of the origin for buyers", 100 * (sums.spending / sums.quantity - 1), "percent")
    figure("margin given up by exporters", units * sums.margin, "million EUR")
    if measure.localisation != nil {
      figure("made in other places instead", flows.localised[g], "million EUR")
    }
    if measure.utilisation != nil || measure.originRule != nil {
      let used = offer.variants.indices.filter { $0 % 2 == 0 && $0 > 0 }
        .reduce(0) { $0 + offer.variants[$1].weight }
      let covered = offer.variants.dropFirst().reduce(0) { $0 + $1.weight }
      if covered > 0 { figure("use of the preference", 100 * used / covered, "percent") }
    }
    return duties[1] - duties[0]
  }

  /// EUR of the base year for a car of an origin in a market; nil where no source gives it.
  private func unitValue(
    _ market: TradeMarket, _ place: String, _ context: LeverContext
  ) -> Double? {
    let catalogue = context.catalogue
    guard market.product == context.vehicles,
      let value = catalogue["trade.unit_value.\(place).\(market.label)"]?.central,
      let level = catalogue[PriceLevel.key]?.central
    else { return nil }
    return value / level
  }

  /// Sales to the market by country of origin, the union and W; what does not move is left out.
  private func reportFlows(
    _ market: TradeMarket, _ code: String, _ flows: TradeFlows, state: inout LeverState
  ) {
    let context = state.context
    let economy = context.economy
    let (before, after) = flows.byCountry(market, context)
    func report(_ place: String, _ values: [Double]) {
      for (name, amount) in zip(["before", "after"], values) {
        state.report(
          "sales to \(market.label) \(name), \(code)", amount, "million EUR", at: place, lever: id)
        guard let value = unitValue(market, place, context) else { continue }
        state.report(
          "cars sold to \(market.label) \(name), at the unit value of 2024", 1000 * amount / value,
          "thousand cars", at: place, lever: id)
      }
    }
    for c in before.indices where before[c] != after[c] {
      report(
        c < economy.countryCount ? economy.countries[c] : TradeMeasure.restOfWorld,
        [before[c], after[c]])
    }
    let members = Set(
      economy.regions.indices.filter { economy.regions[$0].isEuropeanUnion }
        .map { economy.countryOfRegion[$0] }
    )
    .sorted()
    let union = [before, after].map { values in members.reduce(0) { $0 + values[$1] } }
    if union[0] != union[1] { report("EU27", union) }
  }
}
