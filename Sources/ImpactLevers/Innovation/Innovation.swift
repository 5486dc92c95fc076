public import ImpactAxes

/// More software in every vehicle, and public money for research.
///
///     σ(t) = s₀·(Π_τ (1 + g(τ)) − 1),  τ from the year after `from` to t, no growth after `until`
///     Δa[J62_J63] = η·σ,  Δa[C26] = (1 − η)·σ,  Δa[C29-OTH] = −o·σ,  Δc = (1 − o)·(1 − v)·σ
///
/// EUR per EUR of vehicle output; s₀ software and its computers today, η the part that is programming, o
/// what new software replaces of control units and wiring. v is the part of the
/// extra cost that buyers pay willingly; they answer the rest. Research money buys research, software and engineering where vehicles are made; what comes
/// of it is not counted. Parameters: `innovation.*`. Documentation/Methods/innovation.md.
public struct Innovation: Lever {
  /// The word for this lever in scenario files.
  public static let key = "innovation"

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the added software and the research money.
  public var intensity: Double
  /// Where vehicles gain software and research is paid.
  public var regions: Scope
  /// g(t), growth of software value a year; nil: no growth.
  public var softwareGrowth: DatedPath?
  /// Last year of growth; nil: `innovation.software_until`.
  public var until: Int?
  /// Year of s₀; nil: the update year of the economy.
  public var from: Int?
  /// o; nil: catalogue.
  public var hardwareOffset: Double?
  /// v; nil: catalogue.
  public var valuedShare: Double?
  /// Public money for research by year, million EUR in prices of 2024; nil: none.
  ///
  /// No money before the first year of the path.
  public var research: DatedPath?
  /// Who pays for research.
  public var financing: Financing
  /// Share of the extra cost that reaches buyers; nil: `drive_train.pass_through`.
  public var passThrough: Double?
  /// Price elasticity of vehicle demand, negative; nil: catalogue.
  public var demandElasticity: Double?
  /// Price elasticity of exports, negative; nil: catalogue.
  public var exportElasticity: Double?

  /// An innovation lever; what is nil is taken from the catalogue.
  public init(
    id: String = Innovation.key, intensity: Double = 1, regions: Scope = .eu27,
    softwareGrowth: DatedPath? = nil, until: Int? = nil, from: Int? = nil,
    hardwareOffset: Double? = nil, valuedShare: Double? = nil, research: DatedPath? = nil,
    financing: Financing = .deficit, passThrough: Double? = nil, demandElasticity: Double? = nil,
    exportElasticity: Double? = nil
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.softwareGrowth = softwareGrowth
    self.until = until
    self.from = from
    self.hardwareOffset = hardwareOffset
    self.valuedShare = valuedShare
    self.research = research
    self.financing = financing
    self.passThrough = passThrough
    self.demandElasticity = demandElasticity
    self.exportElasticity = exportElasticity
  }
}

extension Innovation {
  static let shareKey = "innovation.software_share"
  static let untilKey = "innovation.software_until"
  static let offsetKey = "innovation.hardware_offset"
  static let valuedKey = "innovation.valued_share"
  static let splitKey = "innovation.software_split.J62_J63"
  static let passThroughKey = "drive_train.pass_through"
  static let software = "J62_J63"
  static let computers = "C26"
  /// What research money buys, with its keys.
  static let researchProducts = ["M72", "J62_J63", "M71"]
  static func researchKey(_ product: String) -> String { "innovation.research.\(product)" }
}
