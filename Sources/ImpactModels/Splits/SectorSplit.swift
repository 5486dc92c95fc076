import ImpactDiagnostics
public import ImpactNumerics

/// Splits one product of a small table into children.
///
/// Proportional (Wolsky 1984): z_kl = w_k z_pp w_l, z_il = z_ip w_l, z_kj = w_k z_pj. All children
/// then have equal columns, so a switch of demand between them has no effect outside the split;
/// what tells them apart is the column information in `shifts`, which moves cells between children
/// so that the parent's flows stay as they were.
public struct SectorSplit: Sendable {
  /// Less (or more) of one input in one child, made up by another input; the other children get the
  /// opposite, so that parent flows and column sums stay.
  public struct InputShift: Sendable, Hashable {
    /// Input row, in the counting of the parent table.
    public let row: Int
    /// Child whose input changes, from 0.
    public let child: Int
    /// New value over the proportional value.
    public let factor: Double
    /// Row that makes up for it, in the counting of the parent table.
    public let movedToRow: Int

    /// Takes the shift unchecked: `SectorSplit` checks it, and `split` the cells it makes.
    public init(row: Int, child: Int, factor: Double, movedToRow: Int) {
      self.row = row
      self.child = child
      self.factor = factor
      self.movedToRow = movedToRow
    }
  }

  /// A table after the split.
  public struct Table: Sendable {
    /// Z with the children in the parent's place.
    public let flows: Matrix
    /// x in the same order as `flows` and the unit of the table that was split.
    public let output: [Double]
    /// f in the same order and unit.
    public let finalDemand: [Double]
  }

  /// Index of the product to split, in the counting of the parent table.
  public let parent: Int
  /// Shares of the children, sum 1.
  public let weights: [Double]
  /// Made one after the other, after the proportional split.
  public let shifts: [InputShift]

  /// Throws a `ProblemReport` when weights are negative or do not sum to 1 within 1e-12, or a shift
  /// names a child or a row that is not there.
  public init(parent: Int, weights: [Double], shifts: [InputShift] = []) throws {
    var problems: [Problem] = []
    let sum = weights.reduce(0, +)
    if weights.count < 2 || weights.contains(where: { !($0 >= 0) }) || !(abs(sum - 1) <= 1e-12) {
      problems.append(
        Problem(
          at: nil, path: "weights", "\(weights) sum to \(sum)",
          expected: "two or more shares, none negative, that sum to 1"))
    }
    for (index, shift) in shifts.enumerated() {
      let rest = weights.enumerated().filter { $0.offset != shift.child }.map(\.element)
      if !weights.indices.contains(shift.child) || shift.row == parent
        || shift.movedToRow == parent || shift.row == shift.movedToRow
        || !(rest.reduce(0, +) > 0)
      {
        problems.append(
          Problem(
            at: nil, path: "shifts[\(index)]", "child \(shift.child), row \(shift.row)",
            expected: "a child beside others with weight, and two different rows beside the parent")
        )
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    self.parent = parent
    self.weights = weights
    self.shifts = shifts
  }

  /// Splits flows (n×n), output and final demand (length n) into a table of n + children − 1.
  ///
  /// Throws a `ProblemReport` that names each cell a shift takes below zero.
  public func split(flows: Matrix, output: [Double], finalDemand: [Double]) throws -> Table {
    let n = output.count
    guard flows.rows == n, flows.columns == n, finalDemand.count == n, (0..<n).contains(parent),
      shifts.allSatisfy({ (0..<n).contains($0.row) && (0..<n).contains($0.movedToRow) })
    else {
      throw NumericsError.shapeMismatch(
        what: "the table to split", expected: n * n, found: flows.values.count)
    }
    var table = proportional(flows)
    try shift(&table)
    return Table(flows: table, output: weighted(output), finalDemand: weighted(finalDemand))
  }

  /// Row or column of the new table for a product of the old one; the parent gives its first child.
  public func index(of product: Int) -> Int {
    product <= parent ? product : product + weights.count - 1
  }

  private func weighted(_ values: [Double]) -> [Double] {
    values.enumerated()
      .flatMap { i, value in
        i == parent ? weights.map { $0 * value } : [value]
      }
  }

  private func proportional(_ flows: Matrix) -> Matrix {
    let columns = (0..<flows.columns)
      .flatMap { j -> [[Double]] in
        let column = weighted(flows.column(j))
        return j == parent ? weights.map { w in column.map { w * $0 } } : [column]
      }
    return Matrix(rows: columns.count, columns: columns.count, values: columns.flatMap { $0 })
  }

  private func shift(_ table: inout Matrix) throws {
    for shift in shifts {
      let (row, other) = (index(of: shift.row), index(of: shift.movedToRow))
      let column = parent + shift.child
      let amount = table[row, column] * (shift.factor - 1)
      let rest = 1 - weights[shift.child]
      for (child, weight) in weights.enumerated() {
        let part = child == shift.child ? amount : -amount * weight / rest
        table[row, parent + child] += part
        table[other, parent + child] -= part
      }
    }
    var problems: [Problem] = []
    for row in Set(shifts.flatMap { [index(of: $0.row), index(of: $0.movedToRow)] }).sorted() {
      for child in weights.indices where table[row, parent + child] < 0 {
        problems.append(
          Problem(
            at: nil, path: "row \(row), child \(child)",
            "the shifts take the cell to \(table[row, parent + child])",
            expected: "zero or more; use a factor nearer to 1"))
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
