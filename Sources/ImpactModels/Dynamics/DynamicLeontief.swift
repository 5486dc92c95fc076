public import ImpactNumerics

/// The dynamic quantity model with capital, solved backward.
///
///     x_t = A x_t + B (x_{t+1} − x_t) + f_t,   (I − A + B) x_t = B x_{t+1} + f_t
///
/// B[i,j] is stock of i that a unit of capacity of j needs, unit of input per unit of output a year.
/// The path starts from output after the last year; running forward instead needs B⁻¹ and is unstable.
/// Leontief (1953, 1970); Miller and Blair (2009), section 13.4.
public struct DynamicLeontief: Sendable {
  /// A, n×n.
  public let inputCoefficients: Matrix
  /// B, n×n.
  public let capitalCoefficients: Matrix
  private let step: LUFactorization
  private let open: LUFactorization

  /// Throws `shapeMismatch`, `nonFinite` or `singular`.
  public init(inputCoefficients A: Matrix, capitalCoefficients B: Matrix) throws(NumericsError) {
    guard A.rows == B.rows, A.columns == B.columns else {
      throw .shapeMismatch(
        what: "capital coefficients", expected: A.values.count, found: B.values.count)
    }
    inputCoefficients = A
    capitalCoefficients = B
    open = try LUFactorization.leontief(A)
    var difference = A
    for k in A.values.indices { difference.values[k] -= B.values[k] }
    step = try LUFactorization.leontief(difference)
  }

  /// Output and investment by year.
  public struct Path: Sendable {
    /// x_t, one vector of length n for each year of final demand.
    public let output: [[Double]]
    /// B (x_{t+1} − x_t), same shape.
    public let investment: [[Double]]
    /// x after the last year.
    public let terminal: [Double]
  }

  /// The path for final demand by year (T vectors of length n).
  ///
  /// `terminal` is output after the last year; nil takes (I − A)⁻¹ f_T, no growth beyond it.
  /// Throws `shapeMismatch` or `nonFinite`.
  public func path(finalDemand: [[Double]], terminal: [Double]? = nil) throws(NumericsError) -> Path
  {
    let n = inputCoefficients.rows
    guard let last = finalDemand.last else {
      return Path(output: [], investment: [], terminal: terminal ?? [])
    }
    let steady = try open.solve(Matrix(column: last)).values
    let end = terminal ?? steady
    var next = end
    var (outputs, investments) = ([[Double]](), [[Double]]())
    for demand in finalDemand.reversed() {
      guard demand.count == n, next.count == n else {
        throw .shapeMismatch(what: "final demand of a year", expected: n, found: demand.count)
      }
      let stock = capitalCoefficients.multiplied(by: Matrix(column: next)).values
      let now = try step.solve(Matrix(column: zip(stock, demand).map { $0 + $1 })).values
      let growth = Matrix(column: zip(next, now).map { $0 - $1 })
      outputs.append(now)
      investments.append(capitalCoefficients.multiplied(by: growth).values)
      next = now
    }
    return Path(
      output: outputs.reversed(), investment: investments.reversed(), terminal: end)
  }

  /// The largest balanced growth without final demand.
  ///
  /// x = A x + g B x: g = 1 / λ of (I − A)⁻¹ B with its Perron vector, by power iteration until the
  /// bounds of Collatz and Wielandt meet. Proportions sum to 1. Throws `notConverged` when they do
  /// not, as where B is zero or the economy falls into parts.
  public func balancedGrowth() throws(NumericsError) -> (rate: Double, proportions: [Double]) {
    let n = inputCoefficients.rows
    var z = [Double](repeating: 1 / Double(n), count: n)
    var spread = Double.infinity
    for _ in 0..<10_000 {
      let next = try open.solve(capitalCoefficients.multiplied(by: Matrix(column: z))).values
      let ratios = zip(next, z).map { $0 / $1 }
      let sum = next.reduce(0, +)
      let (low, high) = (ratios.min() ?? 0, ratios.max() ?? 0)
      guard sum > 0, low.isFinite, high.isFinite else { break }
      z = next.map { $0 / sum }
      spread = (high - low) / high
      // Rounding of one solve of a well-conditioned system.
      if spread <= 1e-14 { return (2 / (low + high), z) }
    }
    throw .notConverged(
      method: "balanced growth", column: 0, iterations: 10_000, relativeResidual: spread)
  }
}
