import ImpactNumerics

/// Moves purchases of one product after the other from outside to inside a zone.
///
///     t′ = t·(1 + m/w_in) inside,  t·(1 − m/w_out) outside
///
/// with m what moves and w what coefficients hold of purchases from inside and outside. With w_in = 0
/// the zone's suppliers share what comes in as they share the class that reaches them. Lists are by
/// place and serve all products.
struct ContentMoves {
  private var grow: [Double]
  private var shrink: [Double]
  private var deltas: [Double]

  init(places: Int) {
    grow = [Double](repeating: 0, count: places)
    (shrink, deltas) = (grow, grow)
  }

  /// Moves `amounts[start + n]` of an item, EUR per EUR of the buyer's output, at every place n.
  mutating func move(
    _ item: Int, of purchases: ContentPurchases, by amounts: [Double], from start: Int,
    _ state: inout LeverState
  ) {
    let (sources, part) = (purchases.sources, purchases.sources.part(item))
    let starting = grow.setQuotients(
      of: amounts, from: start, by: purchases.insideBought, part, most: .infinity)
    // Rounding must not take away more than all.
    _ = shrink.setQuotients(
      of: amounts, from: start, by: purchases.outsideBought, part, most: 1)
    for k in 0...1 { moveCommon(item, originClass: k, part, of: purchases, &state) }
    if purchases.hasZoned(item) {
      let loss = shrink.map { -$0 }
      for k in 0...1 {
        purchases.growZoned(item, originClass: k, by: grow, from: sources.zone, &state)
        purchases.growZoned(item, originClass: k, by: loss, from: sources.outer, &state)
      }
    }
    guard starting > 0, let trade = state.context.trade[sources.products[item]] else { return }
    for n in 0..<part.count where amounts[start + n] != 0 {
      let account = purchases[item, n]
      guard account.insideBought <= 0 else { continue }
      account.bringIn(amounts[start + n], from: sources.zone, trade: trade, state: &state)
    }
  }

  /// Moves what reaches every origin; a class that reaches one side only needs no zone.
  private mutating func moveCommon(
    _ item: Int, originClass k: Int, _ part: Range<Int>, of purchases: ContentPurchases,
    _ state: inout LeverState
  ) {
    let (sources, common) = (purchases.sources, purchases.common[k])
    let reach = sources.reach[k]
    if reach.hasBoth[item] {
      deltas.setProducts(of: common, grow, where: reach.both, part, times: 1)
      purchases.add(deltas, to: item, originClass: k, from: sources.zone, &state)
      deltas.setProducts(of: common, shrink, where: reach.both, part, times: -1)
      purchases.add(deltas, to: item, originClass: k, from: sources.outer, &state)
    }
    if reach.hasOneSide[item] {
      deltas.setProducts(of: common, grow, where: reach.nearOnly, part, times: 1)
      deltas.setProducts(
        of: common, shrink, where: reach.farOnly, part, times: -1, adding: true)
      purchases.add(deltas, to: item, originClass: k, from: nil, &state)
    }
  }
}

extension ContentAccount {
  /// Buys from zone suppliers where nothing came from the zone: imports first, else own country.
  func bringIn(
    _ amount: Double, from mask: ScopeMask, trade: LeverContext.Trade, state: inout LeverState
  ) {
    for k in [1, 0] {
      let share = trade.share(originClass: k, of: mask, to: cell.region)
      guard share > 0 else { continue }
      let index = state.purchases.zone(mask)
      state.purchases.add(amount / share, to: cell, originClass: k, zone: index)
      return
    }
  }
}
