/// Purchases of one product by an industry of some regions, as they stand before they move.
struct PurchaseSnapshot {
  /// Δ of one class and zone, by place in `regions`.
  struct Layer {
    let originClass: Int
    let zone: Int
    let deltas: [Double]
  }

  let product: Int
  let buyer: Int
  let regions: [Int]
  /// Coefficients that reach every origin, by class and place.
  let common: [[Double]]
  /// What reaches some origins only, where it is not zero.
  let layers: [Layer]

  init(product: Int, buyer: Int, regions: [Int], state: LeverState) {
    (self.product, self.buyer, self.regions) = (product, buyer, regions)
    var common = state.context.inputColumn(product: product, buyer: buyer).classes
      .map { base in regions.map { base[$0] } }
    var layers: [Layer] = []
    for layer in state.purchases.layers(buyer: buyer, product: product) {
      guard let zone = layer.zone else {
        layer.add(to: &common[layer.originClass], at: regions)
        continue
      }
      var deltas = [Double](repeating: 0, count: regions.count)
      layer.add(to: &deltas, at: regions)
      guard deltas.contains(where: { $0 != 0 }) else { continue }
      layers.append(Layer(originClass: layer.originClass, zone: zone, deltas: deltas))
    }
    (self.common, self.layers) = (common, layers)
  }

  /// Adds `values[n]` to the purchases of `regions[n]`.
  func add(_ values: [Double], originClass: Int, zone: Int?, to state: inout LeverState) {
    state.purchases.add(
      values, at: regions, buyer: buyer, product: product, originClass: originClass, zone: zone)
  }

  /// Purchases from a set of origins grow by `factors[n]` of what they were.
  func grow(by factors: [Double], from mask: ScopeMask, state: inout LeverState) {
    guard let trade = state.context.trade[product] else { return }
    let (R, reaches) = (trade.world.count, trade.sums(of: mask).reaches)
    for k in 0...1 {
      let values = regions.indices.map {
        reaches[k * R + regions[$0]] ? common[k][$0] * factors[$0] : 0
      }
      if values.contains(where: { $0 != 0 }) {
        add(values, originClass: k, zone: state.purchases.zone(mask), to: &state)
      }
      for layer in layers where layer.originClass == k {
        let within = state.zone(inside: layer.zone, mask)
        add(
          regions.indices.map { layer.deltas[$0] * factors[$0] }, originClass: k, zone: within,
          to: &state)
      }
    }
  }
}
