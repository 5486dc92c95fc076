/// Sourcing matrices that are stored in full: S blocks of R×R for each class that reaches all regions.
///
/// Costs S·R² multiplications for each such class, one matrix product for each product. The own-country class
/// holds the diagonal blocks of the countries only.
struct ExplicitSourcing: SourcingStorage {
  /// Regions `start..<start + size` in the storage's order.
  struct Block {
    let start: Int
    let size: Int
    /// Offset inside the values of one product.
    let offset: Int
  }

  /// A class of its own, so that one count of references is touched in each product.
  final class OriginClass: Sendable {
    let blocks: [Block]
    /// Values of one product.
    let stride: Int
    let values: CoefficientMemory

    init(blocks: [Block], stride: Int, values: CoefficientMemory) {
      self.blocks = blocks
      self.stride = stride
      self.values = values
    }
  }

  let classes: [OriginClass]
  let regions: Int
  let products: Int
  let isNonNegative: Bool

  /// Packs sourcing in the layout of `OriginClassOperator.init`; `countrySizes` are those of own countries.
  init(_ trade: [[Double]], order: [Int], countrySizes: [Int], products: Int) {
    regions = order.count
    self.products = products
    let whole = order.count
    classes = trade.enumerated()
      .map { k, values in
        Self.packed(
          values, sizes: k == 0 ? countrySizes : [whole], order: order, products: products)
      }
    isNonNegative = trade.allSatisfy { $0.allSatisfy { $0 >= 0 } }
  }

  var multiplications: Double {
    classes.reduce(0) { sum, origin in
      sum + origin.blocks.reduce(0) { $0 + Double($1.size * $1.size * products) }
    }
  }

  var bytes: Int { classes.reduce(0) { $0 + $1.values.count * 8 } }

  private static func packed(
    _ trade: [Double], sizes: [Int], order: [Int], products: Int
  ) -> OriginClass {
    var blocks: [Block] = []
    var (start, stride) = (0, 0)
    for size in sizes {
      blocks.append(Block(start: start, size: size, offset: stride))
      start += size
      stride += CoefficientMemory.size(rows: size, columns: size)
    }
    let (ends, regions) = (blocks, order.count)
    let memory = CoefficientMemory(blocks: products, size: stride) { product, tiles in
      trade.withUnsafeBufferPointer { trade in
        for block in ends {
          CoefficientMemory.write(rows: block.size, columns: block.size, into: tiles + block.offset) {
            trade[
              product * regions * regions + order[block.start + $1] * regions
                + order[block.start + $0]]
          }
        }
      }
    }
    return OriginClass(blocks: blocks, stride: stride, values: memory)
  }

  func trade<P: KernelPair>(
    _ pair: P.Type, _ layout: SourcingLayout, from: UnsafePointer<P.Value>,
    into: UnsafeMutablePointer<P.Value>, width: Int, transposed: Bool, pieces: Crew
  ) {
    pieces.run(over: 0..<products) { range in
      guard width > 1 else {
        return vectors(pair, layout, range, from: from, into: into, transposed: transposed)
      }
      for i in range {
        for k in classes.indices {
          let demand = (k * products + i) * width
          let goods = i * width
          multiply(
            pair, originClass: k, product: i, from: from + (transposed ? goods : demand),
            fromStep: (transposed ? products : layout.layer) * width,
            into: into + (transposed ? demand : goods),
            intoStep: (transposed ? layout.layer : products) * width, width: width,
            transposed: transposed, add: !transposed && k > 0)
        }
      }
    }
  }

  func trade<P: KernelPair>(
    _ pair: P.Type, originClass k: Int, product i: Int, from: UnsafePointer<P.Value>,
    into: UnsafeMutablePointer<P.Value>, width: Int, transposed: Bool
  ) {
    multiply(
      pair, originClass: k, product: i, from: from, fromStep: width, into: into, intoStep: width,
      width: width, transposed: transposed, add: false)
  }

  private func multiply<P: KernelPair>(
    _ pair: P.Type, originClass k: Int, product i: Int, from: UnsafePointer<P.Value>,
    fromStep: Int, into: UnsafeMutablePointer<P.Value>, intoStep: Int, width: Int,
    transposed: Bool, add: Bool
  ) {
    let origin = classes[k]
    for block in origin.blocks {
      P.product(
        Coefficients(memory: origin.values, offset: i * origin.stride + block.offset), rows: block.size, inner: block.size, transposed: transposed,
        by: from + block.start * fromStep, leading: fromStep, into: into + block.start * intoStep,
        leading: intoStep, width: width, add: add)
    }
  }

  /// Single vectors lie with gaps between regions and are brought together first.
  private func vectors<P: KernelPair>(
    _ pair: P.Type, _ layout: SourcingLayout, _ range: Range<Int>, from: UnsafePointer<P.Value>,
    into: UnsafeMutablePointer<P.Value>, transposed: Bool
  ) {
    let layer = layout.layer
    withScratch(2 * regions) { (scratch: UnsafeMutablePointer<P.Value>) in
      let (b, c) = (scratch, scratch + regions)
      for i in range {
        for k in classes.indices {
          let demand = k * products + i
          if transposed {
            if k == 0 { for r in 0..<regions { b[r] = from[r * products + i] } }
          } else {
            for s in 0..<regions { b[s] = from[s * layer + demand] }
          }
          multiply(
            pair, originClass: k, product: i, from: b, fromStep: 1, into: c, intoStep: 1, width: 1,
            transposed: transposed, add: !transposed && k > 0)
          if transposed { for s in 0..<regions { into[s * layer + demand] = c[s] } }
        }
        if !transposed { for r in 0..<regions { into[r * products + i] = c[r] } }
      }
    }
  }
}
