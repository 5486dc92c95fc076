import ImpactEconomies
import ImpactNumerics

/// How far output multipliers of an estimated table are from those of the true one.
///
///     m = L'1,  A over all members (union), or over one member at a time (own)
///     error of an industry = Σ_r x |m̂ − m| / Σ_r x m;   bias = Σ_r x (m̂ − m) / Σ_r x m
///
/// with x the true output of the members.
package struct MultiplierErrors: Sendable {
  /// One kind of multiplier.
  package struct Kind: Sendable {
    /// By industry.
    package let errors: [Double]
    /// By industry.
    package let biases: [Double]
    /// Over all industries, weighted by x m.
    package let error: Double
    package let bias: Double
  }

  /// Effects in all members.
  package let union: Kind
  /// Effects in the member where demand arises.
  package let own: Kind

  init(_ found: AccountTable, _ truth: AccountTable, members: Int) throws {
    let (a, b) = (Self.coefficients(found, members), Self.coefficients(truth, members))
    let (s, x) = (truth.industryCount, truth.output)
    union = Self.kind(try Self.sums(a), try Self.sums(b), x, s, members)
    own = Self.kind(
      try Self.ownSums(a, s, members), try Self.ownSums(b, s, members), x, s, members)
  }

  /// A over the members, zero columns without output.
  private static func coefficients(_ t: AccountTable, _ members: Int) -> Matrix {
    let n = members * t.industryCount
    var result = Matrix(rows: n, columns: n)
    for j in 0..<n where t.output[j] != 0 {
      for i in 0..<n { result[i, j] = t.intermediate[i, j] / t.output[j] }
    }
    return result
  }

  private static func sums(_ A: Matrix) throws -> [Double] {
    try LUFactorization.leontief(A)
      .solveTransposed(Matrix(column: [Double](repeating: 1, count: A.rows))).values
  }

  private static func ownSums(_ A: Matrix, _ s: Int, _ members: Int) throws -> [Double] {
    try (0..<members)
      .flatMap { r in
        var block = Matrix(rows: s, columns: s)
        for j in 0..<s { for i in 0..<s { block[i, j] = A[r * s + i, r * s + j] } }
        return try sums(block)
      }
  }

  private static func kind(
    _ found: [Double], _ truth: [Double], _ x: [Double], _ s: Int, _ members: Int
  ) -> Kind {
    var (absolute, signed, total) = (
      [Double](repeating: 0, count: s), [Double](repeating: 0, count: s),
      [Double](repeating: 0, count: s)
    )
    for r in 0..<members {
      for i in 0..<s {
        let k = r * s + i
        absolute[i] += x[k] * abs(found[k] - truth[k])
        signed[i] += x[k] * (found[k] - truth[k])
        total[i] += x[k] * truth[k]
      }
    }
    func ratio(_ a: [Double]) -> [Double] { zip(a, total).map { $1 > 0 ? $0 / $1 : 0 } }
    let whole = total.reduce(0, +)
    return Kind(
      errors: ratio(absolute), biases: ratio(signed), error: absolute.reduce(0, +) / whole,
      bias: signed.reduce(0, +) / whole)
  }
}
