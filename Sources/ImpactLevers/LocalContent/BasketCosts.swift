import ImpactEconomies

/// What the baskets of a rule cost their buyers, EUR per EUR of the buyer's output.
struct BasketCosts {
  /// By region, for each industry that buys.
  private var buyers: [(industry: Int, costs: [Double])] = []
  /// Place of the industry that buys now.
  private var current = 0

  /// What follows is a cost of this industry.
  mutating func open(_ industry: Int, regions: Int) {
    if let known = buyers.firstIndex(where: { $0.industry == industry }) {
      current = known
    } else {
      current = buyers.count
      buyers.append((industry, [Double](repeating: 0, count: regions)))
    }
  }

  mutating func add(_ cost: Double, to region: Int) { buyers[current].costs[region] += cost }

  /// Costs that are not zero, by ascending cell.
  func costs(_ economy: Economy) -> [PriceResponse.Cost] {
    var result: [PriceResponse.Cost] = []
    for (industry, costs) in buyers {
      result.reserveCapacity(result.count + costs.count)
      for (region, cost) in costs.enumerated() where cost != 0 {
        result.append(
          PriceResponse.Cost(cell: economy.index(region: region, industry: industry), value: cost))
      }
    }
    return buyers.count > 1 ? result.sorted { $0.cell < $1.cell } : result
  }
}
