import CImpactKernels

/// Products and quotients of parts of long lists, element by element.
///
/// `part` counts in the long lists; lists that stand for one part alone begin at 0.
extension [Double] {
  /// self ← a∘b + c∘d, all of one length.
  package mutating func setSum(
    of a: [Double], times b: [Double], and c: [Double], times d: [Double]
  ) {
    precondition(
      a.count == count && b.count == count && c.count == count && d.count == count,
      "lists of one length")
    let n = count
    impact_sum_of_products(&self, a, b, c, d, n)
  }

  /// self ← a − b, all of one length.
  package mutating func setDifference(of a: [Double], and b: [Double]) {
    precondition(a.count == count && b.count == count, "lists of one length")
    let n = count
    impact_difference(&self, a, b, n)
  }

  /// Adds `factor` times a part of another list to the values from 0 on.
  package mutating func add(_ source: [Double], _ part: Range<Int>, times factor: Double) {
    precondition(part.count <= count && source.holds(part), "room for the part")
    impact_add_part(&self, source, part.lowerBound, factor, part.count)
  }

  /// Adds a∘b of a part to the values from 0 on.
  package mutating func addProducts(_ a: [Double], _ b: [Double], _ part: Range<Int>) {
    precondition(part.count <= count && a.holds(part) && b.holds(part), "room for the part")
    impact_add_products(&self, a, b, part.lowerBound, part.count)
  }

  /// self[part] ← a[part]∘b, b from 0 on.
  package mutating func setProducts(_ part: Range<Int>, of a: [Double], with b: [Double]) {
    precondition(holds(part) && a.holds(part) && part.count <= b.count, "values for the part")
    impact_part_products(&self, a, part.lowerBound, b, part.count)
  }

  /// self[part] ← factor·max(0, a[part])∘b[part].
  package mutating func setPositive(
    _ part: Range<Int>, of a: [Double], with b: [Double], times factor: Double
  ) {
    precondition(holds(part) && a.holds(part) && b.holds(part), "values for the part")
    impact_positive_products(&self, a, b, part.lowerBound, factor, part.count)
  }

  /// self ← factor·a[part]∘b∘mask[part], b from 0 on; added to what is there when `adding`.
  package mutating func setProducts(
    of a: [Double], _ b: [Double], where mask: [Double], _ part: Range<Int>, times factor: Double,
    adding: Bool = false
  ) {
    precondition(
      part.count == count && part.count <= b.count && a.holds(part) && mask.holds(part),
      "values for the part")
    impact_masked_products(
      &self, a, mask, part.lowerBound, b, factor, adding ? 1 : 0, part.count)
  }

  /// self ← min(most, a/b[part]), a from `start` on; 0 where b is not above zero.
  ///
  /// Returns how many values of a that are not zero have such a b.
  package mutating func setQuotients(
    of a: [Double], from start: Int, by b: [Double], _ part: Range<Int>, most: Double
  ) -> Int {
    precondition(
      part.count == count && a.holds(start..<start + count) && b.holds(part),
      "values for the part")
    return impact_quotients(&self, a, start, b, part.lowerBound, most, part.count)
  }

  /// Takes the values out of rooms as far as these go, and keeps what is left.
  ///
  ///     room ← min(1, self/room), 0 where there is none,  self ← max(0, self − room)
  package mutating func take(from room: inout [Double]) {
    precondition(room.count == count, "lists of one length")
    let n = count
    impact_take(&self, &room, n)
  }

  /// self ← min(self, a).
  package mutating func lower(to a: [Double]) {
    precondition(a.count == count, "lists of one length")
    let n = count
    impact_lower(&self, a, n)
  }

  /// From the first to the last value that is not zero; empty where all are.
  package var nonzeroSpan: Range<Int> { nonzeroSpan(in: indices) }

  /// The same of a part.
  package func nonzeroSpan(in part: Range<Int>) -> Range<Int> {
    precondition(holds(part), "a part of the list")
    return withUnsafeBufferPointer { values in
      var (first, last) = (part.lowerBound, part.upperBound)
      while first < last, values[first] == 0 { first &+= 1 }
      while last > first, values[last &- 1] == 0 { last &-= 1 }
      return first..<last
    }
  }

  private func holds(_ part: Range<Int>) -> Bool {
    part.lowerBound >= 0 && part.upperBound <= count
  }
}
