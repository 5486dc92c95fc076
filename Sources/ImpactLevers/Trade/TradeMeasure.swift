public import ImpactAxes

/// What one importer does to products of some origins, or what these origins do there.
///
/// The importer is a customs territory of whole countries; `REST_OF_WORLD` names what the economy does
/// not model. Origins inside the importer pay no duty. A path that begins in a year changes nothing
/// before it.
public struct TradeMeasure: Sendable, Hashable {
  /// The rest of the world as importer or origin.
  public static let restOfWorld = "REST_OF_WORLD"
  /// Words for groups of products.
  public static let groups = [
    "vehicles": ["C29-VEH"], "parts": ["C29-ICE", "C29-OTH"],
    "batteries": ["C27-CEL", "C27-PAC"],
  ]

  /// One maker of an origin with a duty of its own.
  public struct Maker: Sendable, Hashable {
    /// Part of what the measure covers, 0 to 1; makers sum to 1.
    public var share: Double
    /// Duty on it, all duties together, as a fraction of the border price.
    public var duty: DatedPath
    /// A share and a duty.
    public init(share: Double, duty: DatedPath) {
      self.share = share
      self.duty = duty
    }
  }

  /// Sales of the origin that are made in other places instead.
  public struct Localisation: Sendable, Hashable {
    /// Part of what final buyers of the market take from the origin, 0 to 1.
    public var share: DatedPath
    /// Weights of regions or countries; need not sum to 1.
    public var places: [String: Double]
    /// A share and where it is made.
    public init(share: DatedPath, places: [String: Double]) {
      self.share = share
      self.places = places
    }
  }

  /// A rule of origin on vehicles: what meets it pays nothing.
  public struct OriginRule: Sendable, Hashable {
    /// Least content by basket, 0 to 1.
    public var floors: [LocalContent.Basket: DatedPath]
    /// How content is measured.
    public var definition: LocalContent.Definition
    /// Floors and their definition; importer and origins together are the zone.
    public init(
      floors: [LocalContent.Basket: DatedPath], definition: LocalContent.Definition
    ) {
      self.floors = floors
      self.definition = definition
    }

    /// First year of a floor.
    var start: Int { floors.values.map(\.first.year).min() ?? .max }
  }

  /// Unique within a lever.
  public var name: String
  /// Countries or zones that import.
  public var importers: Scope
  /// Where the product comes from.
  public var origins: Scope
  /// Industry codes, or `vehicles`, `parts`, `batteries`.
  public var products: [String]
  /// τ, all duties together, as a fraction of the border price.
  public var duty: DatedPath?
  /// τ_0, the duty in the base year.
  public var baseDuty: Double?
  /// Makers with duties of their own, in place of `duty`.
  public var makers: [String: Maker] = [:]
  /// Part of the product that the duty is about, such as battery cars; nil: all of it.
  public var share: DatedPath?
  /// Part of it that uses a preference and pays nothing; nil: none.
  public var utilisation: DatedPath?
  /// Takes the place of `utilisation`: what the content of vehicles allows.
  public var originRule: OriginRule?
  /// e, price of the origin in this market against the base year, before duty.
  public var exportPrice: DatedPath?
  /// Share of the origin in final purchases before the measure; nil: that of the accounts.
  public var marketShare: Double?
  /// What is made elsewhere instead.
  public var localisation: Localisation?

  /// A measure that changes nothing yet.
  public init(
    name: String, importers: Scope = Scope([]), origins: Scope = Scope([]),
    products: [String] = [], duty: DatedPath? = nil, baseDuty: Double? = nil
  ) {
    self.name = name
    self.importers = importers
    self.origins = origins
    self.products = products
    self.duty = duty
    self.baseDuty = baseDuty
  }
}

extension TradeMeasure {
  /// What this measure does not say, another says.
  func completed(by other: TradeMeasure) -> TradeMeasure {
    var result = self
    if importers.names.isEmpty { result.importers = other.importers }
    if origins.names.isEmpty { result.origins = other.origins }
    if products.isEmpty { result.products = other.products }
    if duty == nil, makers.isEmpty {
      result.duty = other.duty
      result.makers = other.makers
    }
    result.baseDuty = baseDuty ?? other.baseDuty
    result.share = share ?? other.share
    if utilisation == nil, originRule == nil {
      result.utilisation = other.utilisation
      result.originRule = other.originRule
    }
    result.exportPrice = exportPrice ?? other.exportPrice
    result.marketShare = marketShare ?? other.marketShare
    result.localisation = localisation ?? other.localisation
    return result
  }

  /// Industry codes, each once.
  var industries: [String] {
    var seen: Set<String> = []
    return products.flatMap { Self.groups[$0] ?? [$0] }.filter { seen.insert($0).inserted }
  }

  /// A product that a list names twice, by its code or by a group.
  struct Repetition {
    /// Of the second name in the list.
    let place: Int
    let message: String
  }

  /// The first product that a list names twice; nil where none is.
  static func repeated(in products: [String]) -> Repetition? {
    var names: [String: String] = [:]
    for (place, name) in products.enumerated() {
      for code in groups[name] ?? [name] {
        if let first = names[code] {
          let how = first == name ? "" : ", as `\(first)` and as `\(name)`"
          return Repetition(place: place, message: "`\(code)` is listed twice\(how)")
        }
        names[code] = name
      }
    }
    return nil
  }

  /// Every path of the measure.
  var paths: [DatedPath] {
    [duty, share, utilisation, exportPrice, localisation?.share].compactMap(\.self)
      + (originRule.map { Array($0.floors.values) } ?? [])
      + makers.keys.sorted().compactMap { makers[$0]?.duty }
  }
}
