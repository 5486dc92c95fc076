import ImpactEconomies
import ImpactNumerics

/// What the channels of a draw come to in every place, all industries together.
///
///     C[q, c, p] = Σ_{k ∈ p} φ_k·Δq_c[k],  Σ_c C[q, c, p] = the total of the draw
///
/// q indicators, c channels, p places, φ the draw's error of estimated employment (1 for other cells and
/// indicators); cells of unknown coefficients are left out. Values stand at
/// `(indicator * effects + effect) * places + place`, in the order of `allCases`.
struct ChannelTotals: Sendable {
  let layout: BandLayout
  let economy: Economy
  /// φ by draw and region, `draw + region * draws`.
  let imputed: DrawMatrix<Double>

  /// Of one system of a plan whose changes are given.
  func values(
    _ change: [Indicator: [Effect: [[Double]]]], system t: Int, draw: Int
  ) -> [Double] {
    let (P, S) = (layout.places.count, economy.industryCount)
    var result: [Double] = []
    for indicator in Indicator.allCases {
      for effect in Effect.allCases {
        var sums = [Double](repeating: 0, count: P)
        if let cells = change[indicator]?[effect]?[t] {
          for r in 0..<economy.regionCount {
            let error = indicator == .employment ? imputed[draw, r] : 1
            var (known, estimated) = (0.0, 0.0)
            for k in r * S..<(r + 1) * S where !cells[k].isNaN {
              if economy.isEstimated(k) { estimated += cells[k] } else { known += cells[k] }
            }
            let sum = known + error * estimated
            sums[r] = sum
            for p in layout.widerPlaces[r] { sums[p] += sum }
          }
        }
        result += sums
      }
    }
    return result
  }

  /// Three percentiles of every value, from the values of all draws.
  static func bands(_ draws: [[Double]]) -> [Double] {
    guard let width = draws.first?.count, width > 0 else { return [] }
    let columns = (0..<width).flatMap { c in draws.map { $0[c] } }
    return OrderStatistics(BandYear.probabilities, count: draws.count)
      .quantiles(of: columns, columns: width)
  }
}
