/// Purchases of one product by one industry, many regions at once.
extension PurchaseChanges {
  /// The layers of what an industry buys of a product; none when it is unchanged everywhere.
  func layers(buyer: Int, product: Int) -> [PurchaseLayer] {
    column(buyer: buyer, product: product).map { columns[$0].layers } ?? []
  }

  /// Adds Δ to the coefficients of some regions; changes of exactly zero leave no trace.
  ///
  /// `deltas[n]` is that of `regions[n]`.
  mutating func add(
    _ deltas: [Double], at regions: [Int], buyer: Int, product: Int, originClass: Int, zone: Int?
  ) {
    var (first, last) = (Int.max, -1)
    for (n, s) in regions.enumerated() where deltas[n] != 0 {
      (first, last) = (min(first, s), max(last, s))
    }
    guard last >= 0 else { return }
    editLayer(buyer: buyer, product: product, originClass: originClass, zone: zone) { layer in
      layer.open(first..<last + 1)
      for (n, s) in regions.enumerated() where deltas[n] != 0 { layer.add(deltas[n], at: s) }
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
      for (n, s) in regions.enumerated() { values[n] += layer[s] }
    }
    return values
  }

  /// The lowest coefficient that any origin of a class meets, for some regions.
  func lowestCoefficients(
    product: Int, buyer: Int, originClass: Int, regions: [Int]
  ) -> [Double] {
    var values = commonCoefficients(
      product: product, buyer: buyer, originClass: originClass, regions: regions)
    let zoned = purchases.layers(buyer: buyer, product: product)
      .filter { $0.originClass == originClass && $0.zone != nil }
    guard !zoned.isEmpty else { return values }
    let known = context.patterns(of: purchases.zones)
    let patterns = known.regions + (originClass == 1 ? [known.world] : [])
    let lowest = patterns.map { pattern in
      let reaching = zoned.filter { $0.zone.map { pattern[$0] } ?? true }
      return regions.map { s in reaching.reduce(0) { $0 + $1[s] } }
    }
    for n in values.indices { values[n] += lowest.reduce(.infinity) { min($0, $1[n]) } }
    return values
  }

  /// Index of the part of zone `index` (nil: everywhere) that lies in another set of origins.
  mutating func zone(inside index: Int?, _ mask: ScopeMask) -> Int {
    guard let index else { return purchases.zone(mask) }
    return purchases.zone(context.intersection(purchases.zones[index], mask))
  }
}
