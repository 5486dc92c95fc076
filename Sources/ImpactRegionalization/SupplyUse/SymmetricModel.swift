package import ImpactNumerics

/// Symmetric tables from supply and use under one of four assumptions.
///
///     A  product technology        T = V_T⁻¹ q̂         Z = U T,  Y stays,     E = W T
///     B  industry technology       T = ĝ⁻¹ V           Z = U T,  Y stays,     E = W T
///     C  fixed industry sales      T = ĝ V_T⁻¹         Z = T U,  Y = T Y,     E = W
///     D  fixed product sales       T = V q̂⁻¹           Z = T U,  Y = T Y,     E = W
///
/// with V = V_T'. A and B give product by product, C and D industry by industry. A and C need a square
/// supply table that can be solved and may give negative cells, which are kept and counted; B and D
/// never do. For jobs by industry use D. Source: Eurostat Manual (2008), chapter 11; UN Handbook
/// (2018), chapter 12.
package enum SymmetricModel: String, Sendable, CaseIterable {
  case productTechnology = "A"
  case industryTechnology = "B"
  case fixedIndustrySales = "C"
  case fixedProductSales = "D"

  /// A symmetric table.
  package struct Table: Sendable {
    /// T of the model.
    package let transformation: Matrix
    /// Z by origin, in the order of the use tables.
    package let intermediate: [Matrix]
    /// Y by origin.
    package let finalUse: [Matrix]
    /// E.
    package let primaryInputs: Matrix
    /// Column totals of the table: q for A and B, g for C and D.
    package let output: [Double]
    /// Cells of Z and Y below zero where the supply and use tables have none.
    package let negativeCells: Int
  }

  /// Applies the model.
  ///
  /// A product or an industry without output has a zero column. Throws `BuildFault` when A or C meet a
  /// supply table that is not square or cannot be solved.
  package func table(_ tables: SupplyUseTables) throws -> Table {
    let (q, g) = (tables.productOutput, tables.industryOutput)
    let t = try transformation(tables, q, g)
    let byProduct = self == .productTechnology || self == .industryTechnology
    let intermediate = tables.use.map { byProduct ? $0.multiplied(by: t) : t.multiplied(by: $0) }
    let finalUse = byProduct ? tables.finalUse : tables.finalUse.map { t.multiplied(by: $0) }
    let negative =
      zip(tables.use, intermediate).reduce(0) { $0 + Self.added(from: $1.0, to: $1.1) }
      + zip(tables.finalUse, finalUse).reduce(0) { $0 + Self.added(from: $1.0, to: $1.1) }
    return Table(
      transformation: t, intermediate: intermediate, finalUse: finalUse,
      primaryInputs: byProduct ? tables.primaryInputs.multiplied(by: t) : tables.primaryInputs,
      output: byProduct ? q : g, negativeCells: negative)
  }

  private static func added(from before: Matrix, to after: Matrix) -> Int {
    max(0, after.values.count { $0 < 0 } - before.values.count { $0 < 0 })
  }

  private func transformation(
    _ tables: SupplyUseTables, _ q: [Double], _ g: [Double]
  ) throws -> Matrix {
    let make = tables.supply.transpose
    if self == .productTechnology || self == .fixedIndustrySales {
      try requireSquare(tables.supply)
    }
    switch self {
    case .productTechnology:
      // V_T T = q̂, by columns.
      return try factored(tables.supply).solve(Self.diagonal(q))
    case .industryTechnology: return Self.scaled(make, rows: g)
    case .fixedIndustrySales:
      // T V_T = ĝ, so V T' = ĝ.
      return try factored(make).solve(Self.diagonal(g)).transpose
    case .fixedProductSales:
      return Self.scaled(make.transpose, rows: q).transpose
    }
  }

  private func requireSquare(_ matrix: Matrix) throws {
    guard matrix.rows == matrix.columns else {
      throw BuildFault(
        "model \(rawValue) needs as many products as industries; the supply table has \(matrix.rows) and \(matrix.columns): aggregate it, or use model B or D"
      )
    }
  }

  private func factored(_ matrix: Matrix) throws -> LUFactorization {
    let factors: LUFactorization
    do {
      factors = try LUFactorization(matrix)
    } catch {
      throw BuildFault(
        "model \(rawValue) cannot solve the supply table: \(error); use model B or D")
    }
    guard !factors.isIllConditioned else {
      throw BuildFault(
        "model \(rawValue) cannot solve the supply table: it is singular to working precision; use model B or D"
      )
    }
    return factors
  }

  private static func diagonal(_ values: [Double]) -> Matrix {
    var result = Matrix(rows: values.count, columns: values.count)
    for (i, value) in values.enumerated() { result[i, i] = value }
    return result
  }

  /// ŝ⁻¹ M; a row of a zero total stays zero.
  private static func scaled(_ matrix: Matrix, rows totals: [Double]) -> Matrix {
    var result = matrix
    for j in 0..<matrix.columns {
      for i in 0..<matrix.rows { result[i, j] = totals[i] == 0 ? 0 : matrix[i, j] / totals[i] }
    }
    return result
  }
}
