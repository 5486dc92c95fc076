import CImpactKernels

/// The lowest of some sums, each with whichever of its sets of terms is lowest.
///
///     a_c + Σ_{m in whole(c)} x_m + min_s Σ_{m in set_s(c)} x_m
package struct LowestSums: Sendable {
  /// The terms of one sum.
  package struct Terms: Sendable, Equatable {
    package var whole: [Int32] = []
    package var sets: [[Int32]] = []

    package init() {}

    /// The terms that stand `step` places further on.
    fileprivate func moved(by step: Int32) -> Terms {
      var result = self
      result.whole = whole.map { $0 + step }
      result.sets = sets.map { $0.map { $0 + step } }
      return result
    }
  }

  private let least: [Float]
  /// Neighbours whose terms are neighbours; see `impact_falling_sums`.
  private let groups: [Int32]
  /// More than the largest term.
  private let width: Int

  /// `least[c]` and `terms[c]` are those of sum c.
  package init(least: [Float], terms: [Terms]) {
    precondition(least.count == terms.count, "terms of each sum")
    var groups: [Int32] = []
    var first = 0
    while first < terms.count {
      var next = first + 1
      while next < terms.count, terms[next] == terms[first].moved(by: Int32(next - first)) {
        next += 1
      }
      let sample = terms[first]
      groups += [Int32(next - first), Int32(first), Int32(sample.whole.count)] + sample.whole
      groups.append(Int32(sample.sets.count))
      for set in sample.sets { groups += [Int32(set.count)] + set }
      first = next
    }
    (self.least, self.groups) = (least, groups)
    width = 1 + Int(terms.map { ($0.whole + $0.sets.joined()).max() ?? -1 }.max() ?? -1)
  }

  /// The sums that fall below zero, ascending within what stands side by side.
  package func falling(with x: [Float]) -> [Int32] {
    precondition(x.count >= width, "a value for each term")
    return [Int32](unsafeUninitializedCapacity: least.count) { found, count in
      guard let first = found.baseAddress else { return }
      count = impact_falling_sums(least, x, groups, groups.count, first)
    }
  }
}
