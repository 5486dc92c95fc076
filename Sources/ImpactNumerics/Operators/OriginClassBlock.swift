import CImpactKernels

/// One block of columns on its way through an `OriginClassOperator`.
///
/// Between the steps demand lies region-major with the classes of a region together:
/// demand_k[i,s] of column c at `c·R·K·S + s·K·S + k·S + i`, which is what one matrix product for
/// each region writes and reads.
struct OriginClassBlock {
  let storage: OriginClassStorage
  /// The change of each column, nil for the base.
  let changes: [CompiledChange?]
  let households: HouseholdClosure?
  /// The variant of each column.
  let systems: [Int]

  init(_ operator: OriginClassOperator, systems: ArraySlice<Int>) {
    storage = `operator`.storage
    households = `operator`.households
    self.systems = Array(systems)
    let compiled = `operator`.changes
    changes = systems.map { system in
      guard !compiled.isEmpty else { return nil }
      precondition(compiled.indices.contains(system), "a system is the index of a change")
      return compiled[system].groups.isEmpty ? nil : compiled[system]
    }
  }

  var columns: Int { changes.count }
  var regions: Int { storage.regions }
  var products: Int { storage.products }
  var classes: Int { storage.classes }
  /// n = R·S, the length of a vector.
  var dimension: Int { regions * products }
  /// K·S, the demand of one region in one column.
  var layer: Int { classes * products }
  /// R·K·S, the leading dimension of demand.
  var demandCount: Int { regions * layer }

  /// Products handled together, so that a cache line of demand is used whole.
  static let tile = 8

  var pieces: Int {
    Pieces.count(work: columns * dimension * classes * (products + regions))
  }

  /// The tiles of a range of products.
  func tiles(of range: Range<Int>) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: Self.tile)
      .map {
        $0..<min($0 + Self.tile, range.upperBound)
      }
  }

  /// C ← T_k[i] B + β C, or with Tᵀ; B and C are R×m in reordered counting.
  func trade(
    originClass k: Int, product i: Int, transposed: Bool = false, by b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, columns m: Int, beta: Double
  ) {
    let sourcing = storage.sourcing[k]
    sourcing.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      for block in sourcing.blocks {
        BLAS.multiply(
          base + i * sourcing.stride + block.offset, leading: block.size, transposed: transposed,
          by: b + block.start, leading: regions, into: c + block.start, leading: regions,
          rows: block.size, inner: block.size, columns: m, beta: beta)
      }
    }
  }

  /// Copies products `tile` of a strided vector block into product-major columns.
  ///
  /// `source[c·ld + region·step + i]` goes to `target[(i − first)·R·m + c·R + q]`.
  func gather(
    _ tile: Range<Int>, from source: UnsafePointer<Double>, leading ld: Int, step: Int,
    into target: UnsafeMutablePointer<Double>
  ) {
    let width = regions * columns
    storage.order32.withUnsafeBufferPointer { order in
      guard let order = order.baseAddress else { return }
      for c in 0..<columns {
        impact_gather(
          target + c * regions, width, source + c * ld + tile.lowerBound, step, order, regions,
          tile.count)
      }
    }
  }

  /// The reverse of `gather`.
  func scatter(
    _ tile: Range<Int>, from source: UnsafePointer<Double>,
    into target: UnsafeMutablePointer<Double>, leading ld: Int, step: Int
  ) {
    let width = regions * columns
    storage.order32.withUnsafeBufferPointer { order in
      guard let order = order.baseAddress else { return }
      for c in 0..<columns {
        impact_scatter(
          target + c * ld + tile.lowerBound, step, source + c * regions, width, order, regions,
          tile.count)
      }
    }
  }
}

/// Memory of one call, freed at its end.
func withScratch<Result>(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
  let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
  defer { memory.deallocate() }
  return body(memory)
}
