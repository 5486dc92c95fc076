package import Foundation
package import ImpactAxes
import ImpactDocuments

/// Drive trains of new cars by market, and of production by country.
///
/// Markets: IEA, Global EV Outlook 2024, sales of 2023 (its "EV" is battery plus plug-in); hybrids
/// in the European Union from ACEA. Production has no public source by country: a country builds
/// what its markets buy, m[k,o] = Σ_d B[o,d]·market[k,d] / Σ_d B[o,d], with B its vehicle sales
/// including those at home. An assumption, kept in `technology-mix.csv`.
package struct MarketMix: Sendable {
  /// Year of the newest sales by country.
  package static let year = 2023
  /// Shares by market, index C is the rest of the world.
  let markets: [[ImpactAxes.Technology: Double]]

  static let names: [String: String] = [
    "Austria": "AT", "Australia": "AU", "Belgium": "BE", "Brazil": "BR", "Bulgaria": "BG",
    "Canada": "CA", "China": "CN", "Croatia": "HR", "Cyprus": "CY", "Czech Republic": "CZ",
    "Denmark": "DK", "Estonia": "EE", "Finland": "FI", "France": "FR", "Germany": "DE",
    "Greece": "EL", "Hungary": "HU", "Iceland": "IS", "India": "IN", "Indonesia": "ID",
    "Ireland": "IE", "Italy": "IT", "Japan": "JP", "Korea": "KR", "Latvia": "LV",
    "Lithuania": "LT", "Luxembourg": "LU", "Malta": "MT", "Mexico": "MX", "Netherlands": "NL",
    "Norway": "NO", "Poland": "PL", "Portugal": "PT", "Romania": "RO", "Russia": "RU",
    "Slovakia": "SK", "Slovenia": "SI", "Spain": "ES", "Sweden": "SE", "Switzerland": "CH",
    "Turkiye": "TR", "United Kingdom": "UK", "USA": "US", "EU27": "EU27", "World": "World",
  ]

  package init(
    outlook: URL, countries: [String], hybridShareEU: Double, quality: inout QualityReport
  ) throws {
    let sales = try Self.sales(outlook)
    func shares(_ place: String) throws -> [ImpactAxes.Technology: Double]? {
      guard let entry = sales[place], let share = entry.share, entry.battery + entry.plugIn > 0
      else { return nil }
      guard share > 0, share <= 1 else {
        throw BuildFault(
          "\(outlook.path): electric cars are \(share * 100) % of sales in \(place), expected 0 to 100"
        )
      }
      let total = (entry.battery + entry.plugIn) / share
      let hybrid = CountryCodes.europeanUnion.contains(place) || place == "EU27" ? hybridShareEU : 0
      let (bev, phev) = (entry.battery / total, entry.plugIn / total)
      // What the two leave is 1 − share: never below zero, not even by rounding.
      let hev = min(hybrid, 1 - share)
      return [.bev: bev, .phev: phev, .hev: hev, .ice: 1 - share - hev]
    }
    guard let union = try shares("EU27"), let world = try shares("World") else {
      throw BuildFault("\(outlook.path) has no car sales of \(Self.year) for EU27 and World")
    }
    var filled: [String] = []
    markets =
      try countries.map { code in
        if let known = try shares(code) { return known }
        filled.append(code)
        return CountryCodes.europeanUnion.contains(code) ? union : world
      } + [world]
    quality.add(
      "7 base-year update", "markets without sales by drive train", filled.joined(separator: " "),
      "countries", "take the mean of the EU27 or of the world")
  }

  private struct Sales {
    var battery = 0.0
    var plugIn = 0.0
    var share: Double?
  }

  private static func sales(_ url: URL) throws -> [String: Sales] {
    let table = try CSVTable(text: String(contentsOf: url, encoding: .utf8), file: url.path)
    let columns = try ["region", "category", "parameter", "mode", "powertrain", "year", "value"]
      .map { try table.column($0) }
    var result: [String: Sales] = [:]
    for row in table.rows {
      let cell = columns.map { row[$0] }
      guard cell[1] == "Historical", cell[3] == "Cars", cell[5] == String(year),
        let place = names[cell[0]], let value = Double(cell[6])
      else { continue }
      switch (cell[2], cell[4]) {
      case ("EV sales", "BEV"): result[place, default: Sales()].battery = value
      case ("EV sales", "PHEV"): result[place, default: Sales()].plugIn = value
      case ("EV sales share", "EV"): result[place, default: Sales()].share = value / 100
      default: continue
      }
    }
    return result
  }

  /// Production shares of a country from its vehicle sales by destination (index C is W).
  package func production(sales: [Double]) -> [ImpactAxes.Technology: Double] {
    let total = sales.reduce(0, +)
    var mix: [ImpactAxes.Technology: Double] = [:]
    for technology in ImpactAxes.Technology.allCases {
      mix[technology] =
        total > 0
        ? zip(sales, markets).reduce(0) { $0 + $1.0 * ($1.1[technology] ?? 0) } / total
        : markets[markets.count - 1][technology] ?? 0
    }
    // Rounded to 1e-12 and closed on combustion, so that shares sum to 1 exactly enough.
    let electric = (mix[.bev] ?? 0) + (mix[.phev] ?? 0) + (mix[.hev] ?? 0)
    mix[.ice] = 1 - electric
    return mix
  }
}
