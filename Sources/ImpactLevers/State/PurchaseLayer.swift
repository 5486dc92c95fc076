/// Δ by region of what one industry buys of one product from one class and zone, EUR per EUR of output.
///
/// Values stand for the regions between the first and the last that changed; all others are unchanged.
struct PurchaseLayer {
  /// 0 own country, 1 imported.
  let originClass: Int
  /// Index into the zones of the changes; nil reaches all origins.
  let zone: Int?
  /// The regions of `values`.
  let regions: Range<Int>
  /// Δ by region.
  let values: ArraySlice<Double>

  /// Δ of a region.
  subscript(_ region: Int) -> Double {
    regions.contains(region) ? values[values.startIndex + region - regions.lowerBound] : 0
  }

  /// Adds Δ of `places[n]` to `sums[n]`.
  func add(to sums: inout [Double], at places: [Int]) {
    let (first, last) = (regions.lowerBound, regions.upperBound)
    let offset = values.startIndex - first
    for n in places.indices where places[n] >= first && places[n] < last {
      sums[n] += values[offset + places[n]]
    }
  }
}

extension PurchaseChanges {
  /// The layers of what an industry buys of a product, in the order in which they were made; none when
  /// it is unchanged everywhere.
  func layers(buyer: Int, product: Int) -> [PurchaseLayer] {
    guard let c = column(buyer: buyer, product: product) else { return [] }
    return layers(of: columns[c])
  }

  /// Calls `body` with the same layers, without an allocation.
  @inline(__always)
  func forEachLayer(buyer: Int, product: Int, _ body: (Layer) -> Void) {
    guard let c = column(buyer: buyer, product: product) else { return }
    var l = columns[c].first
    while l >= 0 {
      body(layers[l])
      l = layers[l].next
    }
  }

  /// Where Δ of some regions stand in `values`, and the place of the first among the regions; nil where a
  /// layer has none of them.
  func part(of layer: Layer, in regions: Range<Int>) -> (values: Range<Int>, place: Int)? {
    let shared = layer.regions.clamped(to: regions)
    guard !shared.isEmpty else { return nil }
    let first = layer.span.lowerBound + shared.lowerBound - layer.regions.lowerBound
    return (first..<first + shared.count, shared.lowerBound - regions.lowerBound)
  }

  func layers(of column: Column) -> [PurchaseLayer] {
    var result: [PurchaseLayer] = []
    var l = column.first
    while l >= 0 {
      let layer = layers[l]
      l = layer.next
      guard !layer.regions.isEmpty else { continue }
      result.append(
        PurchaseLayer(
          originClass: layer.originClass, zone: layer.zone, regions: layer.regions,
          values: values[layer.span]))
    }
    return result
  }
}
