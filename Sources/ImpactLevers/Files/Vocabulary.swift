public import ImpactDocuments
public import ImpactEconomies

/// The names that a scenario file may use: everything it says is looked up here when it is read.
public struct Vocabulary: Sendable {
  /// Names of the economies that come with the program.
  public var economies: [String]
  /// Region codes of the economy.
  public var regions: [String]
  /// Country codes as Eurostat writes them.
  public var countries: [String]
  /// Codes of territories, such as `greater-region`.
  public var territories: [String]
  /// Groups of countries, such as `EU27`.
  public var zones: [String]
  /// Industry codes of the economy.
  public var industries: [String]
  /// Parameters that `parameters` may replace, with their units and ranges.
  public var catalogue: ParameterCatalogue

  /// Names listed one by one.
  public init(
    economies: [String], regions: [String], countries: [String], territories: [String],
    zones: [String] = Vocabulary.standardZones, industries: [String], catalogue: ParameterCatalogue
  ) {
    self.economies = economies
    self.regions = regions
    self.countries = countries
    self.territories = territories
    self.zones = zones
    self.industries = industries
    self.catalogue = catalogue
  }

  /// The names of one economy.
  ///
  /// `shipped` lists the economies that a file may ask for by name.
  public init(economy: Economy, shipped: [String], catalogue: ParameterCatalogue) {
    self.init(
      economies: shipped, regions: economy.regions.map(\.code), countries: economy.countries,
      territories: economy.territories.map(\.code), industries: economy.industries.map(\.code),
      catalogue: catalogue)
  }

  /// The zones that `Scope` defines.
  public static let standardZones = [
    "EU27", "EEA", "EUROPE", "EU27+UK", "CANDIDATES", "EU27+CANDIDATES", "WORLD",
  ]

  /// No names at all: enough to write a schema.
  public static let empty = Vocabulary(
    economies: [], regions: [], countries: [], territories: [], zones: [], industries: [],
    catalogue: ParameterCatalogue([]))

  /// Component groups that have a cost premium in the catalogue, such as `cells`.
  public var premiumGroups: [String] {
    let prefix = "content.eu_cost_premium."
    return catalogue.parameters.keys.filter { $0.hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count)) }.sorted()
  }

  /// Everything a scope may name.
  var places: [String] { zones + countries + territories + regions }
}
