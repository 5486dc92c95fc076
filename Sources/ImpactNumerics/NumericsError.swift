/// What can go wrong in the numerics, with the place where it happened.
///
/// An index is the position in a vector of length n; callers that know regions and industries
/// translate it (`index / S`, `index % S`).
public enum NumericsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A vector or matrix has another size than the operation needs.
  case shapeMismatch(what: String, expected: Int, found: Int)
  /// A NaN or an infinity in an input or a result.
  case nonFinite(what: String, index: Int)
  /// A number outside of what it may be.
  case outOfRange(what: String, index: Int, expected: String)
  /// A flow within an own-country class joins two countries.
  case notBlockDiagonal(product: Int, origin: Int, destination: Int)
  /// I − A has no non-negative inverse as far as the weights can show; the index is the worst one.
  case notProductive(index: Int, system: Int)
  /// An exact zero pivot in an LU factorization.
  case singular(index: Int)
  /// A linear programme has no solution; the equation with the highest price on what is missing.
  case infeasible(index: Int, violation: Double)
  /// The objective of a linear programme falls without end along a variable.
  case unbounded(variable: Int)
  /// A dimension does not fit the 32-bit integers of LAPACK.
  case sizeOverflow(Int)
  /// The iteration stopped before every column met its tolerance.
  case notConverged(method: String, column: Int, iterations: Int, relativeResidual: Double)
  /// The work would need more memory than there is; nothing was allocated. Both in bytes.
  case memory(what: String, needed: Int, available: Int)
  /// An argument of LAPACK was refused: a fault of this library.
  case illegalArgument(routine: String, position: Int)

  /// What happened, where, and what to do about it, as one sentence without a full stop.
  public var description: String {
    switch self {
    case .shapeMismatch(let what, let expected, let found):
      "\(what) has \(found) values; expected \(expected)"
    case .nonFinite(let what, let index):
      "\(what) is not a finite number at index \(index); check the data behind it"
    case .outOfRange(let what, let index, let expected):
      "\(what) at index \(index) is out of range; expected \(expected)"
    case .memory(let what, let needed, let available):
      "\(what) needs \(Self.megabytes(needed)) MB of memory and \(Self.megabytes(available)) MB are free; "
        + "use the structured operator, an iterative method, or fewer columns at once"
    case .notBlockDiagonal(let product, let origin, let destination):
      "own-country sourcing of product \(product) joins region \(origin) and region "
        + "\(destination), which lie in different countries; move the share to the imported class"
    case .notProductive(let index, let system):
      "the economy (system \(system)) is not productive: it needs more inputs than it makes, "
        + "worst at index \(index); check the input coefficients there"
    case .singular(let index):
      "the matrix is singular: pivot \(index) is zero; check that row and column"
    case .infeasible(let index, let violation):
      "no values meet all equations and bounds; \(violation) is missing, and equation \(index) weighs "
        + "most; check its bounds and right-hand side"
    case .unbounded(let variable):
      "the objective falls without end along variable \(variable); give it an upper bound"
    case .sizeOverflow(let size):
      "dimension \(size) is beyond the 32-bit integers of LAPACK; use a structured operator"
    case .notConverged(let method, let column, let iterations, let relativeResidual):
      "\(method) stopped after \(iterations) iterations in column \(column) with relative "
        + "residual \(relativeResidual); raise the limit or check that the economy is productive"
    case .illegalArgument(let routine, let position):
      "\(routine) refused argument \(position); please report this"
    }
  }

  private static func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }
}
