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
    for k in 0...1 {
      let common = state.commonCoefficients(
        product: product, buyer: buyer, originClass: k, regions: regions)
      let zoned = state.purchases.layers(buyer: buyer, product: product)
        .filter { $0.originClass == k && $0.zone != nil }
      let local = regions.map { near[k * R + $0] }
      let foreign = regions.map { far[k * R + $0] }
      let isParted = regions.indices.contains { local[$0] && foreign[$0] }
      let (inZone, outZone) =
        isParted ? (state.purchases.zone(zone), state.purchases.zone(outer)) : (nil, nil)
      func add(_ zone: Int?, _ delta: (Int) -> Double) {
        state.purchases.add(
          regions.indices.map(delta), at: regions, buyer: buyer, product: product, originClass: k,
          zone: zone)
      }
      if isParted {
        add(inZone) { local[$0] && foreign[$0] ? common[$0] * grow[$0] : 0 }
        add(outZone) { local[$0] && foreign[$0] ? common[$0] * shrink[$0] : 0 }
      }
      // A class that reaches one side only needs no zone.
      add(nil) { local[$0] && !foreign[$0] ? common[$0] * grow[$0] : 0 }
      add(nil) { foreign[$0] && !local[$0] ? common[$0] * shrink[$0] : 0 }
      for layer in zoned {
        let before = regions.map { $0 < layer.deltas.count ? layer.deltas[$0] : 0 }
        guard before.contains(where: { $0 != 0 }) else { continue }
        let within = state.zone(inside: layer.zone, zone)
        let beyond = state.zone(inside: layer.zone, outer)
        add(within) { before[$0] * grow[$0] }
        add(beyond) { before[$0] * shrink[$0] }
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
  /// Moves purchases into the zone with an amount for each country (EUR per EUR of output).
  ///
  /// Countries that grow alike move together; all alike is `ContentMoves`.
  func move(
    granted: [Double], inside byCountry: [Double], zone: ScopeMask, masks: inout CountryMasks,
    state: inout LeverState
  ) {
    let total = granted.reduce(0, +)
    guard total > 0, let trade = state.context.trade[cell.product] else { return }
    let served = granted.indices.filter { granted[$0] > 0 && byCountry[$0] > 0 }
    let most = served.map { granted[$0] / byCountry[$0] }.max() ?? 0
    // Rounding of the shares: countries without a limit of their own grow by one factor.
    let free = served.filter { granted[$0] / byCountry[$0] >= most * (1 - 1e-9) }
    if free.count == byCountry.filter({ $0 > 0 }).count {
      var moves = ContentMoves(product: cell.product, buyer: cell.buyer, zone: zone)
      moves.append(self, to: min(1, (inside + total) / weight))
      moves.apply(to: &state)
      return
    }
    var groups = served.filter { !free.contains($0) }.map { ([$0], granted[$0] / byCountry[$0]) }
    groups.append((free, most))
    let parts = [0, 1].map { state.purchases.parts(of: cell, originClass: $0) }
    let common = [0, 1].map { state.commonCoefficient(cell, originClass: $0) }
    for (countries, factor) in groups {
      let mask = masks.mask(of: countries)
      guard insideBought > 0 else {
        bringIn(countries.reduce(0) { $0 + granted[$1] }, from: mask, trade: trade, state: &state)
        continue
      }
      grow(by: factor, mask: mask, common: common, parts: parts, trade: trade, state: &state)
    }
    grow(
      by: -total / outsideBought, mask: state.context.complement(zone), common: common,
      parts: parts, trade: trade, state: &state)
  }

  /// Takes purchases from outside the zone and buys them from the zone's plants instead.
  func move(
    _ amount: Double, to plants: PlantSourcing, zone: ScopeMask, state: inout LeverState
  ) {
    guard amount > 0, let trade = state.context.trade[cell.product] else { return }
    let parts = [0, 1].map { state.purchases.parts(of: cell, originClass: $0) }
    let common = [0, 1].map { state.commonCoefficient(cell, originClass: $0) }
    grow(
      by: -amount / outsideBought, mask: state.context.complement(zone), common: common,
      parts: parts, trade: trade, state: &state)
    plants.deliver(amount, to: cell, state: &state)
  }

  private func grow(
    by factor: Double, mask: ScopeMask, common: [Double], parts: [[PurchaseChanges.Part]],
    trade: LeverContext.Trade, state: inout LeverState
  ) {
    for k in 0...1 {
      if trade.reaches(originClass: k, from: mask, to: cell.region) {
        let zone = state.purchases.zone(mask)
        state.purchases.add(common[k] * factor, to: cell, originClass: k, zone: zone)
      }
      for part in parts[k] {
        guard let index = part.zone else { continue }
        let within = state.zone(inside: index, mask)
        state.purchases.add(part.delta * factor, to: cell, originClass: k, zone: within)
      }
    }
  }

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
