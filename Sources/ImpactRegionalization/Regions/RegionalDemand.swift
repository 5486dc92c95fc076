/// How a country's final uses are shared among its regions; shares sum to 1.
///
/// Households (and non-profit institutions) follow population × (f + (1 − f)·relative product per
/// head); government follows persons in public services; investment follows gross domestic product.
package struct RegionalDemand: Sendable {
  package let households: [Double]
  package let government: [Double]
  package let investment: [Double]

  package init(population: [Double], product: [Double], publicPersons: [Double], flatShare: Double)
  {
    func shares(_ weights: [Double]) -> [Double] {
      let total = weights.reduce(0, +)
      return weights.map { $0 / total }
    }
    let mean = product.reduce(0, +) / population.reduce(0, +)
    households = shares(
      zip(population, product)
        .map { people, gross in
          people * (flatShare + (1 - flatShare) * gross / people / mean)
        })
    government = shares(publicPersons)
    investment = shares(product)
  }

  package func share(_ use: NationalTables.FinalUse, _ region: Int) -> Double {
    switch use {
    case .households, .nonProfit: households[region]
    case .government: government[region]
    case .investment, .inventories, .exports: investment[region]
    }
  }
}
