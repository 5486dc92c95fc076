public import ImpactAxes

/// A floor on the share of purchased components that originates in a zone.
public struct LocalContent: Lever {
  /// The word for this lever in scenario files.
  public static let key = "local-content"

  /// The baskets a floor can be set on.
  public enum Basket: String, Sendable, Hashable, CaseIterable {
    case componentsWithoutBatteries = "components-without-batteries"
    /// Packs and cells together.
    case batteries
    case packs, cells
  }

  /// How content is measured.
  public enum Definition: String, Sendable, Hashable, CaseIterable {
    /// Purchases by the origin on the invoice.
    case invoiceOrigin = "invoice-origin"
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the lift.
  public var intensity: Double
  /// Regions whose vehicle (and pack) makers must meet the floor.
  public var regions: Scope
  /// Origins that count as local.
  public var zone: Scope
  /// Minimum shares, 0 to 1.
  ///
  /// A year before the first date has no floor.
  public var floors: [Basket: DatedPath]
  /// How content is measured.
  public var definition: Definition
  /// Share of production that the rule covers, 0 to 1.
  public var coverage: Double
  /// Standard deviation of vehicles' content around a region's mean, share; nil: catalogue.
  public var dispersion: Double?
  /// Extra cost of reshored purchases by component group of the catalogue (`cells`, `ee_electronics` …).
  public var premiums: [String: Double]
  /// How much of the extra cost reaches buyers; nil: catalogue.
  public var passThrough: Double?
  /// Price elasticity of vehicle demand in the home market, negative; nil: catalogue.
  public var demandElasticity: Double?
  /// Price elasticity of exports to the rest of the world, negative; nil: catalogue.
  public var exportElasticity: Double?

  /// A floor; what stays nil is taken from the catalogue.
  public init(
    id: String = LocalContent.key, intensity: Double = 1, regions: Scope = .eu27,
    zone: Scope = .eu27, floors: [Basket: DatedPath], definition: Definition = .invoiceOrigin,
    coverage: Double = 1, dispersion: Double? = nil, premiums: [String: Double] = [:],
    passThrough: Double? = nil, demandElasticity: Double? = nil, exportElasticity: Double? = nil
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.zone = zone
    self.floors = floors
    self.definition = definition
    self.coverage = coverage
    self.dispersion = dispersion
    self.premiums = premiums
    self.passThrough = passThrough
    self.demandElasticity = demandElasticity
    self.exportElasticity = exportElasticity
  }
}
