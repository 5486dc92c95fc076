/// Coefficients as sums of two single-precision parts, each at one fixed address.
///
/// `high` is the coefficient rounded to single precision and serves where few digits are needed; `high + low` carries
/// 48 bits, a relative rounding of 2e-15 at most. Matrices lie in tiles of eight rows: entry (r, s) of an m×k block
/// stands at `(r / 8)·8·k + s·8 + r % 8`; rows are filled up with zeros to a multiple of 8. The memory is
/// written once, before the object is shared, and never after.
final class CoefficientMemory: @unchecked Sendable {
  let high: UnsafeMutablePointer<Float>
  /// Nil where only the rounded coefficients are kept.
  let low: UnsafeMutablePointer<Float>?
  let count: Int

  /// Rows of a tile.
  static let height = 8
  /// Coefficients beyond it would leave the range of single precision.
  static let largest = 1e30

  /// Values of an m×k block.
  static func size(rows: Int, columns: Int) -> Int { (rows + height - 1) / height * height * columns }

  /// `blocks` blocks of `size` values, side by side; `fill` writes the non-zero ones of a block.
  init(
    blocks: Int, size: Int, roundedOnly: Bool = false,
    _ fill: @Sendable (Int, UnsafeMutablePointer<Double>) -> Void
  ) {
    count = blocks * size
    high = allocateAligned(count)
    low = roundedOnly ? nil : allocateAligned(count)
    nonisolated(unsafe) let (high, low) = (high, low)
    _ = concurrentMap(blocks) { block in
      withScratch(size) { (values: UnsafeMutablePointer<Double>) in
        values.initialize(repeating: 0, count: size)
        fill(block, values)
        for k in 0..<size {
          let main = Float(values[k])
          (high + block * size + k).initialize(to: main)
          if let low {
            (low + block * size + k).initialize(to: Float(values[k] - Double(main)))
          }
        }
      }
    }
  }

  deinit {
    high.deallocate()
    low?.deallocate()
  }

  /// The value at a place.
  func value(at index: Int) -> Double { Double(high[index]) + Double(low?[index] ?? 0) }

  /// Writes an m×k matrix into tiles; `source(r, s)` is its entry.
  static func write(
    rows: Int, columns: Int, into tiles: UnsafeMutablePointer<Double>,
    _ source: (Int, Int) -> Double
  ) {
    for s in 0..<columns {
      for r in 0..<rows { tiles[r / height * height * columns + s * height + r % height] = source(r, s) }
    }
  }
}

/// Factors of vectors in double and in single precision, each at one fixed address.
final class FactorMemory: @unchecked Sendable {
  let exact: UnsafeMutablePointer<Double>
  let single: UnsafeMutablePointer<Float>
  let count: Int

  init(_ values: [Double]) {
    count = values.count
    exact = allocateAligned(count)
    single = allocateAligned(count)
    for (k, value) in values.enumerated() {
      (exact + k).initialize(to: value)
      (single + k).initialize(to: Float(value))
    }
  }

  deinit {
    exact.deallocate()
    single.deallocate()
  }
}

/// Memory on the boundary of a cache line, without values yet.
private func allocateAligned<Value>(_ count: Int) -> UnsafeMutablePointer<Value> {
  UnsafeMutableRawPointer.allocate(
    byteCount: max(1, count) * MemoryLayout<Value>.stride, alignment: 64
  )
  .bindMemory(to: Value.self, capacity: max(1, count))
}
