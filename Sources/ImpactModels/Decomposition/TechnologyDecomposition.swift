public import ImpactNumerics

/// The change of output between two years, split into technology and final demand.
///
///     Δx = ½ ΔL (f₀ + f₁) + ½ (L₀ + L₁) Δf,     ΔL = L₁ ΔA L₀
///
/// The part of one column j of A is ½ L₁ ΔA_j (L₀ (f₀ + f₁))_j; columns add up to the technology effect. Both
/// years in constant prices. Miller and Blair (2009), section 13.1.
public struct TechnologyDecomposition: Sendable {
  /// ½ ΔL (f₀ + f₁), length n.
  public let technology: [Double]
  /// ½ (L₀ + L₁) Δf, length n.
  public let finalDemand: [Double]
  /// ½ L₁ ΔA_j (L₀ (f₀ + f₁))_j in column j, n×n; only for tables of up to `limit` products.
  public let technologyByColumn: Matrix?

  /// Solves with both tables; neither L is formed.
  ///
  /// Throws `NumericsError` when sizes differ or a system cannot be solved.
  public init(
    from old: LeontiefModel, demand f0: [Double], to new: LeontiefModel, demand f1: [Double],
    limit: Int = 2_000
  ) throws {
    let n = old.dimension
    guard new.dimension == n, f0.count == n, f1.count == n else {
      throw NumericsError.shapeMismatch(what: "the second table", expected: n, found: new.dimension)
    }
    let demands = Matrix(rows: n, columns: 2, values: f0 + f1)
    let (before, after) = (try old.output(for: demands), try new.output(for: demands))
    technology = (0..<n)
      .map { (after[$0, 0] - before[$0, 0] + after[$0, 1] - before[$0, 1]) / 2 }
    finalDemand = (0..<n)
      .map { (before[$0, 1] - before[$0, 0] + after[$0, 1] - after[$0, 0]) / 2 }
    guard n <= limit else {
      technologyByColumn = nil
      return
    }
    var pushes = Matrix(rows: n, columns: n)
    for j in 0..<n {
      let scale = (before[j, 0] + before[j, 1]) / 2
      for i in 0..<n {
        pushes[i, j] = (new.inputCoefficients[i, j] - old.inputCoefficients[i, j]) * scale
      }
    }
    technologyByColumn = try new.output(for: pushes)
  }
}
