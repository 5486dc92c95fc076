public import ImpactEconomies

/// What an analysis counts for each unit of output.
public enum AccountIndicator: String, Sendable, CaseIterable {
  /// Output itself, million EUR.
  case output
  /// Value added at basic prices, million EUR.
  case valueAdded = "value-added"
  /// Compensation of employees, million EUR.
  case income
  /// Persons employed.
  case employment

  /// Unit of the indicator per unit of output.
  public var unit: String {
    self == .employment ? "persons per million EUR" : "EUR per EUR"
  }

  /// Unit of its total.
  public var totalUnit: String { self == .employment ? "persons" : "million EUR" }

  /// The name in running text.
  public var label: String {
    switch self {
    case .output: "output"
    case .valueAdded: "value added"
    case .income: "compensation of employees"
    case .employment: "employment"
    }
  }

  /// Total by cell, million EUR or persons; nan where no source has it.
  public func totals(_ satellites: Economy.Satellites) -> [Double] {
    switch self {
    case .output: satellites.output
    case .valueAdded: satellites.valueAdded
    case .income: satellites.compensation
    case .employment: satellites.employment
    }
  }

  /// Total over output by cell: 0 where there is no output, nan where no source has a value.
  public func coefficients(_ satellites: Economy.Satellites) -> [Double] {
    zip(totals(satellites), satellites.output).map { $1 == 0 ? 0 : $0 / $1 }
  }
}
