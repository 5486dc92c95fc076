import ImpactNumerics

/// Purchases of one product by one industry, many regions at once.
extension LeverState {
  /// The lowest coefficient that any origin of a class meets, for regions that follow each other, EUR per
  /// EUR of output.
  func lowestCoefficients(
    product: Int, buyer: Int, originClass k: Int, regions: Range<Int>
  ) -> [Double] {
    var sums = Array(context.inputColumn(product: product, buyer: buyer).classes[k][regions])
    var zoned: [PurchaseChanges.Layer] = []
    purchases.forEachLayer(buyer: buyer, product: product) { layer in
      guard layer.originClass == k else { return }
      if layer.zone == nil {
        add(layer, of: regions, to: &sums)
      } else if purchases.part(of: layer, in: regions) != nil {
        zoned.append(layer)
      }
    }
    guard !zoned.isEmpty else { return sums }
    let known = context.patterns(of: purchases.zones)
    var lowest = [Double](repeating: .infinity, count: regions.count)
    for pattern in known.regions + (k == 1 ? [known.world] : []) {
      var changes = [Double](repeating: 0, count: regions.count)
      for layer in zoned where layer.zone.map({ pattern[$0] }) ?? true {
        add(layer, of: regions, to: &changes)
      }
      lowest.lower(to: changes)
    }
    sums.add(lowest, lowest.indices, at: 0)
    return sums
  }

  private func add(
    _ layer: PurchaseChanges.Layer, of regions: Range<Int>, to sums: inout [Double]
  ) {
    guard let (part, place) = purchases.part(of: layer, in: regions) else { return }
    sums.add(purchases.values, part, at: place)
  }

  /// Index of the part of zone `index` (nil: everywhere) that lies in another set of origins.
  mutating func zone(inside index: Int?, _ mask: ScopeMask) -> Int {
    guard let index else { return purchases.zone(mask) }
    return purchases.zone(context.intersection(purchases.zones[index], mask))
  }
}
