public import ImpactAxes
import ImpactDocuments

/// What suppliers in the zone can add to their output for a rule.
///
///     K_c(t) = h·max(x₀_c, B_c(t)) + max(0, x₀_c − B_c(t)) + g·x₀_c·max(0, t − t₀ − lag)
///
/// by product and supplier country c, million EUR: h headroom, x₀ base output, B output before the
/// rule in the year (with what earlier levers change in vehicle makers' purchases; what they leave
/// idle can be used), g capacity that investment adds each year, t₀ the first year of the floor. Cells
/// from the union follow the register of plants, all countries together:
///
///     K(t) = max(0, V·Σ_c GWh_c(t) − Σ_c B_c(t))
///
/// with V = V₀·p(t)/p(2025) the value of a GWh at the price p of packs. What it allows is bought where the
/// accounts hold makers of cells today, or where the register has plants (`cellRegions`, `PlantSourcing`).
/// Parameters: `content.capacity.*`.
public struct ContentCapacity: Sendable, Hashable {
  /// Which plants of the register count.
  public enum Plants: String, Sendable, Hashable, CaseIterable {
    /// Plants that run.
    case open
    /// With those that are being started.
    case ramping
    /// With those announced.
    case announced
  }

  /// Where cells that a rule brings in are made.
  public enum CellRegions: String, Sendable, Hashable, CaseIterable {
    /// Where the accounts hold makers of cells.
    case accounts
    /// Where the register has plants in the year, by GWh.
    case plants
  }

  /// h by component group, share of output; a group that is not named takes the catalogue's.
  public var headroom: [String: Double]
  /// g by component group, share of base output a year; a group that is not named takes the catalogue's.
  public var investment: [String: Double]
  /// Years from the first floor to the first new capacity; nil: catalogue.
  public var lag: Int?
  /// Which battery plants count.
  public var plants: Plants
  /// Where the cells are made.
  public var cellRegions: CellRegions
  /// Price of packs by year, USD/kWh, that turns GWh into money; nil: that of 2025 throughout.
  public var packPrice: DatedPath?

  /// Limits; what is left out is taken from the catalogue.
  public init(
    headroom: [String: Double] = [:], investment: [String: Double] = [:], lag: Int? = nil,
    plants: Plants = .announced, cellRegions: CellRegions = .accounts, packPrice: DatedPath? = nil
  ) {
    self.headroom = headroom
    self.investment = investment
    self.lag = lag
    self.plants = plants
    self.cellRegions = cellRegions
    self.packPrice = packPrice
  }
}

extension ContentCapacity {
  static let headroomKey = "content.capacity.headroom"
  static let investmentKey = "content.capacity.investment"
  static let lagKey = "content.capacity.lag"
  static let packPriceKey = "battery.pack.price.bev.2025"
  static let cellValueKey = "content.capacity.cell_value"
  static let plantYears = ["ramping_from", "ramping_full", "planned_from", "planned_full"]
    .map { "content.capacity.\($0)" }

  /// V, million EUR of the base year per GWh.
  func cellValue(_ year: Int, _ catalogue: ParameterCatalogue) throws -> Double {
    let value = try catalogue.central(Self.cellValueKey)
    guard let packPrice else { return value }
    return value * packPrice.value(in: year) / (try catalogue.central(Self.packPriceKey))
  }

  static func plantKey(_ status: String, _ country: String) -> String {
    "content.capacity.gwh.\(status).\(country)"
  }
}
