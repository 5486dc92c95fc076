import CImpactKernels

/// Terms of many draws, summed up by what they hang on: changed purchases by buyer.
///
///     M_c = Σ_{m: c(m) = c} d_m·g_m
///
/// with the factors d of a draw and fixed rows g. All rounds of a fixed point go through the few levels c in place of
/// the many terms m.
package struct DrawnSums: Sendable {
  package let draws: Int
  package let levels: Int
  /// Values of one M_c.
  package let width: Int
  /// At `(c * width + w) * draws + draw`.
  private let values: [Float]

  /// `factors` holds d, draws×terms in the order of their levels; `rows` holds g by level.
  package init(_ factors: SingleMatrix, times rows: [SingleTiles], width: Int) {
    precondition(rows.reduce(0) { $0 + $1.rows } == factors.columns, "one row for each term")
    precondition(rows.allSatisfy { $0.columns == width }, "rows of one width")
    let (B, size) = (factors.rows, factors.rows * width)
    (draws, levels, self.width) = (B, rows.count, width)
    values = [Float](unsafeUninitializedCapacity: rows.count * size) { sums, count in
      count = rows.count * size
      factors.values.withUnsafeBufferPointer { d in
        guard B > 0, width > 0, let from = d.baseAddress, let to = sums.baseAddress else { return }
        var first = 0
        for (c, part) in rows.enumerated() {
          part.multiply(from + first * B, into: to + c * size, draws: B, adds: false)
          first += part.rows
        }
      }
    }
  }

  /// y ← y + Σ_c l_c·M_c for l draws×levels, y draws×width.
  package func add(levels l: SingleMatrix, to y: inout SingleMatrix) {
    precondition(l.rows == draws && l.columns == levels, "one value for each draw and level")
    precondition(y.rows == draws && y.columns == width, "as wide as the sums")
    meet(l.values, &y.values) { sums, l, y in impact_expand(sums, levels, width, l, y, draws) }
  }

  /// l_c = ⟨M_c, y⟩ for the leading `width` columns of y, draws×levels.
  package func levels(of y: SingleMatrix) -> SingleMatrix {
    precondition(y.rows == draws && y.columns >= width, "as wide as the sums")
    var result = SingleMatrix(rows: draws, columns: levels)
    meet(y.values, &result.values) { sums, y, l in
      impact_contract(sums, levels, width, y, l, draws)
    }
    return result
  }

  /// The addresses of the sums, of what is read and of what is written; nothing where one is empty.
  private func meet(
    _ read: [Float], _ written: inout [Float],
    _ kernel: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    written.withUnsafeMutableBufferPointer { written in
      values.withUnsafeBufferPointer { sums in
        read.withUnsafeBufferPointer { read in
          guard let to = written.baseAddress, let sums = sums.baseAddress,
            let from = read.baseAddress
          else { return }
          kernel(sums, from, to)
        }
      }
    }
  }

  /// Multiplications and additions that the sums took.
  package static func operations(_ factors: SingleMatrix, width: Int) -> Double {
    2 * Double(factors.rows * factors.columns * width)
  }
}
