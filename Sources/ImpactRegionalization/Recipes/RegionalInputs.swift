import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// The CSV files of a regional recipe, read against the table; problems of all files are collected.
struct RegionalInputs {
  private(set) var regions: [Region] = []
  /// Area of every region: a code of the table's regions.
  private(set) var areas: [String] = []
  /// Codes of areas without places of their own: they stay whole.
  private(set) var whole: [String] = []
  /// Numeric columns of the file of places by name, one value to a region.
  private(set) var weights: [String: [Double]] = [:]
  private(set) var statistics = RegionalStatistics.empty
  private(set) var exponents: [String: Double] = [:]
  /// Kilometres by pair, `from` before `to` in the key.
  private(set) var distances: [String: [String: Double]] = [:]

  static let fixed = [
    "code", "name", "area", "country", "longitude", "latitude", "square_km", "european_union",
  ]

  init(_ recipe: EconomyRecipe, _ regional: RegionalRecipe, _ table: AccountTable) throws {
    var problems: [Problem] = []
    func collect(_ work: () throws -> Void) throws {
      do { try work() } catch let report as ProblemReport { problems += report.problems }
    }
    try collect { try readPlaces(recipe.url(regional.regions), table, regional.finalDemand) }
    if problems.isEmpty {
      try collect {
        statistics = try RegionalStatistics(
          recipe, regional.statistics, regions: regions, areas: areas, table: table)
      }
    }
    if let file = regional.trade.exponents {
      try collect { try readExponents(recipe.url(file), table) }
    }
    if let file = regional.trade.distances {
      try collect { try readDistances(recipe.url(file)) }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  private mutating func readPlaces(
    _ url: URL, _ table: AccountTable, _ finalDemand: [String: String]
  ) throws {
    var source = try SourceTable(url)
    let (code, name, area) = (
      try source.column("code"), try source.column("name"), try source.column("area")
    )
    let header = source.table.header
    func optional(_ name: String) -> Int? { header.firstIndex(of: name) }
    let (lon, lat, size) = (optional("longitude"), optional("latitude"), optional("square_km"))
    let known = Set(table.regions.map(\.code))
    var seen: Set<String> = []
    for row in 0..<source.rowCount {
      let (region, place) = (source.text(row, code), source.text(row, area))
      if region.isEmpty || !seen.insert(region).inserted {
        source.refuse(
          row, code, "the code `\(region)` is empty or given twice", expected: "every region once")
      }
      if !known.contains(place) {
        source.refuse(
          row, area, "the table has no region `\(place)`",
          expected: UnknownName.choice(of: known.sorted(), near: place))
      }
      let (x, y) = (lon.flatMap { source.number(row, $0) }, lat.flatMap { source.number(row, $0) })
      if (x == nil) != (y == nil), let lon {
        source.refuse(
          row, lon, "only one of longitude and latitude is given", expected: "both or none")
      }
      areas.append(place)
      regions.append(
        Region(
          code: region, name: source.text(row, name),
          country: optional("country").map { source.text(row, $0) } ?? String(region.prefix(2)),
          isEuropeanUnion: optional("european_union").map { source.text(row, $0) == "true" }
            ?? CountryCodes.europeanUnion.contains(String(region.prefix(2))), longitude: x,
          latitude: y, area: size.flatMap { source.number(row, $0) }))
    }
    try readWeights(&source, finalDemand)
    try source.finish()
    keepWhole(table)
  }

  /// Areas that the file does not take apart are regions of their own.
  private mutating func keepWhole(_ table: AccountTable) {
    for region in table.regions where !areas.contains(region.code) {
      whole.append(region.code)
      areas.append(region.code)
      regions.append(region)
      for column in weights.keys { weights[column]?.append(0) }
    }
  }

  private mutating func readWeights(
    _ source: inout SourceTable, _ finalDemand: [String: String]
  ) throws {
    var missing: [Problem] = []
    for column in Set(finalDemand.values).sorted() {
      guard let index = source.table.header.firstIndex(of: column), !Self.fixed.contains(column)
      else {
        missing.append(
          Problem(
            at: Location(file: source.table.file), path: "final-demand",
            "there is no column `\(column)` with numbers",
            expected: UnknownName.choice(
              of: source.table.header.filter { !Self.fixed.contains($0) }, near: column)))
        continue
      }
      weights[column] = (0..<source.rowCount)
        .map { row in
          let value = source.requiredNumber(row, index) ?? 0
          if value < 0 {
            source.refuse(row, index, "the value is negative", expected: "at least 0")
          }
          return value
        }
    }
    guard missing.isEmpty else { throw ProblemReport(missing + source.problems) }
  }

  private mutating func readExponents(_ url: URL, _ table: AccountTable) throws {
    var source = try SourceTable(url)
    let (industry, value, origin) = (
      try source.column("industry"), try source.column("value"), try source.column("source")
    )
    let known = table.industries.map(\.code)
    for row in 0..<source.rowCount {
      let code = source.text(row, industry)
      if !known.contains(code) {
        source.refuse(
          row, industry, "the table has no industry `\(code)`",
          expected: UnknownName.choice(of: known, near: code))
      }
      if source.text(row, origin).isEmpty {
        source.refuse(row, origin, "the source is empty", expected: "where the value comes from")
      }
      guard let number = source.requiredNumber(row, value) else { continue }
      if exponents.updateValue(number, forKey: code) != nil {
        source.refuse(row, industry, "`\(code)` is given twice", expected: "every industry once")
      }
    }
    try source.finish()
  }

  private mutating func readDistances(_ url: URL) throws {
    var source = try SourceTable(url)
    let (from, to, km) = (
      try source.column("from"), try source.column("to"), try source.column("km")
    )
    for row in 0..<source.rowCount {
      guard let number = source.requiredNumber(row, km) else { continue }
      if number <= 0 {
        source.refuse(row, km, "the distance is \(number)", expected: "a distance above zero")
      }
      distances[source.text(row, from), default: [:]][source.text(row, to)] = number
    }
    let codes = regions.map(\.code).filter { !whole.contains($0) }
    let missing = codes.flatMap { a in codes.map { (a, $0) } }
      .filter { distances[$0.0]?[$0.1] == nil }
    if let first = missing.first, source.rowCount > 0 {
      source.refuse(
        0, from, "\(missing.count) pairs have no distance, the first from \(first.0) to \(first.1)",
        expected: "every pair of regions in both directions, and every region to itself")
    }
    try source.finish()
  }
}
