import ImpactNumerics

/// Values by region-industry (index `r * S + i`), kept in small pages: levers write few, often one industry
/// of many regions, and read many.
///
/// An index that was never written is absent and reads as nil, as in a dictionary; iteration is in
/// ascending order, so that sums do not depend on chance.
package struct IndexTable: Sendable, Sequence {
  /// Page after page; 0 where nothing was written.
  private var values: [Double] = []
  /// Place of the first value of each page of indices, counted from 1; 0 where there is no page.
  private var pages: [Int32] = []
  /// Bit k of word w says whether index 64 w + k was written.
  private var marks: [UInt64] = []
  private var written = 0
  /// How many indices are expected.
  private let room: Int

  /// Indices of a page.
  private static let page = 8

  /// A table that expects indices below `room`.
  package init(room: Int = 0) { self.room = room }

  /// Takes all values away and keeps their room.
  package mutating func clear() {
    guard written > 0 || !values.isEmpty else { return }
    values.clear(values.indices)
    for word in marks.indices { marks[word] = 0 }
    written = 0
  }

  package var isEmpty: Bool { written == 0 }
  package var count: Int { written }

  @inline(__always)
  private func holds(_ index: Int) -> Bool {
    index >> 6 < marks.count && marks[index >> 6] & (1 << UInt64(index & 63)) != 0
  }

  /// Where the value of an index with a page stands.
  @inline(__always)
  private func place(_ index: Int) -> Int {
    Int(pages[index / Self.page]) - 1 + index % Self.page
  }

  /// The value of an index; nil where none was written, and nil takes it away.
  package subscript(_ index: Int) -> Double? {
    get { holds(index) ? values[place(index)] : nil }
    set {
      if let newValue {
        open(index)
        values[place(index)] = newValue
      } else if holds(index) {
        values[place(index)] = 0
        marks[index >> 6] &= ~(1 << UInt64(index & 63))
        written -= 1
      }
    }
  }

  package subscript(_ index: Int, default fallback: Double) -> Double {
    get { self[index] ?? fallback }
    set { self[index] = newValue }
  }

  /// Adds to the value of an index, 0 where none was written; returns what it was.
  @discardableResult
  package mutating func add(_ value: Double, at index: Int) -> Double {
    open(index)
    let place = place(index)
    let before = values[place]
    values[place] = before + value
    return before
  }

  /// Multiplies the value of an index, 1 where none was written.
  package mutating func multiply(by factor: Double, at index: Int) {
    let isNew = open(index)
    let place = place(index)
    values[place] = isNew ? factor : values[place] * factor
  }

  /// Marks an index as written; whether none was before.
  @discardableResult
  private mutating func open(_ index: Int) -> Bool {
    if index >> 6 >= marks.count {
      let words = Swift.max(index >> 6 + 1, (room + 63) >> 6, 2 * marks.count)
      marks += [UInt64](repeating: 0, count: words - marks.count)
      pages += [Int32](repeating: 0, count: words * 64 / Self.page - pages.count)
    }
    let (word, bit) = (index >> 6, UInt64(1) << UInt64(index & 63))
    guard marks[word] & bit == 0 else { return false }
    marks[word] |= bit
    written += 1
    if pages[index / Self.page] == 0 {
      pages[index / Self.page] = Int32(values.count + 1)
      values += repeatElement(0, count: Self.page)
    }
    return true
  }

  /// The values of 0..<n in single precision, 0 where none was written.
  package func single(count n: Int) -> [Float] {
    var result = [Float](repeating: 0, count: n)
    forEachValue { if $0 < n { result[$0] = Float($1) } }
    return result
  }

  /// A value in single precision.
  package struct Amount: Sendable {
    package let cell: Int32
    package let value: Float

    package init(cell: Int, value: Double) {
      (self.cell, self.value) = (Int32(cell), Float(value))
    }
  }

  /// Adds the values that are not zero to a list, by ascending index.
  package func append(to list: inout [Amount]) {
    list.reserveCapacity(list.count + written)
    forEachValue { index, value in
      if value != 0 { list.append(Amount(cell: index, value: value)) }
    }
  }

  /// Whether both hold the same values at the same indices; quick where one was copied from the other.
  package func isSame(as other: IndexTable) -> Bool {
    guard written == other.written else { return false }
    // Arrays that share their memory are equal without a look.
    if values == other.values, pages == other.pages, marks == other.marks { return true }
    var (mine, theirs) = (makeIterator(), other.makeIterator())
    while let a = mine.next() {
      guard let b = theirs.next(), a.key == b.key, a.value.bitPattern == b.value.bitPattern else {
        return false
      }
    }
    return true
  }

  /// Indices that were written, ascending.
  package var keys: [Int] {
    var result: [Int] = []
    result.reserveCapacity(written)
    forEachValue { index, _ in result.append(index) }
    return result
  }

  package struct Iterator: IteratorProtocol {
    fileprivate let table: IndexTable
    fileprivate var word = -1
    fileprivate var left: UInt64 = 0

    package mutating func next() -> (key: Int, value: Double)? {
      while left == 0 {
        word += 1
        guard word < table.marks.count else { return nil }
        left = table.marks[word]
      }
      let index = word << 6 + left.trailingZeroBitCount
      left &= left - 1
      return (index, table.values[table.place(index)])
    }
  }

  package func makeIterator() -> Iterator { Iterator(table: self) }

  /// Calls `body` for every index that was written, ascending.
  @inline(__always)
  package func forEachValue(_ body: (Int, Double) -> Void) {
    for word in marks.indices {
      var left = marks[word]
      while left != 0 {
        let index = word << 6 + left.trailingZeroBitCount
        left &= left - 1
        body(index, values[place(index)])
      }
    }
  }
}
