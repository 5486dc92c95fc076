import ImpactEconomies

/// How a purchase of a region divides between own country and imports, and what households buy at all.
struct HouseholdPurchases {
  private let context: LeverContext
  /// Purchases of households by region, million EUR at basic prices, as far as anybody supplies them.
  let totals: [Double]

  /// The purchases of an economy, worked out once.
  static func of(_ context: LeverContext) -> HouseholdPurchases {
    let totals = context.economyMemo.value("household purchases") {
      HouseholdPurchases(context).totals
    }
    return HouseholdPurchases(context: context, totals: totals)
  }

  private init(context: LeverContext, totals: [Double]) {
    (self.context, self.totals) = (context, totals)
  }

  init(_ context: LeverContext) {
    self.context = context
    let economy = context.economy
    let S = economy.industryCount
    let category = Economy.FinalCategory.households.rawValue
    let demand = [economy.finalDemand.own[category], economy.finalDemand.imported[category]]
    totals = economy.regions.indices.map { s in
      var sum = 0.0
      for i in 0..<S {
        for c in 0...1 where context.reaches(originClass: c, product: i, region: s) {
          sum += demand[c][s * S + i]
        }
      }
      return sum
    }
  }

  /// y_k[i,s] of households.
  func purchase(_ product: Int, region: Int, originClass: Int) -> Double {
    let demand = context.economy.finalDemand
    let values = originClass == 0 ? demand.own : demand.imported
    return values[Economy.FinalCategory.households.rawValue][
      context.economy.index(region: region, industry: product)]
  }

  /// Shares of own country and imports in what households buy of a product.
  ///
  /// Where they buy none, the shares of all final purchases; else the own country. Nil when nobody
  /// supplies it.
  func shares(_ product: Int, region: Int) -> [Double]? {
    let table = context.economyMemo.value("household origins:\(product)") {
      context.economy.regions.indices.map { worked(product, region: $0) }
    }
    return table[region]
  }

  private func worked(_ product: Int, region: Int) -> [Double]? {
    let reached = (0...1)
      .map {
        context.reaches(originClass: $0, product: product, region: region)
      }
    switch (reached[0], reached[1]) {
    case (false, false): return nil
    case (true, false): return [1, 0]
    case (false, true): return [0, 1]
    case (true, true): break
    }
    let k = context.economy.index(region: region, industry: product)
    var bought = (0...1).map { max(0, purchase(product, region: region, originClass: $0)) }
    if bought[0] + bought[1] <= 0 {
      let demand = context.economy.finalDemand
      bought = [demand.own, demand.imported].map { $0.reduce(0) { $0 + max(0, $1[k]) } }
    }
    let total = bought[0] + bought[1]
    return total > 0 ? [bought[0] / total, bought[1] / total] : [1, 0]
  }
}
