public import ImpactAxes
public import ImpactDiagnostics

/// A scenario: an economy, a horizon, and an ordered list of levers.
public struct Scenario: Sendable {
  /// Identifier in results, lower-case letters, digits and hyphens.
  public var id: String
  /// One line for people; the summary shows the `id` alone where it is empty.
  public var title: String
  /// What the scenario assumes, and why; empty when the file does not say.
  public var description: String
  /// Name of a shipped economy, or path of an economy folder.
  public var economy: String
  /// Ascending years.
  public var years: [Int]
  /// All years of the scenario where a question takes some of them alone.
  ///
  /// Levers are checked against these. Nil where `years` are all.
  package private(set) var horizon: [Int]?
  /// In the order in which they act in every year; empty for the baseline.
  public var levers: [any Lever]
  /// Replaced values of the parameter catalogue by key.
  public var parameters: [String: ParameterOverride]
  /// Whether spending out of earned income is followed (type II).
  public var inducedEffects: Bool
  /// How uncertain the parameters are, where the catalogue does not say it.
  public var uncertainty: Uncertainty
  /// Named blocks of changes that the file offers.
  public var overrides: [OverrideBlock]
  /// Names of the blocks that are in force, in the order of application.
  public var appliedOverrides: [String]
  /// Groups of regions for the results, beside those of the economy; members may be any places.
  public var territories: [Territory]
  /// What a reader of the results should know about the inputs.
  public var notices: [Notice]
  /// Numbers of the levers' own lines in the file that stand in place of the catalogue's.
  public var setAssumptions: [SetAssumption] = []

  /// A scenario with its values unchecked; running it reports what does not fit the economy.
  public init(
    id: String, title: String, description: String = "", economy: String = "eu-nuts2",
    years: [Int], levers: [any Lever] = [], parameters: [String: ParameterOverride] = [:],
    inducedEffects: Bool = true, uncertainty: Uncertainty = Uncertainty(),
    overrides: [OverrideBlock] = [], appliedOverrides: [String] = [],
    territories: [Territory] = [], notices: [Notice] = []
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.economy = economy
    self.years = years
    self.levers = levers
    self.parameters = parameters
    self.inducedEffects = inducedEffects
    self.uncertainty = uncertainty
    self.overrides = overrides
    self.appliedOverrides = appliedOverrides
    self.territories = territories
    self.notices = notices
  }
}

extension Scenario {
  /// The same scenario in some of its years.
  package func only(_ years: [Int]) -> Scenario {
    var part = self
    part.horizon = horizon ?? self.years
    part.years = years
    return part
  }
}

/// A named block of a scenario file that changes parameters and levers when it is asked for.
public struct OverrideBlock: Sendable, Hashable {
  /// Identifier by which the block is asked for, unique within a file.
  public let name: String
  /// What the block changes, and why; empty when the file does not say.
  public let description: String
  /// The label of a block; its changes stay in the file.
  public init(name: String, description: String) {
    self.name = name
    self.description = description
  }
}

/// A value that replaces a catalogue entry in one scenario, with the reason.
public struct ParameterOverride: Sendable, Hashable {
  /// The new central value, in the unit of the catalogue entry.
  public let value: Double
  /// Who says so, and when; replaces the source of the catalogue entry.
  public let source: String
  /// A replacement; a value that is not finite is refused when the scenario runs.
  public init(value: Double, source: String) {
    self.value = value
    self.source = source
  }
}

/// Something a scenario does to the economy.
public protocol Lever: Sendable {
  /// The word that names this kind of lever in a scenario file, for example `drive-train`.
  static var key: String { get }
  /// Unique within a scenario.
  var id: String { get }
  /// 1 applies the lever in full, 0 changes nothing.
  var intensity: Double { get }
  /// Everything that keeps the lever from acting on this economy in these years.
  func problems(in context: LeverContext, years: [Int]) -> [Problem]
  /// Adds what the lever does in `state.year`; with intensity 0 nothing is added.
  func act(on state: inout LeverState) throws
  /// What the reader must know about all years together, in the order of the years.
  func notices(over states: [LeverState]) -> [Notice]
}

extension Lever {
  /// No notices.
  public func notices(over states: [LeverState]) -> [Notice] { [] }
}
