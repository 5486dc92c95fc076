/// Finds d with (I − A) d ≈ r, column by column: one round of iterative refinement.
///
/// A column whose residual is zero gets d = 0 exactly. The caller recomputes the residual in double
/// precision and decides on another round, so a method may work in reduced precision.
protocol CorrectionMethod: Sendable {
  /// Applications of A to a column in one of its iterations.
  var applicationsPerIteration: Int { get }

  /// Adds d to x and returns the iterations of each column; Σ|r − (I − A) d| should fall to `targets`.
  func correct(
    _ x: inout Panel, residual: Residual, in system: LeontiefSystem, systems: [Int],
    targets: [Double], limit: Int
  ) throws(NumericsError) -> [Int]
}

/// d = r: one round of the power series, in double precision.
struct PowerSeriesStep: CorrectionMethod {
  // The residual that follows is the application.
  var applicationsPerIteration: Int { 0 }

  func correct(
    _ x: inout Panel, residual: Residual, in system: LeontiefSystem, systems: [Int],
    targets: [Double], limit: Int
  ) -> [Int] {
    for index in x.values.indices { x.values[index] += residual.r.values[index] }
    return systems.indices.map { residual.sums[$0] > 0 ? 1 : 0 }
  }
}

/// A method that takes one vector at a time, by single-precision coefficients.
protocol VectorCorrection: CorrectionMethod {
  /// d and the iterations for one residual that is not zero.
  func correction(
    of r: [Double], in system: LeontiefSystem, variant: Int, target: Double, limit: Int
  ) -> (d: [Double], iterations: Int)
}

extension VectorCorrection {
  func correct(
    _ x: inout Panel, residual: Residual, in system: LeontiefSystem, systems: [Int],
    targets: [Double], limit: Int
  ) -> [Int] {
    systems.indices.map { c in
      guard residual.sums[c] > 0 else { return 0 }
      let step = correction(
        of: residual.r.column(c), in: system, variant: systems[c], target: targets[c],
        limit: limit)
      for (row, value) in step.d.enumerated() { x.values[row * x.width + c] += value }
      return max(1, step.iterations)
    }
  }
}
