/// A region of the model: a NUTS-2 region, or a whole economy outside the European Union.
public struct Region: Sendable, Hashable {
  /// NUTS code (2021 version) or a two-letter country code as Eurostat writes it (`EL`, `UK`).
  public let code: String
  public let name: String
  /// Two-letter country code as Eurostat writes it.
  public let country: String
  public let isEuropeanUnion: Bool
  /// Degrees east and north of a representative point; nil for economies outside Europe.
  public let longitude: Double?
  public let latitude: Double?
  /// Square kilometres; nil when unknown.
  public let area: Double?

  public init(
    code: String, name: String, country: String, isEuropeanUnion: Bool,
    longitude: Double?, latitude: Double?, area: Double?
  ) {
    self.code = code
    self.name = name
    self.country = country
    self.isEuropeanUnion = isEuropeanUnion
    self.longitude = longitude
    self.latitude = latitude
    self.area = area
  }
}

/// An industry, which is also the product it makes.
public struct Industry: Sendable, Hashable {
  /// Code of the WIOD 2016 release (`C29`, `G45`), or of the automotive block (`C29-VEH`).
  public let code: String
  public let name: String
  /// The published industries it was split from, joined by `+`; its own code when it was not split.
  public let parent: String
  /// NACE Rev. 2 section letter.
  public let section: String
  public let isAutomotiveBlock: Bool

  public init(code: String, name: String, parent: String, section: String, isAutomotiveBlock: Bool)
  {
    self.code = code
    self.name = name
    self.parent = parent
    self.section = section
    self.isAutomotiveBlock = isAutomotiveBlock
  }
}

/// Codes of the six industries of the automotive block.
public enum AutomotiveBlock {
  public static let vehicles = "C29-VEH"
  public static let combustion = "C29-ICE"
  public static let electricDrive = "C27-EDR"
  public static let cells = "C27-CEL"
  public static let packs = "C27-PAC"
  public static let otherComponents = "C29-OTH"
  public static let all = [vehicles, combustion, electricDrive, cells, packs, otherComponents]
}

/// A named group of regions, such as the Automotive Regions Alliance.
public struct Territory: Sendable, Hashable {
  public let code: String
  public let name: String
  public let regions: [String]
  /// What a reader must know, for example an approximation of a NUTS-3 member.
  public let note: String

  public init(code: String, name: String, regions: [String], note: String = "") {
    self.code = code
    self.name = name
    self.regions = regions
    self.note = note
  }
}
