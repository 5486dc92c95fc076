import Foundation

/// The mean shortfall below a floor when content is spread normally around its mean.
///
///     E[(F − c)⁺] = σ·φ(z) + (F − c)·Φ(z),  z = (F − c)/σ,  c ~ N(mean, σ)
///
/// and (F − c)⁺ without spread. No vehicle has less than no content: what the normal law puts below
/// zero counts as zero, E[(F − max(c, 0))⁺] = E[(F − c)⁺] − E[(0 − c)⁺], so that a floor of zero
/// lifts nothing. Shares, not per cent.
package struct ContentLift: Sendable {
  /// Below this a floor does not bind: far less than any content figure carries.
  package static let smallest = 1e-9

  /// So many standard deviations away the law's tail is less than rounding: φ(z) < 1e-18.
  private static let widest = 9.0

  package let floor: Double
  package let mean: Double
  /// σ ≥ 0.
  package let dispersion: Double

  package init(floor: Double, mean: Double, dispersion: Double) {
    self.floor = floor
    self.mean = mean
    self.dispersion = dispersion
  }

  package var meanShortfall: Double {
    guard dispersion > 0 else { return max(0, floor - mean) }
    return max(0, normalShortfall(below: floor) - normalShortfall(below: 0))
  }

  /// E[(limit − c)⁺] of the unbounded normal law.
  private func normalShortfall(below limit: Double) -> Double {
    let gap = limit - mean
    let z = gap / dispersion
    if abs(z) > Self.widest { return max(0, gap) }
    let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    return dispersion * density + gap * erfc(-z / 2.0.squareRoot()) / 2
  }

  /// Φ(z), the share of vehicles below the floor.
  package var probabilityBelow: Double { probability(below: floor) }

  /// Mean lift of the vehicles whose own shortfall is at most `limit`; the others pay the penalty.
  ///
  ///     E[(F − c)·1(F − c ≤ g)] = E[(F − c)⁺] − E[(F − g − c)⁺] − g·Φ((F − g − mean)/σ)
  package func meanShortfall(upTo limit: Double) -> Double {
    // No vehicle has less than no content, so none lacks more than the floor itself.
    guard limit < floor else { return meanShortfall }
    guard dispersion > 0 else { return floor - mean <= limit ? max(0, floor - mean) : 0 }
    let edge = floor - limit
    let beyond = normalShortfall(below: edge) + limit * probability(below: edge)
    return max(0, normalShortfall(below: floor) - beyond)
  }

  /// Share of vehicles that lack more than `limit`.
  package func probabilityBeyond(_ limit: Double) -> Double {
    limit < floor ? probability(below: floor - limit) : 0
  }

  private func probability(below limit: Double) -> Double {
    let gap = limit - mean
    guard dispersion > 0 else { return gap > 0 ? 1 : 0 }
    return erfc(-gap / dispersion / 2.0.squareRoot()) / 2
  }
}
