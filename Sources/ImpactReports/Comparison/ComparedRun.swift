package import Foundation
import ImpactDiagnostics
import ImpactDocuments
package import ImpactSimulation

/// One run beside others: levels and changes by region, all industries together.
package struct ComparedRun: Sendable {
  /// Name in tables.
  package var label: String
  package let economy: String
  package let economyHash: String?
  package let years: [Int]
  /// Regions in the order of the economy.
  package let regions: [(code: String, name: String, country: String)]
  /// Groups of regions by code, the Union among them.
  package let places: [(code: String, name: String, regions: [String])]
  package let effects: Set<String>
  /// `[indicator][year][region]`; nan where nothing is known.
  package let change: [Indicator: [[Double]]]
  package let baseline: [Indicator: [[Double]]]

  /// A run made just now.
  package init(_ result: ImpactResult, label: String, economyHash: String?) {
    let sheet = ResultSheet(result)
    self.label = label
    self.economyHash = economyHash
    economy = result.economy
    years = result.years
    regions = result.regions.map { ($0.code, $0.name, $0.country) }
    let groups = (sheet.places.union.map { [$0] } ?? []) + sheet.places.territories
    places = (groups + sheet.places.countries)
      .map { place in
        (place.code, place.name, place.regions.map { result.regions[$0].code })
      }
    effects = Set(sheet.effects.map(\.rawValue))
    func byRegion(_ cells: (Int) -> [Double]) -> [[Double]] {
      result.years.indices.map { year in
        let values = cells(year)
        return sheet.places.regions.map {
          sheet.sum(values, regions: $0.regions, industries: 0..<sheet.industryCount)
        }
      }
    }
    var (change, baseline) = ([Indicator: [[Double]]](), [Indicator: [[Double]]]())
    for indicator in Indicator.allCases {
      if result.change[indicator] != nil {
        change[indicator] = byRegion { sheet.change(indicator, nil, year: $0) }
      }
      if result.baseline[indicator] != nil {
        baseline[indicator] = byRegion { sheet.baseline(indicator, year: $0) }
      }
    }
    (self.change, self.baseline) = (change, baseline)
  }

  /// A result folder that `tia run --out` wrote.
  ///
  /// Throws a `ProblemReport` when it is none, or a file of it is missing or broken.
  package init(folder: URL) throws {
    let read = try Self.read(folder)
    label = read.manifest.scenario.id
    economy = read.manifest.economy.name
    economyHash = read.manifest.economy.hash
    years = read.axes.years
    guard read.axes.regionNames.count == read.axes.regions.count,
      read.axes.regionCountries.count == read.axes.regions.count
    else {
      throw Self.broken(
        folder.appending(path: "results/axes.json"), "names and countries do not fit the regions")
    }
    regions = read.axes.regions.indices.map {
      (read.axes.regions[$0], read.axes.regionNames[$0], read.axes.regionCountries[$0])
    }
    places = read.summary.totals.map { ($0.code, $0.name, $0.regions) }
    effects = Set(read.axes.effects)
    var (change, baseline) = ([Indicator: [[Double]]](), [Indicator: [[Double]]]())
    for indicator in Indicator.allCases {
      change[indicator] = try Self.byRegion(
        indicator.rawValue, layers: read.axes.effects.count, read.axes, folder)
      baseline[indicator] = try Self.byRegion(
        "\(indicator.rawValue)_baseline", layers: 1, read.axes, folder)
    }
    (self.change, self.baseline) = (change, baseline)
  }

  /// An array summed over its layers and industries, `[year][region]`; nil where the folder has none.
  private static func byRegion(
    _ name: String, layers: Int, _ axes: Axes, _ folder: URL
  ) throws -> [[Double]]? {
    guard axes.arrays["\(name).npy"] != nil else { return nil }
    let (T, R, S) = (axes.years.count, axes.regions.count, axes.industries.count)
    let file = folder.appending(path: "results/\(name).npy")
    let array = try NumpyArray(bytes: try bytes(file), file: file.path)
    guard array.values.count == layers * T * R * S else {
      throw broken(file, "the array does not fit the axes")
    }
    return (0..<T)
      .map { t in
        (0..<R)
          .map { r in
            var (sum, known) = (0.0, false)
            for i in 0..<S {
              let cell = (0..<layers)
                .reduce(0.0) { $0 + array.values[(($1 * T + t) * R + r) * S + i] }
              if !cell.isNaN { (sum, known) = (sum + cell, true) }
            }
            return known ? sum : .nan
          }
      }
  }

  /// A group of regions made from codes of regions, countries or groups: `NAME=DE11,FRF3`.
  package func made(_ text: String) throws -> (code: String, name: String, regions: [String]) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let members = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
    func codes(_ name: String) -> [String] {
      places.first { $0.code == name }?.regions
        ?? regions.filter { $0.code == name || $0.country == name }.map(\.code)
    }
    var problems = members.filter { codes($0).isEmpty }
      .map {
        Problem(
          at: nil, path: parts[0], "the run knows no place `\($0)`",
          expected: "a region, country or territory of the run")
      }
    if members.isEmpty || parts[0].isEmpty {
      problems.append(
        Problem(
          at: nil, path: "territory", "`\(text)` names no regions",
          expected: "NAME=CODE,CODE such as mine=DE11,FRF3"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let all = Set(members.flatMap(codes))
    return (parts[0], parts[0], regions.map(\.code).filter(all.contains))
  }

  private struct Axes: Decodable {
    let effects: [String]
    let years: [Int]
    let regions: [String]
    let regionNames: [String]
    let regionCountries: [String]
    let industries: [String]
    let arrays: [String: [String]]
  }

  private struct Summary: Decodable {
    struct Place: Decodable {
      let code: String
      let name: String
      let regions: [String]
    }
    let totals: [Place]
  }

  private static func read(
    _ folder: URL
  ) throws -> (manifest: RunManifest, axes: Axes, summary: Summary) {
    let file = folder.appending(path: RunManifest.fileName)
    guard RunManifest.isOurs(file) else {
      throw ProblemReport([
        Problem(
          at: Location(file: folder.path), "this is no result folder",
          expected: "a folder that `tia run --out` wrote, or a scenario file")
      ])
    }
    return (
      try decoded(RunManifest.self, file),
      try decoded(Axes.self, folder.appending(path: "results/axes.json")),
      try decoded(Summary.self, folder.appending(path: "summary.json"))
    )
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ file: URL) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(try bytes(file)))
    } catch let report as ProblemReport {
      throw report
    } catch {
      throw broken(file, "the file cannot be understood")
    }
  }

  private static func bytes(_ file: URL) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: file.path) else {
      throw broken(file, "the file is missing")
    }
    return Array(data)
  }

  private static func broken(_ file: URL, _ message: String) -> ProblemReport {
    ProblemReport([
      Problem(at: Location(file: file.path), message, expected: "the file as `tia run` wrote it")
    ])
  }
}
