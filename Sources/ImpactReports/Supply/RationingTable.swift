import ImpactEconomies
package import ImpactModels

/// Rows and columns of a `RationingStudy`.
package struct RationingTable {
  private let study: RationingStudy
  private let money: String
  private let change: [Double]
  private let persons: [Double]?
  private let added: [Double]?
  private let delivered: [Double]
  private let users: [Double]
  private let unmet: [Double]

  /// `money` is the unit of the table, such as `million EUR`.
  package init(_ study: RationingStudy, money: String) {
    self.study = study
    self.money = money
    change = study.outputChange
    let accounts = study.accounts
    persons = accounts.persons.map { study.change(of: $0) }
    added = accounts.valueAdded.map { study.change(of: $0) }
    delivered = study.deliveredForOthers
    users = study.unmetByUser
    // What is left in stocks is no loss of a user.
    unmet = study.plan.unmet.map { max(0, $0) }
  }

  /// Columns; those of final users stand where rows are regions.
  package func columns(byRegion: Bool) -> [AnalysisTable.Column] {
    let all = [
      AnalysisTable.Column("output", label: "output", unit: money, decimals: 0),
      AnalysisTable.Column("capacity", label: "capacity", unit: "percent", decimals: 1),
      AnalysisTable.Column("output_change", label: "change", unit: money, decimals: 1),
      AnalysisTable.Column("output_change_percent", label: "", unit: "percent", decimals: 2),
      AnalysisTable.Column("jobs_change", label: "jobs", unit: "persons", decimals: 0),
      AnalysisTable.Column(
        "value_added_change", label: "value added", unit: money, decimals: 1, isShown: false),
      AnalysisTable.Column("delivered_for_others", label: "for others", unit: money, decimals: 1),
      AnalysisTable.Column("unmet", label: "final sales lost", unit: money, decimals: 1),
      AnalysisTable.Column(
        "done_without", label: "small uses lost", unit: money, decimals: 1),
      AnalysisTable.Column(
        "capacity_price", label: "gain per capacity", unit: "ratio", decimals: 3),
    ]
    guard byRegion else { return all }
    let users = AnalysisTable.Column(
      "unmet_of_users", label: "final users lack", unit: money, decimals: 1)
    return all + [users]
  }

  /// A row over cells; `region` is that of the row, R for users without one, nil for a row that is no
  /// region.
  package func row(_ keys: [String], _ cells: [Int], region: Int?, isTotal: Bool = false)
    -> AnalysisTable.Row
  {
    func sum(_ values: [Double]) -> Double { cells.reduce(0.0) { $0 + values[$1] } }
    let base = sum(study.table.output)
    func percent(_ value: Double) -> Double { base > 0 ? 100 * value / base : Double.nan }
    let price = isTotal ? Double.nan : cells.map { study.plan.capacityPrice[$0] }.max() ?? 0
    var values: [Double] = [base, percent(sum(study.programme.capacity)), sum(change)]
    values.append(percent(sum(change)))
    values.append(persons.map(sum) ?? Double.nan)
    values.append(added.map(sum) ?? Double.nan)
    values.append(sum(delivered))
    values.append(sum(unmet))
    values.append(sum(study.plan.doneWithout))
    values.append(price)
    if let region { values.append(isTotal ? users.reduce(0, +) : users[region]) }
    return AnalysisTable.Row(keys, values)
  }

  /// What users without a region lack.
  package var unmetElsewhere: Double { users.last ?? 0 }
}
