package import ImpactAxes

/// What levers have said of vehicle markets and plants so far in one year.
///
/// A lever that moves what is registered starts from here, so that nothing is counted twice.
package struct VehicleTrace: Sendable {
  /// The last transition with markets that has acted; nil: markets register what they do today.
  package var transition: DriveTrain?
  /// Registrations by region after later levers, in the order of `Technology.allCases`; empty where
  /// only the transition has acted.
  package var registrations: [[Double]] = []
  /// m[k] of production, one mix after the other in the order of `Technology.allCases`.
  private var mixes: [Double] = []
  /// The mix of each region, −1 where no lever has changed it; empty where no lever has changed any.
  private var mixOfRegion: [Int] = []

  package init() {}

  /// m[k,r] of a region that a lever has changed; nil for any other.
  func produced(in region: Int) -> [Double]? {
    guard region < mixOfRegion.count, mixOfRegion[region] >= 0 else { return nil }
    let first = mixOfRegion[region] * Technology.allCases.count
    return Array(mixes[first..<first + Technology.allCases.count])
  }

  /// Sets m[k,r] of some regions of an economy with so many: that of `regions[n]` is number `mixOf[n]` of some mixes
  /// that stand one after the other.
  mutating func produce(
    _ made: [Double], _ mixOf: [Int], in regions: [Int], of regionCount: Int
  ) {
    if mixOfRegion.isEmpty { mixOfRegion = [Int](repeating: -1, count: regionCount) }
    let first = mixes.count / Technology.allCases.count
    mixes += made
    for (n, region) in regions.enumerated() { mixOfRegion[region] = first + mixOf[n] }
  }

  /// Whether both say the same of production.
  func producesSame(as other: VehicleTrace) -> Bool {
    mixes == other.mixes && mixOfRegion == other.mixOfRegion
  }
}

/// A lever that starts from what markets register, so that a transition must act before it.
public protocol MarketReader: Lever {}

extension LeverState {
  /// μ[k,s] by region in the year of the state, in the order of `Technology.allCases`.
  ///
  ///     μ = μ(0) + λ·(μ(t) − μ(0)),  λ the intensity of the transition
  ///
  /// Throws a `ProblemReport` where neither catalogue nor economy knows a market.
  package func registeredMixes() throws -> [[Double]] {
    guard vehicles.registrations.isEmpty else { return vehicles.registrations }
    let markets = try (vehicles.transition ?? DriveTrain()).markets(context)
    let mixes = Self.scaled(markets, year: year, by: vehicles.transition?.intensity ?? 1)
    return markets.marketOfRegion.map { mixes[$0] }
  }

  /// μ(0) + λ·(μ(t) − μ(0)) by market.
  static func scaled(_ markets: VehicleMarkets, year: Int, by intensity: Double) -> [[Double]] {
    zip(markets.mixes(in: year).mixes, markets.base)
      .map { now, base in
        zip(now, base).map { $1 + intensity * ($0 - $1) }
      }
  }

  /// The same in the order of `Technology.allCases`.
  func producedShares(_ region: Int) -> [Double]? {
    vehicles.produced(in: region)
      ?? context.technologyShares[context.economy.countryOfRegion[region]]
  }

  /// m[k,r] of the plants of a region; nil where the economy knows no mix of its country.
  package func producedMix(_ region: Int) -> [Technology: Double]? {
    vehicles.produced(in: region)
      .map { Dictionary(zip(Technology.allCases, $0), uniquingKeysWith: { first, _ in first }) }
      ?? context.technologyMix(context.economy.regions[region].country)
  }
}
