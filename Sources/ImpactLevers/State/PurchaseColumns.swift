/// Purchases of one product by one industry, many regions at once.
extension PurchaseChanges {
  /// The layers of what an industry buys of a product; none when it is unchanged everywhere.
  func layers(buyer: Int, product: Int) -> [Layer] {
    column(buyer: buyer, product: product).map { columns[$0].layers } ?? []
  }

  /// Adds Δ to the coefficients of some regions; changes of exactly zero leave no trace.
  ///
  /// `deltas[n]` is that of `regions[n]`.
  mutating func add(
    _ deltas: [Double], at regions: [Int], buyer: Int, product: Int, originClass: Int, zone: Int?
  ) {
    var last = -1
    for (n, s) in regions.enumerated() where deltas[n] != 0 { last = max(last, s) }
    guard last >= 0 else { return }
    editLayer(buyer: buyer, product: product, originClass: originClass, zone: zone) { values in
      let missing = last + 1 - values.count
      if missing > 0 { values += repeatElement(0, count: missing) }
      for (n, s) in regions.enumerated() where deltas[n] != 0 { values[s] += deltas[n] }
    }
  }
}

extension LeverState {
  /// a_k′[i,j,s] of some regions with the changes that reach every origin, EUR per EUR of output.
  func commonCoefficients(
    product: Int, buyer: Int, originClass: Int, regions: [Int]
  ) -> [Double] {
    let base = context.inputColumn(product: product, buyer: buyer).classes[originClass]
    var values = regions.map { base[$0] }
    for layer in purchases.layers(buyer: buyer, product: product)
    where layer.originClass == originClass && layer.zone == nil {
      for (n, s) in regions.enumerated() where s < layer.deltas.count {
        values[n] += layer.deltas[s]
      }
    }
    return values
  }

  /// Index of the part of zone `index` (nil: everywhere) that lies in another set of origins.
  mutating func zone(inside index: Int?, _ mask: ScopeMask) -> Int {
    guard let index else { return purchases.zone(mask) }
    return purchases.zone(context.intersection(purchases.zones[index], mask))
  }
}
