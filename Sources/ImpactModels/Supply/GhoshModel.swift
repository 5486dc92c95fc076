public import ImpactNumerics

/// Ghosh's allocation coefficients B = x̂⁻¹ Z = x̂⁻¹ A x̂ and G = (I − B)⁻¹ = x̂⁻¹ L x̂.
///
/// Read as a price model: relative changes equal those of the Leontief price dual (Dietzenbacher
/// 1997). A product without output has a zero row in B.
public struct GhoshModel: Sendable {
  /// B, n×n, share of i's output that goes to j.
  public let allocation: Matrix
  private let leontief: LeontiefModel

  /// Needs a model made from flows, for its output.
  public init(_ model: LeontiefModel) throws {
    let n = model.dimension
    guard model.output.count == n else {
      throw NumericsError.shapeMismatch(what: "output", expected: n, found: model.output.count)
    }
    allocation = Self.scaled(model.inputCoefficients, by: model.output, whereEmpty: 0)
    leontief = model
  }

  /// G in full, n×n, for small tables.
  public func inverse() throws -> Matrix {
    Self.scaled(try leontief.totalRequirements(), by: leontief.output, whereEmpty: 1)
  }

  /// x̂⁻¹ M x̂; a row without output becomes `whereEmpty` on the diagonal and zero elsewhere.
  private static func scaled(_ matrix: Matrix, by x: [Double], whereEmpty diagonal: Double)
    -> Matrix
  {
    var result = Matrix(rows: matrix.rows, columns: matrix.columns)
    for j in 0..<matrix.columns {
      for i in 0..<matrix.rows {
        result[i, j] = x[i] == 0 ? (i == j ? diagonal : 0) : matrix[i, j] * x[j] / x[i]
      }
    }
    return result
  }
}
