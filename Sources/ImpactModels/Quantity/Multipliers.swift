public import ImpactNumerics

/// Multipliers of one indicator for every product at once.
///
///     simple m' = s_c' L,   total m̄' = s_c' L̄,   type I = m / s_c,   type II = m̄ / s_c
///
/// s_c[j] is the indicator per unit of output (1 for output itself, persons per million EUR for
/// employment), L = (I − A)⁻¹ without and L̄ with households closed in. m[j] is what a unit of final
/// demand for j brings about in the whole economy. All come from one transposed solve
/// (I − Aᵀ) m = s_c. Miller and Blair (2009), chapter 6.
public struct Multipliers: Sendable {
  /// s_c, length n: what the maker of a unit needs itself.
  public let direct: [Double]
  /// m, length n: direct and indirect.
  public let simple: [Double]
  /// m̄, length n: direct, indirect and induced; nil without households.
  public let total: [Double]?

  /// `closed` is the same economy with households closed in.
  ///
  /// Throws `shapeMismatch`, `nonFinite` or `notConverged`.
  public init(
    of coefficients: [Double], in system: InputOutputSystem, closed: InputOutputSystem? = nil
  ) throws(NumericsError) {
    try system.require("coefficients of an indicator", coefficients)
    direct = coefficients
    simple = try system.totals(of: coefficients)
    total = try closed?.totals(of: coefficients)
  }

  /// Multipliers of output: s_c = 1.
  public static func output(
    in system: InputOutputSystem, closed: InputOutputSystem? = nil
  ) throws(NumericsError) -> Multipliers {
    try Multipliers(
      of: [Double](repeating: 1, count: system.dimension), in: system, closed: closed)
  }

  /// s_c'(L − I), length n.
  public var indirect: [Double] { zip(simple, direct).map { $0 - $1 } }

  /// s_c'(L̄ − L), length n; nil without households.
  public var induced: [Double]? { total.map { zip($0, simple).map { $0 - $1 } } }

  /// m / s_c; nil where the product itself has nothing of the indicator.
  public var typeOne: [Double?] { zip(simple, direct).map { $1 == 0 ? nil : $0 / $1 } }

  /// m̄ / s_c; nil where the product itself has nothing of the indicator, and without households.
  public var typeTwo: [Double?] {
    guard let total else { return direct.map { _ in nil } }
    return zip(total, direct).map { $1 == 0 ? nil : $0 / $1 }
  }

  /// s_c, Aᵀ s_c, (Aᵀ)² s_c, …: what round 0, 1, 2, … of purchases adds; `rounds` + 1 vectors.
  ///
  /// Throws `shapeMismatch` or `nonFinite`.
  public static func rounds(
    of coefficients: [Double], in system: InputOutputSystem, rounds: Int
  ) throws(NumericsError) -> [[Double]] {
    try system.require("coefficients of an indicator", coefficients)
    if let index = coefficients.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "coefficients of an indicator", index: index)
    }
    var result = [coefficients]
    for _ in 0..<max(0, rounds) { result.append(system.costs(at: result[result.count - 1])) }
    return result
  }
}
