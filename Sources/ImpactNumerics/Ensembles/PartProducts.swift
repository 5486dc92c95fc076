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
    withUnsafeMutableBufferPointer { sums in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          c.withUnsafeBufferPointer { c in
            d.withUnsafeBufferPointer { d in
              for k in sums.indices { sums[k] = a[k] * b[k] + c[k] * d[k] }
            }
          }
        }
      }
    }
  }

  /// self ← a − b, all of one length.
  package mutating func setDifference(of a: [Double], and b: [Double]) {
    precondition(a.count == count && b.count == count, "lists of one length")
    withUnsafeMutableBufferPointer { result in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for k in result.indices { result[k] = a[k] - b[k] }
        }
      }
    }
  }

  /// Adds `factor` times a part of another list to the values from 0 on.
  package mutating func add(_ source: [Double], _ part: Range<Int>, times factor: Double) {
    precondition(part.count <= count && part.upperBound <= source.count, "room for the part")
    withUnsafeMutableBufferPointer { sums in
      source.withUnsafeBufferPointer { values in
        for k in 0..<part.count { sums[k] += factor * values[part.lowerBound &+ k] }
      }
    }
  }

  /// Adds a∘b of a part to the values from 0 on.
  package mutating func addProducts(_ a: [Double], _ b: [Double], _ part: Range<Int>) {
    precondition(
      part.count <= count && part.upperBound <= a.count && part.upperBound <= b.count,
      "room for the part")
    withUnsafeMutableBufferPointer { sums in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          let start = part.lowerBound
          for k in 0..<part.count { sums[k] += a[start &+ k] * b[start &+ k] }
        }
      }
    }
  }

  /// self[part] ← a[part]∘b, b from 0 on.
  package mutating func setProducts(_ part: Range<Int>, of a: [Double], with b: [Double]) {
    precondition(
      part.upperBound <= count && part.upperBound <= a.count && part.count <= b.count,
      "values for the part")
    withUnsafeMutableBufferPointer { result in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          let start = part.lowerBound
          for k in 0..<part.count { result[start &+ k] = a[start &+ k] * b[k] }
        }
      }
    }
  }

  /// self[part] ← factor·max(0, a[part])∘b[part].
  package mutating func setPositive(
    _ part: Range<Int>, of a: [Double], with b: [Double], times factor: Double
  ) {
    precondition(
      part.upperBound <= count && part.upperBound <= a.count && part.upperBound <= b.count,
      "values for the part")
    withUnsafeMutableBufferPointer { result in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          for k in part { result[k] = factor * (a[k] > 0 ? a[k] : 0) * b[k] }
        }
      }
    }
  }

  /// self ← factor·a[part]∘b∘c[part], b from 0 on.
  package mutating func setProducts(
    of a: [Double], _ b: [Double], _ c: [Double], _ part: Range<Int>, times factor: Double
  ) {
    precondition(
      part.count == count && part.count <= b.count && part.upperBound <= a.count
        && part.upperBound <= c.count, "values for the part")
    withUnsafeMutableBufferPointer { result in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          c.withUnsafeBufferPointer { c in
            let start = part.lowerBound
            for k in result.indices {
              result[k] = factor * a[start &+ k] * b[k] * c[start &+ k]
            }
          }
        }
      }
    }
  }

  /// self ← self + factor·a[part]∘b∘c[part], b from 0 on.
  package mutating func addProducts(
    of a: [Double], _ b: [Double], _ c: [Double], _ part: Range<Int>, times factor: Double
  ) {
    precondition(
      part.count == count && part.count <= b.count && part.upperBound <= a.count
        && part.upperBound <= c.count, "values for the part")
    withUnsafeMutableBufferPointer { result in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          c.withUnsafeBufferPointer { c in
            let start = part.lowerBound
            for k in result.indices {
              result[k] += factor * a[start &+ k] * b[k] * c[start &+ k]
            }
          }
        }
      }
    }
  }

  /// self ← min(most, a/b[part]), a from `start` on; 0 where b is not above zero.
  ///
  /// Returns how many values of a that are not zero have such a b.
  package mutating func setQuotients(
    of a: [Double], from start: Int, by b: [Double], _ part: Range<Int>, most: Double
  ) -> Int {
    precondition(
      part.count == count && start >= 0 && start + count <= a.count && part.upperBound <= b.count,
      "values for the part")
    return withUnsafeMutableBufferPointer { result in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          var missing = 0
          for k in result.indices {
            let (above, below) = (a[start &+ k], b[part.lowerBound &+ k])
            let quotient = above / below
            result[k] = below > 0 ? (quotient < most ? quotient : most) : 0
            missing &+= above != 0 && !(below > 0) ? 1 : 0
          }
          return missing
        }
      }
    }
  }

  /// From the first to the last value that is not zero; empty where all are.
  package var nonzeroSpan: Range<Int> {
    withUnsafeBufferPointer { values in
      var (first, last) = (0, values.count)
      while first < last, values[first] == 0 { first &+= 1 }
      while last > first, values[last &- 1] == 0 { last &-= 1 }
      return first..<last
    }
  }
}
