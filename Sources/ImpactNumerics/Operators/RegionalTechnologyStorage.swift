/// Technology a_k[i,j,s] in tiles: the classes of a block on top of each other, K·S rows and S columns.
///
/// Regions may share a block, for instance that of their country.
struct RegionalTechnologyStorage: Sendable {
  let products: Int
  let classes: Int
  /// The block of each region, in the storage's order.
  let block: [Int]
  let values: CoefficientMemory
  let isNonNegative: Bool

  private var layer: Int { classes * products }
  private var size: Int { CoefficientMemory.size(rows: layer, columns: products) }

  /// `technology[k]` holds column-major S×S blocks; `block[q]` is the block of the region at place q.
  init(_ technology: [[Double]], block: [Int], products: Int) {
    self.products = products
    self.block = block
    let classes = technology.count
    self.classes = classes
    let blocks = (block.max() ?? -1) + 1
    let size = CoefficientMemory.size(rows: classes * products, columns: products)
    values = CoefficientMemory(blocks: blocks, size: size) { number, tiles in
      CoefficientMemory.write(rows: classes * products, columns: products, into: tiles) { row, j in
        technology[row / products][(number * products + j) * products + row % products]
      }
    }
    isNonNegative = technology.allSatisfy { $0.allSatisfy { $0 >= 0 } }
  }

  var multiplications: Double { Double(block.count * layer * products) }
  var bytes: Int { values.count * 8 }

  /// a_k[i,j,s] of the region at a place, EUR of input per EUR of output.
  func coefficient(originClass k: Int, product i: Int, buyer j: Int, place q: Int) -> Double {
    let (row, height) = (k * products + i, CoefficientMemory.height)
    return values.value(
      at: block[q] * size + row / height * height * products + j * height + row % height)
  }

  /// demand_k[i,s] = Σ_j a_k[i,j,s] x[j,s].
  func spend<P: KernelPair>(
    _ pair: P.Type, _ x: UnsafePointer<P.Value>, into demand: UnsafeMutablePointer<P.Value>,
    width: Int, pieces: Crew
  ) {
    pieces.run(over: block.indices) { range in
      for q in range {
        P.product(
          Coefficients(memory: values, offset: block[q] * size), rows: layer, inner: products, transposed: false,
          by: x + q * products * width, leading: width, into: demand + q * layer * width,
          leading: width, width: width, add: false)
      }
    }
  }

  /// out[j,s] = Σ_k Σ_i a_k[i,j,s] price_k[i,s].
  func collect<P: KernelPair>(
    _ pair: P.Type, _ price: UnsafePointer<P.Value>, into out: UnsafeMutablePointer<P.Value>,
    width: Int, pieces: Crew
  ) {
    pieces.run(over: block.indices) { range in
      for q in range {
        P.product(
          Coefficients(memory: values, offset: block[q] * size), rows: layer, inner: products, transposed: true,
          by: price + q * layer * width, leading: width, into: out + q * products * width,
          leading: width, width: width, add: false)
      }
    }
  }
}
