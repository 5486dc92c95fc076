import ImpactNumerics

/// Moves purchases of one product from outside to inside a zone until content is the target of each.
///
///     t′ = t·c′/c inside, t·(1 − c′)/(1 − c) outside
///
/// With c = 0 the zone's suppliers share what comes in as they share the class that reaches them.
struct ContentMoves {
  /// Purchases of the product as they stand.
  let column: ContentColumn
  /// c′ by place; nil where nothing moves.
  let targets: [Double?]

  func apply(to state: inout LeverState) {
    let (sources, purchases) = (column.sources, column.purchases)
    guard targets.contains(where: { $0 != nil }),
      let trade = state.context.trade[sources.product]
    else { return }
    let outer = state.context.complement(sources.zone)
    let (grow, shrink, starting) = factors()
    for k in 0...1 {
      moveCommon(grow, shrink, outer, originClass: k, &state)
      for layer in purchases.layers where layer.originClass == k {
        guard layer.deltas.indices.contains(where: { targets[$0] != nil && layer.deltas[$0] != 0 })
        else { continue }
        let near = state.zone(inside: layer.zone, sources.zone)
        purchases.add(layer.deltas.times(grow), originClass: k, zone: near, to: &state)
        let far = state.zone(inside: layer.zone, outer)
        purchases.add(layer.deltas.times(shrink), originClass: k, zone: far, to: &state)
      }
    }
    for n in starting {
      let account = column[n]
      account.bringIn(
        (targets[n] ?? 0) * account.weight - account.entrants.inside, from: sources.zone,
        trade: trade, state: &state)
    }
  }

  /// Moves what reaches every origin; a class that reaches one side only needs no zone.
  private func moveCommon(
    _ grow: [Double], _ shrink: [Double], _ outer: ScopeMask, originClass k: Int,
    _ state: inout LeverState
  ) {
    let (sources, purchases) = (column.sources, column.purchases)
    let rise = purchases.common[k].times(grow)
    let fall = purchases.common[k].times(shrink)
    let reach = sources.reach[k]
    if targets.indices.contains(where: { targets[$0] != nil && reach.both[$0] != 0 }) {
      let (near, far) = (state.purchases.zone(sources.zone), state.purchases.zone(outer))
      purchases.add(rise.times(reach.both), originClass: k, zone: near, to: &state)
      purchases.add(fall.times(reach.both), originClass: k, zone: far, to: &state)
    }
    if reach.hasOneSide {
      purchases.add(rise.times(reach.nearOnly), originClass: k, zone: nil, to: &state)
      purchases.add(fall.times(reach.farOnly), originClass: k, zone: nil, to: &state)
    }
  }

  /// Changes of coefficients alone, inside and outside, and where something begins to come from the zone.
  ///
  /// Without new plants the changes are the factors above less one; they are 0 where nothing moves.
  private func factors() -> (grow: [Double], shrink: [Double], starting: [Int]) {
    var grow = [Double](repeating: 0, count: targets.count)
    var shrink = grow
    var starting: [Int] = []
    for (n, target) in targets.enumerated() {
      guard let target else { continue }
      let account = column[n]
      let new = account.entrants
      if account.insideBought > 0 {
        grow[n] = (target * account.weight - new.inside) / account.insideBought - 1
      } else {
        starting.append(n)
      }
      shrink[n] =
        (account.weight - target * account.weight - (new.all - new.inside))
        / account.outsideBought - 1
    }
    return (grow, shrink, starting)
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
