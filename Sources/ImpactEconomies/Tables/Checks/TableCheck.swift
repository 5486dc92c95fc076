/// The outcome of one check of a table, with its worst offenders by name.
public struct TableCheck: Sendable, Hashable {
  /// How much a finding matters.
  public enum Severity: Int, Sendable, Comparable, CaseIterable {
    /// Nothing was found.
    case holds
    /// Not a fault, but worth knowing.
    case remark
    /// Most likely a fault: an error when checks are strict.
    case warning
    /// The table cannot be used as it is.
    case error

    /// By weight.
    public static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
  }

  /// A place that stands out.
  public struct Offender: Sendable, Hashable {
    /// Region, industry, column or account by its code.
    public let place: String
    /// What was measured there, in the unit of the check's `measure`.
    public let value: Double
    /// One offender.
    public init(_ place: String, _ value: Double) {
      self.place = place
      self.value = value
    }
  }

  /// Short stable key, such as `row-balance`.
  public let name: String
  /// What is checked, as an equation or a rule.
  public let statement: String
  /// The weight of what was found.
  public let severity: Severity
  /// How many places were found.
  public let count: Int
  /// What the offenders' values are, such as `share of output`.
  public let measure: String
  /// One sentence for people.
  public let message: String
  /// The worst places, worst first; at most as many as were asked for.
  public let offenders: [Offender]

  package init(
    _ name: String, _ statement: String, _ severity: Severity, count: Int = 0, measure: String = "",
    message: String, offenders: [Offender] = []
  ) {
    self.name = name
    self.statement = statement
    self.severity = severity
    self.count = count
    self.measure = measure
    self.message = message
    self.offenders = offenders
  }
}

/// What the checks of a table compare with, and where they draw lines.
public struct TableCheckOptions: Sendable {
  /// Largest gap of a balance, as a share of output.
  ///
  /// Published tables are rounded and hold statistical differences; a tenth of a percent lets these
  /// pass and finds a row that was lost.
  public var tolerance = 1e-3
  /// Most offenders named by one check.
  public var offenders = 10
  /// Totals that satellite accounts must meet.
  public var totals: [SatelliteTotal] = []
  /// Codes of regions by version of the classification; nil leaves the check out.
  public var regionVersions: RegionVersions?
  /// Value added of countries, for the scale of the table; nil leaves the check out.
  public var valueAddedOfCountries: [ReferenceValueAdded] = []
  /// The options with their defaults.
  public init() {}
}

/// A published total of a satellite account.
public struct SatelliteTotal: Sendable, Hashable {
  /// Code of the account.
  public let account: String
  /// Code of a region or country; nil for all.
  public let region: String?
  /// Code of an industry; nil for all.
  public let industry: String?
  /// The total, in the unit of the account.
  public let value: Double
  /// One total, unchecked.
  public init(account: String, region: String?, industry: String?, value: Double) {
    self.account = account
    self.region = region
    self.industry = industry
    self.value = value
  }
}

/// Collects offenders of one kind.
struct Offenders {
  private(set) var all: [TableCheck.Offender] = []

  mutating func take(_ place: @autoclosure () -> String, _ value: Double) {
    all.append(TableCheck.Offender(place(), value))
  }

  /// The worst by magnitude; those that are no number first.
  func worst(_ count: Int) -> [TableCheck.Offender] {
    let weighed = all.enumerated()
      .map { ($0.offset, $0.element.value.isNaN ? .infinity : abs($0.element.value)) }
    return weighed.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(count).map { all[$0.0] }
  }
}
