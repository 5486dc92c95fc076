package import Foundation
import ImpactDocuments
import ImpactNumerics
import ImpactSimulation

/// The full cube of a result as numpy arrays, with the names of its axes.
///
/// `results/<indicator>.npy`: changes, effects × years × regions × industries, float64, C order.
/// `results/<indicator>_baseline.npy`: levels, years × regions × industries. Unknown cells are nan.
/// `results/<indicator>_bands.npy`: with draws, bands of the total over effects and industries,
/// percentiles × years × places. `results/<indicator>_draws.npy`: the same total in each draw that is kept, years ×
/// places × draws, float32 where draws were solved in single precision; `results/parameter_draws.npy`: what was
/// drawn, parameters × draws.
package struct ResultCube: Sendable {
  let sheet: ResultSheet

  package init(_ sheet: ResultSheet) { self.sheet = sheet }

  private struct Axes: Encodable {
    let effects: [String]
    let years: [Int]
    let regions: [String]
    let regionNames: [String]
    let regionCountries: [String]
    let industries: [String]
    let indicators: [String: String]
    let arrays: [String: [String]]
    /// The axes of the bands; absent without draws.
    let percentiles: [String]?
    let places: [String]?
    /// Numbers of the draws that are kept, and the keys of what was drawn; absent without draws.
    let draws: [Int]?
    let parameters: [String]?
  }

  /// Writes the arrays and `axes.json` into an existing folder; returns the names written.
  package func write(to folder: URL) throws -> [String] {
    let result = sheet.result
    let indicators = Indicator.allCases
    let written = try concurrentMap(indicators.count) { k in
      try levels(of: indicators[k], to: folder) + (try bands(of: indicators[k], to: folder))
    }
    let arrays = Dictionary(
      (written.flatMap(\.self) + (try parameters(to: folder))).map { ($0.name, $0.axes) },
      uniquingKeysWith: { first, _ in first })
    let axes = Axes(
      effects: sheet.effects.map(\.rawValue), years: result.years,
      regions: result.regions.map(\.code), regionNames: result.regions.map(\.name),
      regionCountries: result.regions.map(\.country), industries: result.industries.map(\.code),
      indicators: Dictionary(
        uniqueKeysWithValues: Indicator.allCases.map { ($0.rawValue, $0.unit) }),
      arrays: arrays, percentiles: result.bands.map { _ in ["p05", "p50", "p95"] },
      places: result.bands.map { _ in sheet.places.all.map(\.code) },
      draws: result.bands.map { Array(0..<$0.keptDraws) },
      parameters: result.bands.map { $0.parameters.map(\.key) })
    try StableJSON.data(axes).write(to: folder.appending(path: "axes.json"))
    return arrays.keys.sorted() + ["axes.json"]
  }

  /// Writes changes and levels of an indicator; returns names and axes.
  private func levels(
    of indicator: Indicator, to folder: URL
  ) throws -> [(name: String, axes: [String])] {
    let result = sheet.result
    let (regions, industries) = (result.regions.count, result.industries.count)
    var arrays: [(name: String, axes: [String])] = []
    if let change = result.change[indicator] {
      let values = sheet.effects.flatMap { effect in
        change[effect]?.flatMap(\.self)
          ?? [Double](repeating: 0, count: result.years.count * regions * industries)
      }
      let shape = [sheet.effects.count, result.years.count, regions, industries]
      try write(NumpyArray(shape: shape, values: values), indicator.rawValue, to: folder)
      arrays.append(("\(indicator.rawValue).npy", ["effects", "years", "regions", "industries"]))
    }
    if let baseline = result.baseline[indicator] {
      let array = NumpyArray(
        shape: [result.years.count, regions, industries], values: baseline.flatMap(\.self))
      try write(array, "\(indicator.rawValue)_baseline", to: folder)
      arrays.append(("\(indicator.rawValue)_baseline.npy", ["years", "regions", "industries"]))
    }
    return arrays
  }

  func write(_ array: NumpyArray, _ name: String, to folder: URL) throws {
    try Data(array.bytes).write(to: folder.appending(path: "\(name).npy"))
  }
}
