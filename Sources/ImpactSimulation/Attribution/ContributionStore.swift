import ImpactNumerics

/// φ of one year by indicator, channel, lever and cell; an indicator and channel that does not move takes no memory.
struct YearContributions: Sendable {
  let cells: Int
  let levers: Int
  /// What is kept.
  let indicators: Set<Indicator>
  /// At `[indicator][effect]`: cells × levers, or empty.
  private var arrays: [[[Double]]]

  init(cells: Int, levers: Int, indicators: Set<Indicator>) {
    (self.cells, self.levers, self.indicators) = (cells, levers, indicators)
    arrays = Indicator.allCases.map { _ in Effect.allCases.map { _ in [] } }
  }

  private static func place(_ indicator: Indicator, _ effect: Effect) -> (Int, Int) {
    (
      Indicator.allCases.firstIndex(of: indicator) ?? 0,
      Effect.allCases.firstIndex(of: effect) ?? 0
    )
  }

  private mutating func open(_ f: Int, _ e: Int) {
    if arrays[f][e].isEmpty { arrays[f][e] = [Double](repeating: 0, count: cells * levers) }
  }

  /// Adds values (cells × columns) times weights (columns × levers).
  mutating func add(
    _ values: Matrix, weights: Matrix, _ indicator: Indicator, _ effect: Effect
  ) {
    let (f, e) = Self.place(indicator, effect)
    open(f, e)
    let part = values.multiplied(by: weights)
    for k in part.values.indices { arrays[f][e][k] += part.values[k] }
  }

  /// Adds values of all cells and levers, lever by lever.
  mutating func add(_ values: [Double], _ indicator: Indicator, _ effect: Effect) {
    let (f, e) = Self.place(indicator, effect)
    guard !arrays[f][e].isEmpty else {
      arrays[f][e] = values
      return
    }
    for k in values.indices { arrays[f][e][k] += values[k] }
  }

  /// Adds the contributions of other coalitions.
  mutating func add(_ other: YearContributions) {
    for indicator in Indicator.allCases {
      for effect in Effect.allCases {
        if let values = other.values(indicator, effect) { add(values, indicator, effect) }
      }
    }
  }

  /// φ of all levers and cells, lever by lever; nil where nothing moves.
  func values(_ indicator: Indicator, _ effect: Effect) -> [Double]? {
    let (f, e) = Self.place(indicator, effect)
    return arrays[f][e].isEmpty ? nil : arrays[f][e]
  }

  /// Makes Σ_l φ_l meet a target cell by cell; what is missing is spread in proportion to |φ_l|.
  ///
  /// Cells whose target is nan stay. Returns the largest difference over the sum of absolute φ.
  mutating func close(
    _ indicator: Indicator, _ effect: Effect, to target: [Double], players: [Int]
  ) -> Double {
    let (f, e) = Self.place(indicator, effect)
    guard !players.isEmpty else { return 0 }
    if arrays[f][e].isEmpty {
      guard target.contains(where: { $0 != 0 && !$0.isNaN }) else { return 0 }
      open(f, e)
    }
    let (sums, absolute) = sums(arrays[f][e], players)
    var (largest, size) = (0.0, 0.0)
    var missing = [Double](repeating: 0, count: cells)
    for k in 0..<cells where !target[k].isNaN {
      missing[k] = target[k] - sums[k]
      size += absolute[k]
      largest = max(largest, abs(missing[k]))
    }
    for l in players {
      for k in 0..<cells where missing[k] != 0 {
        let value = arrays[f][e][l * cells + k]
        let share = absolute[k] > 0 ? abs(value) / absolute[k] : 1 / Double(players.count)
        arrays[f][e][l * cells + k] = value + missing[k] * share
      }
    }
    return largest == 0 ? 0 : largest / max(size, largest)
  }

  /// Σ_l φ_l and Σ_l |φ_l| by cell.
  private func sums(_ values: [Double], _ players: [Int]) -> ([Double], [Double]) {
    var sums = [Double](repeating: 0, count: cells)
    var absolute = sums
    for l in players {
      for k in 0..<cells {
        sums[k] += values[l * cells + k]
        absolute[k] += abs(values[l * cells + k])
      }
    }
    return (sums, absolute)
  }
}

/// φ by year.
struct ContributionStore: Sendable {
  let cells: Int
  let levers: Int
  /// What is kept.
  let indicators: Set<Indicator>
  var years: [YearContributions]

  init(cells: Int, years: Int, levers: Int, indicators: Set<Indicator>) {
    (self.cells, self.levers, self.indicators) = (cells, levers, indicators)
    self.years = [YearContributions](
      repeating: YearContributions(cells: cells, levers: levers, indicators: indicators),
      count: years)
  }

  /// φ of a lever in a year; nil where nothing moves.
  func values(_ indicator: Indicator, _ effect: Effect, lever: Int, year: Int) -> [Double]? {
    slice(indicator, effect, lever: lever, year: year)
      .map { Array($0.array[$0.start..<$0.start + cells]) }
  }

  /// Where φ of a lever in a year stands: from `start` on; nil where nothing moves.
  func slice(
    _ indicator: Indicator, _ effect: Effect, lever: Int, year: Int
  ) -> (array: [Double], start: Int)? {
    years[year].values(indicator, effect).map { ($0, lever * cells) }
  }
}
