public import ImpactAxes
package import ImpactDocuments

/// Recycled materials in new vehicles, old vehicles that stay, and cheaper repair.
///
///     Δa[E37-E39,j,s] = ρ·m,  Δa[i,j,s] = −m,  m = α·q·a[i,j,s]·(r(t) − r₀)/(1 − r₀)
///
/// i primary product, j who buys it, q the material's share in that purchase, α the part of j's output
/// that goes into vehicles, r the recycled share, ρ the price of recycled over primary material. Old
/// vehicles kept bring scrap, used parts and work; a lower price of repair brings more of it, and
/// households keep the rest. Parameters: `circular.*`. Documentation/Methods/circular-economy.md.
public struct CircularEconomy: Lever {
  /// The word for this lever in scenario files.
  public static let key = "circular-economy"

  /// A material with a minimum recycled share.
  public enum Material: String, Sendable, CaseIterable {
    case plastics, steel, aluminium, cobalt, lithium, nickel
  }

  /// Rules with their numbers in the catalogue.
  public enum Preset: String, Sendable, CaseIterable {
    /// Plastics of the regulation on end-of-life vehicles, metals of the battery regulation.
    case unionRules = "eu-rules"
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales everything.
  public var intensity: Double
  /// Where materials are bought, vehicles kept and repaired.
  public var regions: Scope
  /// r(t) by material, share of the material in new vehicles.
  public var recycledContent: [Material: DatedPath]
  /// Vehicles a year that are treated in the regions instead of leaving unseen; nil: none.
  public var vehiclesKept: DatedPath?
  /// Fall of the price of repair, share; nil: none.
  public var repairCostCut: DatedPath?
  /// What households do with what repair and used parts save.
  public var households: UsePhase.Households

  /// A circular economy; its other numbers are entries `circular.*` of the catalogue.
  public init(
    id: String = CircularEconomy.key, intensity: Double = 1, regions: Scope = .eu27,
    recycledContent: [Material: DatedPath] = [:], vehiclesKept: DatedPath? = nil,
    repairCostCut: DatedPath? = nil, households: UsePhase.Households = .respend
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.recycledContent = recycledContent
    self.vehiclesKept = vehiclesKept
    self.repairCostCut = repairCostCut
    self.households = households
  }
}

extension CircularEconomy {
  /// Who buys a primary material.
  struct Purchase: Sendable {
    let buyer: String
    let primary: String
    /// Whether the buyer also works for others than vehicle makers, so that α counts.
    let isProcessor: Bool
  }

  /// Where recycled materials come from.
  static let recycler = "E37-E39"
  static let metals = "C24"
  static let ores = "B"
  static let garages = "G45"

  static func purchases(of material: Material) -> [Purchase] {
    switch material {
    case .plastics:
      [
        Purchase(buyer: "C22", primary: "C20", isProcessor: true),
        Purchase(buyer: AutomotiveBlock.otherComponents, primary: "C20", isProcessor: false),
        Purchase(buyer: AutomotiveBlock.vehicles, primary: "C20", isProcessor: false),
      ]
    case .steel: [Purchase(buyer: metals, primary: ores, isProcessor: true)]
    case .aluminium: [Purchase(buyer: metals, primary: metals, isProcessor: true)]
    case .cobalt, .nickel:
      [Purchase(buyer: AutomotiveBlock.cells, primary: metals, isProcessor: false)]
    case .lithium: [Purchase(buyer: AutomotiveBlock.cells, primary: "C20", isProcessor: false)]
    }
  }

  static func shareKey(_ material: Material, _ buyer: String) -> String {
    "circular.\(material.rawValue).share.\(buyer)"
  }
  static func baseKey(_ material: Material) -> String { "circular.\(material.rawValue).recycled" }
  static func priceKey(_ material: Material) -> String {
    "circular.\(material.rawValue).price_ratio"
  }

  static let vehicleKeys = [
    "circular.vehicle.material_value", "circular.vehicle.parts_value",
    "circular.vehicle.parts_price_ratio", "circular.vehicle.price_abroad",
    "circular.vehicle.jobs_per_1000",
  ]
  static let repairShareKey = "circular.repair.share_of_trade"
  static let lessWorkKey = "circular.repair.less_work"
  static let repairElasticityKey = "circular.repair.elasticity"
  static let partsShareKey = "use.maintenance.parts_share"
  static let partsMarginKey = "use.maintenance.parts_margin"
  static let taxKey = "use.vat_share"

  /// Paths of the preset; nil when the catalogue lacks one of its values.
  package static func paths(
    of preset: Preset, _ catalogue: ParameterCatalogue
  ) -> [Material: DatedPath]? {
    let plastics = [("first", "elv.first_year"), ("second", "elv.second_year")]
    let metals = [("first", "battery.first_year"), ("second", "battery.second_year")]
    var paths: [Material: DatedPath] = [:]
    for material in [Material.plastics, .cobalt, .lithium, .nickel] {
      var points: [DatedPath.Point] = []
      if let start = catalogue[baseKey(material)]?.central {
        points.append(.init(year: 2024, value: start / 100))
      }
      for (word, yearKey) in material == .plastics ? plastics : metals {
        guard let year = catalogue["circular.\(yearKey)"]?.central,
          let share = catalogue["circular.\(material.rawValue).target.\(word)"]?.central
        else { return nil }
        points.append(.init(year: Int(year), value: share / 100))
      }
      guard points.count == 3 else { return nil }
      paths[material] = DatedPath(points: points)
    }
    return paths
  }
}
