import ImpactAxes
import ImpactDocuments
import ImpactEconomies

/// The axes of an economy as read from its folder.
struct EconomyAxes {
  let regions: [Region]
  let industries: [Industry]
  let countries: [String]
  let distanceExponents: [Double]
  let countryOfRegion: [Int]
  let regionIndex: [String: Int]
  let industryIndex: [String: Int]

  /// Codes are unique and every region's country is among the countries: the tables were checked.
  init(
    regions: [Region], industries: [Industry], countries: [String], distanceExponents: [Double]
  ) {
    self.regions = regions
    self.industries = industries
    self.countries = countries
    self.distanceExponents = distanceExponents
    let countryIndex = Self.index(countries)
    countryOfRegion = regions.compactMap { countryIndex[$0.country] }
    regionIndex = Self.index(regions.map(\.code))
    industryIndex = Self.index(industries.map(\.code))
  }

  private static func index(_ codes: [String]) -> [String: Int] {
    Dictionary(zip(codes, codes.indices)) { first, _ in first }
  }

  func labels(_ axis: EconomyLayout.Axis) -> [String] {
    switch axis {
    case .country: countries
    case .region: regions.map(\.code)
    case .industry: industries.map(\.code)
    case .category: Economy.FinalCategory.allCases.map { "\($0)" }
    case .origin: countries + ["W"]
    }
  }
}

/// Readers of the three tables that define the axes.
enum AxisTables {
  static func countries(_ reader: inout TableReader) throws -> [String] {
    var seen: [String: Int] = [:]
    var countries: [String] = []
    for row in 0..<reader.rowCount {
      let code = reader.required(row, 0)
      if reader.isNew(code, row, 0, in: &seen) { countries.append(code) }
    }
    return countries
  }

  /// Industries with their distance exponents.
  static func industries(_ reader: inout TableReader) throws -> [(Industry, Double)] {
    var seen: [String: Int] = [:]
    var industries: [(Industry, Double)] = []
    for row in 0..<reader.rowCount {
      let industry = Industry(
        code: reader.required(row, 0), name: reader.required(row, 1),
        parent: reader.required(row, 2), section: reader.required(row, 3),
        isAutomotiveBlock: reader.flag(row, 4))
      let exponent = reader.number(row, 5)
      if let exponent, exponent < 0 {
        reader.report(
          row, 5, "the distance exponent \(reader.text(row, 5)) is negative",
          expected: "zero or more: trade falls with distance")
      }
      if reader.isNew(industry.code, row, 0, in: &seen) {
        industries.append((industry, exponent ?? 0))
      }
    }
    return industries
  }

  /// Regions; countries are checked when their own table could be read.
  static func regions(_ reader: inout TableReader, countries: [String]?) throws -> [Region] {
    var seen: [String: Int] = [:]
    var regions: [Region] = []
    for row in 0..<reader.rowCount {
      let country = reader.required(row, 2)
      if let countries, !country.isEmpty, !countries.contains(country) {
        reader.report(
          row, 2, "country `\(country)` is not known", expected: "a code of countries.csv")
      }
      let region = Region(
        code: reader.required(row, 0), name: reader.required(row, 1), country: country,
        isEuropeanUnion: reader.flag(row, 3), longitude: degrees(row, 4, 180, &reader),
        latitude: degrees(row, 5, 90, &reader), area: area(row, &reader))
      if reader.isNew(region.code, row, 0, in: &seen) { regions.append(region) }
      if reader.isEmpty(row, 4) != reader.isEmpty(row, 5) {
        reader.report(
          row, 4, "only one coordinate is given", expected: "both longitude and latitude, or none")
      }
    }
    let inhabited = Set(regions.map(\.country))
    for country in countries ?? [] where !inhabited.contains(country) {
      reader.report(
        -1, 2, "country `\(country)` of countries.csv has no region",
        expected: "at least one region")
    }
    return regions
  }

  private static func degrees(
    _ row: Int, _ column: Int, _ limit: Double, _ reader: inout TableReader
  ) -> Double? {
    let value = reader.optionalNumber(row, column)
    if let value, abs(value) > limit {
      reader.report(
        row, column, "\(reader.text(row, column)) is no \(reader.names[column])",
        expected: "degrees between -\(Int(limit)) and \(Int(limit))")
    }
    return value
  }

  private static func area(_ row: Int, _ reader: inout TableReader) -> Double? {
    let value = reader.optionalNumber(row, 6)
    if let value, value <= 0 {
      reader.report(
        row, 6, "the area \(reader.text(row, 6)) is no area", expected: "square kilometres above 0")
    }
    return value
  }
}
