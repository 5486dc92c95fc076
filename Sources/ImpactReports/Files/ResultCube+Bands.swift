import Foundation
import ImpactDocuments
import ImpactSimulation

extension ResultCube {
  /// Writes bands and draws of an indicator, where there are any; returns names and axes.
  func bands(
    of indicator: Indicator, to folder: URL
  ) throws -> [(name: String, axes: [String])] {
    guard let bands = bands(of: indicator) else { return [] }
    let name = indicator.rawValue
    try write(bands, "\(name)_bands", to: folder)
    var arrays = [("\(name)_bands.npy", ["percentiles", "years", "places"])]
    if let channels = channelBands(of: indicator) {
      try write(channels, "\(name)_channel_bands", to: folder)
      arrays.append(("\(name)_channel_bands.npy", ["percentiles", "effects", "years", "places"]))
    }
    try write(draws: indicator, to: folder)
    arrays.append(("\(name)_draws.npy", ["years", "places", "draws"]))
    return arrays
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
  func parameters(to folder: URL) throws -> [(name: String, axes: [String])] {
    guard let bands = sheet.result.bands else { return [] }
    let array = NumpyArray(
      shape: [bands.parameters.count, bands.keptDraws],
      values: bands.parameterValues.flatMap(\.self))
    try write(array, "parameter_draws", to: folder)
    return [("parameter_draws.npy", ["parameters", "draws"])]
  }
}
