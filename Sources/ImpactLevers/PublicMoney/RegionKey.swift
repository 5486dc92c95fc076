import ImpactEconomies

/// How an amount is spread over regions.
///
///     share[s] = w[s] / Σ w over the regions of a scope,  w what the key names
package enum RegionKey: Sendable, Hashable {
  /// Household purchases, as a stand-in for people with income.
  case households
  /// Value added of all industries.
  case valueAdded
  /// Output of vehicle assembly.
  case vehicleOutput
  /// Weights by region code; need not sum to one.
  case named([String: Double])

  /// Shares by region, length R, summing to 1 over the mask; nil where no region has weight.
  package func shares(in mask: ScopeMask, _ context: LeverContext) -> [Double]? {
    let economy = context.economy
    let S = economy.industryCount
    var weights = economy.regions.indices.map { s -> Double in
      switch self {
      case .households: 0
      case .valueAdded:
        economy.satellites.valueAdded[s * S..<(s + 1) * S].reduce(0) { $0 + ($1.isNaN ? 0 : $1) }
      case .vehicleOutput: context.vehicleOutput(s)
      case .named(let weights): weights[economy.regions[s].code] ?? 0
      }
    }
    if self == .households { weights = FinalPurchases.of(context, .households).totals }
    for s in weights.indices where !mask.regions[s] { weights[s] = 0 }
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    return weights.map { $0 / total }
  }
}
