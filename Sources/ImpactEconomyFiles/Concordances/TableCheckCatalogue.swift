public import Foundation
import ImpactDiagnostics
import ImpactDocuments
public import ImpactEconomies

extension TableCheckOptions {
  /// The defaults with the lists compiled into the program: versions of NUTS 2, and value added of 43
  /// countries in 2014 (World Input-Output Database, 2016 release).
  ///
  /// Throws a `ProblemReport` only when the build is faulty.
  public static func shipped() throws -> TableCheckOptions {
    var options = TableCheckOptions()
    options.regionVersions = try nutsVersions()
    options.valueAddedOfCountries = try valueAdded()
    return options
  }

  private static func nutsVersions() throws -> RegionVersions {
    let (file, text) = try ShippedCatalogue.text("nuts2-versions.csv")
    var reader = try TableReader(
      bytes: Array(text.utf8), file: file, columns: ["code", "versions"])
    var versionsOfCode: [String: Set<String>] = [:]
    for row in 0..<reader.rowCount {
      versionsOfCode[reader.required(row, 0)] = Set(
        reader.required(row, 1).split(separator: " ").map(String.init))
    }
    try reader.finish()
    let versions = versionsOfCode.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    return RegionVersions(
      name: "NUTS 2", versions: versions.sorted(), versionsOfCode: versionsOfCode)
  }

  private static func valueAdded() throws -> [ReferenceValueAdded] {
    let (file, text) = try ShippedCatalogue.text("value-added-2014.csv")
    var reader = try TableReader(
      bytes: Array(text.utf8), file: file, columns: ["country", "iso3", "value_added_million_usd"])
    let list = (0..<reader.rowCount)
      .map { row in
        ReferenceValueAdded(
          country: reader.required(row, 0), iso3: reader.required(row, 1),
          millionUSD: reader.number(row, 2) ?? .nan)
      }
    try reader.finish()
    return list
  }
}

extension SatelliteTotal {
  /// Reads totals from CSV with the columns `account,region,industry,value`.
  ///
  /// An empty region or industry means all; a region may be a country. Throws a `ProblemReport`.
  public static func read(at url: URL) throws -> [SatelliteTotal] {
    var reader = try TableReader(
      bytes: TextFile.bytes(url), file: url.relativePath,
      columns: ["account", "region", "industry", "value"])
    let totals = (0..<reader.rowCount)
      .map { row in
        SatelliteTotal(
          account: reader.required(row, 0),
          region: reader.isEmpty(row, 1) ? nil : reader.text(row, 1),
          industry: reader.isEmpty(row, 2) ? nil : reader.text(row, 2),
          value: reader.number(row, 3) ?? .nan)
      }
    try reader.finish()
    return totals
  }
}
