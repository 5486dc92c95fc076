/// A region of the model: a NUTS-2 region, or a whole economy outside the European Union.
public struct Region: Sendable, Hashable {
  /// NUTS code (2021 version) or a two-letter country code as Eurostat writes it (`EL`, `UK`).
  public let code: String
  /// In a local language or in English, for people.
  public let name: String
  /// Two-letter country code as Eurostat writes it.
  public let country: String
  /// Whether its country is one of the 27 members of the Union (zone `EU27`).
  public let isEuropeanUnion: Bool
  /// Degrees east of a representative point, −180 to 180; nil when unknown.
  public let longitude: Double?
  /// Degrees north of the same point, −90 to 90; a folder gives both or none.
  public let latitude: Double?
  /// Square kilometres; nil when unknown.
  public let area: Double?

  /// A region with its values unchecked; an economy folder checks codes and ranges when it is read.
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
  /// Name for people, in English in the shipped economy.
  public let name: String
  /// The published industries it was split from, joined by `+`; its own code when it was not split.
  public let parent: String
  /// Section letter of NACE, second revision; the first one where an industry spans several.
  public let section: String
  /// Whether it was split out for vehicle making, as the six of `AutomotiveBlock` are.
  public let isAutomotiveBlock: Bool

  /// An industry with its values unchecked.
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
  /// Vehicle assembly, split from C29.
  public static let vehicles = "C29-VEH"
  /// Combustion powertrain components, split from C28 and C29.
  public static let combustion = "C29-ICE"
  /// Electric drive components, split from C27.
  public static let electricDrive = "C27-EDR"
  /// Battery cells, split from C27.
  public static let cells = "C27-CEL"
  /// Battery packs without their cells, split from C27.
  public static let packs = "C27-PAC"
  /// Vehicle components that every drive train needs, split from C29.
  public static let otherComponents = "C29-OTH"
  /// All six, in this order.
  public static let all = [vehicles, combustion, electricDrive, cells, packs, otherComponents]
}

/// A named group of regions, such as the Automotive Regions Alliance.
public struct Territory: Sendable, Hashable {
  /// Identifier in scopes, tables and commands, such as `greater-region`.
  public let code: String
  /// Name for people.
  public let name: String
  /// Codes of its member regions, each once.
  public let regions: [String]
  /// What a reader must know, for example an approximation of a NUTS-3 member.
  public let note: String

  /// A territory with its members unchecked; codes that the economy lacks reach no region.
  public init(code: String, name: String, regions: [String], note: String = "") {
    self.code = code
    self.name = name
    self.regions = regions
    self.note = note
  }
}
