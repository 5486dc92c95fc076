public import ImpactAxes

/// A floor on the share of vehicles, or of what goes into them, that originates in a zone.
public struct LocalContent: Lever {
  /// The word for this lever in scenario files.
  public static let key = "local-content"

  /// What a floor can be set on, in the order in which floors act: the whole vehicle comes last.
  public enum Basket: String, Sendable, Hashable, CaseIterable {
    case componentsWithoutBatteries = "components-without-batteries"
    /// Engines, gearboxes, drives, axles, steering, bodies.
    case coreParts = "core-parts"
    /// Electronics and the other components without batteries.
    case complementaryParts = "complementary-parts"
    /// Packs and cells together.
    case batteries
    case packs, cells
    /// The marked share of chemicals and metals that makers of cells buy.
    case activeMaterials = "active-materials"
    /// Components and batteries together; with most definitions, value made by the assembler too.
    case vehicle
  }

  /// How content is measured.
  public enum Definition: String, Sendable, Hashable, CaseIterable {
    /// Purchases by the origin on the invoice.
    case invoiceOrigin = "invoice-origin"
    /// (TV − VNM) / TV, components rolled up.
    case buildDown = "build-down"
    /// VOM / TV, components rolled up.
    case buildUp = "build-up"
    /// (NC − VNM) / NC, components rolled up.
    case netCost = "net-cost"
    /// (NC − VNM) / NC, with foreign materials of zone components traced one tier.
    case netCostTraced = "net-cost-traced"
    /// Value added in the zone along the whole chain.
    case valueAdded = "value-added"
  }

  /// What part of production a rule covers, where its share stands in the catalogue.
  public enum CoverageClass: String, Sendable, Hashable, CaseIterable {
    case allSales = "all-sales"
    case publiclySupported = "publicly-supported"
    case procured
    case trucks
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the lift.
  public var intensity: Double
  /// Regions whose vehicle, pack and cell makers must meet the floor.
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
  /// The covered part by name; its share of the catalogue takes the place of `coverage`.
  public var coverageClass: CoverageClass?
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
  /// What a vehicle below the floor pays instead, share of its value; nil: every vehicle complies.
  public var penalty: Double?
  /// Limits of what suppliers in the zone can add; nil: they expand without limit.
  public var capacity: ContentCapacity?
  /// Name of the preset that the values come from; nil for none.
  public var preset: String?
  /// Factor on every premium, for the search of the break-even premium.
  package var premiumScale = 1.0

  /// A floor; what stays nil is taken from the catalogue.
  public init(
    id: String = LocalContent.key, intensity: Double = 1, regions: Scope = .eu27,
    zone: Scope = .eu27, floors: [Basket: DatedPath], definition: Definition = .invoiceOrigin,
    coverage: Double = 1, dispersion: Double? = nil, premiums: [String: Double] = [:],
    passThrough: Double? = nil, demandElasticity: Double? = nil, exportElasticity: Double? = nil,
    coverageClass: CoverageClass? = nil, penalty: Double? = nil, capacity: ContentCapacity? = nil,
    preset: String? = nil
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.zone = zone
    self.floors = floors
    self.definition = definition
    self.coverage = coverage
    self.coverageClass = coverageClass
    self.dispersion = dispersion
    self.premiums = premiums
    self.passThrough = passThrough
    self.demandElasticity = demandElasticity
    self.exportElasticity = exportElasticity
    self.penalty = penalty
    self.capacity = capacity
    self.preset = preset
  }
}

extension LocalContent.Basket {
  /// The baskets of the catalogue that it holds.
  var parts: [String] {
    switch self {
    case .batteries: ["packs", "cells"]
    case .vehicle: ["components-without-batteries", "packs", "cells"]
    default: [rawValue]
    }
  }

  /// Baskets that hold the same purchases: a floor on one excludes a floor on the other.
  package var sameGoods: Set<LocalContent.Basket> {
    switch self {
    case .batteries: [.batteries, .packs, .cells]
    case .componentsWithoutBatteries: [self, .coreParts, .complementaryParts]
    default: [self]
    }
  }
}
