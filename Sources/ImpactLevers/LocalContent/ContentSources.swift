import Synchronization

/// Where makers of some regions can buy one product, and what of it comes from a zone: what hangs on the
/// accounts alone, by class of origin and place in `regions`.
final class ContentSources: Sendable {
  let product: Int
  let buyer: Int
  let regions: [Int]
  let zone: ScopeMask
  /// Σ_r T_k[r,s] over all origins, and over those in the zone.
  let all: Shares
  /// Which sides of the zone's border class k reaches.
  let reach: [Reach]
  /// Whether any class has suppliers in the zone.
  let hasSuppliers: [Bool]
  /// Σ_k a_k of the accounts as far as it is delivered.
  let base: [Double]
  private let zoned = Mutex<[ScopeMask: Shares]>([:])

  /// Where suppliers of one class sit: 1 for places where it is so, else 0.
  struct Reach: Sendable {
    /// Inside the zone and outside.
    let both: [Double]
    let nearOnly: [Double]
    let farOnly: [Double]
    let hasOneSide: Bool

    init(isNear: [Bool], isFar: [Bool]) {
      both = zip(isNear, isFar).map { $0 && $1 ? 1 : 0 }
      nearOnly = zip(isNear, isFar).map { $0 && !$1 ? 1 : 0 }
      farOnly = zip(isNear, isFar).map { $1 && !$0 ? 1 : 0 }
      hasOneSide = zip(isNear, isFar).contains { $0 != $1 }
    }
  }

  /// What a set of origins delivers, and the part of it from the zone, by class and place.
  final class Shares: Sendable {
    let total: [[Double]]
    let inside: [[Double]]

    init(total: [[Double]], inside: [[Double]]) { (self.total, self.inside) = (total, inside) }
  }

  /// Nil when the context holds no trade of the product.
  init?(product: Int, buyer: Int, regions: [Int], zone: ScopeMask, _ context: LeverContext) {
    guard let trade = context.trade[product] else { return nil }
    (self.product, self.buyer, self.regions, self.zone) = (product, buyer, regions, zone)
    let R = trade.world.count
    func picked<T>(_ values: [T]) -> [[T]] {
      (0...1).map { k in regions.map { values[k * R + $0] } }
    }
    let near = trade.sums(of: zone)
    all = Shares(
      total: trade.everywhere.map { values in regions.map { values[$0] } },
      inside: picked(near.share))
    let far = trade.sums(of: context.complement(zone))
    reach = zip(picked(near.reaches), picked(far.reaches)).map { Reach(isNear: $0, isFar: $1) }
    hasSuppliers = zip(all.inside[0], all.inside[1]).map { $0 > 0 || $1 > 0 }
    let column = context.inputColumn(product: product, buyer: buyer).classes
    base = regions.map {
      column[0][$0] * trade.everywhere[0][$0] + column[1][$0] * trade.everywhere[1][$0]
    }
  }

  /// What a set of origins delivers, worked out once.
  func shares(of mask: ScopeMask, _ context: LeverContext) -> Shares {
    if let known = zoned.withLock({ $0[mask] }) { return known }
    guard let trade = context.trade[product] else { return all }
    let R = trade.world.count
    func picked(_ mask: ScopeMask) -> [[Double]] {
      let share = trade.sums(of: mask).share
      return (0...1).map { k in regions.map { share[k * R + $0] } }
    }
    let made = Shares(
      total: picked(mask), inside: picked(context.intersection(mask, zone)))
    zoned.withLock { $0[mask] = made }
    return made
  }
}
