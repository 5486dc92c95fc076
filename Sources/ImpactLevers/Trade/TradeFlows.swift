import ImpactEconomies

/// Purchases of one product in one market by group of origins and destination, million EUR of the base
/// year: quantities at base-year prices.
struct TradeFlows {
  /// Entry (group, destination) at `group * destinations + destination`.
  struct Table {
    var inputs: [Double]
    var final: [Double]
    func total(_ k: Int) -> Double { inputs[k] + final[k] }
  }

  let destinations: Int
  var before: Table
  var after: Table
  /// The own country by destination.
  var ownBefore: Table
  var ownAfter: Table
  /// What all buyers pay at new prices, duties in, and what they paid before.
  var spendingBefore = 0.0
  var spendingAfter = 0.0
  /// Final buyers alone.
  var finalSpendingBefore = 0.0
  var finalSpendingAfter = 0.0
  /// Σ quantity of bundles, for the mean price.
  var bundles = 0.0
  /// Made elsewhere instead, by group.
  var localised: [Double]
  /// Exports to the rest of the world by origin, before and after.
  var worldBefore: [Double] = []
  var worldAfter: [Double] = []
  /// Made in a place instead of the origin, by region.
  var hosted: [Double] = []

  init(_ market: TradeMarket) {
    destinations = market.regions.count
    let table = [Double](repeating: 0, count: market.groupCount * destinations)
    let line = [Double](repeating: 0, count: destinations)
    before = Table(inputs: table, final: table)
    after = before
    ownBefore = Table(inputs: line, final: line)
    ownAfter = ownBefore
    localised = [Double](repeating: 0, count: market.groupCount)
  }

  /// Σ over destinations of a group.
  func total(_ table: Table, _ group: Int) -> Double {
    (0..<destinations).reduce(0) { $0 + table.total(group * destinations + $1) }
  }

  func total(own table: Table) -> Double {
    (0..<destinations).reduce(0) { $0 + table.total($1) }
  }
}

extension TradeFlows {
  /// Sales by country of origin, before and after; the last entry is W.
  ///
  /// Within a group of origins and the own country, deliveries keep the shares of the accounts.
  func byCountry(
    _ market: TradeMarket, _ context: LeverContext
  ) -> (before: [Double], after: [Double]) {
    let economy = context.economy
    let (R, C) = (economy.regionCount, economy.countryCount)
    let trade = context.trade(of: market.product)
    var sums = [[Double]](repeating: [Double](repeating: 0, count: C + 1), count: 2)
    for (d, s) in market.regions.enumerated() {
      // What a unit of T_imp[r,s] carries, by group.
      var unit = [[Double]](repeating: [0, 0], count: market.groupCount)
      for g in unit.indices where market.share(g, d) > 0 {
        let k = g * destinations + d
        unit[g] = [before.total(k), after.total(k)].map { $0 / market.share(g, d) }
      }
      for r in 0...R {
        let share = r == R ? trade.world[s] : trade.classes[1][s * R + r]
        guard share > 0 else { continue }
        let c = r == R ? C : economy.countryOfRegion[r]
        for k in 0...1 { sums[k][c] += share * unit[market.groups[r]][k] }
      }
      let home = economy.countryOfRegion[s]
      sums[0][home] += ownBefore.total(d)
      sums[1][home] += ownAfter.total(d)
    }
    for (r, value) in worldBefore.enumerated() { sums[0][economy.countryOfRegion[r]] += value }
    for (r, value) in worldAfter.enumerated() { sums[1][economy.countryOfRegion[r]] += value }
    for (r, value) in hosted.enumerated() { sums[1][economy.countryOfRegion[r]] += value }
    return (sums[0], sums[1])
  }
}
