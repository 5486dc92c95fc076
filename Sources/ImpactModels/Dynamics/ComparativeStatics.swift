public import ImpactNumerics

/// Output and employment year by year, each year on its own.
///
///     x_t = (I − A)⁻¹ f_t,   E_t = e₀ ∘ x_t / Π_{τ≤t} (1 + g_τ)
///
/// e₀ is persons per unit of output of the base year, g productivity growth of each product: the
/// demand and the productivity effect are reported apart. No link runs from one year to the next.
public struct ComparativeStatics: Sendable {
  /// One year.
  public struct Year: Sendable {
    /// x_t, length n.
    public let output: [Double]
    /// E_t, length n.
    public let employment: [Double]
    /// e₀ ∘ x_t: employment had productivity stayed.
    public let employmentAtBaseProductivity: [Double]
  }

  /// The years in the order of final demand.
  public let years: [Year]

  /// Final demand by year (T vectors of length n); `productivityGrowth` by year, shares, length n each.
  ///
  /// Growth of year 0 is that from the base year to the first year; zeros keep the base year first.
  /// Throws `shapeMismatch`, `nonFinite` or `notConverged`.
  public init(
    _ system: InputOutputSystem, finalDemand: [[Double]], employmentCoefficients: [Double],
    productivityGrowth: [[Double]]
  ) throws(NumericsError) {
    let n = system.dimension
    guard productivityGrowth.count == finalDemand.count else {
      throw .shapeMismatch(
        what: "years of productivity growth", expected: finalDemand.count,
        found: productivityGrowth.count)
    }
    try system.require("employment coefficients", employmentCoefficients)
    for values in finalDemand + productivityGrowth { try system.require("a year", values) }
    let outputs = try system.outputs(
      for: Matrix(rows: n, columns: finalDemand.count, values: finalDemand.flatMap(\.self)))
    var index = [Double](repeating: 1, count: n)
    var years: [Year] = []
    for (t, growth) in productivityGrowth.enumerated() {
      for i in 0..<n { index[i] *= 1 + growth[i] }
      let x = outputs.column(t)
      let constant = zip(employmentCoefficients, x).map { $0 * $1 }
      years.append(
        Year(
          output: x, employment: zip(constant, index).map { $0 / $1 },
          employmentAtBaseProductivity: constant))
    }
    self.years = years
  }
}
