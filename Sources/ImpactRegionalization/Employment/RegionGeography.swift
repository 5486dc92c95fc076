import Foundation
import ImpactAxes
import ImpactDiagnostics

/// Names, places, areas, products and inhabitants of the NUTS-2 regions of 2021.
struct RegionGeography {
  let regions: [Region]
  /// Million EUR by region code.
  private(set) var domesticProduct: [String: Double] = [:]
  /// Inhabitants by region code.
  private(set) var population: [String: Double] = [:]
  private(set) var quality: [RegionalEmployment.QualityLine] = []

  /// Names of 2021 for regions that the 2024 version dissolved or renamed.
  static let formerNames = [
    "NL31": "Utrecht", "NL33": "Zuid-Holland", "PT16": "Centro (PT)",
    "PT17": "Área Metropolitana de Lisboa", "PT18": "Alentejo",
  ]

  init(_ sources: EmploymentSources, crosswalk: RegionCrosswalk) throws {
    regions = try Self.regions(sources.centroids, crosswalk)
    try readProduct(sources.domesticProduct, crosswalk)
  }

  private struct Place {
    let name: String
    let longitude: Double
    let latitude: Double
  }

  private static func regions(_ url: URL, _ crosswalk: RegionCrosswalk) throws -> [Region] {
    let places = try places(url)
    let pieces = crosswalk.pieces(from: 2021, to: 2024)
    var list: [Region] = []
    var problems: [Problem] = []
    for state in EmploymentClassification.memberStates {
      for code in crosswalk.regions(of: state.code, version: 2021) {
        let own = pieces.filter { $0.from == code }
        let area = own.reduce(0) { $0 + $1.area }
        guard let place = places[code] ?? mean(own, places, name: formerNames[code] ?? code) else {
          problems.append(
            Problem(
              at: Location(file: url.path), "there is no place for `\(code)` or its parts",
              expected: "every NUTS-2 region of 2024"))
          continue
        }
        list.append(
          Region(
            code: code, name: place.name, country: state.code, isEuropeanUnion: true,
            longitude: place.longitude, latitude: place.latitude, area: area))
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return list.sorted { $0.code < $1.code }
  }

  private static func places(_ url: URL) throws -> [String: Place] {
    var source = try SourceTable(url)
    let code = try source.column("nuts_id")
    let name = try source.column("name")
    let longitude = try source.column("lon")
    let latitude = try source.column("lat")
    var places: [String: Place] = [:]
    for row in 0..<source.rowCount {
      guard let east = source.requiredNumber(row, longitude),
        let north = source.requiredNumber(row, latitude)
      else { continue }
      places[source.text(row, code)] = Place(
        name: source.text(row, name), longitude: east, latitude: north)
    }
    try source.finish()
    return places
  }

  /// Mean of the parts' places by inhabitants.
  private static func mean(
    _ pieces: [RegionCrosswalk.Piece], _ places: [String: Place], name: String
  ) -> Place? {
    var longitude = 0.0
    var latitude = 0.0
    var whole = 0.0
    for piece in pieces {
      guard let place = places[piece.to] else { return nil }
      longitude += place.longitude * piece.population
      latitude += place.latitude * piece.population
      whole += piece.population
    }
    guard whole > 0 else { return nil }
    return Place(name: name, longitude: longitude / whole, latitude: latitude / whole)
  }

  private mutating func readProduct(_ url: URL, _ crosswalk: RegionCrosswalk) throws {
    var source = try SourceTable(url)
    let geo = try source.column("geo")
    let time = try source.column("time")
    let euro = try source.column("NUM_EUR")
    let perHead = try source.column("EUR_HAB")
    var rows: [String: (product: Double, people: Double)] = [:]
    var extra = 0.0
    let states = Set(EmploymentClassification.memberStates.map { Substring($0.code) })
    for row in 0..<source.rowCount {
      let region = source.text(row, geo)
      let year = source.text(row, time)
      guard year == (region.hasPrefix("FR") ? "2015" : "2014"), states.contains(region.prefix(2)),
        let product = source.number(row, euro)
      else { continue }
      if region.count == 3, region.hasSuffix("Z") { extra += product / 1e6 }
      guard region.count == 4, let head = source.number(row, perHead), head > 0 else { continue }
      rows[region] = (product / 1e6, product / head)
    }
    try source.finish()
    convert(rows, crosswalk)
    let missing = regions.map(\.code).filter { domesticProduct[$0] == nil }
    guard missing.isEmpty else {
      throw ProblemReport([
        Problem(
          at: Location(file: url.path), "no product for \(missing.joined(separator: ", "))",
          expected: "product and product per head in 2014 (France: 2015)")
      ])
    }
    quality.append(
      RegionalEmployment.QualityLine(
        "product", "extra-regio, left out", extra, "million EUR",
        "embassies, shelves and the like of member states"))
    quality.append(
      RegionalEmployment.QualityLine(
        "product", "year of the French regions", 2015, "year", "2014 is not published by region"))
  }

  private mutating func convert(
    _ rows: [String: (product: Double, people: Double)], _ crosswalk: RegionCrosswalk
  ) {
    let pieces = crosswalk.pieces(from: 2016, to: 2021)
    var whole: [String: Double] = [:]
    for piece in pieces { whole[piece.from, default: 0] += piece.population }
    for piece in pieces {
      guard let row = rows[piece.from], let all = whole[piece.from], all > 0 else { continue }
      let share = piece.population / all
      domesticProduct[piece.to, default: 0] += share * row.product
      population[piece.to, default: 0] += share * row.people
    }
  }
}
