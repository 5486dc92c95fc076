import ImpactNumerics

/// What an industry of some regions buys of some products, and how much of it originates in a zone.
///
///     w = Σ_k a_k,  inside = Σ_k Σ_{r∈zone} T_k[r,s]·a_k[r]
///
/// with a_k[r] the coefficient that origin r meets after the levers so far. Purchases from W count
/// in w, and as local only where the zone is the whole world. Lists are by entry of `sources`, EUR per
/// EUR of the buyer's output.
struct ContentPurchases {
  /// Δ of one item, class and zone.
  struct Zoned {
    let item: Int
    let originClass: Int
    /// Index into the zones of the state, and that zone.
    let zone: Int
    let mask: ScopeMask
    /// By place.
    let deltas: [Double]
  }

  let sources: ContentSources
  /// Coefficients that reach every origin, by class.
  private(set) var common: [[Double]]
  /// What reaches some origins only, where it is not zero.
  private(set) var zoned: [Zoned] = []
  /// w and inside; what new plants deliver is in both.
  private(set) var weight: [Double]
  private(set) var inside: [Double]
  /// The parts of `inside` and of the rest that coefficients hold.
  private(set) var insideBought: [Double]
  private(set) var outsideBought: [Double]
  /// What comes from plants where the accounts have no maker; empty where there is none.
  private var entrants: [(all: Double, inside: Double)] = []

  /// Places of a list by item.
  var places: Int { sources.regions.count }

  init(_ sources: ContentSources, state: LeverState) {
    self.sources = sources
    common = sources.coefficients
    weight = [Double](repeating: 0, count: sources.base.count)
    inside = weight
    outsideBought = weight
    insideBought = []
    for item in sources.products.indices { read(item, state) }
    let (total, local) = (sources.all.total, sources.all.inside)
    weight.setSum(of: common[0], times: total[0], and: common[1], times: total[1])
    inside.setSum(of: common[0], times: local[0], and: common[1], times: local[1])
    for layer in zoned {
      let shares = sources.shares(of: layer.item, from: layer.mask, state.context)
      let (part, k) = (sources.part(layer.item), layer.originClass)
      weight.add(layer.deltas.times(shares.total[k]), 0..<part.count, at: part.lowerBound)
      inside.add(layer.deltas.times(shares.inside[k]), 0..<part.count, at: part.lowerBound)
    }
    insideBought = inside
    outsideBought.setDifference(of: weight, and: inside)
    if !state.entrantDeliveries.isEmpty { addEntrants(state) }
  }

  private mutating func addEntrants(_ state: LeverState) {
    entrants = weight.indices.map {
      sources.isBuyer[$0 % places] ? state.delivered(to: cell($0), from: sources.zone) : (0, 0)
    }
    for (e, new) in entrants.enumerated() {
      weight[e] += new.all
      inside[e] += new.inside
    }
  }

  /// Reads `common` and `zoned` of an item.
  private mutating func read(_ item: Int, _ state: LeverState) {
    let (start, regions) = (sources.part(item).lowerBound, sources.regions)
    state.purchases.forEachLayer(buyer: sources.buyer, product: sources.products[item]) { layer in
      guard let (part, place) = state.purchases.part(of: layer, in: regions) else { return }
      guard let zone = layer.zone else {
        common[layer.originClass].add(state.purchases.values, part, at: start + place)
        return
      }
      guard !state.purchases.values.nonzeroSpan(in: part).isEmpty else { return }
      var deltas = [Double](repeating: 0, count: regions.count)
      deltas.add(state.purchases.values, part, at: place)
      zoned.append(
        Zoned(
          item: item, originClass: layer.originClass, zone: zone,
          mask: state.purchases.zones[zone], deltas: deltas))
    }
  }

  /// Reads what coefficients hold of an item again, after it was moved; what was measured stays.
  mutating func reread(_ item: Int, _ state: LeverState) {
    for k in 0...1 {
      for e in sources.part(item) { common[k][e] = sources.coefficients[k][e] }
    }
    zoned.removeAll { $0.item == item }
    read(item, state)
  }

  /// Adds Δ to the purchases of an item, by place, from a set of origins (nil: all).
  func add(
    _ deltas: [Double], to item: Int, originClass: Int, from mask: ScopeMask?,
    _ state: inout LeverState
  ) {
    // A set of origins that nothing comes from is not noted.
    guard !deltas.nonzeroSpan.isEmpty else { return }
    state.purchases.add(
      deltas, from: sources.regions.lowerBound, buyer: sources.buyer,
      product: sources.products[item], originClass: originClass,
      zone: mask.map { state.purchases.zone($0) })
  }

  /// Purchases of an item from a set of origins grow by `factors[n]` of what they were.
  func grow(_ item: Int, by factors: [Double], from mask: ScopeMask, _ state: inout LeverState) {
    guard let trade = state.context.trade[sources.products[item]] else { return }
    let (R, reaches) = (trade.world.count, trade.sums(of: mask).reaches)
    let (start, first) = (sources.part(item).lowerBound, sources.regions.lowerBound)
    for k in 0...1 {
      let values = factors.indices.map {
        reaches[k * R + first + $0] ? common[k][start + $0] * factors[$0] : 0
      }
      add(values, to: item, originClass: k, from: mask, &state)
      growZoned(item, originClass: k, by: factors, from: mask, &state)
    }
  }

  /// Whether anything of an item reaches some origins only.
  func hasZoned(_ item: Int) -> Bool { zoned.indices.contains { zoned[$0].item == item } }

  /// Growth of the part that reaches some origins only.
  func growZoned(
    _ item: Int, originClass k: Int, by factors: [Double], from mask: ScopeMask,
    _ state: inout LeverState
  ) {
    for l in zoned.indices where zoned[l].item == item && zoned[l].originClass == k {
      let within = state.context.intersection(zoned[l].mask, mask)
      add(zoned[l].deltas.times(factors), to: item, originClass: k, from: within, &state)
    }
  }

  private func cell(_ entry: Int) -> PurchaseCell {
    PurchaseCell(
      region: sources.regions.lowerBound + entry % places, buyer: sources.buyer,
      product: sources.products[entry / places])
  }

  /// The account of one item and place.
  subscript(_ item: Int, _ n: Int) -> ContentAccount {
    let e = sources.part(item).lowerBound + n
    return ContentAccount(
      cell: cell(e), weight: weight[e], inside: inside[e],
      entrants: entrants.isEmpty ? (0, 0) : entrants[e])
  }
}
