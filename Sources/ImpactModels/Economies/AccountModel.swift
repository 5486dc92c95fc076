public import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics

/// An economy or a table as the models see it that need no more than totals and an operator.
public struct AccountModel: Sendable {
  /// Name of the economy or table.
  public let name: String
  /// Regions and industries of the cells.
  public let axes: TableAxes
  /// ISO code of the currency, such as `EUR`.
  public let currency: String
  /// Unit of money totals, such as `million EUR`.
  public let money: String
  /// x, length n, in `money`.
  public let output: [Double]
  /// Value added by cell, in `money`; nan where no source has it.
  public let valueAdded: [Double]
  /// Compensation of employees by cell, in `money`; nan where no source has it.
  public let compensation: [Double]
  /// Persons employed by cell; nan where no source has it.
  public let employment: [Double]
  /// x ↦ A x with a way to solve.
  public let system: InputOutputSystem
  /// What a reader should know of the accounts.
  public let notices: [Notice]

  init(
    name: String, axes: TableAxes, currency: String, money: String, output: [Double],
    valueAdded: [Double], compensation: [Double], employment: [Double],
    system: InputOutputSystem, notices: [Notice]
  ) {
    self.name = name
    self.axes = axes
    self.currency = currency
    self.money = money
    self.output = output
    self.valueAdded = valueAdded
    self.compensation = compensation
    self.employment = employment
    self.system = system
    self.notices = notices
  }

  /// The accounts of an economy in factors.
  public init(_ model: EconomyModel) {
    let (economy, satellites) = (model.economy, model.economy.satellites)
    self.init(
      name: economy.name, axes: TableAxes(economy), currency: "EUR", money: "million EUR",
      output: satellites.output, valueAdded: satellites.valueAdded,
      compensation: satellites.compensation, employment: satellites.employment,
      system: model.system, notices: [])
  }

  /// n = R·S.
  public var dimension: Int { axes.dimension }

  /// Totals of an indicator by cell, nan where no source has it.
  public func totals(_ indicator: AccountIndicator) -> [Double] {
    switch indicator {
    case .output: output
    case .valueAdded: valueAdded
    case .income: compensation
    case .employment: employment
    }
  }

  /// Total over output by cell: 0 where there is no output, nan where no source has a value.
  public func coefficients(_ indicator: AccountIndicator) -> [Double] {
    zip(totals(indicator), output).map { $1 == 0 ? 0 : $0 / $1 }
  }

  /// Unit of an indicator per unit of output.
  public func unit(_ indicator: AccountIndicator) -> String {
    indicator == .employment ? "persons per \(money)" : "\(currency) per \(currency)"
  }

  /// Runs a numerical step; a failure names region and industry.
  package func naming<T>(_ step: String, _ body: () throws -> T) throws -> T {
    try ModelFault.naming(step, of: name, axes: axes, body)
  }
}

/// Turns numerical errors into problems that name region and industry.
enum ModelFault {
  static func naming<T>(
    _ step: String, of name: String, axes: TableAxes, _ body: () throws -> T
  ) throws -> T {
    do {
      return try body()
    } catch let error as NumericsError {
      func place(_ index: Int) -> String { axes.place(index % max(1, axes.dimension)) }
      let (message, expected): (String, String) =
        switch error {
        case .notProductive(let index, _):
          (
            "the economy needs more inputs than it makes, worst in \(place(index))",
            "input coefficients of a productive economy; see `tia economy check`"
          )
        case .singular(let index):
          (
            "I − A has no inverse, found in \(place(index))",
            "input coefficients of a productive economy; see `tia economy check`"
          )
        case .nonFinite(let what, let index):
          ("\(what) is not a finite number in \(place(index))", "a number; check the economy there")
        case .notConverged: ("\(error)", "a productive economy; see `tia economy check`")
        default: throw error
        }
      throw ProblemReport([
        Problem(at: nil, path: "\(name), \(step)", message, expected: expected)
      ])
    }
  }
}
