import ImpactDiagnostics
public import ImpactEconomies
import ImpactNumerics

extension AccountModel {
  /// Largest table whose I − A is factored; larger ones are solved by iteration.
  ///
  /// A factorization takes 2/3 n³ operations and pays while a second or so is spent on it.
  static let largestFactored = 2_000

  /// The accounts of a table held in full, A = Z x̂⁻¹.
  ///
  /// Compensation is the rows of that kind, or else a satellite account `compensation`; employment is
  /// the satellite account whose code begins with `emp`. What the table lacks is nan everywhere.
  /// Throws a `ProblemReport` with every output that is negative and every cell that buys without
  /// output, or when I − A has no inverse.
  public init(_ table: AccountTable) throws {
    try TableFlowChecks.require(table)
    let axes = TableAxes(regions: table.regions, industries: table.industries)
    var notices: [Notice] = []
    let persons = TableAccounts.employment(of: table, notices: &notices)
    let coefficients = table.inputCoefficients
    let system = try ModelFault.naming("input coefficients", of: table.name, axes: axes) {
      table.dimension <= Self.largestFactored
        ? try InputOutputSystem(factoring: coefficients)
        : InputOutputSystem(try DenseOperator(coefficients), tolerance: 1e-12)
    }
    let unknown = [Double](repeating: .nan, count: table.dimension)
    let hasValueAdded = table.primaryRows.contains { $0.category.isValueAdded }
    self.init(
      name: table.name, axes: axes, currency: table.unit.currency,
      money: TableAccounts.money(table.unit), output: table.output,
      valueAdded: hasValueAdded ? table.valueAddedByCell : unknown,
      compensation: TableAccounts.compensation(of: table) ?? unknown,
      employment: persons ?? unknown, system: system, notices: notices)
  }
}

/// What the models take from the rows and satellites of a table.
enum TableAccounts {
  /// `million EUR`, `EUR`, or `1e5 EUR`.
  static func money(_ unit: AccountTable.MonetaryUnit) -> String {
    switch unit.scale {
    case 1: unit.currency
    case 1e3: "thousand \(unit.currency)"
    case 1e6: "million \(unit.currency)"
    case 1e9: "billion \(unit.currency)"
    default: "\(unit.scale) \(unit.currency)"
    }
  }

  /// Σ of the rows of one kind, by cell; nil when there is none.
  static func rows(
    _ table: AccountTable, _ isMeant: (AccountTable.PrimaryInput) -> Bool
  ) -> [Double]? {
    let rows = table.primaryRows.indices.filter { isMeant(table.primaryRows[$0].category) }
    guard !rows.isEmpty else { return nil }
    return (0..<table.dimension).map { j in rows.reduce(0) { $0 + table.primaryInputs[$1, j] } }
  }

  static func compensation(of table: AccountTable) -> [Double]? {
    rows(table) { $0 == .compensation }
      ?? table.satellites.first { $0.code == "compensation" }?.values
  }

  /// Persons by cell; an account in thousands is turned into persons.
  static func employment(of table: AccountTable, notices: inout [Notice]) -> [Double]? {
    guard let account = table.satellites.first(where: { $0.code.lowercased().hasPrefix("emp") })
    else { return nil }
    let unit = account.unit.lowercased()
    guard unit.contains("thousand") || unit.contains("1000") else { return account.values }
    notices.append(
      Notice(
        "employment-in-thousands", "`\(account.code)` is in \(account.unit); results are in persons"
      ))
    return account.values.map { $0 * 1000 }
  }
}

/// Whether A = Z x̂⁻¹ can be made.
enum TableFlowChecks {
  static func require(_ table: AccountTable) throws {
    var problems: [Problem] = []
    let n = table.dimension
    for (cell, x) in table.output.enumerated() {
      if !(x >= 0 && x.isFinite) {
        problems.append(
          Problem(
            at: nil, path: "\(table.name): \(table.place(cell))", "its output is \(x)",
            expected: "a finite number, zero or more"))
      }
      if x == 0, table.intermediate.values[cell * n..<(cell + 1) * n].contains(where: { $0 != 0 }) {
        problems.append(
          Problem(
            at: nil, path: "\(table.name): \(table.place(cell))", "there are inputs but no output",
            expected: "output above zero"))
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
