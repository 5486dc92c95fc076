package import ImpactDiagnostics
package import ImpactEconomies
package import ImpactModels

/// Import dependence and concentration of suppliers as tables.
package struct ResilienceTable: Sendable {
  /// An origin to look at, with the mask of its regions.
  package struct Origin: Sendable {
    package let name: String
    package let regions: [Bool]
    package let includesWorld: Bool

    package init(name: String, regions: [Bool], includesWorld: Bool) {
      self.name = name
      self.regions = regions
      self.includesWorld = includesWorld
    }
  }

  private let economy: Economy
  private let origin: Origin

  package init(_ economy: Economy, origin: Origin) {
    self.economy = economy
    self.origin = origin
  }

  private var columns: [AnalysisTable.Column] {
    func percent(_ name: String, _ label: String) -> AnalysisTable.Column {
      .init(name, label: label, unit: "percent", decimals: 1)
    }
    return [
      .init("purchases", label: "purchases", unit: "million EUR", decimals: 0),
      percent("own_country", "own country"), percent("union", "EU27"),
      percent("outside", "outside EU27"), percent("outside_whole", "whole chain"),
      percent("origin", origin.name), percent("origin_whole", "whole chain"),
      .init("hhi_countries", label: "HHI countries", unit: "ratio", decimals: 3),
      .init("hhi_regions", label: "HHI regions", unit: "ratio", decimals: 3),
      percent("first_share", "first outside"),
    ]
  }

  /// One row for each product that the buyers buy.
  package func products(
    _ found: ImportDependence, title: String, products: [Int], count: Int?, notices: [Notice]
  ) -> AnalysisTable {
    var table = AnalysisTable(
      title,
      keys: [
        .init("product", label: "Product"), .init("product_name", label: ""),
        .init("first_outside", label: "First outside EU27"),
      ], columns: columns, notices: notices + [Self.reading])
    table.rows = products.compactMap { i in
      let industry = economy.industries[i]
      return row([industry.code, industry.name], found, i)
    }
    table.rank(by: "purchases", count: count)
    return table
  }

  /// One row for each region of buyers, for one product.
  package func regions(
    _ found: [(region: Int, dependence: ImportDependence)], product: Int, title: String,
    count: Int?, notices: [Notice]
  ) -> AnalysisTable {
    var table = AnalysisTable(
      title,
      keys: [.region, .regionName, .init("first_outside", label: "First outside EU27")],
      columns: columns, notices: notices + [Self.reading])
    table.rows = found.compactMap { region, dependence in
      row([economy.regions[region].code, economy.regions[region].name], dependence, product)
    }
    table.rank(by: "purchases", count: count)
    return table
  }

  private static let reading = Notice(
    "resilience-reading",
    "whole chain: what suppliers and their suppliers buy counts too, except suppliers in the rest of "
      + "the world (W), which is one origin; HHI 1 is one supplier, W counts as one; names of firms are "
      + "not known, so that one country may hide many suppliers or a single one")

  private func row(_ keys: [String], _ found: ImportDependence, _ i: Int) -> AnalysisTable.Row? {
    let origins = found.origins(of: i, .direct)
    let total = origins.reduce(0, +)
    guard total > 0 else { return nil }
    let union = economy.regions.map(\.isEuropeanUnion)
    func percent(_ mask: [Bool], _ world: Bool, _ view: ImportDependence.View) -> Double {
      100 * (found.share(of: i, from: mask, includesWorld: world, view) ?? .nan)
    }
    let outside = union.map { !$0 }
    let countries = found.countries(of: i, .direct)
    let first = firstOutside(countries)
    return AnalysisTable.Row(
      keys + [first.map { countryName($0) } ?? ""],
      [
        total, ownCountry(found, i, total), percent(union, false, .direct),
        percent(outside, true, .direct), percent(outside, true, .whole),
        percent(origin.regions, origin.includesWorld, .direct),
        percent(origin.regions, origin.includesWorld, .whole),
        SupplierConcentration(countries).index, SupplierConcentration(origins).index,
        first.map { 100 * countries[$0] / total } ?? .nan,
      ])
  }

  /// Share of the buyers' own countries; nan where buyers stand in several.
  private func ownCountry(_ found: ImportDependence, _ i: Int, _ total: Double) -> Double {
    let S = economy.industryCount
    let homes = Set(found.cells.map { economy.countryOfRegion[$0 / S] })
    guard homes.count == 1, let home = homes.first else { return .nan }
    return 100 * found.countries(of: i, .direct)[home] / total
  }

  private func firstOutside(_ countries: [Double]) -> Int? {
    let inUnion = Set(
      economy.regions.indices.filter { economy.regions[$0].isEuropeanUnion }
        .map { economy.countryOfRegion[$0] })
    return countries.indices.filter { !inUnion.contains($0) && countries[$0] > 0 }
      .max { countries[$0] < countries[$1] }
  }

  private func countryName(_ index: Int) -> String {
    index < economy.countryCount ? economy.countries[index] : "W"
  }
}
