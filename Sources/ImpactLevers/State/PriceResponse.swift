/// An extra cost of vehicles and how buyers answer it.
///
/// Δp = A′ᵀΔp + Δc. A vehicle buyer in s ∈ home pays Δp_s = π·Σ_r t[r,s]·Δp_r more and buys
/// (1 + Δp_s)^ε times as much. A buyer elsewhere, or W, buys (1 + π·Δp_r)^ε_x times as much of what
/// comes from r.
package struct PriceResponse: Sendable {
  /// The extra cost of one region-industry.
  package struct Cost: Sendable, Hashable {
    /// Index `r * S + i`.
    package let cell: Int
    /// EUR per EUR of output.
    package let value: Double
  }

  package let lever: String
  /// Δc where it is not zero, by ascending cell.
  package let costs: [Cost]
  private let cellCount: Int
  /// π, share of the cost that reaches buyers.
  package let passThrough: Double
  /// ε, negative.
  package let demandElasticity: Double
  /// ε_x, negative.
  package let exportElasticity: Double
  /// Destinations that face the average price of their purchases (length R).
  package let home: [Bool]

  /// Δc by region-industry (length n), EUR per EUR of output.
  package var cost: [Double] {
    var result = [Double](repeating: 0, count: cellCount)
    for cost in costs { result[cost.cell] = cost.value }
    return result
  }

  /// `cost` are values by region-industry of an economy with so many of them.
  package init(
    lever: String, cost: IndexTable, of cellCount: Int, passThrough: Double,
    demandElasticity: Double,
    exportElasticity: Double, home: [Bool]
  ) {
    var costs: [Cost] = []
    costs.reserveCapacity(cost.count)
    cost.forEachValue { if $1 != 0 { costs.append(Cost(cell: $0, value: $1)) } }
    self.init(
      lever: lever, costs: costs, of: cellCount, passThrough: passThrough,
      demandElasticity: demandElasticity, exportElasticity: exportElasticity, home: home)
  }

  /// `costs` are not zero and stand by ascending cell.
  package init(
    lever: String, costs: [Cost], of cellCount: Int, passThrough: Double, demandElasticity: Double,
    exportElasticity: Double, home: [Bool]
  ) {
    self.lever = lever
    (self.costs, self.cellCount) = (costs, cellCount)
    self.passThrough = passThrough
    self.demandElasticity = demandElasticity
    self.exportElasticity = exportElasticity
    self.home = home
  }

  /// The same answer to another cost.
  package func with(_ costs: [Cost]) -> PriceResponse { PriceResponse(self, costs) }

  private init(_ other: PriceResponse, _ costs: [Cost]) {
    lever = other.lever
    self.costs = costs
    cellCount = other.cellCount
    passThrough = other.passThrough
    demandElasticity = other.demandElasticity
    exportElasticity = other.exportElasticity
    home = other.home
  }
}
