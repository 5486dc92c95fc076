/// What levers of a year need from the solution of the same year: the fixed point's unknowns.
package struct LeverFeedback: Sendable {
  /// Vehicle output by region relative to the output that coefficients are applied to; empty means 1.
  package var volume: [Double] = []
  /// Value added of zones in goods.
  package var zoneContent: [ScopeMask: ZoneContent] = [:]

  package init() {}

  package func volume(_ region: Int) -> Double { volume.isEmpty ? 1 : volume[region] }
}

/// Value added of a zone in a EUR of every product.
///
///     h = A′ᵀ h + v∘1[r ∈ zone]
package struct ZoneContent: Sendable {
  /// h by region-industry, length n.
  package let content: [Double]
  /// The part of h of vehicles by region that no product of a basket carries (length R).
  package let rest: [Double]

  package init(content: [Double], rest: [Double]) {
    self.content = content
    self.rest = rest
  }
}
