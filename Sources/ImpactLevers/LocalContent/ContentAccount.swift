import ImpactAxes

/// How much of one product, bought by vehicle makers of one region, originates in a zone.
///
///     w = Σ_k a_k,  c = Σ_k Σ_{r∈zone} T_k[r,s]·a_k[r] / w
///
/// with a_k[r] the coefficient that origin r meets after the levers so far. Purchases from W count
/// in w, and as local only where the zone is the whole world.
struct ContentAccount {
  let cell: PurchaseCell
  let zone: ScopeMask
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

  /// Nil when the context holds no trade of the product.
  init?(_ cell: PurchaseCell, zone: ScopeMask, state: LeverState) {
    guard let trade = state.context.trade[cell.product] else { return nil }
    self.cell = cell
    self.zone = zone
    let own = trade.sums(of: zone)
    var (weight, inside, suppliers) = (0.0, 0.0, false)
    for k in 0...1 {
      let common = state.commonCoefficient(cell, originClass: k)
      let local = own.share[k * trade.world.count + cell.region]
      suppliers = suppliers || local > 0
      weight += common * trade.everywhere[k][cell.region]
      inside += common * local
      // Captured one by one: a closure over the state would copy it.
      let (context, zones) = (state.context, state.purchases.zones)
      state.purchases.forEachPart(of: cell, originClass: k) { index, delta in
        guard let index else { return }
        weight += delta * trade.share(originClass: k, of: zones[index], to: cell.region)
        let both = context.intersection(zones[index], zone)
        inside += delta * trade.share(originClass: k, of: both, to: cell.region)
      }
    }
    entrants = state.delivered(to: cell, from: zone)
    (self.weight, self.inside, hasSuppliers) = (
      weight + entrants.all, inside + entrants.inside, suppliers
    )
  }

  /// Moves purchases from outside to inside the zone until content is `target`.
  ///
  ///     t′ = t·c′/c inside, t·(1 − c′)/(1 − c) outside
  ///
  /// With c = 0 the zone's suppliers share what comes in as they share the class that reaches them.
  func move(to target: Double, state: inout LeverState) {
    guard let trade = state.context.trade[cell.product], weight > 0 else { return }
    let outer = state.context.complement(zone)
    let (near, far) = (trade.sums(of: zone), trade.sums(of: outer))
    // Coefficients alone: without new plants these are the factors above.
    let new = entrants
    let shrink =
      (weight - target * weight - (new.all - new.inside)) / outsideBought - 1
    let grow = insideBought > 0 ? (target * weight - new.inside) / insideBought - 1 : 0
    for k in 0...1 {
      let common = state.commonCoefficient(cell, originClass: k)
      let parts = state.purchases.parts(of: cell, originClass: k)
      let local = near.reaches[k * trade.world.count + cell.region]
      let foreign = far.reaches[k * trade.world.count + cell.region]
      let (inZone, outZone) =
        local && foreign
        ? (state.purchases.zone(zone), state.purchases.zone(outer)) : (nil, nil)
      if local { state.purchases.add(common * grow, to: cell, originClass: k, zone: inZone) }
      if foreign { state.purchases.add(common * shrink, to: cell, originClass: k, zone: outZone) }
      for part in parts {
        guard let index = part.zone else { continue }
        let within = state.purchases.intersection(index, zone)
        let beyond = state.purchases.intersection(index, outer)
        state.purchases.add(part.delta * grow, to: cell, originClass: k, zone: within)
        state.purchases.add(part.delta * shrink, to: cell, originClass: k, zone: beyond)
      }
    }
    if insideBought <= 0 {
      bringIn(target * weight - new.inside, from: zone, trade: trade, state: &state)
    }
  }

  /// What each country of the zone delivers, by country of the economy; where nothing comes from the
  /// zone, how its suppliers share the class that `move` would take.
  func insideByCountry(_ state: LeverState) -> [Double] {
    let context = state.context
    var sums = [Double](repeating: 0, count: context.economy.countryCount)
    guard let trade = context.trade[cell.product] else { return sums }
    let country = context.economy.countryOfRegion
    for k in 0...1 {
      let common = state.commonCoefficient(cell, originClass: k)
      trade.add(common, of: zone, originClass: k, to: cell.region, country, &sums)
      state.purchases.forEachPart(of: cell, originClass: k) { index, delta in
        guard let index else { return }
        let both = context.intersection(state.purchases.zones[index], zone)
        trade.add(delta, of: both, originClass: k, to: cell.region, country, &sums)
      }
    }
    guard insideBought <= 0 else { return sums }
    sums = sums.map { _ in 0 }
    for k in [1, 0] where trade.share(originClass: k, of: zone, to: cell.region) > 0 {
      trade.add(1, of: zone, originClass: k, to: cell.region, country, &sums)
      break
    }
    return sums
  }

  /// Moves purchases into the zone with an amount for each country (EUR per EUR of output).
  ///
  /// Countries that grow alike move together; all alike is `move(to:)`.
  func move(
    granted: [Double], inside byCountry: [Double], masks: inout CountryMasks,
    state: inout LeverState
  ) {
    let total = granted.reduce(0, +)
    guard total > 0, let trade = state.context.trade[cell.product] else { return }
    let served = granted.indices.filter { granted[$0] > 0 && byCountry[$0] > 0 }
    let most = served.map { granted[$0] / byCountry[$0] }.max() ?? 0
    // Rounding of the shares: countries without a limit of their own grow by one factor.
    let free = served.filter { granted[$0] / byCountry[$0] >= most * (1 - 1e-9) }
    if free.count == byCountry.filter({ $0 > 0 }).count {
      move(to: min(1, (inside + total) / weight), state: &state)
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
  func move(_ amount: Double, to plants: PlantSourcing, state: inout LeverState) {
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
        let within = state.purchases.intersection(index, mask)
        state.purchases.add(part.delta * factor, to: cell, originClass: k, zone: within)
      }
    }
  }

  /// Buys from zone suppliers where nothing came from the zone: imports first, else own country.
  private func bringIn(
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
