import ImpactEconomies

/// Shares what countries can deliver among the buyers that ask for it.
///
/// Every buyer asks its countries in proportion to what they delivered before. A country that is asked
/// for more than it can add serves all buyers alike; the remainder goes to the countries that are left,
/// again in proportion, until everything is served or nobody is left.
struct SupplierLimits {
  /// What each country can add, million EUR.
  let limits: [Double]

  /// Deliveries by buyer and country in the unit of `asked`.
  ///
  /// `shares[b][c]` is what country c delivered to buyer b before, in any unit.
  func deliveries(asked: [Double], shares: [[Double]]) -> [[Double]] {
    var left = asked
    var room = limits
    var isOpen = limits.map { $0 > 0 }
    var granted = shares.map { $0.map { _ in 0.0 } }
    // Every round but the last closes a country.
    for _ in 0...limits.count {
      let totals = shares.map { Self.sum(of: $0, where: isOpen) }
      var load = [Double](repeating: 0, count: limits.count)
      for b in asked.indices where left[b] > 0 && totals[b] > 0 {
        let (all, row) = (left[b], shares[b])
        for c in load.indices where isOpen[c] { load[c] += all * row[c] / totals[b] }
      }
      guard load.contains(where: { $0 > 0 }) else { break }
      let part = load.indices.map { load[$0] > room[$0] ? room[$0] / load[$0] : 1 }
      for b in asked.indices where left[b] > 0 && totals[b] > 0 {
        let (all, row) = (left[b], shares[b])
        var (rest, isServed) = (all, true)
        for c in load.indices where isOpen[c] && row[c] != 0 {
          let amount = all * row[c] / totals[b] * part[c]
          granted[b][c] += amount
          rest -= amount
          if part[c] != 1 { isServed = false }
        }
        left[b] = isServed ? 0 : rest
      }
      for c in load.indices where isOpen[c] {
        room[c] -= load[c] * part[c]
        if part[c] < 1 { isOpen[c] = false }
      }
    }
    return granted
  }

  /// Σ of the values of open places.
  private static func sum(of values: [Double], where isOpen: [Bool]) -> Double {
    var sum = 0.0
    for c in values.indices where isOpen[c] { sum += values[c] }
    return sum
  }

  /// Deliveries when all countries share one limit, their sum: plants that are announced stand where
  /// the accounts hold no maker yet.
  func pooledDeliveries(asked: [Double], shares: [[Double]]) -> [[Double]] {
    let totals = shares.map { $0.reduce(0, +) }
    let pool = SupplierLimits(limits: [limits.reduce(0, +)])
    let granted = pool.deliveries(asked: asked, shares: totals.map { [$0] })
    return shares.indices.map { b in
      shares[b].map { totals[b] > 0 ? granted[b][0] * $0 / totals[b] : 0 }
    }
  }
}
