import CImpactKernels

/// Entries that take values of a longer list, in runs of neighbours.
///
///     y_m = x_{place(m)}
package struct ValueRuns: Sendable {
  /// What entries take.
  private let taken: [impact_run]
  /// What no entry takes.
  private let left: [impact_run]
  private let count: Int
  /// How many values the list has.
  private let size: Int

  /// Entry m takes the value of `places[m]`, one of `size`; no two entries take the same.
  package init(_ places: [Int], of size: Int) {
    (count, self.size) = (places.count, size)
    taken = Self.runs(places)
    var isTaken = [Bool](repeating: false, count: size)
    for place in places { isTaken[place] = true }
    left = Self.runs((0..<size).filter { !isTaken[$0] })
  }

  private static func runs(_ places: [Int]) -> [impact_run] {
    var runs: [impact_run] = []
    for (m, place) in places.enumerated() {
      if let last = runs.last, Int(last.from + last.count) == place {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(impact_run(from: Int32(place), to: Int32(m), count: 1))
      }
    }
    return runs
  }

  /// The entries in single precision; nil where a value that no entry takes is not zero.
  package func single(_ values: [Double]) -> [Float]? {
    precondition(values.count == size, "a value for each place")
    guard impact_any_nonzero(values, left, left.count) == 0 else { return nil }
    return [Float](unsafeUninitializedCapacity: count) { entries, written in
      if let first = entries.baseAddress { impact_copy_runs(values, taken, taken.count, first) }
      written = count
    }
  }
}
