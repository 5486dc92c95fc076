import Foundation

/// How much more or less than its country a region takes from its own country, product by product.
///
/// The share o of own-country supply in a cell becomes o′ = o·e^d / (o·e^d + 1 − o); d solves
/// Σ_u q_u·o′_u(d) = U, with q_u the region's uses of the product and U what trade balancing found
/// it to take from its own country. Own plus imported use of every cell stays.
struct OwnShareShift {
  /// Own share of a cell after a shift; shares of 0 and 1 stay.
  static func shifted(_ share: Double, by d: Double) -> Double {
    if share <= 0 { return 0 }
    if share >= 1 { return 1 }
    let weight = share * exp(d)
    return weight / (weight + 1 - share)
  }

  /// Largest |d| that is tried; beyond it the share is 0 or 1 to eight digits.
  static let limit = 20.0

  /// The shift, and what of the target it misses (million EUR).
  static func solve(uses: [Double], shares: [Double], target: Double) -> (
    shift: Double, miss: Double
  ) {
    func own(_ d: Double) -> Double {
      zip(uses, shares).reduce(0) { $0 + $1.0 * shifted($1.1, by: d) }
    }
    let total = uses.reduce(0, +)
    guard total > 0 else { return (0, target) }
    if abs(own(0) - target) <= 1e-14 * total { return (0, own(0) - target) }
    var (low, high) = (-limit, limit)
    if own(low) >= target { return (low, own(low) - target) }
    if own(high) <= target { return (high, own(high) - target) }
    var d = 0.0
    for _ in 0..<200 {
      let gap = own(d) - target
      if abs(gap) <= 1e-15 * total { break }
      if gap > 0 { high = d } else { low = d }
      let slope = zip(uses, shares)
        .reduce(0) {
          let o = shifted($1.1, by: d)
          return $0 + $1.0 * o * (1 - o)
        }
      let step = slope > 0 ? d - gap / slope : .infinity
      d = step > low && step < high ? step : (low + high) / 2
    }
    return (d, own(d) - target)
  }
}
