import ImpactNumerics

/// φ by indicator, channel, lever, year and cell; an indicator and channel that never moves takes no
/// memory.
struct ContributionStore: Sendable {
  let cells: Int
  let years: Int
  let levers: Int
  /// At `[indicator][effect]`: cells × (year·levers + lever), or empty.
  private var arrays: [[[Double]]]

  init(cells: Int, years: Int, levers: Int) {
    (self.cells, self.years, self.levers) = (cells, years, levers)
    arrays = Indicator.allCases.map { _ in Effect.allCases.map { _ in [] } }
  }

  private func place(_ indicator: Indicator, _ effect: Effect) -> (Int, Int) {
    (
      Indicator.allCases.firstIndex(of: indicator) ?? 0,
      Effect.allCases.firstIndex(of: effect) ?? 0
    )
  }

  /// Adds values (cells × columns) times weights (columns × levers) to a year.
  mutating func add(
    _ values: Matrix, weights: Matrix, _ indicator: Indicator, _ effect: Effect, year: Int
  ) {
    let (f, e) = open(indicator, effect)
    let part = values.multiplied(by: weights)
    let start = year * levers * cells
    for k in part.values.indices { arrays[f][e][start + k] += part.values[k] }
  }

  /// Adds values of all cells to one lever and year.
  mutating func add(
    _ values: [Double], _ indicator: Indicator, _ effect: Effect, lever: Int, year: Int
  ) {
    let (f, e) = open(indicator, effect)
    let start = (year * levers + lever) * cells
    for k in values.indices { arrays[f][e][start + k] += values[k] }
  }

  /// Adds another store of the same levers, whose years begin at `first` of this one.
  mutating func add(_ other: ContributionStore, from first: Int) {
    for indicator in Indicator.allCases {
      for effect in Effect.allCases {
        let (f, e) = place(indicator, effect)
        guard !other.arrays[f][e].isEmpty else { continue }
        _ = open(indicator, effect)
        let start = first * levers * cells
        for (k, value) in other.arrays[f][e].enumerated() { arrays[f][e][start + k] += value }
      }
    }
  }

  private mutating func open(_ indicator: Indicator, _ effect: Effect) -> (Int, Int) {
    let (f, e) = place(indicator, effect)
    if arrays[f][e].isEmpty {
      arrays[f][e] = [Double](repeating: 0, count: cells * years * levers)
    }
    return (f, e)
  }

  /// φ of a lever in a year; nil where nothing ever moves.
  func values(_ indicator: Indicator, _ effect: Effect, lever: Int, year: Int) -> [Double]? {
    slice(indicator, effect, lever: lever, year: year)
      .map { Array($0.array[$0.start..<$0.start + cells]) }
  }

  /// Where φ of a lever in a year stands: from `start` on; nil where nothing ever moves.
  func slice(
    _ indicator: Indicator, _ effect: Effect, lever: Int, year: Int
  ) -> (array: [Double], start: Int)? {
    let (f, e) = place(indicator, effect)
    guard !arrays[f][e].isEmpty else { return nil }
    return (arrays[f][e], (year * levers + lever) * cells)
  }

  /// Makes Σ_l φ_l meet a target cell by cell; what is missing is spread in proportion to |φ_l|.
  ///
  /// Cells whose target is nan stay. Returns the largest difference over the sum of absolute φ.
  mutating func close(
    _ indicator: Indicator, _ effect: Effect, year: Int, to target: [Double], players: [Int]
  ) -> Double {
    let (f, e) = place(indicator, effect)
    guard !players.isEmpty else { return 0 }
    if arrays[f][e].isEmpty {
      guard target.contains(where: { $0 != 0 && !$0.isNaN }) else { return 0 }
      arrays[f][e] = [Double](repeating: 0, count: cells * years * levers)
    }
    let start = year * levers * cells
    var (largest, size) = (0.0, 0.0)
    for k in 0..<cells where !target[k].isNaN {
      var (sum, absolute) = (0.0, 0.0)
      for l in players {
        sum += arrays[f][e][start + l * cells + k]
        absolute += abs(arrays[f][e][start + l * cells + k])
      }
      let missing = target[k] - sum
      size += absolute
      guard missing != 0 else { continue }
      largest = max(largest, abs(missing))
      for l in players {
        let at = start + l * cells + k
        let share = absolute > 0 ? abs(arrays[f][e][at]) / absolute : 1 / Double(players.count)
        arrays[f][e][at] += missing * share
      }
    }
    return largest == 0 ? 0 : largest / max(size, largest)
  }
}
