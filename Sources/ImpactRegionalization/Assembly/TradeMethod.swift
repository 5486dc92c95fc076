/// How the trade of regions is estimated: what stays in a region, and how far the rest goes.
package struct TradeMethod: Sendable {
  /// What decides the part of its own product that a region uses itself.
  package enum OwnUse: Sendable, Equatable {
    /// Nothing beyond distance: the region is one origin among others.
    case gravity
    case quotients(LocationQuotients.Method)
    case supplyDemandPool
    /// CHARM.
    case crossHauling
  }

  package let ownUse: OwnUse
  /// Decay by product (one for all when it has one entry, none when empty).
  package let decay: [DistanceDecay]
  /// By how much a region's own product counts more than distance says; 1 for no preference.
  package let homeFactor: Double

  package init(_ ownUse: OwnUse, decay: [DistanceDecay] = [], homeFactor: Double = 1) {
    self.ownUse = ownUse
    self.decay = decay
    self.homeFactor = homeFactor
  }

  func decay(_ product: Int) -> DistanceDecay? {
    decay.count == 1 ? decay[0] : decay.indices.contains(product) ? decay[product] : nil
  }
}
