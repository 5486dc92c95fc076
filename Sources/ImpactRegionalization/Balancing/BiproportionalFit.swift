/// RAS: the matrix nearest to a non-negative prior with given row and column totals.
///
/// x[i,j] = r[i]·prior[i,j]·s[j]; source: Miller & Blair (2009), section 7.4.
package enum BiproportionalFit {
  package struct Outcome: Sendable {
    /// Row-major, rows × columns.
    package var values: [Double]
    package let iterations: Int
    /// Largest |row total − target| relative to the grand total, before the last scaling of columns.
    package let error: Double
  }

  /// What the lines are called in errors.
  package struct Names: Sendable {
    let row: @Sendable (Int) -> String
    let column: @Sendable (Int) -> String

    package init(
      row: @escaping @Sendable (Int) -> String, column: @escaping @Sendable (Int) -> String
    ) {
      self.row = row
      self.column = column
    }

    /// `row 0`, `column 2`.
    package static let numbers = Names(
      row: { "row \($0) of a biproportional fit" },
      column: { "column \($0) of a biproportional fit" })
  }

  /// Row and column targets must have the same sum (relative 1e-9); every line with a positive
  /// target needs a positive prior cell.
  ///
  /// Ends when the error is at most `tolerance`; at the limit of rounds an error of at most
  /// `accepting` (by default the tolerance) is taken, a larger one throws.
  /// - Throws: `BalancingFault` with every unusable line, or with the worst row of a fit that stopped
  ///   early.
  package static func fit(
    prior: [Double], rows: [Double], columns: [Double], tolerance: Double = 1e-12,
    accepting: Double? = nil, limit: Int = 5000, names: Names = .numbers
  ) throws -> Outcome {
    let (m, n) = (rows.count, columns.count)
    precondition(prior.count == m * n, "the prior has a cell for every row and column")
    let u = rows.reduce(0, +)
    try check(prior: prior, rows: rows, columns: columns, names)
    var x = prior
    var error = Double.infinity
    var worst = (row: 0, reached: 0.0)
    var round = 0
    while round < limit, error > tolerance {
      round += 1
      scaleColumns(&x, to: columns, m, n)
      error = 0
      for i in 0..<m {
        var sum = 0.0
        for j in 0..<n { sum += x[i * n + j] }
        let gap = abs(sum - rows[i]) / max(u, 1e-300)
        if gap > error { (error, worst) = (gap, (i, sum)) }
        let factor = sum > 0 ? max(rows[i], 0) / sum : 0
        for j in 0..<n { x[i * n + j] *= factor }
      }
    }
    guard error <= max(tolerance, accepting ?? 0) else {
      throw BalancingFault([
        .stoppedEarly(
          name: names.row(worst.row), target: rows[worst.row], reached: worst.reached, rounds: round
        )
      ])
    }
    scaleColumns(&x, to: columns, m, n)
    return Outcome(values: x, iterations: round, error: error)
  }

  private static func scaleColumns(_ x: inout [Double], to columns: [Double], _ m: Int, _ n: Int) {
    for j in 0..<n {
      var sum = 0.0
      for i in 0..<m { sum += x[i * n + j] }
      let factor = sum > 0 ? max(columns[j], 0) / sum : 0
      for i in 0..<m { x[i * n + j] *= factor }
    }
  }

  /// Everything that can be said before scaling, at once.
  private static func check(
    prior: [Double], rows: [Double], columns: [Double], _ names: Names
  ) throws {
    let n = columns.count
    var issues: [BalancingFault.Issue] = []
    for (cell, value) in prior.enumerated() where !(value >= 0 && value.isFinite) {
      let name = "\(names.row(cell / n)), \(names.column(cell % n))"
      issues.append(.unusablePrior(name: name, value: value))
    }
    let (u, v) = (rows.reduce(0, +), columns.reduce(0, +))
    func line(_ name: String, _ target: Double, isEmpty: Bool) {
      if !(target >= -1e-9 && target.isFinite) {
        issues.append(.unusableTarget(name: name, target: target))
      } else if isEmpty, target > 1e-9 * max(u, 1) {
        issues.append(.emptyLine(name: name, target: target))
      }
    }
    for (i, target) in rows.enumerated() {
      line(names.row(i), target, isEmpty: !prior[i * n..<(i + 1) * n].contains { $0 > 0 })
    }
    for (j, target) in columns.enumerated() {
      let isEmpty = !rows.indices.contains { prior[$0 * n + j] > 0 }
      line(names.column(j), target, isEmpty: isEmpty)
    }
    if !(abs(u - v) <= 1e-9 * max(abs(u), abs(v), 1)) {
      issues.append(.unequalTotals(rows: u, columns: v))
    }
    guard issues.isEmpty else { throw BalancingFault(issues) }
  }
}
