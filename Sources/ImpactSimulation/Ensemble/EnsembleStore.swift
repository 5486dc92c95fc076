import ImpactEconomies
import ImpactNumerics

/// What draws came to, in as little memory as bands need: coordinates, and the few that have none in full.
struct EnsembleStore: Sendable {
  /// A draw and year that was solved in full.
  struct Full: Sendable {
    /// Δx, length n.
    let output: DrawValues
    /// Channels in every place (`ChannelTotals`); empty where they are not parted.
    let channels: [Double]
    let extras: [CellExtra]
  }

  /// Coordinates of a year by draw, of Δx and of extras, one after the other.
  private var coordinates: [[Float]]
  private var full: [[Int: Full]]
  /// Extras of draws in coordinates whose own coordinates say too little.
  private var loose: [[Int: [CellExtra]]]
  private let width: Int

  /// For some years, those in coordinates with `draws`·`width` numbers each.
  init(years: Int, inCoordinates: [Int], draws: Int, width: Int) {
    self.width = width
    coordinates = [[Float]](repeating: [], count: years)
    for t in inCoordinates { coordinates[t] = [Float](repeating: 0, count: draws * width) }
    full = [[Int: Full]](repeating: [:], count: years)
    loose = [[Int: [CellExtra]]](repeating: [:], count: years)
  }

  mutating func add(_ outcome: ReducedSolver.Outcome) {
    let (t, draw) = (outcome.system.t, outcome.system.draw)
    coordinates[t].replaceSubrange(draw * width..<(draw + 1) * width, with: outcome.coordinates)
    loose[t][draw] = outcome.extras
  }

  mutating func add(_ found: Full, _ system: DrawYear) { full[system.t][system.draw] = found }

  /// Forgets the draws of a year that were solved in full.
  mutating func forget(year t: Int) {
    full[t] = [:]
    coordinates[t] = []
    loose[t] = [:]
  }

  /// Draws of a year, for bands; `solver` made the coordinates, nil where there are none.
  func year<Scalar>(
    _ t: Int, draws: [Int], solver: ReducedSolver?, economy: Economy, scale: [Indicator: [Double]]?
  ) -> EnsembleYear<Scalar> {
    let rows = Rows(
      draws: draws, full: full[t], loose: loose[t], economy: economy,
      parts: solver.map { parts(t, draws, $0) })
    return EnsembleYear(
      draws: draws, region: { rows.output($0) }, extras: { rows.extras($0) },
      channels: draws.compactMap { full[t][$0]?.channels }.filter { !$0.isEmpty }, scale: scale)
  }

  private func parts(_ t: Int, _ draws: [Int], _ solver: ReducedSolver) -> Rows.Parts {
    let (B, modes) = (draws.count, solver.basis.modes)
    var y = SingleMatrix(rows: B, columns: modes)
    var z = SingleMatrix(rows: B, columns: solver.extras.modes)
    for (j, draw) in draws.enumerated() {
      for m in 0..<modes { y.values[j + m * B] = coordinates[t][draw * width + m] }
      for m in 0..<z.columns { z.values[j + m * B] = coordinates[t][draw * width + modes + m] }
    }
    return Rows.Parts(y: y, z: z, basis: solver.basis, modes: solver.extras)
  }
}

/// The draws of a year as rows.
private struct Rows: Sendable {
  struct Parts: Sendable {
    let y: SingleMatrix
    let z: SingleMatrix
    let basis: ResponseBasis
    let modes: ExtraModes
  }

  let count: Int
  let economy: Economy
  let parts: Parts?
  /// Rows solved in full.
  private let full: [(row: Int, found: EnsembleStore.Full)]
  /// Rows whose extras are kept as they are, those in full among them.
  private let kept: [(row: Int, extras: [CellExtra])]

  init(
    draws: [Int], full: [Int: EnsembleStore.Full], loose: [Int: [CellExtra]], economy: Economy,
    parts: Parts?
  ) {
    count = draws.count
    self.economy = economy
    self.parts = parts
    self.full = draws.enumerated().compactMap { row, draw in full[draw].map { (row, $0) } }
    kept = draws.enumerated()
      .compactMap { row, draw in
        (full[draw]?.extras ?? loose[draw]).map { (row, $0) }
      }
  }

  func output<Scalar: BandScalar>(_ r: Int) -> DrawMatrix<Scalar> {
    let S = economy.industryCount
    var block: DrawMatrix<Scalar> =
      parts.map { parts in
        let modes = parts.basis.modes
        return DrawMatrix<Scalar>(
          parts.y.multiplied(
            by: SingleMatrix(
              rows: modes, columns: S,
              values: Array(parts.basis.response.values[r * S * modes..<(r + 1) * S * modes]))))
      } ?? DrawMatrix(rows: count, columns: S)
    for (row, found) in full {
      switch found.output {
      case .single(let values):
        for i in 0..<S { block.values[row + i * count] = Scalar(values[r * S + i]) }
      case .double(let values):
        for i in 0..<S { block.values[row + i * count] = Scalar(values[r * S + i]) }
      }
    }
    return block
  }

  func extras<Scalar: BandScalar>(_ r: Int) -> [EnsembleYear<Scalar>.RegionExtra] {
    let (S, n) = (economy.industryCount, economy.dimension)
    return Indicator.allCases.enumerated()
      .flatMap { k, indicator -> [EnsembleYear<Scalar>.RegionExtra] in
        var byIndustry: [Int: [Scalar]] = [:]
        let cells = r * S..<(r + 1) * S
        for found in parts.map({ $0.modes.values($0.z, indicator: k, cells: cells) }) ?? [] {
          byIndustry[found.industry] = Scalar.values(found.values)
        }
        for (row, extras) in kept {
          for i in byIndustry.keys { byIndustry[i]?[row] = 0 }
          var place = extras.place(of: k * n + cells.lowerBound)
          while place < extras.count, extras[place].slot < k * n + cells.upperBound {
            let i = extras[place].slot - k * n - cells.lowerBound
            byIndustry[i, default: [Scalar](repeating: 0, count: count)][row] = Scalar(
              extras[place].value)
            place += 1
          }
        }
        return byIndustry.sorted { $0.key < $1.key }
          .map { EnsembleYear<Scalar>.RegionExtra(indicator: indicator, industry: $0, values: $1) }
      }
  }
}

extension [CellExtra] {
  /// The first place whose slot is not below a given one.
  fileprivate func place(of slot: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].slot < slot { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
