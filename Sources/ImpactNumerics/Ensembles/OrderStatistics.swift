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
  /// Place of the lower rank of each probability, and the part of the way to the next.
  private let steps: [(place: Int, part: Float)]

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
    steps = probabilities.map { [ranks] p in
      let h = Double(count - 1) * p
      return (ranks.firstIndex(of: Int(h)) ?? 0, Float(h - h.rounded(.down)))
    }
  }

  /// The quantiles of one array; nan where a value is not finite.
  package func quantiles(of values: [Float]) -> [Float] {
    precondition(values.count == count, "one value for each draw")
    return quantiles(of: values, columns: 1)
  }

  /// The quantiles of every column of a matrix with `count` rows, one column after the other.
  package func quantiles(of matrix: SingleMatrix) -> [Float] {
    precondition(matrix.rows == count, "one row for each draw")
    return quantiles(of: matrix.values, columns: matrix.columns)
  }

  /// The quantiles of some arrays of `count` values, one after the other.
  package func quantiles(of values: [Float], columns: Int) -> [Float] {
    precondition(values.count == count * columns, "one value for each draw and column")
    let width = steps.count
    return [Float](unsafeUninitializedCapacity: columns * width) { result, filled in
      filled = columns * width
      values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        let own = 3 * count / 2 + 2
        withScratch(own + ranks.count) { (scratch: UnsafeMutablePointer<Float>) in
          let found = scratch + own
          for c in 0..<columns {
            impact_order_statistics(base + c * count, count, ranks, ranks.count, found, scratch)
            for (k, step) in steps.enumerated() {
              let low = found[step.place]
              result[c * width + k] =
                step.part > 0 && step.place + 1 < ranks.count
                ? low + step.part * (found[step.place + 1] - low) : low
            }
          }
        }
      }
    }
  }
}

extension OrderStatistics {
  /// The quantiles of some arrays of `count` values in double precision, one after the other; nan where a
  /// value is not finite.
  package func quantiles(of values: [Double], columns: Int) -> [Double] {
    precondition(values.count == count * columns, "one value for each draw and column")
    return (0..<columns)
      .flatMap { c -> [Double] in
        let own = values[c * count..<(c + 1) * count]
        guard own.allSatisfy(\.isFinite) else { return probabilities.map { _ in .nan } }
        let sorted = own.sorted()
        return probabilities.map { p in
          let h = Double(count - 1) * p
          let low = sorted[Int(h)]
          return low + (h - h.rounded(.down)) * (sorted[min(count - 1, Int(h) + 1)] - low)
        }
      }
  }
}
