public import ImpactAxes

/// The drive-train transition: what is registered in each market and what each region makes.
///
/// Either `mix` forces the mix of production, or `registrations` and `preset` say what markets buy, and
/// plants follow the markets they deliver to. Between the economy's update year and the first date of
/// a path, shares run linearly from today's mix. Combustion takes the rest, so it has no path.
public struct DriveTrain: Lever {
  /// The word for this lever in scenario files.
  public static let key = "drive-train"
  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the change of the mix, of volumes and of the fleet.
  public var intensity: Double
  /// Regions of production, and of the fleet in use.
  public var regions: Scope
  /// Shares of production, 0 to 1; a missing technology keeps its share of what the named ones leave.
  public var mix: [Technology: DatedPath]
  /// Shares of new registrations by place of sale (`WORLD` with the rest of the world).
  public var registrations: [String: MarketPath] = [:]
  /// Paths of the catalogue; places of `registrations` replace theirs.
  public var preset: StandardPreset?
  /// Whether the targets of 2025 are met on the average of 2025 to 2027.
  public var averaging = true
  /// Years by which plants are ahead of their markets, by place of production.
  public var conversion: [String: Int] = [:]
  /// Shares of a drive train that come from origins outside the regions, by drive train and origin.
  public var imports: [Technology: [String: DatedPath]] = [:]
  /// Whether the shares of 2023 in the catalogue hold for drive trains that `imports` does not name.
  public var observedImports = false
  /// Which part of the vehicle industry changes.
  public var vehicles: VehicleScope = .all
  /// Named set of labour ratios by stage; nil keeps the labour of the accounts for components.
  public var labourSet: LabourSet?
  /// Jobs for each GWh of cells a year in new plants.
  public var cellJobs: DatedPath?
  /// Vehicles bought against the base year, by place of sale; 1 is unchanged.
  public var volume: [String: DatedPath] = [:]
  /// Price of vehicles against the base year by place of sale, beside what their cost does.
  public var price: [String: DatedPath] = [:]
  /// Plants of the register from which cells of the union come; nil: makers in the accounts.
  public var cellPlants: ContentCapacity.Plants?
  /// Price of a battery-electric pack in USD per kWh; nil follows the recipes of 2025 and 2035.
  public var batteryPackPrice: DatedPath?
  /// Fall of the pack price with each doubling of the cells ever made; nil does not learn.
  public var batteryLearning: Double?
  /// What the changed fleet does to households, garages, filling stations and power; nil: nothing.
  public var usePhase: UsePhase?
  /// Whether all cars in use, their fuel and their CO₂ are reported.
  public var fleetCheck = false
  /// κ, factory cost per unit of vehicle output; nil takes the catalogue's value.
  public var factoryCostShare: Double?
  /// How much of the extra cost reaches buyers; nil takes the catalogue's value.
  public var passThrough: Double?
  /// Price elasticity of vehicle demand, negative; nil takes the catalogue's value.
  public var demandElasticity: Double?

  /// A transition; what stays nil is taken from the catalogue.
  public init(
    id: String = DriveTrain.key, intensity: Double = 1, regions: Scope = .eu27,
    mix: [Technology: DatedPath] = [:], preset: StandardPreset? = nil,
    batteryPackPrice: DatedPath? = nil, factoryCostShare: Double? = nil,
    passThrough: Double? = nil, demandElasticity: Double? = nil
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.mix = mix
    self.preset = preset
    self.batteryPackPrice = batteryPackPrice
    self.factoryCostShare = factoryCostShare
    self.passThrough = passThrough
    self.demandElasticity = demandElasticity
  }
}
