/// An approximate solution d of (I − A) d = r, found by one run of an iteration from zero.
struct Correction {
  var d: Matrix
  var iterations: [Int]
}

/// An iteration that takes residuals below targets, column by column.
///
/// A column ends when its own recursive residual has Σ|r| ≤ target, when it breaks down, or at the
/// limit; the caller recomputes the true residual and decides on another run.
protocol CorrectionMethod {
  func correction(
    of residual: Matrix, in system: LeontiefSystem, systems: [Int], targets: [Double], limit: Int
  ) -> Correction
}

/// d = r: one round of the power series.
struct PowerSeriesStep: CorrectionMethod {
  func correction(
    of residual: Matrix, in system: LeontiefSystem, systems: [Int], targets: [Double], limit: Int
  ) -> Correction {
    Correction(d: residual, iterations: [Int](repeating: 1, count: residual.columns))
  }
}
