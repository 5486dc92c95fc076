/// Δ by region of what one industry buys of one product from one class and zone, EUR per EUR of output.
///
/// Values stand for the regions between the first and the last that changed; all others are unchanged.
package struct PurchaseLayer: Sendable, Equatable {
  /// 0 own country, 1 imported.
  package let originClass: Int
  /// Index into the zones of the changes; nil reaches all origins.
  package let zone: Int?
  /// The regions of `values`.
  package private(set) var regions = 0..<0
  /// Δ by region.
  package private(set) var values: [Double] = []

  init(originClass: Int, zone: Int?) { (self.originClass, self.zone) = (originClass, zone) }

  /// Δ of a region.
  package subscript(_ region: Int) -> Double {
    regions.contains(region) ? values[region - regions.lowerBound] : 0
  }

  /// Δ by region from the first on; regions beyond the end are unchanged.
  package var deltas: [Double] { [Double](repeating: 0, count: regions.lowerBound) + values }

  /// How many regions change.
  package var changedCount: Int {
    var count = 0
    for value in values { count += value != 0 ? 1 : 0 }
    return count
  }

  /// Makes room for some regions.
  mutating func open(_ more: Range<Int>) {
    guard !values.isEmpty else {
      regions = more
      values = [Double](repeating: 0, count: more.count)
      return
    }
    let before = regions.lowerBound - more.lowerBound
    if before > 0 { values.insert(contentsOf: repeatElement(0, count: before), at: 0) }
    let after = more.upperBound - regions.upperBound
    if after > 0 { values += repeatElement(0, count: after) }
    regions =
      min(regions.lowerBound, more.lowerBound)..<max(regions.upperBound, more.upperBound)
  }

  /// Adds to a region that is open.
  mutating func add(_ delta: Double, at region: Int) {
    values[region - regions.lowerBound] += delta
  }
}
