import Synchronization

/// Where an industry of some regions can buy some products, and what of it comes from a zone: what hangs on
/// the accounts alone.
///
/// Tables have an entry (item, place) at `item * regions.count + place`. `regions` runs from the first
/// buyer to the last; a region between them that is no buyer buys nothing.
final class ContentSources: Sendable {
  /// By item.
  let products: [Int]
  let buyer: Int
  let regions: Range<Int>
  let zone: ScopeMask
  /// All other places, W included.
  let outer: ScopeMask
  /// a_k of the accounts, by class and entry.
  let coefficients: [[Double]]
  /// Σ_r T_k[r,s] over all origins, and over those in the zone.
  let all: Shares
  /// Which sides of the zone's border each class reaches.
  let reach: [Reach]
  /// 1 where any class has suppliers in the zone, else 0, by entry.
  let hasSuppliers: [Double]
  /// Σ_k a_k of the accounts as far as it is delivered, by entry.
  let base: [Double]
  /// Whether a region of `regions` buys.
  let isBuyer: [Bool]
  private let zoned = Mutex<[ZoneOfItem: Shares]>([:])

  private struct ZoneOfItem: Hashable {
    let item: Int
    let mask: ScopeMask
  }

  /// Where suppliers of one class sit: 1 for entries where it is so, else 0.
  struct Reach: Sendable {
    /// Inside the zone and outside.
    let both: [Double]
    let nearOnly: [Double]
    let farOnly: [Double]
    /// Whether an item has any entry of the first kind, and of the others.
    let hasBoth: [Bool]
    let hasOneSide: [Bool]

    init(isNear: [Bool], isFar: [Bool], items: Int) {
      both = zip(isNear, isFar).map { $0 && $1 ? 1 : 0 }
      nearOnly = zip(isNear, isFar).map { $0 && !$1 ? 1 : 0 }
      farOnly = zip(isNear, isFar).map { $1 && !$0 ? 1 : 0 }
      let places = isNear.count / max(1, items)
      let parts = (0..<items).map { $0 * places..<($0 + 1) * places }
      hasBoth = parts.map { $0.contains { isNear[$0] && isFar[$0] } }
      hasOneSide = parts.map { $0.contains { isNear[$0] != isFar[$0] } }
    }
  }

  /// What a set of origins delivers, and the part of it from the zone, by class and entry.
  struct Shares: Sendable {
    let total: [[Double]]
    let inside: [[Double]]
  }

  /// `buyers` in ascending order; a product that the context holds no trade of comes from nowhere.
  init(
    _ products: [Int], buyer: Int, of buyers: [Int], zone: ScopeMask, _ context: LeverContext
  ) {
    let regions = (buyers.first ?? 0)..<(buyers.last ?? -1) + 1
    var isBuyer = [Bool](repeating: false, count: regions.count)
    for s in buyers { isBuyer[s - regions.lowerBound] = true }
    (self.products, self.buyer, self.regions, self.zone) = (products, buyer, regions, zone)
    self.isBuyer = isBuyer
    let outer = context.complement(zone)
    self.outer = outer
    let trade = products.map { context.trade[$0] }
    let near = trade.map { $0?.sums(of: zone) }
    let far = trade.map { $0?.sums(of: outer) }
    // Values by entry; `missing` where nobody buys or the product has no trade.
    func table<T>(_ missing: T, _ value: (_ item: Int, _ s: Int) -> T?) -> [T] {
      products.indices.flatMap { i in
        regions.map { s in isBuyer[s - regions.lowerBound] ? value(i, s) ?? missing : missing }
      }
    }
    let R = context.economy.regionCount
    let columns = products.map { context.inputColumn(product: $0, buyer: buyer).classes }
    coefficients = [0, 1].map { k in table(0) { columns[$0][k][$1] } }
    all = Shares(
      total: [0, 1].map { k in table(0) { trade[$0]?.everywhere[k][$1] } },
      inside: [0, 1].map { k in table(0) { near[$0]?.share[k * R + $1] } })
    reach = [0, 1]
      .map { k in
        Reach(
          isNear: table(false) { near[$0]?.reaches[k * R + $1] },
          isFar: table(false) { far[$0]?.reaches[k * R + $1] }, items: products.count)
      }
    hasSuppliers = zip(all.inside[0], all.inside[1]).map { $0 > 0 || $1 > 0 ? 1 : 0 }
    var base = [Double](repeating: 0, count: hasSuppliers.count)
    base.setSum(
      of: coefficients[0], times: all.total[0], and: coefficients[1], times: all.total[1])
    self.base = base
  }

  /// Entries of an item.
  func part(_ item: Int) -> Range<Int> { item * regions.count..<(item + 1) * regions.count }

  /// What a set of origins delivers of one item, by place, worked out once.
  func shares(of item: Int, from mask: ScopeMask, _ context: LeverContext) -> Shares {
    let key = ZoneOfItem(item: item, mask: mask)
    if let known = zoned.withLock({ $0[key] }) { return known }
    let trade = context.trade[products[item]]
    func picked(_ mask: ScopeMask) -> [[Double]] {
      let (R, share) = (context.economy.regionCount, trade?.sums(of: mask).share)
      return [0, 1]
        .map { k in
          regions.map { s in
            isBuyer[s - regions.lowerBound] ? share?[k * R + s] ?? 0 : 0
          }
        }
    }
    let made = Shares(total: picked(mask), inside: picked(context.intersection(mask, zone)))
    zoned.withLock { $0[key] = made }
    return made
  }
}
