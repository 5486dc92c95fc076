public import ImpactAxes
public import ImpactEconomies

/// A small economy whose accounts hold by construction, for tests.
///
/// Three countries, five regions (`DE11`, `DE12`, `SK01`, `SK02`, and `UK` as one region outside the
/// Union without coordinates), the automotive block and a few other industries. Technology, final
/// demand and attraction are drawn from a seed; output solves x = T(ax + y) + o + z; value added is
/// what output leaves after inputs and taxes. Battery cells are made in `SK02` only, so German and
/// British buyers import all of them. The British make no electric drives.
public enum SyntheticEconomy {
  /// The four industries beside the automotive block unless a test asks for others.
  public static let fewIndustries = ["C24", "C28", "G45", "J62_J63"]
  /// Every industry that the shipped component groups and content baskets name.
  public static let catalogueIndustries = [
    "C13-C15", "C16", "C17", "C20", "C22", "C23", "C24", "C25", "C26", "C27", "C28", "G45",
    "J62_J63",
  ]

  /// The economy of a seed.
  ///
  /// With `unknowns`, `UK` has no employment and no compensation (nan, flag missing).
  public static func make(
    seed: UInt64 = 1, otherIndustries: [String] = fewIndustries, unknowns: Bool = false
  ) -> Economy {
    make(axes: .small(otherIndustries: otherIndustries), seed: seed, unknowns: unknowns)
  }

  /// An economy over given axes.
  public static func make(axes: SyntheticAxes, seed: UInt64 = 1, unknowns: Bool = false) -> Economy
  {
    var draws = SyntheticDraws(axes: axes, seed: seed)
    let technology = draws.technology()
    let demand = draws.finalDemand()
    let sourcing = draws.sourcing()
    let accounts = SyntheticAccounts(
      axes: axes, technology: technology, demand: demand, sourcing: sourcing)
    return Economy(
      name: "synthetic", title: "A synthetic economy for tests", baseYear: 2014, updateYear: 2024,
      employmentYear: 2024,
      regions: axes.regions, industries: axes.industries, countries: axes.countries,
      countryOfRegion: axes.countryOfRegion, technology: technology, finalDemand: demand,
      sourcing: sourcing,
      satellites: draws.satellites(
        output: accounts.output, inputs: accounts.inputs, unknowns: unknowns),
      territories: axes.territories, technologyMix: draws.technologyMix(),
      quality: [
        Economy.QualityFigure(
          step: "draw", figure: "seed", value: "\(seed)", unit: "", note: "not measured, drawn")
      ])
  }
}

/// Regions, industries and who supplies what in a synthetic economy.
public struct SyntheticAxes: Sendable {
  /// Regions in storage order.
  public var regions: [Region]
  /// Industries in storage order.
  public var industries: [Industry]
  /// Country codes in storage order; every region has one of them.
  public var countries: [String]
  /// Named groups of regions.
  public var territories: [Territory]
  /// Countries that make a product, by industry code; a product that is absent is made everywhere.
  public var makers: [String: [String]]
  /// Regions that make a product, by industry code; absent: every region of its makers.
  public var makingRegions: [String: [String]]

  /// Axes with everything made everywhere unless said otherwise.
  public init(
    regions: [Region], industries: [Industry], countries: [String], territories: [Territory] = [],
    makers: [String: [String]] = [:], makingRegions: [String: [String]] = [:]
  ) {
    self.regions = regions
    self.industries = industries
    self.countries = countries
    self.territories = territories
    self.makers = makers
    self.makingRegions = makingRegions
  }

  /// Index into `countries` of each region.
  public var countryOfRegion: [Int] {
    regions.map { region in countries.firstIndex(of: region.country) ?? 0 }
  }

  func makes(region: Region, industry: String) -> Bool {
    (makers[industry]?.contains(region.country) ?? true)
      && (makingRegions[industry]?.contains(region.code) ?? true)
  }

  func makes(country: String, industry: String) -> Bool {
    regions.contains { $0.country == country && makes(region: $0, industry: industry) }
  }

  /// Three countries, five regions, the automotive block and other industries.
  public static func small(otherIndustries: [String]) -> SyntheticAxes {
    SyntheticAxes(
      regions: [
        place("DE11", "Stuttgart", "DE", 9.2, 48.9, 10_557),
        place("DE12", "Karlsruhe", "DE", 8.6, 49.1, 6_919),
        place("SK01", "Bratislavský kraj", "SK", 17.2, 48.3, 2_053),
        place("SK02", "Západné Slovensko", "SK", 18.0, 48.3, 14_992),
        Region(
          code: "UK", name: "United Kingdom", country: "UK", isEuropeanUnion: false,
          longitude: nil, latitude: nil, area: nil),
      ],
      industries: block + otherIndustries.map(other),
      countries: ["DE", "SK", "UK"],
      territories: [
        Territory(
          code: "two-clusters", name: "Two clusters", regions: ["DE11", "SK01", "SK02"],
          note: "Stuttgart; the west of Slovakia")
      ],
      makers: [AutomotiveBlock.electricDrive: ["DE", "SK"]],
      makingRegions: [AutomotiveBlock.cells: ["SK02"]])
  }

  static func place(
    _ code: String, _ name: String, _ country: String, _ longitude: Double, _ latitude: Double,
    _ area: Double
  ) -> Region {
    Region(
      code: code, name: name, country: country, isEuropeanUnion: country != "UK",
      longitude: longitude, latitude: latitude, area: area)
  }

  static let block: [Industry] = AutomotiveBlock.all.map { code in
    let isElectric = code.hasPrefix("C27")
    return Industry(
      code: code, name: "Automotive block \(code)", parent: isElectric ? "C27" : "C29",
      section: "C", isAutomotiveBlock: true)
  }

  static func other(_ code: String) -> Industry {
    Industry(
      code: code, name: "Industry \(code)", parent: code, section: String(code.prefix(1)),
      isAutomotiveBlock: false)
  }
}
