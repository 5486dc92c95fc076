package import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactSimulation

extension ComparedRun {
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
    draws = read.manifest.ensemble?.draws ?? 0
    toolVersion = read.manifest.toolVersion
    bands = try Self.bands(read.axes, folder)
    drawn = try Self.drawn(read.axes, read.manifest.ensemble, folder)
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

  /// The arrays of bands; empty in folders without.
  private static func bands(
    _ axes: Axes, _ folder: URL
  ) throws -> [Indicator: [String: [Band?]]] {
    guard let places = axes.places else { return [:] }
    let (T, P) = (axes.years.count, places.count)
    var all: [Indicator: [String: [Band?]]] = [:]
    for indicator in Indicator.allCases {
      let name = "\(indicator.rawValue)_bands.npy"
      guard axes.arrays[name] != nil else { continue }
      let file = folder.appending(path: "results/\(name)")
      let values = try NumpyArray(bytes: try bytes(file), file: file.path).values
      guard values.count == 3 * T * P else {
        throw broken(file, "the array does not fit the axes")
      }
      all[indicator] = Dictionary(
        places.enumerated()
          .map { p, code in
            (
              code,
              (0..<T)
                .map { t -> Band? in
                  let ends = (0..<3).map { values[($0 * T + t) * P + p] }
                  guard ends.allSatisfy(\.isFinite) else { return nil }
                  return Band(p05: ends[0], p50: ends[1], p95: ends[2])
                }
            )
          }, uniquingKeysWith: { first, _ in first })
    }
    return all
  }

  /// The arrays of draws; nil in folders without.
  private static func drawn(
    _ axes: Axes, _ ensemble: RunManifest.Ensemble?, _ folder: URL
  ) throws -> DrawnRun? {
    guard let ensemble, let places = axes.places, let draws = axes.draws,
      let keys = axes.parameters
    else { return nil }
    func values(_ name: String, _ count: Int) throws -> [Double] {
      let file = folder.appending(path: "results/\(name)")
      let array = try NumpyArray(bytes: try bytes(file), file: file.path)
      guard array.values.count == count else {
        throw broken(file, "the array does not fit the axes")
      }
      return array.values
    }
    var totals: [Indicator: [Double]] = [:]
    for indicator in Indicator.allCases {
      let name = "\(indicator.rawValue)_draws.npy"
      guard axes.arrays[name] != nil else { continue }
      totals[indicator] = try values(name, axes.years.count * places.count * draws.count)
    }
    let drawn = try values("parameter_draws.npy", keys.count * draws.count)
    let parameters = keys.enumerated()
      .map { ($1, Array(drawn[$0 * draws.count..<($0 + 1) * draws.count])) }
    return DrawnRun(
      seed: ensemble.seed, sampling: ensemble.sampling, asked: ensemble.drawsAsked,
      kept: draws.count,
      parameters: Dictionary(parameters, uniquingKeysWith: { first, _ in first }),
      places: places, totals: totals)
  }

  private struct Axes: Decodable {
    let effects: [String]
    let years: [Int]
    let regions: [String]
    let regionNames: [String]
    let regionCountries: [String]
    let industries: [String]
    let arrays: [String: [String]]
    let places: [String]?
    let draws: [Int]?
    let parameters: [String]?
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
    (
      try RunManifest.read(
        folder, expected: "a folder that `tia run --out` wrote, or a scenario file"),
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
