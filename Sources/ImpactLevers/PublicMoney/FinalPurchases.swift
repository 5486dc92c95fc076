package import ImpactEconomies

/// How a final purchase of a region divides between own country and imports, and what the category
/// buys at all.
package struct FinalPurchases: Sendable {
  private let context: LeverContext
  private let category: Economy.FinalCategory
  /// Purchases of the category by region, million EUR at basic prices, as far as anybody supplies them.
  package let totals: [Double]

  package init(_ context: LeverContext, _ category: Economy.FinalCategory) {
    self.context = context
    self.category = category
    let economy = context.economy
    let S = economy.industryCount
    let demand = [
      economy.finalDemand.own[category.rawValue], economy.finalDemand.imported[category.rawValue],
    ]
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

  /// y_k[i,s] of the category.
  package func purchase(_ product: Int, region: Int, originClass: Int) -> Double {
    let demand = context.economy.finalDemand
    let values = originClass == 0 ? demand.own : demand.imported
    return values[category.rawValue][
      context.economy.index(region: region, industry: product)]
  }

  /// Shares of own country and imports in what the category buys of a product.
  ///
  /// Where it buys none, the shares of all final purchases; else the own country. Nil when nobody
  /// supplies it.
  package func shares(_ product: Int, region: Int) -> [Double]? {
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

  /// Shares of the category's purchases in a region: product, class of origin, share; sums to 1.
  ///
  /// Empty where the category buys nothing there.
  package func pattern(of region: Int) -> [(product: Int, originClass: Int, share: Double)] {
    guard totals[region] > 0 else { return [] }
    return context.economy.industries.indices.flatMap { i in
      (0...1).filter { context.reaches(originClass: $0, product: i, region: region) }
        .map { c in
          (i, c, purchase(i, region: region, originClass: c) / totals[region])
        }
    }
  }
}
