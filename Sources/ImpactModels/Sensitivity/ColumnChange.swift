public import ImpactNumerics

/// A change of whole columns of A, by a small system in place of a new factorization.
///
///     A′ = A + D Eᵀ,   L′ = L + L D (I − Eᵀ L D)⁻¹ Eᵀ L,   Δx = L D (I − Eᵀ L D)⁻¹ x_E
///
/// E picks the k products whose columns change, D (n×k) holds the changes, x_E their outputs before.
/// k solves, one of a k×k system. Sherman and Morrison (1950), Woodbury (1950). Worth it up to about
/// a tenth of the columns.
public struct ColumnChange: Sendable {
  private let update: Woodbury
  private let system: InputOutputSystem

  /// The products whose columns change, as given.
  public var columns: [Int] { update.columns }

  /// `changes` is n×k, a column for each product of `columns`, which are all different.
  ///
  /// Throws `shapeMismatch`, `nonFinite`, `notConverged`, or `singular` when the change takes the
  /// economy to the edge of productivity.
  public init(
    columns: [Int], changes: Matrix, in system: InputOutputSystem
  ) throws(NumericsError) {
    guard changes.columns == columns.count, Set(columns).count == columns.count else {
      throw .shapeMismatch(
        what: "changed columns", expected: columns.count, found: changes.columns)
    }
    update = try Woodbury(columns: columns, response: system.outputs(for: changes))
    self.system = system
  }

  /// Δx, length n, for outputs x before the change (length n).
  public func outputChange(output x: [Double]) throws(NumericsError) -> [Double] {
    try system.require("output", x)
    return try update.change(of: Matrix(column: x)).values
  }

  /// L′ f for new final demand f (length n): one more solve.
  public func output(for finalDemand: [Double]) throws(NumericsError) -> [Double] {
    let before = try system.outputs(for: finalDemand)
    return try update.solution(from: Matrix(column: before)).values
  }
}
