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
  private let sheet: ResultSheet

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
    let (regions, industries) = (result.regions.count, result.industries.count)
    let indicators = Indicator.allCases
    let written = try concurrentMap(indicators.count) { k in
      var arrays: [(name: String, axes: [String])] = []
      let indicator = indicators[k]
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
      if let bands = bands(of: indicator) {
        try write(bands, "\(indicator.rawValue)_bands", to: folder)
        arrays.append(("\(indicator.rawValue)_bands.npy", ["percentiles", "years", "places"]))
        if let channels = channelBands(of: indicator) {
          let name = "\(indicator.rawValue)_channel_bands"
          try write(channels, name, to: folder)
          arrays.append(("\(name).npy", ["percentiles", "effects", "years", "places"]))
        }
        try write(draws: indicator, to: folder)
        arrays.append(("\(indicator.rawValue)_draws.npy", ["years", "places", "draws"]))
      }
      return arrays
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

  /// Bands of every place, nan where nothing is known; nil without draws.
  private func bands(of indicator: Indicator) -> NumpyArray? {
    guard sheet.result.bands != nil else { return nil }
    let (years, places) = (sheet.result.years.count, sheet.places.all)
    let bands = (0..<years)
      .flatMap { year in places.map { sheet.band(indicator, year: year, in: $0) } }
    let ends: [KeyPath<Band, Double>] = [\.p05, \.p50, \.p95]
    return NumpyArray(
      shape: [3, years, places.count],
      values: ends.flatMap { end in bands.map { $0?[keyPath: end] ?? .nan } })
  }

  /// Bands of every channel and place, nan where nothing is known; nil where channels have none.
  private func channelBands(of indicator: Indicator) -> NumpyArray? {
    guard let all = sheet.result.bands, all.partsChannels else { return nil }
    let (years, places) = (sheet.result.years.count, sheet.places.all)
    let bands = sheet.effects.flatMap { effect in
      (0..<years)
        .flatMap { year in
          places.map { all.band(indicator, effect, yearIndex: year, place: $0.code) }
        }
    }
    let ends: [KeyPath<Band, Double>] = [\.p05, \.p50, \.p95]
    return NumpyArray(
      shape: [3, sheet.effects.count, years, places.count],
      values: ends.flatMap { end in bands.map { $0?[keyPath: end] ?? .nan } })
  }

  /// Writes what every place comes to in each draw that is kept, nan where a draw has none.
  private func write(draws indicator: Indicator, to folder: URL) throws {
    guard let bands = sheet.result.bands else { return }
    let (years, places) = (sheet.result.years.count, sheet.places.all)
    let shape = [years, places.count, bands.keptDraws]
    let unknown = [Double](repeating: .nan, count: bands.keptDraws)
    let values = (0..<years)
      .flatMap { year in
        places.flatMap {
          bands.draws(of: indicator, yearIndex: year, place: $0.code) ?? unknown
        }
      }
    switch bands.options.precision {
    case .double:
      try write(NumpyArray(shape: shape, values: values), "\(indicator.rawValue)_draws", to: folder)
    case .single:
      try Data(NumpyArray.bytes(shape: shape, values: values.map { Float($0) }))
        .write(to: folder.appending(path: "\(indicator.rawValue)_draws.npy"))
    }
  }

  /// Writes what was drawn; returns its name and axes.
  private func parameters(to folder: URL) throws -> [(name: String, axes: [String])] {
    guard let bands = sheet.result.bands else { return [] }
    let array = NumpyArray(
      shape: [bands.parameters.count, bands.keptDraws],
      values: bands.parameterValues.flatMap(\.self))
    try write(array, "parameter_draws", to: folder)
    return [("parameter_draws.npy", ["parameters", "draws"])]
  }

  private func write(_ array: NumpyArray, _ name: String, to folder: URL) throws {
    try Data(array.bytes).write(to: folder.appending(path: "\(name).npy"))
  }
}
