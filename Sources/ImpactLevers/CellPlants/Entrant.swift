import ImpactEconomies

/// An industry that a region has not in the accounts and that a lever sets up there.
///
/// It buys what the union's makers of the same product buy for a EUR of output, from where its country
/// buys such products, and has their value added, compensation and persons for a EUR of output.
package struct Entrant: Sendable {
  /// Of the region-industry once it stands.
  package struct Account: Sendable {
    /// EUR per EUR of output.
    package let valueAdded: Double
    package let compensation: Double
    /// Persons per million EUR of output.
    package let employment: Double
  }

  package let product: Int
  package let account: Account
  /// a by product index, EUR per EUR of output, own country and imports together.
  let inputs: [(product: Int, coefficient: Double)]

  /// Means over the union's regions that make the product, weighted by output.
  init(_ product: Int, _ context: LeverContext) {
    self.product = product
    let economy = context.economy
    let satellites = economy.satellites
    let makers = economy.regions.indices.filter {
      economy.regions[$0].isEuropeanUnion && context.output($0, product) > 0
    }
    func mean(_ values: (Int) -> Double) -> Double {
      let known = makers.filter { values(economy.index(region: $0, industry: product)).isFinite }
      let output = known.reduce(0) { $0 + context.output($1, product) }
      guard output > 0 else { return 0 }
      return known.reduce(0) { $0 + values(economy.index(region: $1, industry: product)) } / output
    }
    account = Account(
      valueAdded: mean { satellites.valueAdded[$0] },
      compensation: mean { context.labourIncome[$0] * satellites.output[$0] },
      employment: mean { satellites.employment[$0] })
    let output = makers.reduce(0) { $0 + context.output($1, product) }
    inputs = economy.industries.indices.compactMap { i in
      guard output > 0 else { return nil }
      let bought = makers.reduce(0) {
        $0 + context.output($1, product)
          * context.technology.total(product: i, buyer: product, region: $1)
      }
      return bought > 0 ? (i, bought / output) : nil
    }
  }
}

extension LeverState {
  /// A delivery of a product from a region without makers of it, EUR per EUR of the buyer's output.
  ///
  /// It reaches final demand at the place of the plant at the buyer's base-year output, and the
  /// buyer's cell remembers it.
  mutating func deliver(
    _ value: Double, to cell: PurchaseCell, from region: Int, _ makers: Entrant
  ) {
    let index = context.economy.index(region: region, industry: makers.product)
    if entrants[index] == nil { setUp(makers, in: region, index) }
    entrantDeliveries[cell, default: [:]][region, default: 0] += value
    let amount =
      value * context.output(cell.region, cell.buyer) * feedback.volume(cell.region)
    demand.addAtOrigin(amount, at: index)
    entrantSales += amount
  }

  private mutating func setUp(_ makers: Entrant, in region: Int, _ index: Int) {
    entrants[index] = makers.account
    let splitter = OriginSplitter(buyer: makers.product)
    for (product, coefficient) in makers.inputs {
      let cell = PurchaseCell(region: region, buyer: makers.product, product: product)
      // What the region's column holds already is not bought twice.
      let missing =
        coefficient
        - context.technology.total(product: product, buyer: makers.product, region: region)
      guard missing > 0, let shares = splitter.shares(of: cell, context: context) else { continue }
      for k in 0...1 { purchases.add(missing * shares[k], to: cell, originClass: k, zone: nil) }
    }
  }
}
