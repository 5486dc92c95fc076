import CImpactOpenBLAS

/// P M = L U of a square matrix with partial pivoting: factor once, solve many.
public struct LUFactorization: Sendable {
  /// Number of rows and columns of M, n.
  public let dimension: Int
  /// Estimate of 1 / (‖M‖₁ ‖M⁻¹‖₁).
  public let reciprocalCondition: Double
  /// Equations from which a factorization takes all cores.
  private static let blockedFrom = 1_000
  /// Columns that one thread solves for.
  private static let columnsOfPart = 128
  private let factors: [Double]
  private let pivots: [Int32]

  /// Below this reciprocal condition about twelve of sixteen digits are lost.
  public static let illConditionedBelow = 1e-12

  /// True when solutions can have few correct digits; results should carry a notice.
  public var isIllConditioned: Bool { !(reciprocalCondition >= Self.illConditionedBelow) }

  /// Factors M by LAPACK's dgetrf; 2n³/3 operations.
  ///
  /// Throws `shapeMismatch`, `sizeOverflow`, `nonFinite` with the index in storage order, or
  /// `singular` with the row of the zero pivot.
  public init(_ matrix: consuming Matrix) throws(NumericsError) {
    let n = matrix.rows
    guard n == matrix.columns else {
      throw .shapeMismatch(what: "a row of the matrix", expected: n, found: matrix.columns)
    }
    guard let size = Int32(exactly: n) else { throw .sizeOverflow(n) }
    // LAPACKE looks for NaN only.
    if let index = matrix.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "matrix", index: index)
    }
    BLASThreads.configure()
    let norm = matrix.largestColumnSum
    var factors = matrix.values
    var pivots = [Int32](repeating: 0, count: n)
    if n < Self.blockedFrom {
      try Self.factor(&factors, &pivots, size)
    } else {
      try BlockedLU.factor(&factors, &pivots, n)
    }
    reciprocalCondition = try Self.estimate(factors, size, norm: norm)
    dimension = n
    self.factors = factors
    self.pivots = pivots
  }

  /// Factors I − A for input coefficients A (n×n); solutions are then x = L f.
  public static func leontief(_ inputs: Matrix) throws(NumericsError) -> LUFactorization {
    try MemoryBudget.require(
      8 * inputs.values.count, for: "factoring \(inputs.rows) equations")
    var matrix = inputs
    for index in matrix.values.indices { matrix.values[index] = -matrix.values[index] }
    for i in 0..<min(matrix.rows, matrix.columns) { matrix[i, i] += 1 }
    return try LUFactorization(matrix)
  }

  /// Solves M x = b for all columns of b (n×k).
  public func solve(_ b: Matrix) throws(NumericsError) -> Matrix {
    try solve(b, transposed: false)
  }

  /// Solves Mᵀ p = v for all columns of v (n×k).
  public func solveTransposed(_ v: Matrix) throws(NumericsError) -> Matrix {
    try solve(v, transposed: true)
  }

  private func solve(_ b: Matrix, transposed: Bool) throws(NumericsError) -> Matrix {
    guard b.rows == dimension else {
      throw .shapeMismatch(
        what: "a column of the right-hand side", expected: dimension, found: b.rows)
    }
    guard let size = Int32(exactly: dimension) else {
      throw .sizeOverflow(b.columns)
    }
    if let index = b.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "right-hand side", index: index % max(1, b.rows))
    }
    guard size > 0, b.columns > 0 else { return b }
    var x = b
    let way = CChar(bitPattern: UInt8(ascii: transposed ? "T" : "N"))
    let parts = (b.columns + Self.columnsOfPart - 1) / Self.columnsOfPart
    let found = x.values.withUnsafeMutableBufferPointer { x in
      // The parts write to columns of their own and end before this call returns.
      nonisolated(unsafe) let x = x
      return concurrentMap(parts) { part in
        let first = part * Self.columnsOfPart
        let own = Int32(min(Self.columnsOfPart, b.columns - first))
        return LAPACKE_dgetrs(
          LAPACK_COL_MAJOR, way, size, own, factors, size, pivots,
          x.baseAddress.map { $0 + first * dimension }, size)
      }
    }
    if let info = found.first(where: { $0 != 0 }) {
      throw .illegalArgument(routine: "dgetrs", position: -Int(info))
    }
    if let index = x.values.firstIndex(where: { !$0.isFinite }) {
      throw .nonFinite(what: "solution", index: index % b.rows)
    }
    return x
  }

  private static func factor(
    _ matrix: inout [Double], _ pivots: inout [Int32], _ size: Int32
  ) throws(NumericsError) {
    guard size > 0 else { return }
    let info = LAPACKE_dgetrf(LAPACK_COL_MAJOR, size, size, &matrix, size, &pivots)
    guard info >= 0 else { throw .illegalArgument(routine: "dgetrf", position: -Int(info)) }
    guard info == 0 else { throw .singular(index: Int(info) - 1) }
  }

  private static func estimate(
    _ factors: [Double], _ size: Int32, norm: Double
  ) throws(NumericsError) -> Double {
    guard size > 0 else { return 1 }
    var reciprocal = 0.0
    let info = LAPACKE_dgecon(
      LAPACK_COL_MAJOR, CChar(bitPattern: UInt8(ascii: "1")), size, factors, size, norm,
      &reciprocal)
    guard info == 0 else { throw .illegalArgument(routine: "dgecon", position: -Int(info)) }
    return reciprocal
  }
}
