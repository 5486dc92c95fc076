public import ImpactAxes
public import ImpactEconomies

/// What the cells of an interregional table stand for.
///
/// Index of region r and industry i in every vector of length n = R·S: `r * S + i`.
public struct TableAxes: Sendable {
  /// R regions, in the order of every region axis.
  public let regions: [Region]
  /// S industries, which are also the products.
  public let industries: [Industry]
  /// C country codes.
  public let countries: [String]
  /// Index into `countries` of each region.
  public let countryOfRegion: [Int]
  /// Named groups of regions.
  public let territories: [Territory]

  /// Axes from their parts; countries in the order in which regions name them.
  public init(regions: [Region], industries: [Industry], territories: [Territory] = []) {
    var countries: [String] = []
    for region in regions where !countries.contains(region.country) {
      countries.append(region.country)
    }
    self.init(
      regions: regions, industries: industries, countries: countries,
      countryOfRegion: regions.map { countries.firstIndex(of: $0.country) ?? 0 },
      territories: territories)
  }

  init(
    regions: [Region], industries: [Industry], countries: [String], countryOfRegion: [Int],
    territories: [Territory]
  ) {
    self.regions = regions
    self.industries = industries
    self.countries = countries
    self.countryOfRegion = countryOfRegion
    self.territories = territories
  }

  /// The axes of an economy.
  public init(_ economy: Economy) {
    self.init(
      regions: economy.regions, industries: economy.industries, countries: economy.countries,
      countryOfRegion: economy.countryOfRegion, territories: economy.territories)
  }

  /// Number of regions, R.
  public var regionCount: Int { regions.count }
  /// Number of industries, S.
  public var industryCount: Int { industries.count }
  /// Number of countries, C.
  public var countryCount: Int { countries.count }
  /// n = R·S.
  public var dimension: Int { regions.count * industries.count }

  /// Region of a cell.
  public func region(of cell: Int) -> Int { cell / industries.count }
  /// Industry of a cell.
  public func industry(of cell: Int) -> Int { cell % industries.count }
  /// Country of a cell.
  public func country(of cell: Int) -> Int { countryOfRegion[cell / industries.count] }
  /// Cell of a region and an industry.
  public func cell(region: Int, industry: Int) -> Int { region * industries.count + industry }
  /// `DE11 C29-VEH`: region and industry of a cell by their codes.
  public func place(_ cell: Int) -> String {
    "\(regions[region(of: cell)].code) \(industries[industry(of: cell)].code)"
  }
}
