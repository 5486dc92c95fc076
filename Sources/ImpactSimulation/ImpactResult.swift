public import ImpactAxes
public import ImpactDiagnostics
public import ImpactDocuments

/// What is reported for a region-industry and year.
public enum Indicator: String, Sendable, CaseIterable, Codable {
  /// Million EUR, basic prices of the base year.
  case output
  /// Million EUR, basic prices of the base year.
  case valueAdded = "value_added"
  /// Persons.
  case employment
  /// Compensation of employees, million EUR.
  case compensation

  /// Persons or million EUR.
  public var unit: String { self == .employment ? "persons" : "million EUR" }
}

/// The channel through which a change arrives.
public enum Effect: String, Sendable, CaseIterable, Codable {
  /// The changed purchases and labour coefficients themselves.
  case direct
  /// Suppliers' suppliers.
  case indirect
  /// Spending out of earned income.
  case induced
  /// Volume that answers prices, with its suppliers.
  case price
  /// What growth of labour productivity makes of the other channels; only where such a lever acts.
  case productivity
}

/// The outcome of a scenario: baseline levels and changes against it.
public struct ImpactResult: Sendable {
  /// Identifier of the scenario.
  public let scenario: String
  /// Title of the scenario.
  public let title: String
  /// Name of the economy.
  public let economy: String
  /// Ascending years.
  public let years: [Int]
  /// R regions in the order of the arrays.
  public let regions: [Region]
  /// S industries in the order of the arrays.
  public let industries: [Industry]
  /// Named groups of regions.
  public let territories: [Territory]
  /// Baseline level: `baseline[indicator][yearIndex][r * S + i]`; nan where no source has a value.
  public let baseline: [Indicator: [[Double]]]
  /// Change against the baseline by channel: `change[indicator][effect][yearIndex][r * S + i]`.
  public let change: [Indicator: [Effect: [[Double]]]]
  /// Extra figures of the levers by year, such as content before and after: a tidy table.
  public let leverFigures: [LeverFigure]
  /// Assumptions, estimates and limits that the run met.
  public let notices: [Notice]
  /// One line for every solve: what was solved, method, iterations, certified error bound.
  public let certificates: [SolveRecord]
  /// Identities that the run was tested on; a violated one is an error and gives no result.
  public let checks: [RunCheck]
  /// Bands over the draws of an ensemble; nil without draws.
  public var bands: ResultBands?
  /// Entries of the parameter catalogue that the run read, by key, with the scenario's own values in
  /// place; empty where nobody noted them.
  public var parameters: [Parameter] = []

  /// A result from its parts; arrays have R·S values by year.
  public init(
    scenario: String, title: String, economy: String, years: [Int], regions: [Region],
    industries: [Industry], territories: [Territory], baseline: [Indicator: [[Double]]],
    change: [Indicator: [Effect: [[Double]]]], leverFigures: [LeverFigure], notices: [Notice],
    certificates: [SolveRecord], checks: [RunCheck] = []
  ) {
    self.scenario = scenario
    self.title = title
    self.economy = economy
    self.years = years
    self.regions = regions
    self.industries = industries
    self.territories = territories
    self.baseline = baseline
    self.change = change
    self.leverFigures = leverFigures
    self.notices = notices
    self.certificates = certificates
    self.checks = checks
  }
}

/// A figure that a lever reports beside the cube, for example the content share of a region.
public struct LeverFigure: Sendable, Hashable {
  /// Id of the lever.
  public let lever: String
  /// Region code, country code or `EU27`.
  public let place: String
  /// The year it was read.
  public let year: Int
  /// Name with its definition.
  public let figure: String
  /// In `unit`.
  public let value: Double
  /// Unit of the value.
  public let unit: String

  /// A figure from its parts.
  public init(lever: String, place: String, year: Int, figure: String, value: Double, unit: String)
  {
    self.lever = lever
    self.place = place
    self.year = year
    self.figure = figure
    self.value = value
    self.unit = unit
  }
}

/// How a linear system was solved and how far the answer can be from the exact one.
public struct SolveRecord: Sendable, Hashable, Codable {
  /// What was solved, with its year.
  public let label: String
  /// Name of the iteration.
  public let method: String
  /// Why this method was chosen.
  public let reason: String
  /// 0 for a zero right-hand side.
  public let iterations: Int
  /// Certified bound on the sum of absolute errors, million EUR; nil where A has negative entries
  /// and only the residual is known.
  public let errorBound: Double?
  /// Largest residual, million EUR.
  public let residual: Double

  /// A record from its parts.
  public init(
    label: String, method: String, reason: String = "", iterations: Int, errorBound: Double?,
    residual: Double
  ) {
    self.label = label
    self.method = method
    self.reason = reason
    self.iterations = iterations
    self.errorBound = errorBound
    self.residual = residual
  }
}
