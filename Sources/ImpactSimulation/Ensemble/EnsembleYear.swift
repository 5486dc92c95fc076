import ImpactLevers
import ImpactNumerics

/// All draws of one year: Δx by cell, and what labour factors of levers add to it.
///
///     employment = e∘(Δx + extra),  extra = (λμ − 1)Δx + (λ − 1)x₀
///
/// with λ the labour factor of a cell and μ that of new plants. In single precision.
struct EnsembleYear: Sendable {
  /// Draws that were solved, by their number.
  let draws: [Int]
  /// Δx of region r, draws×S; from storage or from coordinates of a basis.
  let region: @Sendable (Int) -> SingleMatrix
  /// Cells with extras, ascending, and their place in `extras`.
  let extraCells: [Int: Int]
  /// draws×cells.
  let extras: SingleMatrix
  /// Growth of output and of employment by productivity levers; empty means 1.
  let outputGrowth: [Double]
  let employmentGrowth: [Double]

  init(
    draws: [Int], extraCells: [Int], extras: SingleMatrix, like state: LeverState?,
    dimension: Int, region: @escaping @Sendable (Int) -> SingleMatrix
  ) {
    self.draws = draws
    self.region = region
    self.extraCells = Dictionary(
      extraCells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.extras = extras
    guard let state, !state.productivity.isEmpty else {
      (outputGrowth, employmentGrowth) = ([], [])
      return
    }
    // Productivity levers read no parameter of the catalogue, so all draws have one growth.
    let scale = ProductivityScale(state)
    let ones = [Double](repeating: 1, count: dimension)
    outputGrowth = scale.applied(to: ones, .output)
    employmentGrowth = scale.applied(to: ones, .employment)
  }
}
