/// Moves of one product within suppliers' limits: an amount for each buyer and country of the zone, EUR
/// per EUR of the buyer's output.
///
///     t′[r] = t[r]·(1 + g_c/d_c) for suppliers r of country c,  t·(1 − Σ_c g_c/w_out) outside
///
/// g is what a country may add for the buyer, d what it delivered. Where all countries grow alike this is
/// `ContentMoves`. Countries that grow less than others have a zone of their own, all others share one.
struct GrantedMoves {
  /// Purchases as they stand, the item that moves, and the places that ask.
  let purchases: ContentPurchases
  let item: Int
  let places: [Int]
  /// g by asking place and country.
  let granted: [[Double]]
  /// d by asking place and country, in any unit.
  let inside: [[Double]]

  /// Rounding of shares: countries without a limit of their own grow by one factor.
  private static let alike = 1 - 1e-9

  func apply(to state: inout LeverState, with moves: inout ContentMoves) {
    guard !places.isEmpty else { return }
    var free = [Double](repeating: 0, count: purchases.places)
    var limited: [Int] = []
    var slow: Set<Int> = []
    for b in places.indices {
      let total = granted[b].reduce(0, +)
      guard total > 0 else { continue }
      let behind = laggards(b)
      if behind.isEmpty {
        free[places[b]] = total
      } else {
        limited.append(b)
        slow.formUnion(behind)
      }
    }
    moves.move(item, of: purchases, by: free, from: 0, &state)
    guard !limited.isEmpty else { return }
    for (members, mask) in groups(slow, state.context) { grow(limited, members, mask, &state) }
    purchases.grow(
      item,
      by: factors(limited) { b in
        -granted[b].reduce(0, +) / purchases[item, places[b]].outsideBought
      }, from: purchases.sources.outer, &state)
  }

  /// Countries that grow less than others, each alone, and the others together.
  private func groups(
    _ slow: Set<Int>, _ context: LeverContext
  ) -> [(countries: [Int], mask: ScopeMask)] {
    let single = context.countryMasks(in: purchases.sources.zone)
    var groups = slow.sorted().map { (countries: [$0], mask: single[$0]) }
    let others = inside[0].indices.filter { !slow.contains($0) }
    if let first = others.first {
      groups.append((others, others.dropFirst().reduce(single[first]) { $0.union(single[$1]) }))
    }
    return groups
  }

  /// Purchases from a group of countries grow at the places with limits.
  private func grow(
    _ limited: [Int], _ members: [Int], _ mask: ScopeMask, _ state: inout LeverState
  ) {
    let growth = factors(limited) { b in
      guard purchases[item, places[b]].insideBought > 0 else { return 0 }
      return members.reduce(0) {
        max($0, inside[b][$1] > 0 ? granted[b][$1] / inside[b][$1] : 0)
      }
    }
    purchases.grow(item, by: growth, from: mask, &state)
    guard let trade = state.context.trade[purchases.sources.products[item]] else { return }
    for b in limited {
      let account = purchases[item, places[b]]
      guard account.insideBought <= 0 else { continue }
      let amount = members.reduce(0) { $0 + granted[b][$1] }
      guard amount > 0 else { continue }
      account.bringIn(amount, from: mask, trade: trade, state: &state)
    }
  }

  /// Values of some asking places, by place; 0 elsewhere.
  private func factors(_ asking: [Int], _ value: (Int) -> Double) -> [Double] {
    var factors = [Double](repeating: 0, count: purchases.places)
    for b in asking { factors[places[b]] = value(b) }
    return factors
  }

  /// Takes purchases from outside the zone and buys them from the zone's plants instead.
  func apply(to state: inout LeverState, from plants: PlantSourcing) {
    let moved = granted.map { $0.reduce(0, +) }
    let asking = places.indices.filter { moved[$0] > 0 }
    let losses = factors(asking) { -moved[$0] / purchases[item, places[$0]].outsideBought }
    purchases.grow(item, by: losses, from: purchases.sources.outer, &state)
    for b in asking {
      plants.deliver(moved[b], to: purchases[item, places[b]].cell, state: &state)
    }
  }

  /// Countries that deliver to an asking place and grow less than its fastest.
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
