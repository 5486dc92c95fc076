import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// One plant: opened, converted to another product, or closed; domestic or foreign.
///
///     opening:     V, jobs by `BuildSchedule`; investment before; sales taken from others
///     conversion:  an opening, and the lines it replaces close as it grows
///     closure:     −V, −jobs; others take a part of the sales
///
/// V = jobs/e with e persons per unit of output of the region's industry, or jobs = e·V, unless both
/// are given. Profit = value added − pay. Sources: catalogue `plant.*`, `fdi.*`;
/// Documentation/Methods/plants.md.
public struct Plant: Lever {
  /// The word for this lever in scenario files.
  public static let key = "plant"

  /// What happens to the plant.
  public enum Change: String, Sendable, CaseIterable {
    /// It is built.
    case opening
    /// It is fitted out for another product.
    case conversion
    /// It is shut.
    case closure
  }

  /// Lines that a conversion gives up.
  public struct Lines: Sendable, Hashable {
    /// Industry code.
    public var industry: String
    /// Jobs on these lines.
    public var jobs: Double

    /// Lines with their jobs.
    public init(industry: String, jobs: Double) {
      self.industry = industry
      self.jobs = jobs
    }
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the plant.
  public var intensity: Double
  /// What happens.
  public var change: Change
  /// Region code.
  public var region: String
  /// Industry code of what it makes.
  public var industry: String
  /// Jobs at full output; nil follows from sales.
  public var jobs: Double?
  /// Sales at full output, million EUR of 2024; nil follows from jobs.
  public var sales: Double?
  /// First year of operation, or of the closure.
  public var first: Int
  /// First year at full output, or when all is shut.
  public var full: Int
  /// Investment, million EUR of 2024.
  public var investment: Double
  /// Public aid in it, million EUR of 2024.
  public var aid: Double
  /// Where equipment is made; nil: as investment goods are bought.
  public var equipment: EquipmentOrigin?
  /// Lines that a conversion gives up.
  public var replaces: Lines?
  /// Whose sales the plant takes, or who takes those of a closed one.
  public var displacement: SalesDisplacement
  /// Whether lines that are shut leave their part in what other levers do to their industry.
  public var replacesTransition: Bool
  /// Conditions on a foreign owner; nil: a plant like its industry.
  public var conditions: PlantConditions?
  /// Who pays the aid.
  public var funds: PublicFunds

  /// A plant.
  public init(
    id: String = Plant.key, intensity: Double = 1, change: Change = .opening, region: String,
    industry: String, jobs: Double? = nil, sales: Double? = nil, first: Int, full: Int,
    investment: Double = 0, aid: Double = 0, equipment: EquipmentOrigin? = nil,
    replaces: Lines? = nil, replacesTransition: Bool = true,
    displacement: SalesDisplacement = SalesDisplacement(),
    conditions: PlantConditions? = nil, funds: PublicFunds = PublicFunds()
  ) {
    self.id = id
    self.intensity = intensity
    self.change = change
    self.region = region
    self.industry = industry
    self.jobs = jobs
    self.sales = sales
    self.first = first
    self.full = full
    self.investment = investment
    self.aid = aid
    self.equipment = equipment
    self.replaces = replaces
    self.replacesTransition = replacesTransition
    self.displacement = displacement
    self.conditions = conditions
    self.funds = funds
  }

  /// Basket of the investment.
  var basket: String { change == .conversion ? "conversion" : "plant" }
}
