public import ImpactDiagnostics

/// How exactly draws are solved.
public enum SolvePrecision: String, Sendable, CaseIterable, Codable {
  /// Many draws in the coordinates of a sample, kept in single precision: bands repeat to 1e-6 of the change.
  case single
  /// Every draw and year in full, solved to 1e-12 and kept in double precision: bands repeat to 1e-9 of the
  /// change whatever the number of threads and the size of blocks. Takes several times as long.
  case double
}

/// How an ensemble is drawn.
public struct EnsembleOptions: Sendable, Hashable {
  /// Number of draws, N; 0 gives no bands.
  public var draws: Int
  /// The same seed gives the same draws.
  public var seed: UInt64
  /// Where draws lie.
  public var sampling: SamplingMethod
  /// Draws that are worked on together, and lost at most when a run is ended; results do not depend on it
  /// beyond rounding.
  public var block: Int = 128

  /// How draws are solved; results agree within what coordinates leave out.
  public var precision: SolvePrecision = .single

  /// Code of a place whose percentiles' standard errors are told beside those of the Union; nil for none.
  public var place: String?

  /// Whether fewer draws will do where each takes long; a notice says so.
  public var mayBeFewer = false

  /// Draws that a run of the command makes by default: enough for a first band, short enough to wait for.
  public static let usualDraws = 32

  /// What the command takes when it is not told how many draws to make.
  public static var usual: EnsembleOptions {
    var options = EnsembleOptions()
    options.mayBeFewer = true
    return options
  }

  /// An ensemble; nothing is drawn before it runs.
  public init(
    draws: Int = Self.usualDraws, seed: UInt64 = 1, sampling: SamplingMethod = .latinHypercube
  ) {
    (self.draws, self.seed, self.sampling) = (draws, seed, sampling)
  }
}

/// 5th, 50th and 95th percentile over the draws.
public struct Band: Sendable, Hashable, Codable {
  /// One draw in twenty lies below.
  public let p05: Double
  /// The median.
  public let p50: Double
  /// One draw in twenty lies above.
  public let p95: Double

  /// A band from its values.
  public init(p05: Double, p50: Double, p95: Double) {
    (self.p05, self.p50, self.p95) = (p05, p50, p95)
  }

  /// The band of a multiple; a negative factor turns it round.
  public func scaled(by factor: Double) -> Band {
    factor < 0
      ? Band(p05: p95 * factor, p50: p50 * factor, p95: p05 * factor)
      : Band(p05: p05 * factor, p50: p50 * factor, p95: p95 * factor)
  }
}

/// How sure the percentiles themselves are.
public struct BandConvergence: Sendable, Hashable, Codable {
  /// What was looked at.
  public let figure: String
  /// Its unit.
  public let unit: String
  /// The band.
  public let band: Band
  /// Standard errors of its three percentiles, from batches of the draws.
  public let standardError: Band
}

/// How draws were solved.
public struct EnsembleSolution: Sendable, Hashable, Codable {
  /// Systems (draws times years) solved in full, those of the sample not counted.
  public var full = 0
  /// Systems solved in full to make and test the coordinates.
  public var sample = 0
  /// Systems solved in the coordinates of a response basis.
  public var reduced = 0
  /// Modes of the basis.
  public var modes = 0
  /// Largest relative error of held-out draws, 1-norm of the change of output.
  public var heldOutError = 0.0
  /// Largest residual of a draw solved in coordinates, relative to its right-hand side.
  public var largestResidual = 0.0
}

/// Bands of changes by indicator, year, place and industry.
public struct ResultBands: Sendable {
  /// The options that were asked for.
  public let options: EnsembleOptions
  /// Draws that count.
  public let draws: Int
  /// Draws whose parameters do not fit together; they are left out.
  public let refused: Int
  /// What was drawn.
  public let parameters: [UncertainParameter]
  /// How sure the percentiles are.
  public let convergence: [BandConvergence]
  /// How the draws were solved.
  public let solution: EnsembleSolution
  /// Where the time went.
  public let timing: EnsembleTiming
  /// What readers must know about the bands.
  public let notices: [Notice]
  let layout: BandLayout
  /// By year; without values in years that have no bands.
  let years: [BandYear]
  /// Draws whose totals are kept, from the first on.
  public let keptDraws: Int
  /// Values of `parameters` in the draws that are kept, by parameter; shares of one whole before they are
  /// brought to it.
  public let parameterValues: [[Double]]

  /// The band of one region-industry; nil where nothing is known.
  public func band(
    _ indicator: Indicator, yearIndex t: Int, region: Int, industry: Int
  ) -> Band? {
    guard years.indices.contains(t), let values = years[t].cells[indicator], values.count > 0
    else { return nil }
    return Self.band(values, region * layout.industryCount + industry)
  }

  /// The band of a place's sum over a group of industries: `ALL`, `AUTO` (the automotive block), or the
  /// code of an industry; nil where it was not worked out or nothing is known.
  public func band(
    _ indicator: Indicator, yearIndex t: Int, place: String, group: String
  ) -> Band? {
    guard let p = layout.placeIndex[place] else { return nil }
    if let g = layout.groupIndex[group] {
      guard years.indices.contains(t), let values = years[t].sums[indicator], values.count > 0
      else { return nil }
      return Self.band(values, p * layout.groups.count + g)
    }
    guard let i = layout.industryIndex[group], layout.places[p].regions.count == 1 else {
      return nil
    }
    return band(indicator, yearIndex: t, region: layout.places[p].regions[0], industry: i)
  }

  /// The change of a place in each draw that is kept, all industries together; nan for draws that were
  /// refused or not made in that year, nil for an unknown place.
  public func draws(
    of indicator: Indicator, yearIndex t: Int, place: String
  ) -> [Double]? {
    guard let p = layout.placeIndex[place], years.indices.contains(t),
      let k = Indicator.allCases.firstIndex(of: indicator)
    else { return nil }
    return years[t].totals.values(k, place: p, count: keptDraws)
  }

  /// Whether channels have bands: where every draw is solved in full in double precision.
  public var partsChannels: Bool { years.contains { !$0.channels.isEmpty } }

  /// The band of one channel of a place, all industries together; nil where channels are not parted, in
  /// years without bands and for unknown places.
  public func band(
    _ indicator: Indicator, _ effect: Effect, yearIndex t: Int, place: String
  ) -> Band? {
    guard let p = layout.placeIndex[place], years.indices.contains(t), !years[t].channels.isEmpty,
      let k = Indicator.allCases.firstIndex(of: indicator),
      let e = Effect.allCases.firstIndex(of: effect)
    else { return nil }
    let row = (k * Effect.allCases.count + e) * layout.places.count + p
    return Self.band(.double(years[t].channels), row)
  }

  private static func band(_ values: DrawValues, _ index: Int) -> Band? {
    let found = (0..<3).map { values[3 * index + $0] }
    guard found.allSatisfy(\.isFinite) else { return nil }
    return Band(p05: found[0], p50: found[1], p95: found[2])
  }
}
