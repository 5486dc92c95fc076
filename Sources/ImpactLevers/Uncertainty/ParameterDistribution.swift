import Foundation

/// How an uncertain value is spread, by its quantile function x = F⁻¹(u), 0 < u < 1.
///
///     triangular  x = l + √(u·(h − l)·(m − l))            for u ≤ (m − l)/(h − l), else
///                 x = h − √((1 − u)·(h − l)·(h − m))
///     uniform     x = l + u·(h − l)
///     lognormal   ln x = ln m + σ·Φ⁻¹(u),  σ = ln(h/l)/(2·Φ⁻¹(0.95)): l and h hold 90 % between them
///     discrete    the values with equal weights, in their order
///
/// Units are those of the value.
public enum ParameterDistribution: Sendable, Hashable {
  /// Most likely at the mode, never outside low and high.
  case triangular(low: Double, mode: Double, high: Double)
  /// Everything between low and high alike.
  case uniform(low: Double, high: Double)
  /// Median and the ends that hold 90 % between them, all above zero.
  case lognormal(low: Double, median: Double, high: Double)
  /// A choice among values, such as the elasticities of several studies.
  case discrete([Double])
  /// One value.
  case fixed(Double)

  /// The word in scenario files and manifests.
  public var name: String {
    switch self {
    case .triangular: "triangular"
    case .uniform: "uniform"
    case .lognormal: "lognormal"
    case .discrete: "discrete"
    case .fixed: "fixed"
    }
  }

  /// Φ⁻¹(0.95).
  private static let ninetyFive = 1.6448536269514722

  /// F⁻¹(u).
  public func quantile(_ u: Double) -> Double {
    switch self {
    case .fixed(let value): return value
    case .uniform(let low, let high): return low + u * (high - low)
    case .discrete(let values):
      return values[min(values.count - 1, max(0, Int(u * Double(values.count))))]
    case .lognormal(let low, let median, let high):
      let sigma = log(high / low) / (2 * Self.ninetyFive)
      return median * exp(sigma * NormalLaw.quantile(u))
    case .triangular(let low, let mode, let high):
      let span = high - low
      guard span > 0 else { return mode }
      return u * span <= mode - low
        ? low + (u * span * (mode - low)).squareRoot()
        : high - ((1 - u) * span * (high - mode)).squareRoot()
    }
  }

  /// Whether every draw gives the same value.
  public var isCertain: Bool {
    switch self {
    case .fixed: true
    case .triangular(let low, _, let high), .uniform(let low, let high),
      .lognormal(let low, _, let high):
      low == high
    case .discrete(let values): Set(values).count < 2
    }
  }
}

/// The standard normal law.
package enum NormalLaw {
  /// Φ(z).
  package static func probability(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

  /// Φ⁻¹(u), 0 < u < 1, to rounding: Acklam's rational start (2003) and two steps of Halley.
  package static func quantile(_ u: Double) -> Double {
    var z = start(u)
    for _ in 0..<2 {
      let error = probability(z) - u
      let step = error * (2 * Double.pi).squareRoot() * exp(z * z / 2)
      z -= step / (1 + z * step / 2)
    }
    return z
  }

  private static let a = [
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
    -3.066479806614716e+01, 2.506628277459239e+00,
  ]
  private static let b = [
    -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
    -1.328068155288572e+01, 1,
  ]
  private static let c = [
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
    4.374664141464968e+00, 2.938163982698783e+00,
  ]
  private static let d = [
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1,
  ]

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }

  private static func start(_ u: Double) -> Double {
    let tail = 0.02425
    if u < tail {
      let q = (-2 * log(u)).squareRoot()
      return polynomial(c, q) / polynomial(d, q)
    }
    if u > 1 - tail {
      let q = (-2 * log(1 - u)).squareRoot()
      return -polynomial(c, q) / polynomial(d, q)
    }
    let q = u - 0.5
    let r = q * q
    return polynomial(a, r) * q / polynomial(b, r)
  }
}
