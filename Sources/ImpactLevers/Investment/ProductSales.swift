import ImpactEconomies

/// Who sells a product to the buyers of a set of regions in the year of a state, million EUR.
///
///     sales[r] = Σ_s Σ_k T_k[r,s]·(Σ_j a_k′[i,j,s]·x₀[j,s] + y_k[i,s])
///
/// With what earlier levers changed in purchases and final demand, and what they took from makers
/// already. Output stays at that of the accounts.
struct ProductSales: Sendable {
  /// By place of origin, length R.
  private(set) var byOrigin: [Double]
  private(set) var fromWorld: Double

  init(_ product: Int, to buyers: ScopeMask, _ state: LeverState) {
    let context = state.context
    let economy = context.economy
    let R = economy.regionCount
    let trade = context.trade(of: product)
    let uses = Self.uses(product, state)
    var byOrigin = [Double](repeating: 0, count: R)
    var fromWorld = 0.0
    for s in 0..<R where buyers.regions[s] {
      for k in 0...1 where uses[k][s] != 0 {
        for r in 0..<R { byOrigin[r] += trade.classes[k][r + s * R] * uses[k][s] }
      }
      fromWorld += trade.world[s] * uses[1][s]
    }
    let isChanged = state.purchases.changes(product, buyers: economy.industryCount)
    for s in 0..<R where buyers.regions[s] {
      for j in economy.industries.indices where isChanged[j] {
        let cell = PurchaseCell(region: s, buyer: j, product: product)
        for k in 0...1 {
          state.purchases.forEachPart(of: cell, originClass: k) { zone, delta in
            guard let zone else { return }
            let value = delta * context.output(s, j)
            let mask = state.purchases.zones[zone]
            for r in 0..<R where mask.regions[r] {
              byOrigin[r] += trade.classes[k][r + s * R] * value
            }
            if mask.includesWorld, k == 1 { fromWorld += trade.world[s] * value }
          }
        }
      }
    }
    let taken = state.displacedFrom[product] ?? DisplacedSales(regions: R)
    for r in 0..<R { byOrigin[r] -= taken.regions[r] }
    self.byOrigin = byOrigin
    self.fromWorld = fromWorld - taken.world
  }

  /// What industries buy in the accounts, a_k[i,j,s]·x₀[j,s] at `s * S + j` by class: worked out once for an economy.
  private static func industryUses(_ product: Int, _ context: LeverContext) -> [[Double]] {
    context.economyMemo.value("uses of \(product)") {
      let S = context.economy.industryCount
      return (0...1)
        .map { k in
          (0..<context.economy.dimension)
            .map {
              context.output($0 / S, $0 % S)
                * context.technology.coefficient(
                  originClass: k, product: product, buyer: $0 % S, region: $0 / S)
            }
        }
    }
  }

  /// Purchases by class and region that reach every origin.
  private static func uses(_ product: Int, _ state: LeverState) -> [[Double]] {
    let context = state.context
    let economy = context.economy
    let S = economy.industryCount
    let demand = [economy.finalDemand.own, economy.finalDemand.imported]
    let inputs = industryUses(product, context)
    let isChanged = state.purchases.changes(product, buyers: S)
    var uses = [[Double]](
      repeating: [Double](repeating: 0, count: economy.regionCount), count: 2)
    for s in economy.regions.indices {
      let at = economy.index(region: s, industry: product)
      for k in 0...1 {
        var sum = demand[k].reduce(0) { $0 + $1[at] }
        for j in 0..<S {
          sum += inputs[k][s * S + j]
          guard isChanged[j] else { continue }
          state.purchases.forEachPart(
            of: PurchaseCell(region: s, buyer: j, product: product), originClass: k
          ) { zone, delta in
            if zone == nil { sum += delta * context.output(s, j) }
          }
        }
        uses[k][s] = sum
      }
      uses[0][s] += state.demand.own[at] ?? 0
      uses[1][s] += state.demand.imported[at] ?? 0
    }
    return uses
  }

  /// Sales of makers within a mask.
  func total(in mask: ScopeMask) -> Double {
    byOrigin.indices.reduce(mask.includesWorld ? max(0, fromWorld) : 0) {
      mask.regions[$1] ? $0 + max(0, byOrigin[$1]) : $0
    }
  }
}

/// What plants took from the makers of a product so far, million EUR.
package struct DisplacedSales: Sendable {
  package var regions: [Double]
  package var world = 0.0

  package init(regions: Int) { self.regions = [Double](repeating: 0, count: regions) }
}

extension LeverState {
  /// Takes `amount` of sales from the makers of a mask in proportion to what they sell, or gives it.
  ///
  /// What they do not sell cannot be taken: the answer is what was taken.
  mutating func takeSales(
    _ amount: Double, of product: Int, from mask: ScopeMask, _ sales: ProductSales,
    _ book: inout PurchaseBook
  ) -> Double {
    let available = sales.total(in: mask)
    let taken = min(amount, available)
    guard taken != 0, available > 0 else { return 0 }
    var displaced =
      displacedFrom[product] ?? DisplacedSales(regions: context.economy.regionCount)
    for (r, value) in sales.byOrigin.enumerated() where mask.regions[r] && value > 0 {
      let part = taken * value / available
      demand.addAtOrigin(-part, at: context.economy.index(region: r, industry: product))
      displaced.regions[r] += part
    }
    if mask.includesWorld, sales.fromWorld > 0 {
      let part = taken * sales.fromWorld / available
      demand.addFromWorld(-part)
      displaced.world += part
    }
    displacedFrom[product] = displaced
    book.account.displacedSales -= taken
    return taken
  }
}
