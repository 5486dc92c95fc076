package import Foundation
package import ImpactAxes
import ImpactDocuments
import ImpactEconomies

extension RegionalFacts {
  /// Persons, product and population from the estimate of regional employment.
  package init(_ estimate: RegionalEmployment, quality: inout QualityReport) {
    // National division totals stand for every country and industry; those of the automotive
    // neighbourhood are kept, the rest can be read off the satellites.
    let kept = ["C27", "C28", "C29"]
    for line in estimate.quality {
      guard line.step != "divisions" || kept.contains(where: { line.figure.hasSuffix($0) }) else {
        continue
      }
      quality.add("3 \(line.step)", line.figure, line.value, line.unit, line.note)
    }
    var abroad: [String: [Double]] = [:]
    for (code, persons) in estimate.economies {
      guard let short = CountryCodes.eurostat[code], !CountryCodes.europeanUnion.contains(short)
      else { continue }
      abroad[short] = persons
    }
    self.init(
      regions: estimate.regions, persons: estimate.persons,
      flags: estimate.flags.map { row in row.map { $0 == .published ? .published : .estimated } },
      product: estimate.domesticProduct, population: estimate.population, abroad: abroad)
  }
}

/// Representative points of European economies outside the union: the mean of their regions.
package enum Centroids {
  package static func read(_ url: URL) throws -> [String: Region] {
    let table = try CSVTable(text: String(contentsOf: url, encoding: .utf8), file: url.path)
    let (id, lon, lat) = (
      try table.column("nuts_id"), try table.column("lon"), try table.column("lat")
    )
    var points: [String: [(Double, Double)]] = [:]
    for (n, row) in table.rows.enumerated() {
      guard let x = Double(row[lon]), let y = Double(row[lat]) else {
        throw BuildFault("\(table.location(row: n)): a coordinate is not a number")
      }
      points[String(row[id].prefix(2)), default: []].append((x, y))
    }
    var result: [String: Region] = [:]
    for (country, list) in points where !CountryCodes.europeanUnion.contains(country) {
      let count = Double(list.count)
      result[country] = Region(
        code: country, name: CountryCodes.names[country] ?? country, country: country,
        isEuropeanUnion: false, longitude: list.reduce(0) { $0 + $1.0 } / count,
        latitude: list.reduce(0) { $0 + $1.1 } / count, area: nil)
    }
    return result
  }
}

/// Compensation of employees per value added, from the socio-economic accounts of the WIOD 2016
/// release (Canada, France, Germany, the United Kingdom and the United States only).
package enum CompensationShares {
  /// By country, then split industry; children take their parent's share.
  package static func read(_ url: URL, industries: [String]) throws -> [String: [Double]] {
    let table = try CSVTable(text: String(contentsOf: url, encoding: .utf8), file: url.path)
    let (country, code) = (try table.column("country"), try table.column("code"))
    let (comp, va) = (try table.column("COMP"), try table.column("VA"))
    var shares: [String: [String: Double]] = [:]
    for row in table.rows {
      guard let short = CountryCodes.eurostat[row[country]], let pay = Double(row[comp]),
        let added = Double(row[va])
      else { continue }
      shares[short, default: [:]][row[code]] = added > 0 ? pay / added : 0
    }
    return shares.compactMapValues { byCode in
      let row = industries.map { code in
        byCode[code] ?? (AutomotiveBlock.all.contains(code) ? byCode[String(code.prefix(3))] : nil)
      }
      return row.contains { $0 == nil } ? nil : row.compactMap { $0 }
    }
  }
}
