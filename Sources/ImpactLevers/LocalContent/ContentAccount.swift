import ImpactAxes

/// How much of one product, bought by an industry of one region, originates in a zone.
///
///     w = Σ_k a_k,  inside = Σ_k Σ_{r∈zone} T_k[r,s]·a_k[r]
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

  /// The parts of `inside` and of the rest that coefficients hold.
  var insideBought: Double { inside - entrants.inside }
  var outsideBought: Double { weight - inside - (entrants.all - entrants.inside) }
}

extension ContentPurchases {
  /// What each country of the zone delivers of an item to some places, by place and country of the economy;
  /// where nothing comes from the zone, how its suppliers share the class that a move takes.
  func insideByCountry(_ item: Int, at places: [Int], _ context: LeverContext) -> [[Double]] {
    let (count, country) = (context.economy.countryCount, context.economy.countryOfRegion)
    var sums = places.map { _ in [Double](repeating: 0, count: count) }
    guard let trade = context.trade[sources.products[item]] else { return sums }
    let (zone, first) = (sources.zone, sources.regions.lowerBound)
    func add(_ values: [Double], from start: Int, _ mask: ScopeMask, _ k: Int) {
      let table = trade.byCountry(mask, country, count: count).values[k]
      for (b, n) in places.enumerated() where values[start + n] != 0 {
        let row = (first + n) * count
        sums[b].add(table, row..<row + count, times: values[start + n])
      }
    }
    for k in 0...1 {
      add(common[k], from: sources.part(item).lowerBound, zone, k)
      for layer in zoned where layer.item == item && layer.originClass == k {
        add(layer.deltas, from: 0, context.intersection(layer.mask, zone), k)
      }
    }
    for (b, n) in places.enumerated() where self[item, n].insideBought <= 0 {
      sums[b] = [Double](repeating: 0, count: count)
      for k in [1, 0] where trade.share(originClass: k, of: zone, to: first + n) > 0 {
        trade.add(1, of: zone, originClass: k, to: first + n, country, &sums[b])
        break
      }
    }
    return sums
  }
}
