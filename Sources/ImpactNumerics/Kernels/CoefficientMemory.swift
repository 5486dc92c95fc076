/// Coefficients in double and in single precision, each at one fixed address.
///
/// Matrices lie in tiles of eight rows: entry (r, s) of an m×k block stands at `(r / 8)·8·k + s·8 + r % 8`;
/// rows are filled up with zeros to a multiple of 8. The memory is written once, before the object is
/// shared, and never after.
final class CoefficientMemory: @unchecked Sendable {
  let exact: UnsafeMutablePointer<Double>
  let single: UnsafeMutablePointer<Float>
  let count: Int

  /// Rows of a tile.
  static let height = 8

  /// Values of an m×k block.
  static func size(rows: Int, columns: Int) -> Int { (rows + height - 1) / height * height * columns }

  /// `blocks` blocks of `size` values; `fill` writes the non-zero ones of a block, side by side with other blocks.
  init(blocks: Int, size: Int, _ fill: @Sendable (Int, UnsafeMutablePointer<Double>) -> Void) {
    count = blocks * size
    exact = Self.allocate(count)
    single = Self.allocate(count)
    nonisolated(unsafe) let (exact, single) = (exact, single)
    _ = concurrentMap(blocks) { block in
      let (from, to) = (exact + block * size, single + block * size)
      from.initialize(repeating: 0, count: size)
      fill(block, from)
      for k in 0..<size { (to + k).initialize(to: Float(from[k])) }
    }
  }

  /// The values as they come.
  convenience init(_ values: [Double]) {
    self.init(blocks: 1, size: values.count) { _, target in
      for (k, value) in values.enumerated() { target[k] = value }
    }
  }

  deinit {
    exact.deallocate()
    single.deallocate()
  }

  /// Writes a column-major m×k matrix into tiles; `source(r, s)` is its entry.
  static func write(
    rows: Int, columns: Int, into tiles: UnsafeMutablePointer<Double>,
    _ source: (Int, Int) -> Double
  ) {
    for s in 0..<columns {
      for r in 0..<rows { tiles[r / height * height * columns + s * height + r % height] = source(r, s) }
    }
  }

  /// On the boundary of a cache line.
  private static func allocate<Value>(_ count: Int) -> UnsafeMutablePointer<Value> {
    UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Value>.stride, alignment: 64
    )
    .bindMemory(to: Value.self, capacity: max(1, count))
  }
}
