public import ImpactNumerics

/// The quantity model with one household row and column (type II).
///
///     | I − A   −c   |        | L₁₁  L₁₂ |
///     | −h'   1 − q  |⁻¹  =   | L₂₁  K   |
///
/// h[j] is household income per unit of output, c[i] household purchases per unit of income, q what
/// households pay to households. K is Miyazawa's multiplier 1 / (1 − q − h' L c); L₁₁ = L + L c K h' L.
/// Miller and Blair (2009), sections 2.5 and 6.2; Miyazawa (1976). An upper bound of induced
/// effects, since consumption follows average propensities.
public struct ClosedLeontiefModel: Sendable {
  /// The model without households.
  public let open: LeontiefModel
  /// h, length n.
  public let income: [Double]
  /// K: income of all kinds per unit of first income, the same for every product.
  public let incomeAmplification: Double
  /// L₂₁: income per unit of final demand, households closed in, length n.
  public let incomeMultipliers: [Double]
  private let factors: LUFactorization

  /// Throws `shapeMismatch`, `nonFinite` or `singular`.
  public init(
    open: LeontiefModel, income: [Double], consumption: [Double], withinHouseholds: Double = 0
  ) throws {
    let n = open.dimension
    for (what, values) in [("household income", income), ("household purchases", consumption)]
    where values.count != n {
      throw NumericsError.shapeMismatch(what: what, expected: n, found: values.count)
    }
    var closed = Matrix(rows: n + 1, columns: n + 1)
    for j in 0..<n {
      for i in 0..<n { closed[i, j] = open.inputCoefficients[i, j] }
      closed[n, j] = income[j]
      closed[j, n] = consumption[j]
    }
    closed[n, n] = withinHouseholds
    factors = try LUFactorization.leontief(closed)
    var last = [Double](repeating: 0, count: n + 1)
    last[n] = 1
    let row = try factors.solveTransposed(Matrix(column: last)).values
    self.open = open
    self.income = income
    incomeMultipliers = Array(row.prefix(n))
    incomeAmplification = row[n]
  }

  /// c' L₁₁ for coefficients c (length n): totals per unit of final demand with induced effects.
  public func multipliers(of coefficients: [Double]) throws -> [Double] {
    Array(try factors.solveTransposed(Matrix(column: coefficients + [0])).values.dropLast())
  }

  /// i' L₁₁, the row of households left out.
  public func outputMultipliers() throws -> [Double] {
    try multipliers(of: [Double](repeating: 1, count: open.dimension))
  }

  /// (L f) of the closed model and household income, for final demand by product and transfers to
  /// households: n + 1 values.
  public func output(for finalDemand: [Double], transfers: Double = 0) throws -> [Double] {
    try factors.solve(Matrix(column: finalDemand + [transfers])).values
  }

  /// h' L / h: type I income multipliers; nil where a product pays no income.
  public func typeOneIncome() throws -> [Double?] {
    zip(try open.multipliers(of: income), income).map { $1 == 0 ? nil : $0 / $1 }
  }

  /// L₂₁ / h: type II income multipliers, K times type I; nil where a product pays no income.
  public func typeTwoIncome() -> [Double?] {
    zip(incomeMultipliers, income).map { $1 == 0 ? nil : $0 / $1 }
  }

  /// L₁₁ in full, n×n, for small tables.
  public func totalRequirements(limit: Int = 2_000) throws -> Matrix {
    let n = open.dimension
    guard n <= limit else { throw NumericsError.sizeOverflow(n) }
    var identity = Matrix(rows: n + 1, columns: n)
    for i in 0..<n { identity[i, i] = 1 }
    let full = try factors.solve(identity)
    var block = Matrix(rows: n, columns: n)
    for j in 0..<n { for i in 0..<n { block[i, j] = full[i, j] } }
    return block
  }

  /// Direct, indirect and induced parts of c per unit of final demand:
  /// c, c'(L − I) and c'(L₁₁ − L), each of length n.
  public func decomposition(
    of coefficients: [Double]
  ) throws -> (direct: [Double], indirect: [Double], induced: [Double]) {
    let typeOne = try open.multipliers(of: coefficients)
    let typeTwo = try multipliers(of: coefficients)
    return (
      coefficients, zip(typeOne, coefficients).map { $0 - $1 },
      zip(typeTwo, typeOne).map { $0 - $1 }
    )
  }
}
