public import ImpactAxes

/// The drive-train transition: a dated technology mix of vehicle production.
///
/// Between the economy's update year and the first date of a path, shares run linearly from the
/// country's mix in the update year. Combustion takes the rest, so it has no path of its own.
public struct DriveTrain: Lever {
  /// The word for this lever in scenario files.
  public static let key = "drive-train"
  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the change of the mix.
  public var intensity: Double
  /// Regions of production.
  public var regions: Scope
  /// Shares of production, 0 to 1, for `hev`, `phev`, `bev`; a missing technology keeps its share
  /// of what the named ones leave.
  public var mix: [Technology: DatedPath]
  /// Price of a battery-electric pack in USD per kWh; nil follows the recipes of 2025 and 2035.
  public var batteryPackPrice: DatedPath?
  /// κ, factory cost per unit of vehicle output; nil takes the catalogue's value.
  public var factoryCostShare: Double?
  /// How much of the extra cost reaches buyers; nil takes the catalogue's value.
  public var passThrough: Double?
  /// Price elasticity of vehicle demand, negative; nil takes the catalogue's value.
  public var demandElasticity: Double?

  /// A transition; what stays nil is taken from the catalogue.
  public init(
    id: String = DriveTrain.key, intensity: Double = 1, regions: Scope = .eu27,
    mix: [Technology: DatedPath], batteryPackPrice: DatedPath? = nil,
    factoryCostShare: Double? = nil, passThrough: Double? = nil, demandElasticity: Double? = nil
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.mix = mix
    self.batteryPackPrice = batteryPackPrice
    self.factoryCostShare = factoryCostShare
    self.passThrough = passThrough
    self.demandElasticity = demandElasticity
  }
}
