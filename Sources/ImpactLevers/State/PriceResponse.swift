/// An extra cost of vehicles and how buyers answer it.
///
/// Δp = A′ᵀΔp + Δc. A vehicle buyer in s ∈ home pays Δp_s = π·Σ_r t[r,s]·Δp_r more and buys
/// (1 + Δp_s)^ε times as much. A buyer elsewhere, or W, buys (1 + π·Δp_r)^ε_x times as much of what
/// comes from r.
package struct PriceResponse: Sendable {
  package let lever: String
  /// Δc by region-industry (length n), EUR per EUR of output.
  package let cost: [Double]
  /// π, share of the cost that reaches buyers.
  package let passThrough: Double
  /// ε, negative.
  package let demandElasticity: Double
  /// ε_x, negative.
  package let exportElasticity: Double
  /// Destinations that face the average price of their purchases (length R).
  package let home: [Bool]

  package init(
    lever: String, cost: [Double], passThrough: Double, demandElasticity: Double,
    exportElasticity: Double, home: [Bool]
  ) {
    self.lever = lever
    self.cost = cost
    self.passThrough = passThrough
    self.demandElasticity = demandElasticity
    self.exportElasticity = exportElasticity
    self.home = home
  }
}
