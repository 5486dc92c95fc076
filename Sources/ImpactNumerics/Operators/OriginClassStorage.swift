/// The immutable coefficients of an `OriginClassOperator`, shared by all variants.
///
/// Regions are reordered so that countries are contiguous.
final class OriginClassStorage: Sendable {
  let regions: Int
  let products: Int
  let classes: Int
  let technology: RegionalTechnologyStorage
  let sourcing: any SourcingStorage
  /// `order[q]` is the region at place q.
  let order: [Int]
  /// `place[r]` is the place of region r.
  let place: [Int]
  let isNonNegative: Bool

  /// Sourcing in full; the layout is that of `OriginClassOperator.init`.
  init(
    regions: Int, products: Int, technology: [[Double]], trade: [[Double]], countryOfRegion: [Int]
  ) throws(NumericsError) {
    try Self.check(
      regions: regions, products: products, technology: technology, trade: trade,
      countryOfRegion: countryOfRegion)
    let order = Self.countriesTogether(countryOfRegion)
    self.regions = regions
    self.products = products
    classes = technology.count
    self.order = order
    place = Self.places(order)
    self.technology = RegionalTechnologyStorage(technology, block: order, products: products)
    sourcing = ExplicitSourcing(
      trade, order: order, countrySizes: Self.runs(order.map { countryOfRegion[$0] }),
      products: products)
    isNonNegative = self.technology.isNonNegative && sourcing.isNonNegative
  }

  /// Sourcing in factors; `blockOfRegion` names the technology block of each region.
  init(
    technology: [[Double]], blockOfRegion: [Int], factors: SourcingFactors
  ) throws(NumericsError) {
    try Self.check(technology: technology, blockOfRegion: blockOfRegion, factors: factors)
    let order = Self.countriesTogether(factors.countryOfRegion)
    regions = factors.regions
    products = factors.products
    classes = technology.count
    self.order = order
    place = Self.places(order)
    self.technology = RegionalTechnologyStorage(
      technology, block: order.map { blockOfRegion[$0] }, products: factors.products)
    sourcing = FactoredSourcing(factors, order: order, classes: technology.count)
    isNonNegative = self.technology.isNonNegative && sourcing.isNonNegative
  }

  var layout: SourcingLayout {
    SourcingLayout(regions: regions, products: products, classes: classes)
  }

  /// Bytes of coefficients, both precisions.
  var bytes: Int { technology.bytes + sourcing.bytes }

  /// a_k[i,j,s], EUR of input per EUR of output.
  func coefficient(originClass k: Int, product i: Int, buyer j: Int, region s: Int) -> Double {
    technology.coefficient(originClass: k, product: i, buyer: j, place: place[s])
  }

  func trade<P: KernelPair>(
    _ pair: P.Type, from: UnsafePointer<P.Value>, into: UnsafeMutablePointer<P.Value>, width: Int,
    transposed: Bool, pieces: Crew
  ) {
    sourcing.trade(
      pair, layout, from: from, into: into, width: width, transposed: transposed, pieces: pieces)
  }

  func trade<P: KernelPair>(
    _ pair: P.Type, originClass k: Int, product i: Int, from: UnsafePointer<P.Value>,
    into: UnsafeMutablePointer<P.Value>, width: Int, transposed: Bool
  ) {
    sourcing.trade(
      pair, originClass: k, product: i, from: from, into: into, width: width,
      transposed: transposed)
  }

  private static func countriesTogether(_ countryOfRegion: [Int]) -> [Int] {
    countryOfRegion.indices.sorted { (countryOfRegion[$0], $0) < (countryOfRegion[$1], $1) }
  }

  private static func places(_ order: [Int]) -> [Int] {
    var place = [Int](repeating: 0, count: order.count)
    for (q, region) in order.enumerated() { place[region] = q }
    return place
  }

  /// Lengths of the runs of equal values.
  static func runs(_ values: [Int]) -> [Int] {
    var sizes: [Int] = []
    for (q, value) in values.enumerated() {
      if q > 0, values[q - 1] == value {
        sizes[sizes.count - 1] += 1
      } else {
        sizes.append(1)
      }
    }
    return sizes
  }

  private static func check(
    regions: Int, products: Int, technology: [[Double]], trade: [[Double]], countryOfRegion: [Int]
  ) throws(NumericsError) {
    guard Int32(exactly: regions * products * max(1, technology.count)) != nil else {
      throw .sizeOverflow(regions * products)
    }
    try require("sourcing classes", technology.count, trade.count)
    try require("countries of regions", regions, countryOfRegion.count)
    for values in technology {
      try require("technology of a class", regions * products * products, values.count)
      if let index = values.firstIndex(where: { !(abs($0) <= CoefficientMemory.largest) }) {
        throw .nonFinite(what: "technology", index: index)
      }
    }
    let size = regions * regions
    for values in trade {
      try require("sourcing of a class", products * size, values.count)
      let wild = concurrentMap(products) { product in
        (product * size..<(product + 1) * size).first { !(abs(values[$0]) <= CoefficientMemory.largest) }
      }
      if let index = wild.compactMap(\.self).first {
        throw .nonFinite(what: "sourcing", index: index)
      }
    }
    guard let own = trade.first else { return }
    let joined = concurrentMap(products) { product in
      (0..<size)
        .first { k in
          own[product * size + k] != 0
            && countryOfRegion[k % regions] != countryOfRegion[k / regions]
        }
    }
    for (product, entry) in joined.enumerated() {
      guard let entry else { continue }
      throw .notBlockDiagonal(
        product: product, origin: entry % regions, destination: entry / regions)
    }
  }

  private static func require(_ what: String, _ expected: Int, _ found: Int) throws(NumericsError) {
    guard expected == found else {
      throw .shapeMismatch(what: what, expected: expected, found: found)
    }
  }

  private static func check(
    technology: [[Double]], blockOfRegion: [Int], factors: SourcingFactors
  ) throws(NumericsError) {
    try factors.check()
    guard (1...2).contains(technology.count) else {
      throw .shapeMismatch(what: "origin classes", expected: 2, found: technology.count)
    }
    try require("technology blocks of regions", factors.regions, blockOfRegion.count)
    let (blocks, size) = ((blockOfRegion.max() ?? -1) + 1, factors.products * factors.products)
    guard blockOfRegion.allSatisfy({ $0 >= 0 }) else {
      throw .shapeMismatch(what: "the smallest technology block", expected: 0, found: -1)
    }
    for values in technology {
      try require("technology of a class", blocks * size, values.count)
      if let index = values.firstIndex(where: { !(abs($0) <= CoefficientMemory.largest) }) {
        throw .nonFinite(what: "technology", index: index)
      }
    }
  }
}
