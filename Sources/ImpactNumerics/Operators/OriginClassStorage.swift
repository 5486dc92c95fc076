/// The immutable coefficients of an `OriginClassOperator`, copied once and shared by all variants.
///
/// Technology: the classes of one region stand on top of each other, a (K·S)×S block for each
/// region, entry a_k[i,j,s] at `s·K·S² + k·S + i + j·K·S`. Sourcing: regions are reordered so that
/// countries are contiguous; a class is a list of diagonal blocks (own country: one block for each
/// country; imported: one block with all regions).
final class OriginClassStorage: Sendable {
  /// One diagonal block of a sourcing matrix: regions `start..<start + size` in reordered counting.
  struct Block: Sendable {
    let start: Int
    let size: Int
    /// Offset inside the values of one product.
    let offset: Int
  }

  /// T_k of all products.
  struct Sourcing: Sendable {
    let blocks: [Block]
    /// Values of one product.
    let stride: Int
    let values: [Double]
    let isNonNegative: Bool
  }

  let regions: Int
  let products: Int
  let classes: Int
  let technology: [Double]
  let sourcing: [Sourcing]
  /// `order[q]` is the region at reordered place q.
  let order: [Int]
  /// The same for the kernels.
  let order32: [Int32]
  /// `place[r]` is the reordered place of region r.
  let place: [Int]
  let isNonNegative: Bool

  init(
    regions: Int, products: Int, technology: [[Double]], trade: [[Double]], countryOfRegion: [Int]
  ) throws(NumericsError) {
    try Self.check(
      regions: regions, products: products, technology: technology, trade: trade,
      countryOfRegion: countryOfRegion)
    self.regions = regions
    self.products = products
    classes = technology.count
    let order = (0..<regions)
      .sorted {
        (countryOfRegion[$0], $0) < (countryOfRegion[$1], $1)
      }
    self.order = order
    order32 = order.map { Int32($0) }
    var place = [Int](repeating: 0, count: regions)
    for (q, region) in order.enumerated() { place[region] = q }
    self.place = place
    self.technology = Self.stacked(technology, regions: regions, products: products)
    var sourcing: [Sourcing] = []
    for (k, values) in trade.enumerated() {
      let sizes = k == 0 ? Self.countrySizes(order.map { countryOfRegion[$0] }) : [regions]
      sourcing.append(
        Self.packed(values, sizes: sizes, order: order, regions: regions, products: products))
    }
    self.sourcing = sourcing
    isNonNegative =
      technology.allSatisfy { $0.allSatisfy { $0 >= 0 } }
      && sourcing.allSatisfy(\.isNonNegative)
  }

  /// a_k[i,j,s], EUR of input per EUR of output.
  func coefficient(originClass k: Int, product i: Int, buyer j: Int, region s: Int) -> Double {
    technology[((s * products + j) * classes + k) * products + i]
  }

  private static func stacked(_ technology: [[Double]], regions: Int, products: Int) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(technology.count * regions * products * products)
    for column in 0..<regions * products {
      for layer in technology {
        values.append(contentsOf: layer[column * products..<(column + 1) * products])
      }
    }
    return values
  }

  private static func countrySizes(_ countries: [Int]) -> [Int] {
    var sizes: [Int] = []
    for (q, country) in countries.enumerated() {
      if q > 0, countries[q - 1] == country {
        sizes[sizes.count - 1] += 1
      } else {
        sizes.append(1)
      }
    }
    return sizes
  }

  private static func packed(
    _ trade: [Double], sizes: [Int], order: [Int], regions: Int, products: Int
  ) -> Sourcing {
    var blocks: [Block] = []
    var start = 0
    var stride = 0
    for size in sizes {
      blocks.append(Block(start: start, size: size, offset: stride))
      start += size
      stride += size * size
    }
    let (ends, size) = (blocks, stride)
    let packed = concurrentFill(blocks: products, size: size) { product, values in
      trade.withUnsafeBufferPointer { trade in
        let base = product * regions * regions
        var next = 0
        for block in ends {
          let members = order[block.start..<block.start + block.size]
          for destination in members {
            for origin in members {
              values[next] = trade[base + origin + destination * regions]
              next += 1
            }
          }
        }
      }
      return (0..<size).allSatisfy { values[$0] >= 0 }
    }
    return Sourcing(
      blocks: blocks, stride: stride, values: packed.values,
      isNonNegative: packed.extras.allSatisfy(\.self))
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
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw .nonFinite(what: "technology", index: index)
      }
    }
    let size = regions * regions
    for values in trade {
      try require("sourcing of a class", products * size, values.count)
      let wild = concurrentMap(products) { product in
        (product * size..<(product + 1) * size).first { !values[$0].isFinite }
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
}
