import CImpactKernels

/// Quantiles of many values, exact: order statistics with straight lines between.
///
///     q(p) = x_(⌊h⌋) + (h − ⌊h⌋)·(x_(⌊h⌋+1) − x_(⌊h⌋)),  h = (n − 1)·p
///
/// Definition 7 of Hyndman and Fan (1996).
package struct OrderStatistics: Sendable {
  /// Probabilities, ascending.
  package let probabilities: [Double]
  /// Number of values.
  package let count: Int
  private let ranks: [Int]

  /// For arrays of `count` ≥ 1 values.
  package init(_ probabilities: [Double], count: Int) {
    self.probabilities = probabilities
    self.count = count
    ranks = Set(
      probabilities.flatMap { p -> [Int] in
        let h = Double(count - 1) * p
        return [Int(h), min(count - 1, Int(h) + 1)]
      }
    )
    .sorted()
  }

  /// The quantiles of one array; nan where a value is not finite.
  package func quantiles(of values: [Float]) -> [Float] {
    values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress, values.count == count else { return [] }
      return quantiles(at: base)
    }
  }

  /// The quantiles of every column of a matrix with `count` rows, column by column.
  package func quantiles(of matrix: SingleMatrix) -> [[Float]] {
    precondition(matrix.rows == count, "one row for each draw")
    return matrix.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return [] }
      return (0..<matrix.columns).map { quantiles(at: base + $0 * count) }
    }
  }

  private func quantiles(at base: UnsafePointer<Float>) -> [Float] {
    var found = [Float](repeating: 0, count: ranks.count)
    withScratch(count + 1) { (scratch: UnsafeMutablePointer<Float>) in
      impact_order_statistics(base, count, ranks.map { $0 }, ranks.count, &found, scratch)
    }
    return probabilities.map { p in
      let h = Double(count - 1) * p
      let lower = ranks.firstIndex(of: Int(h)) ?? 0
      let part = Float(h - h.rounded(.down))
      guard part > 0, lower + 1 < found.count else { return found[lower] }
      return found[lower] + part * (found[lower + 1] - found[lower])
    }
  }
}
