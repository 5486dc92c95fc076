/// Solutions after a change of few columns, from solutions before it.
///
///     (I − A − D Eᵀ)⁻¹ b = y + Z (I − Eᵀ Z)⁻¹ Eᵀ y,   y = (I − A)⁻¹ b,   Z = (I − A)⁻¹ D
///
/// E picks the k changed columns, D (n×k) holds their changes. k solves once, then a k×k system for each
/// right-hand side. For changes of few columns only: beyond that solve with a `ColumnChangeOperator`. With one column it is the
/// formula of Sherman and Morrison. Source: W. W. Hager (1989), SIAM Review 31: 221-239.
public struct Woodbury: Sendable {
  /// Z, n×k.
  public let response: Matrix
  /// Indices of the changed columns.
  public let columns: [Int]
  private let small: LUFactorization

  /// Solves for Z with the base; throws what a solve throws, and `singular` when A′ has no inverse.
  public init(
    _ base: any InputOperator, columns: [Int], changes: Matrix,
    options: SolverOptions = SolverOptions(tolerance: 1e-12)
  ) throws(NumericsError) {
    guard changes.rows == base.dimension, changes.columns == columns.count else {
      throw .shapeMismatch(
        what: "changed columns", expected: base.dimension * columns.count,
        found: changes.values.count)
    }
    let systems = [Int](repeating: 0, count: columns.count)
    let solved = try LinearSolver.solve(
      base, rightHandSide: changes, systems: systems, options: options)
    try self.init(columns: columns, response: solved.x)
  }

  /// Takes Z = (I − A)⁻¹ D (n×k) as it was solved before.
  ///
  /// Throws `shapeMismatch`, or `singular` when A′ has no inverse.
  public init(columns: [Int], response: Matrix) throws(NumericsError) {
    guard response.columns == columns.count else {
      throw .shapeMismatch(
        what: "changed columns", expected: columns.count, found: response.columns)
    }
    if let wrong = columns.first(where: { !(0..<response.rows).contains($0) }) {
      throw .shapeMismatch(
        what: "the index of a changed column", expected: response.rows - 1, found: wrong)
    }
    self.response = response
    self.columns = columns
    let k = columns.count
    var matrix = Matrix(rows: k, columns: k)
    for j in 0..<k {
      for i in 0..<k { matrix[i, j] = (i == j ? 1 : 0) - response[columns[i], j] }
    }
    small = try LUFactorization(matrix)
    if let worst = columns.first, small.reciprocalCondition < LUFactorization.illConditionedBelow {
      throw .singular(index: worst)
    }
  }

  /// What the change adds to solutions y of the base (n×m).
  public func change(of base: Matrix) throws(NumericsError) -> Matrix {
    guard base.rows == response.rows else {
      throw .shapeMismatch(
        what: "a column of base solutions", expected: response.rows, found: base.rows)
    }
    var picked = Matrix(rows: columns.count, columns: base.columns)
    for c in 0..<base.columns {
      for (k, column) in columns.enumerated() { picked[k, c] = base[column, c] }
    }
    return response.multiplied(by: try small.solve(picked))
  }

  /// Solutions with the changed A from solutions y of the base for the same right-hand sides (n×m).
  public func solution(from base: Matrix) throws(NumericsError) -> Matrix {
    let change = try change(of: base)
    return Matrix(
      rows: base.rows, columns: base.columns,
      values: zip(base.values, change.values).map { $0 + $1 })
  }
}
