/// What an industry of some regions buys of one product, and how much of it originates in a zone.
///
///     w = Σ_k a_k,  inside = Σ_k Σ_{r∈zone} T_k[r,s]·a_k[r]
///
/// with a_k[r] the coefficient that origin r meets after the levers so far. Purchases from W count
/// in w, and as local only where the zone is the whole world.
struct ContentColumn {
  let sources: ContentSources
  /// The purchases that `weight` and `inside` were read from.
  var purchases: PurchaseSnapshot
  /// EUR per EUR of the buyer's output, by place; what new plants deliver is in it.
  private(set) var weight: [Double]
  /// The part of it from the zone.
  private(set) var inside: [Double]
  /// What comes from plants where the accounts have no maker; empty where there is none.
  private var entrants: [(all: Double, inside: Double)] = []

  init(_ sources: ContentSources, state: LeverState) {
    self.sources = sources
    purchases = PurchaseSnapshot(
      product: sources.product, buyer: sources.buyer, regions: sources.regions, state: state)
    weight = [Double](repeating: 0, count: sources.regions.count)
    inside = weight
    for k in 0...1 {
      add(purchases.common[k], sources.all, originClass: k)
      for layer in purchases.layers where layer.originClass == k {
        let shares = sources.shares(of: state.purchases.zones[layer.zone], state.context)
        add(layer.deltas, shares, originClass: k)
      }
    }
    guard !state.entrantDeliveries.isEmpty else { return }
    entrants = sources.regions.map { state.delivered(to: cell($0), from: sources.zone) }
    for (n, new) in entrants.enumerated() {
      weight[n] += new.all
      inside[n] += new.inside
    }
  }

  private mutating func add(
    _ values: [Double], _ shares: ContentSources.Shares, originClass k: Int
  ) {
    let (total, local) = (shares.total[k], shares.inside[k])
    for n in values.indices {
      weight[n] += values[n] * total[n]
      inside[n] += values[n] * local[n]
    }
  }

  private func cell(_ region: Int) -> PurchaseCell {
    PurchaseCell(region: region, buyer: sources.buyer, product: sources.product)
  }

  /// The account of one place.
  subscript(_ n: Int) -> ContentAccount {
    ContentAccount(
      cell: cell(sources.regions[n]), weight: weight[n], inside: inside[n],
      entrants: entrants.isEmpty ? (0, 0) : entrants[n], hasSuppliers: sources.hasSuppliers[n])
  }
}
