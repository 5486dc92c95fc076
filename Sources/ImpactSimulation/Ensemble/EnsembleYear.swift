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
  /// Changes of an indicator in region r, draws×S, where draws were solved step by step; nil elsewhere.
  let exact: (@Sendable (Indicator, Int) -> SingleMatrix)?

  init(
    draws: [Int], extraCells: [Int], extras: SingleMatrix,
    exact: (@Sendable (Indicator, Int) -> SingleMatrix)? = nil,
    region: @escaping @Sendable (Int) -> SingleMatrix
  ) {
    self.draws = draws
    self.region = region
    self.exact = exact
    self.extraCells = Dictionary(
      extraCells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.extras = extras
  }
}
