package import ImpactNumerics

/// Balances a matrix of either sign to row totals, column totals and totals of groups of cells.
///
///     X = r̂ P ŝ − r̂⁻¹ N ŝ⁻¹,  P the entries above zero, N the size of those below
///
/// Without groups this is GRAS, with groups TRAS or MR-GRAS. See `ConstraintFit`.
package struct MatrixBalance: Sendable {
  /// A set of cells with a known total.
  package struct Group: Sendable {
    package let name: String
    /// Row and column of each cell.
    package let cells: [(row: Int, column: Int)]
    package let total: Double

    package init(name: String, cells: [(row: Int, column: Int)], total: Double) {
      self.name = name
      self.cells = cells
      self.total = total
    }

    /// All cells of some rows and some columns.
    package init(name: String, rows: [Int], columns: [Int], total: Double) {
      self.init(
        name: name, cells: rows.flatMap { row in columns.map { (row, $0) } }, total: total)
    }
  }

  package let rows: [Double]
  package let columns: [Double]
  package let groups: [Group]
  package let rowNames: [String]
  package let columnNames: [String]

  /// Totals in the unit of the matrix; names are used in errors, numbers stand in for missing ones.
  package init(
    rows: [Double], columns: [Double], groups: [Group] = [], rowNames: [String] = [],
    columnNames: [String] = []
  ) {
    self.rows = rows
    self.columns = columns
    self.groups = groups
    self.rowNames = rowNames.isEmpty ? rows.indices.map { "row \($0)" } : rowNames
    self.columnNames = columnNames.isEmpty ? columns.indices.map { "column \($0)" } : columnNames
  }

  package struct Outcome: Sendable {
    package let matrix: Matrix
    package let cycles: Int
    /// Line or group farthest from its total relative to max(1, |total|).
    package let worst: (name: String, gap: Double)?
  }

  /// The balanced matrix.
  ///
  /// - Throws: `BalancingFault` when the totals disagree, when lines cannot reach theirs, and when the
  ///   scaling ends at its limit.
  package func callAsFunction(
    _ prior: Matrix, tolerance: Double = 1e-11, limit: Int = 10_000
  ) throws -> Outcome {
    precondition(
      prior.rows == rows.count && prior.columns == columns.count, "a total for every line")
    let (u, v) = (rows.reduce(0, +), columns.reduce(0, +))
    let size = max(rows.reduce(0) { $0 + abs($1) }, columns.reduce(0) { $0 + abs($1) }, 1)
    guard abs(u - v) <= 1e-9 * size else {
      throw BalancingFault([.unequalTotals(rows: u, columns: v)])
    }
    let m = prior.rows
    var constraints = rows.indices.map { i in
      ConstraintFit.Constraint(
        name: rowNames[i], cells: columns.indices.map { i + $0 * m }, target: rows[i])
    }
    constraints += columns.indices.map { j in
      ConstraintFit.Constraint(
        name: columnNames[j], cells: Array(j * m..<(j + 1) * m), target: columns[j])
    }
    constraints += groups.map { group in
      ConstraintFit.Constraint(
        name: group.name, cells: group.cells.map { $0.row + $0.column * m }, target: group.total)
    }
    let fit = try ConstraintFit.fit(
      prior: prior.values, constraints: constraints, tolerance: tolerance, limit: limit)
    return Outcome(
      matrix: Matrix(rows: m, columns: prior.columns, values: fit.values), cycles: fit.cycles,
      worst: fit.worst)
  }
}
