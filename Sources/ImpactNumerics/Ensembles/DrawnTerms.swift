import CImpactKernels

/// Terms that take a level of a draw to a target, times a factor of the draw.
///
///     h_t = Σ_{m: t(m) = t} d_m·l_{c(m)}
package struct DrawnTerms: Sendable {
  /// D, draws×terms.
  private let factors: SingleMatrix
  private let terms: [impact_drawn_term]

  /// c(m) and t(m) by term.
  package init(_ factors: SingleMatrix, levels: [Int32], targets: [Int32]) {
    precondition(
      levels.count == factors.columns && targets.count == levels.count, "one of each per term")
    self.factors = factors
    terms = levels.indices.map {
      impact_drawn_term(level: levels[$0], target: targets[$0], column: Int32($0))
    }
  }

  /// Adds h (draws×targets) of levels (draws×levels).
  package func add(levels: SingleMatrix, to met: inout SingleMatrix) {
    let B = factors.rows
    precondition(levels.rows == B && met.rows == B, "one row for each draw")
    precondition(
      terms.allSatisfy { $0.level < levels.columns && $0.target < met.columns }, "terms within")
    met.values.withUnsafeMutableBufferPointer { met in
      factors.values.withUnsafeBufferPointer { factors in
        levels.values.withUnsafeBufferPointer { levels in
          guard let to = met.baseAddress, let by = factors.baseAddress,
            let from = levels.baseAddress
          else { return }
          impact_meet(terms, terms.count, by, from, to, B)
        }
      }
    }
  }
}
