/// Moves of one product within suppliers' limits: an amount for each buyer and country of the zone, EUR
/// per EUR of the buyer's output.
///
///     t′[r] = t[r]·(1 + g_c/d_c) for suppliers r of country c,  t·(1 − Σ_c g_c/w_out) outside
///
/// g is what a country may add for the buyer, d what it delivered. Where all countries grow alike this is
/// `ContentMoves`. Countries that grow less than others have a zone of their own, all others share one.
struct GrantedMoves {
  /// Purchases of the product as they stand, and the places in it that ask.
  let column: ContentColumn
  let places: [Int]
  /// The accounts of these places.
  let accounts: [ContentAccount]
  /// g by account and country.
  let granted: [[Double]]
  /// d by account and country, in any unit.
  let inside: [[Double]]

  /// Rounding of shares: countries without a limit of their own grow by one factor.
  private static let alike = 1 - 1e-9

  func apply(to state: inout LeverState) {
    guard let cell = accounts.first?.cell, let trade = state.context.trade[cell.product] else {
      return
    }
    let zone = column.sources.zone
    var free = [Double?](repeating: nil, count: column.weight.count)
    var limited: [Int] = []
    var slow: Set<Int> = []
    for (n, account) in accounts.enumerated() {
      let total = granted[n].reduce(0, +)
      guard total > 0 else { continue }
      let behind = laggards(n)
      if behind.isEmpty {
        free[places[n]] = min(1, (account.inside + total) / account.weight)
      } else {
        limited.append(n)
        slow.formUnion(behind)
      }
    }
    ContentMoves(column: column, targets: free).apply(to: &state)
    guard !limited.isEmpty else { return }
    let countries = slow.sorted()
    let single = state.context.countryMasks(in: zone)
    var groups = countries.map { (countries: [$0], mask: single[$0]) }
    let others = inside[0].indices.filter { !slow.contains($0) }
    if let first = others.first {
      groups.append((others, others.dropFirst().reduce(single[first]) { $0.union(single[$1]) }))
    }
    let before = PurchaseSnapshot(
      product: cell.product, buyer: cell.buyer, regions: limited.map { accounts[$0].cell.region },
      state: state)
    for (members, mask) in groups {
      let factors = limited.map { n in
        accounts[n].insideBought > 0
          ? members.reduce(0) { max($0, inside[n][$1] > 0 ? granted[n][$1] / inside[n][$1] : 0) }
          : 0
      }
      before.grow(by: factors, from: mask, state: &state)
      for n in limited where accounts[n].insideBought <= 0 {
        let amount = members.reduce(0) { $0 + granted[n][$1] }
        guard amount > 0 else { continue }
        accounts[n].bringIn(amount, from: mask, trade: trade, state: &state)
      }
    }
    before.grow(
      by: limited.map { -granted[$0].reduce(0, +) / accounts[$0].outsideBought },
      from: state.context.complement(zone), state: &state)
  }

  /// Takes purchases from outside the zone and buys them from the zone's plants instead.
  func apply(to state: inout LeverState, from plants: PlantSourcing) {
    guard let cell = accounts.first?.cell else { return }
    let moved = accounts.indices.map { granted[$0].reduce(0, +) }
    let before = PurchaseSnapshot(
      product: cell.product, buyer: cell.buyer, regions: accounts.map(\.cell.region), state: state)
    before.grow(
      by: accounts.indices.map { moved[$0] > 0 ? -moved[$0] / accounts[$0].outsideBought : 0 },
      from: state.context.complement(column.sources.zone), state: &state)
    for (account, amount) in zip(accounts, moved) where amount > 0 {
      plants.deliver(amount, to: account.cell, state: &state)
    }
  }

  /// Countries that deliver to an account and grow less than its fastest.
  private func laggards(_ n: Int) -> [Int] {
    let (granted, inside) = (granted[n], inside[n])
    var most = 0.0
    for c in granted.indices where inside[c] > 0 { most = max(most, granted[c] / inside[c]) }
    return granted.indices.filter { inside[$0] > 0 && granted[$0] < most * Self.alike * inside[$0] }
  }
}

extension LeverContext {
  /// The part of a zone in each country, worked out once.
  func countryMasks(in zone: ScopeMask) -> [ScopeMask] {
    economyMemo.value("countries", of: zone) { zone.byCountry(economy) }
  }
}
