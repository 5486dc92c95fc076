public import ImpactAxes

/// What is registered in a market: shares by drive train and year.
public struct MarketPath: Sendable, Hashable {
  /// Shares of new registrations; combustion takes the rest, a drive train that is left out keeps
  /// its share of what the named ones leave.
  public var shares: [Technology: DatedPath]
  /// Points that are added to battery cars in a year and taken from combustion cars and hybrids.
  package var lift: [Int: Double] = [:]

  /// A path for one place.
  public init(_ shares: [Technology: DatedPath]) { self.shares = shares }
}

extension MarketPath {
  /// Shares in a year, in the order of `Technology.allCases`; nil when the named ones exceed 1.
  package func mix(in year: Int, base: [Double], updateYear: Int) -> [Double]? {
    let all = Technology.allCases
    let byTechnology = Dictionary(zip(all, base), uniquingKeysWith: { first, _ in first })
    guard
      let mix = DriveTrain.mix(
        of: shares, in: year, base: byTechnology, updateYear: updateYear)
    else { return nil }
    var values = all.map { mix[$0] ?? 0 }
    let (ice, hev, bev) = (0, 1, 3)
    let room = values[ice] + values[hev]
    let moved = min(lift[year] ?? 0, room)
    if moved > 0 {
      for k in [ice, hev] { values[k] -= moved * values[k] / room }
      values[bev] += moved
    }
    return values
  }
}
