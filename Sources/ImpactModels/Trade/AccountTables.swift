import ImpactDiagnostics
public import ImpactEconomies
import ImpactNumerics

extension InterregionalTable {
  /// An account table for the models of trade.
  ///
  /// Columns of final uses without a region are exports to the rest of the world, rows of the kind
  /// `imports` purchases from there; all other rows that are not value added are taxes and margins.
  /// Value added is what they leave of output, so that every unit of output is accounted for; a
  /// notice tells how far the published rows differ. Throws a `ProblemReport` with every fault of the
  /// flows.
  public init(_ table: AccountTable) throws {
    let axes = TableAxes(regions: table.regions, industries: table.industries)
    let n = table.dimension
    var demand = Matrix(rows: n, columns: table.regionCount)
    var exports = [Double](repeating: 0, count: n)
    let place = Dictionary(
      table.regions.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    for (c, column) in table.finalColumns.enumerated() {
      let values = table.finalUses.column(c)
      if let region = column.region.flatMap({ place[$0] }) {
        for i in 0..<n { demand.values[region * n + i] += values[i] }
      } else {
        for i in 0..<n { exports[i] += values[i] }
      }
    }
    var notices: [Notice] = []
    let persons = TableAccounts.employment(of: table, notices: &notices)
    notices += Self.remarks(table)
    try self.init(
      axes: axes, flows: table.intermediate, finalDemand: demand, output: table.output,
      exportsToWorld: exports, worldPurchases: TableAccounts.rows(table) { $0 == .imports },
      taxesAndMargins: TableAccounts.rows(table) { !$0.isValueAdded && $0 != .imports },
      employment: persons, money: TableAccounts.money(table.unit), notices: notices)
  }

  /// What of the published accounts the model does not take over.
  private static func remarks(_ table: AccountTable) -> [Notice] {
    var notices: [Notice] = []
    let imports = table.primaryRows.indices.filter { table.primaryRows[$0].category == .imports }
    let bought = imports.reduce(0.0) { sum, row in
      table.finalColumns.indices.reduce(sum) { $0 + table.primaryInputsOfFinalUses[row, $1] }
    }
    if bought != 0 {
      notices.append(
        Notice(
          "final-imports-left-out",
          "Final users buy \(bought) from the rest of the world, which the table does not divide by "
            + "product; they are left out"))
    }
    guard table.primaryRows.contains(where: { $0.category.isValueAdded }) else {
      return notices + [
        Notice("value-added-is-residual", "The table has no value added: it is what inputs leave")
      ]
    }
    let n = table.dimension
    let published = table.valueAddedByCell
    let other = TableAccounts.rows(table) { !$0.isValueAdded }
    var (gap, sum, worst) = (0.0, 0.0, 0)
    for j in 0..<n {
      let inputs = table.intermediate.values[j * n..<(j + 1) * n].reduce(0, +)
      let rest = table.output[j] - inputs - (other?[j] ?? 0)
      sum += abs(published[j])
      if abs(rest - published[j]) > abs(gap) { (gap, worst) = (rest - published[j], j) }
    }
    // A millionth of all value added is rounding of the source.
    if abs(gap) > 1e-6 * sum {
      notices.append(
        Notice(
          "value-added-is-residual",
          "Value added is what inputs, taxes and imports leave of output; it differs from the "
            + "published rows by at most \(gap), at \(table.place(worst))"))
    }
    return notices
  }
}
