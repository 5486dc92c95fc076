public import ImpactNumerics

/// How output answers to one input coefficient, exactly.
///
///     F(i,j) = L_·i L_j·  (= ∂L/∂a_ij),   ΔL = δ F / (1 − δ l_ji),   Δx = δ x_j L_·i / (1 − δ l_ji)
///
/// Two solves for each coefficient: column i and row j of L. Sherman and Morrison (1950); Sonis and
/// Hewings (1992). Some programs index the field the other way round, as ∂L/∂a_ji.
public struct FieldOfInfluence: Sendable {
  /// i, the product bought.
  public let input: Int
  /// j, the product that buys it.
  public let buyer: Int
  /// L_·i, length n.
  public let column: [Double]
  /// L_j·, length n.
  public let row: [Double]

  /// Throws `shapeMismatch` for a product outside, `nonFinite` or `notConverged`.
  public init(
    of input: Int, bought by: Int, in system: InputOutputSystem
  ) throws(NumericsError) {
    let n = system.dimension
    for product in [input, by] where !(0..<n).contains(product) {
      throw .shapeMismatch(what: "products", expected: n, found: product)
    }
    self.input = input
    buyer = by
    column = try system.outputs(for: CellMask.values([input], of: n, inside: 1, outside: 0))
    row = try system.totals(of: CellMask.values([by], of: n, inside: 1, outside: 0))
  }

  /// F(i,j) in full, n×n, for small tables.
  public func matrix(limit: Int = 2_000) throws(NumericsError) -> Matrix {
    guard column.count <= limit else { throw .sizeOverflow(column.count) }
    return Matrix(
      rows: column.count, columns: row.count,
      values: row.flatMap { r in column.map { $0 * r } })
  }

  /// The factor δ / (1 − δ l_ji) of ΔL = factor · F.
  ///
  /// Throws `singular` when δ takes the economy to the edge of productivity or beyond.
  public func factor(of change: Double) throws(NumericsError) -> Double {
    let rest = 1 - change * row[input]
    guard rest > 0 else { throw .singular(index: buyer) }
    return change / rest
  }

  /// Δx, length n, when a_ij changes by δ and the buyer's output was x_j.
  public func outputChange(of change: Double, buyerOutput: Double) throws(NumericsError)
    -> [Double]
  {
    let scale = try factor(of: change) * buyerOutput
    return column.map { scale * $0 }
  }

  /// The change of a_ij that moves output of a product by a share p:
  /// δ = p x_k / (l_ki x_j + p x_k l_ji).
  ///
  /// Nil when no change of a_ij reaches that product. With p = 0.01 and k = i, 100 δ / a_ij is the
  /// tolerable limit of Sekulić (1968) and Jílek (1971) in per cent.
  public func tolerableChange(
    share: Double, product: Int, output: Double, buyerOutput: Double
  ) -> Double? {
    let reach = column[product] * buyerOutput
    guard reach != 0 else { return nil }
    return share * output / (reach + share * output * row[input])
  }

  /// i'F(i,j) i = (i'L)_i (L i)_j for all pairs at once, as (i'L, L i): two solves.
  ///
  /// The global intensity of the field of a_ij is the product of the first at i and the second at j.
  public static func globalIntensity(
    in system: InputOutputSystem
  ) throws(NumericsError) -> (backward: [Double], forward: [Double]) {
    let ones = [Double](repeating: 1, count: system.dimension)
    return (try system.totals(of: ones), try system.outputs(for: ones))
  }
}
