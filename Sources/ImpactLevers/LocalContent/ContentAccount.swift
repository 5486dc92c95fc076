import ImpactAxes

/// How much of one product, bought by an industry of one region, originates in a zone.
///
///     w = Σ_k a_k,  c = Σ_k Σ_{r∈zone} T_k[r,s]·a_k[r] / w
///
/// with a_k[r] the coefficient that origin r meets after the levers so far. Purchases from W count
/// in w, and as local only where the zone is the whole world. Plain numbers, so that thousands of them
/// are cheap; the zone stands with whoever asked.
struct ContentAccount {
  let cell: PurchaseCell
  /// EUR per EUR of vehicle output.
  let weight: Double
  /// The part of it from the zone.
  let inside: Double
  /// What comes from plants where the accounts have no maker, all of it and from the zone; no
  /// coefficient holds it.
  let entrants: (all: Double, inside: Double)
  /// Whether any class has suppliers in the zone.
  let hasSuppliers: Bool

  /// c, 0 to 1; 0 for an empty cell.
  var content: Double { weight > 0 ? min(1, max(0, inside / weight)) : 0 }
  /// What can still be moved into the zone, EUR per EUR of vehicle output.
  var room: Double { hasSuppliers ? max(0, outsideBought) : 0 }
  /// The parts of `inside` and of the rest that coefficients hold.
  var insideBought: Double { inside - entrants.inside }
  var outsideBought: Double { weight - inside - (entrants.all - entrants.inside) }
}

extension ContentAccount {
  /// The account of one cell; nil when the context holds no trade of the product.
  init?(_ cell: PurchaseCell, zone: ScopeMask, state: LeverState) {
    let sources = ContentSources(
      product: cell.product, buyer: cell.buyer, regions: [cell.region], zone: zone, state.context)
    guard let sources else { return nil }
    self = ContentColumn(sources, state: state)[0]
  }

  /// What each country of the zone delivers to some accounts of one product, by account and country of
  /// the economy; where nothing comes from the zone, how its suppliers share the class that a move takes.
  static func insideByCountry(
    _ accounts: [ContentAccount], zone: ScopeMask, state: LeverState
  ) -> [[Double]] {
    let context = state.context
    let count = context.economy.countryCount
    var sums = accounts.map { _ in [Double](repeating: 0, count: count) }
    guard let cell = accounts.first?.cell, let trade = context.trade[cell.product] else {
      return sums
    }
    let before = PurchaseSnapshot(
      product: cell.product, buyer: cell.buyer, regions: accounts.map(\.cell.region), state: state)
    let country = context.economy.countryOfRegion
    func add(_ values: [Double], _ mask: ScopeMask, _ k: Int) {
      let table = trade.byCountry(mask, country, count: count).values[k]
      for (n, value) in values.enumerated() where value != 0 {
        let start = before.regions[n] * count
        for c in 0..<count { sums[n][c] += value * table[start + c] }
      }
    }
    for k in 0...1 {
      add(before.common[k], zone, k)
      for layer in before.layers where layer.originClass == k {
        add(layer.deltas, context.intersection(state.purchases.zones[layer.zone], zone), k)
      }
    }
    for (n, account) in accounts.enumerated() where account.insideBought <= 0 {
      sums[n] = [Double](repeating: 0, count: count)
      let region = account.cell.region
      for k in [1, 0] where trade.share(originClass: k, of: zone, to: region) > 0 {
        trade.add(1, of: zone, originClass: k, to: region, country, &sums[n])
        break
      }
    }
    return sums
  }
}
