import Foundation
import ImpactNumerics

/// Values of coalitions by region, for the error of sampled Shapley values.
///
/// The mean of an antithetic pair of orders is one observation; their spread gives the standard error
/// s/√pairs of a lever's mean contribution.
struct SampledTotals: Sendable {
  let orders: [[Int]]
  let players: [Int?]
  let regions: Int
  let industries: Int
  /// All industries together by region, at `[indicator][year][coalition]`.
  private var totals: [Indicator: [[Coalition: [Double]]]]

  /// `players` maps a lever to its number in the game; nil for one that changes nothing.
  init(game: CoalitionGame, players: [Int?], years: Int, regions: Int, industries: Int) {
    orders = game.orders
    self.players = players
    (self.regions, self.industries) = (regions, industries)
    totals = Dictionary(
      uniqueKeysWithValues: Self.indicators.map { indicator in
        (indicator, [[Coalition: [Double]]](repeating: [:], count: years))
      })
  }

  private static let indicators: [Indicator] = [.output, .valueAdded, .employment]

  /// Adds a channel's changes of an indicator, cells × columns, in one year.
  mutating func add(
    _ values: Matrix, of coalitions: [Coalition], _ indicator: Indicator, year: Int
  ) {
    guard Self.indicators.contains(indicator) else { return }
    for (c, coalition) in coalitions.enumerated() {
      var sums = totals[indicator]?[year][coalition] ?? [Double](repeating: 0, count: regions)
      for r in 0..<regions {
        for k in r * industries..<(r + 1) * industries where !values[k, c].isNaN {
          sums[r] += values[k, c]
        }
      }
      totals[indicator]?[year][coalition] = sums
    }
  }

  /// Adds the values of other coalitions or years.
  mutating func add(_ other: SampledTotals) {
    for (indicator, years) in other.totals {
      for (year, values) in years.enumerated() {
        for (coalition, sums) in values {
          let known = totals[indicator]?[year][coalition]
          totals[indicator]?[year][coalition] = known.map { zip($0, sums).map(+) } ?? sums
        }
      }
    }
  }

  /// s/√pairs; nil for an indicator without totals, 0 for a lever that changes nothing.
  func standardError(
    _ indicator: Indicator, lever: Int, year: Int, regions: [Int]
  ) -> Double? {
    guard let values = totals[indicator]?[year] else { return nil }
    guard let player = players[lever] else { return 0 }
    func worth(_ coalition: Coalition) -> Double {
      guard let sums = values[coalition] else { return 0 }
      return regions.reduce(0) { $0 + sums[$1] }
    }
    let marginals = orders.map { order in
      let before = order.prefix { $0 != player }.reduce(Coalition.none) { $0.with($1) }
      return worth(before.with(player)) - worth(before)
    }
    let pairs = stride(from: 0, to: marginals.count - 1, by: 2)
      .map { (marginals[$0] + marginals[$0 + 1]) / 2 }
    guard pairs.count > 1 else { return .infinity }
    let mean = pairs.reduce(0, +) / Double(pairs.count)
    let variance = pairs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pairs.count - 1)
    return (variance / Double(pairs.count)).squareRoot()
  }
}
