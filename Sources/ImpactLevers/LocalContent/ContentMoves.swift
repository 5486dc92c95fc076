/// Moves purchases of one product from outside to inside a zone until content is the target of each.
///
///     t′ = t·c′/c inside, t·(1 − c′)/(1 − c) outside
///
/// With c = 0 the zone's suppliers share what comes in as they share the class that reaches them.
struct ContentMoves {
  let product: Int
  let buyer: Int
  let zone: ScopeMask
  private(set) var regions: [Int] = []
  private var accounts: [ContentAccount] = []
  /// c′ by account.
  private var targets: [Double] = []

  init(product: Int, buyer: Int, zone: ScopeMask) {
    (self.product, self.buyer, self.zone) = (product, buyer, zone)
  }

  /// An account of the product and buyer of the list; empty ones have nothing to move.
  mutating func append(_ account: ContentAccount, to target: Double) {
    guard account.weight > 0 else { return }
    regions.append(account.cell.region)
    accounts.append(account)
    targets.append(target)
  }

  func apply(to state: inout LeverState) {
    guard !regions.isEmpty, let trade = state.context.trade[product] else { return }
    let outer = state.context.complement(zone)
    let (near, far) = (trade.sums(of: zone).reaches, trade.sums(of: outer).reaches)
    let (grow, shrink) = factors()
    let R = trade.world.count
    let before = PurchaseSnapshot(product: product, buyer: buyer, regions: regions, state: state)
    for k in 0...1 {
      let common = before.common[k]
      let local = regions.map { near[k * R + $0] }
      let foreign = regions.map { far[k * R + $0] }
      func add(_ zone: Int?, _ delta: (Int) -> Double) {
        before.add(regions.indices.map(delta), originClass: k, zone: zone, to: &state)
      }
      if regions.indices.contains(where: { local[$0] && foreign[$0] }) {
        add(state.purchases.zone(zone)) {
          local[$0] && foreign[$0] ? common[$0] * grow[$0] : 0
        }
        add(state.purchases.zone(outer)) {
          local[$0] && foreign[$0] ? common[$0] * shrink[$0] : 0
        }
      }
      // A class that reaches one side only needs no zone.
      add(nil) { local[$0] && !foreign[$0] ? common[$0] * grow[$0] : 0 }
      add(nil) { foreign[$0] && !local[$0] ? common[$0] * shrink[$0] : 0 }
      for layer in before.layers where layer.originClass == k {
        add(state.zone(inside: layer.zone, zone)) { layer.deltas[$0] * grow[$0] }
        add(state.zone(inside: layer.zone, outer)) { layer.deltas[$0] * shrink[$0] }
      }
    }
    for (account, target) in zip(accounts, targets) where account.insideBought <= 0 {
      account.bringIn(
        target * account.weight - account.entrants.inside, from: zone, trade: trade, state: &state)
    }
  }

  /// Changes of coefficients alone, inside and outside: without new plants these are the factors above
  /// less one.
  private func factors() -> (grow: [Double], shrink: [Double]) {
    let pairs = zip(accounts, targets)
    return (
      pairs.map { account, target in
        account.insideBought > 0
          ? (target * account.weight - account.entrants.inside) / account.insideBought - 1 : 0
      },
      pairs.map { account, target in
        let new = account.entrants
        return (account.weight - target * account.weight - (new.all - new.inside))
          / account.outsideBought - 1
      }
    )
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
