import ImpactEconomies
import Synchronization

/// Where a purchase of a region comes from, by place; shares sum to 1 with W.
struct Suppliers: Sendable {
  private(set) var regions: [Double]
  private(set) var world: Double
  /// Σ over regions of the union.
  private(set) var unionShare: Double

  /// Σ over all places, W first.
  private(set) var whole: Double

  private let isUnion: [Bool]

  /// Own and imported parts weighted with `shares`.
  init(product: Int, region s: Int, shares: [Double], _ context: LeverContext) {
    let trade = context.trade(of: product)
    let R = trade.world.count
    regions = (0..<R)
      .map { r in
        (0...1).reduce(0) { $0 + shares[$1] * trade.classes[$1][r + s * R] }
      }
    world = shares[1] * trade.world[s]
    unionShare = 0
    whole = regions.reduce(world, +)
    isUnion = context.isUnion
  }

  /// The part within a mask, scaled to 1; nil when nobody is there.
  func restricted(to mask: ScopeMask) -> Suppliers? {
    var part = self
    for r in regions.indices where !mask.regions[r] { part.regions[r] = 0 }
    if !mask.includesWorld { part.world = 0 }
    let total = part.regions.reduce(part.world, +)
    guard total > 0 else { return nil }
    part.regions = part.regions.map { $0 / total }
    part.world /= total
    part.whole = part.regions.reduce(part.world, +)
    part.unionShare = regions.indices.reduce(0) { isUnion[$1] ? $0 + part.regions[$1] : $0 }
    return part
  }
}

/// Suppliers of final purchases that were asked for; they hang on the accounts alone.
///
/// Beyond `most` they are worked out anew, so that memory stays small.
final class SupplierParts: Sendable {
  private struct Key: Hashable {
    let product: Int
    let region: Int
    let buyer: Int
    let mask: ScopeMask
  }

  private let parts = Mutex<[Key: Suppliers?]>([:])
  private static let most = 8192

  init() {}

  /// The part of a purchase that comes from a set of places; nil when nobody is there.
  func part(
    _ product: Int, of mask: ScopeMask, to region: Int, buyer: Economy.FinalCategory,
    _ make: () -> Suppliers?
  ) -> Suppliers? {
    let key = Key(product: product, region: region, buyer: buyer.rawValue, mask: mask)
    if let known = parts.withLock({ $0[key] }) { return known }
    let made = make()
    parts.withLock { if $0.count < Self.most { $0[key] = .some(made) } }
    return made
  }
}
