/// Purchases of one product by one industry, many regions at once.
extension LeverState {
  /// a_k′[i,j,s] of some regions with the changes that reach every origin, EUR per EUR of output.
  func commonCoefficients(
    product: Int, buyer: Int, originClass: Int, regions: [Int]
  ) -> [Double] {
    let base = context.inputColumn(product: product, buyer: buyer).classes[originClass]
    var sums = regions.map { base[$0] }
    for layer in purchases.layers(buyer: buyer, product: product)
    where layer.originClass == originClass && layer.zone == nil {
      layer.add(to: &sums, at: regions)
    }
    return sums
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
