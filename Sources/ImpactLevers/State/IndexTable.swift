/// Values by region-industry (index `r * S + i`), kept densely: most levers write few and read many.
///
/// An index that was never written is absent and reads as nil, as in a dictionary; iteration is in
/// ascending order, so that sums do not depend on chance.
package struct IndexTable: Sendable, Sequence {
  /// `absent` where nothing was written.
  private var values: [Double] = []
  private var written = 0

  /// A NaN that no arithmetic gives, so that a NaN of a lever is kept and found by the solver.
  private static let absent = Double(bitPattern: 0x7ff8_5449_4141_4273)

  @inline(__always)
  private static func isAbsent(_ value: Double) -> Bool {
    value.bitPattern == absent.bitPattern
  }

  package init() {}

  package var isEmpty: Bool { written == 0 }
  package var count: Int { written }

  /// The value of an index; nil where none was written, and nil takes it away.
  package subscript(_ index: Int) -> Double? {
    get {
      guard index < values.count, !Self.isAbsent(values[index]) else { return nil }
      return values[index]
    }
    set {
      guard let newValue else {
        if self[index] != nil {
          values[index] = Self.absent
          written -= 1
        }
        return
      }
      open(index)
      if Self.isAbsent(values[index]) { written += 1 }
      values[index] = newValue
    }
  }

  package subscript(_ index: Int, default fallback: Double) -> Double {
    get { self[index] ?? fallback }
    set { self[index] = newValue }
  }

  private mutating func open(_ index: Int) {
    guard index >= values.count else { return }
    values += repeatElement(
      Self.absent, count: Swift.max(index + 1, 2 * values.count) - values.count)
  }

  /// The values of 0..<n in single precision, 0 where none was written.
  package func single(count n: Int) -> [Float] {
    var result = values.prefix(n).map { Self.isAbsent($0) ? 0 : Float($0) }
    result += repeatElement(0, count: n - result.count)
    return result
  }

  /// Whether both hold the same values at the same indices, bit by bit; quick where one was copied from the other.
  package func isSame(as other: IndexTable) -> Bool {
    guard written == other.written else { return false }
    // Arrays that share their memory are equal without a look; an absent value equals nothing.
    if values == other.values { return true }
    let both = Swift.min(values.count, other.values.count)
    for k in 0..<both where values[k].bitPattern != other.values[k].bitPattern { return false }
    return (values.count == both ? other.values : values)[both...].allSatisfy(Self.isAbsent)
  }

  /// Indices that were written, ascending.
  package var keys: [Int] { values.indices.filter { !Self.isAbsent(values[$0]) } }

  package func makeIterator() -> AnyIterator<(key: Int, value: Double)> {
    var next = 0
    return AnyIterator {
      while next < values.count {
        next += 1
        if !Self.isAbsent(values[next - 1]) { return (next - 1, values[next - 1]) }
      }
      return nil
    }
  }

  /// Calls `body` for every index that was written, ascending.
  package func forEachValue(_ body: (Int, Double) -> Void) {
    for (index, value) in values.enumerated() where !Self.isAbsent(value) { body(index, value) }
  }
}
