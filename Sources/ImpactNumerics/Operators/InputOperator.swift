/// The input-output operator x ↦ A x of n region-industries, applied to several columns at once.
///
/// Column c of a block may carry a matrix of its own (a year, a draw): `systems[c]` names the
/// variant of A that column c uses; a plain operator ignores it.
public protocol InputOperator: Sendable {
  /// Number of region-industries, n; A is n×n.
  var dimension: Int { get }
  /// Number of variants of A. With one variant every column uses it, whatever `systems` says.
  var systemCount: Int { get }
  /// Returns A x, column by column. `systems.count == x.columns`.
  func applied(to x: Matrix, systems: [Int]) -> Matrix
  /// Returns Aᵀ p, column by column.
  func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix
  /// True when every entry of every variant is non-negative (the certificate's bound needs it).
  var isNonNegative: Bool { get }
}

extension InputOperator {
  /// One: every column uses the same A.
  public var systemCount: Int { 1 }
}
