package import ImpactEconomies

/// How a final purchase of a region divides between own country and imports, and what the category
/// buys at all.
package struct FinalPurchases: Sendable {
  /// One product from one class of origin, and its share of all purchases of a region.
  package struct Line: Sendable {
    package let product: Int
    package let originClass: Int
    package let share: Double
  }

  /// Purchases of the category by region, million EUR at basic prices, as far as anybody supplies them.
  package let totals: [Double]
  /// Lines by region, with shares that sum to 1; none where the category buys nothing.
  private let patterns: [[Line]]
  /// y_k[i,s] of the category, million EUR.
  package func purchase(_ product: Int, region: Int, originClass: Int) -> Double {
    demand[originClass][region * industryCount + product]
  }

  /// Shares of own country and imports at `s * S + i`; nil when nobody supplies the product.
  private let origins: [[Double]?]
  /// The share of the own country at `s * S + i`; −1 when nobody supplies the product.
  private let ownShares: [Double]
  private let industryCount: Int
  /// y_own and y_imported of the category.
  private let demand: [[Double]]

  /// The purchases of a category, worked out once for an economy.
  package static func of(
    _ context: LeverContext, _ category: Economy.FinalCategory
  ) -> FinalPurchases {
    context.economyMemo.value("final purchases:\(category.rawValue)") {
      FinalPurchases(context, category)
    }
  }

  private init(_ context: LeverContext, _ category: Economy.FinalCategory) {
    let economy = context.economy
    let S = economy.industryCount
    let demand = [
      economy.finalDemand.own[category.rawValue], economy.finalDemand.imported[category.rawValue],
    ]
    let lines = economy.regions.indices.map { s in
      (0..<S)
        .flatMap { i in
          (0...1).filter { context.reaches(originClass: $0, product: i, region: s) }
            .map { (i, $0, demand[$0][s * S + i]) }
        }
    }
    let totals = lines.map { $0.reduce(0) { $0 + $1.2 } }
    self.totals = totals
    patterns = zip(lines, totals)
      .map { lines, total in
        total > 0
          ? lines.map { Line(product: $0.0, originClass: $0.1, share: $0.2 / total) } : []
      }
    origins = (0..<economy.dimension)
      .map { Self.origins(of: $0 % S, region: $0 / S, demand: demand, context) }
    ownShares = origins.map { $0?[0] ?? -1 }
    industryCount = S
    self.demand = demand
  }

  /// Shares of the category's purchases in a region by product and class of origin; they sum to 1.
  ///
  /// Empty where the category buys nothing there.
  package func pattern(of region: Int) -> [Line] { patterns[region] }

  /// Shares of own country and imports in what the category buys of a product.
  ///
  /// Where it buys none, the shares of all final purchases; else the own country. Nil when nobody
  /// supplies it.
  package func shares(_ product: Int, region: Int) -> [Double]? {
    origins[region * industryCount + product]
  }

  /// The share of the own country alone; nil when nobody supplies the product.
  func ownShare(_ product: Int, region: Int) -> Double? {
    let share = ownShares[region * industryCount + product]
    return share < 0 ? nil : share
  }

  private static func origins(
    of product: Int, region: Int, demand: [[Double]], _ context: LeverContext
  ) -> [Double]? {
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
    var bought = demand.map { max(0, $0[k]) }
    if bought[0] + bought[1] <= 0 {
      let final = context.economy.finalDemand
      bought = [final.own, final.imported].map { $0.reduce(0) { $0 + max(0, $1[k]) } }
    }
    let total = bought[0] + bought[1]
    return total > 0 ? [bought[0] / total, bought[1] / total] : [1, 0]
  }
}
