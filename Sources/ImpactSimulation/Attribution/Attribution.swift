/// What each lever of a scenario contributes to every change: Shapley values.
///
///     φ_l = Σ_{C ∌ l} |C|!·(n − |C| − 1)!/n! · (v(C ∪ l) − v(C))
///
/// with v(C) the change when the levers of C alone act, in the order of the file. For every indicator,
/// channel, year and cell Σ_l φ_l is the change of the run. Levers that change nothing get exactly zero;
/// levers that act only together share what they bring. Shapley (1953); Documentation/Methods/attribution.md.
public struct Attribution: Sendable {
  /// How coalitions were chosen.
  public enum Method: Sendable, Hashable {
    /// Every coalition was worked out.
    case exact
    /// Orders in antithetic pairs were drawn from a seed.
    case sampled(pairs: Int, seed: UInt64)
  }

  /// Ids in the order of the scenario.
  public let levers: [String]
  /// How coalitions were chosen.
  public let method: Method
  /// Coalitions with a value of their own, the empty one left out.
  public let coalitions: Int
  /// Largest difference that solver tolerances left between Σ_l φ_l and the run, relative to the sum of
  /// absolute contributions of a year and channel; it was spread over the levers in proportion.
  public let closing: Double
  /// Coalitions whose fixed point (limits of suppliers, content) was not met within the rounds allowed.
  public let unsettled: Int
  /// Systems (coalitions that differ, times years) that were followed in coordinates of a solved sample.
  public let followed: Int
  /// Systems that were solved in full.
  public let solved: Int
  let years: [Int]
  let store: ContributionStore
  let sample: SampledTotals?

  /// φ by cell (`r * S + i`) for one lever, indicator and year; `effect` nil adds all channels.
  ///
  /// In the unit of the indicator; nan where the indicator is unknown. Indices are those of `levers`
  /// and of the result's years.
  public func contribution(
    _ indicator: Indicator, _ effect: Effect? = nil, lever: Int, year: Int
  ) -> [Double] {
    guard store.indicators.contains(indicator) else {
      return [Double](repeating: .nan, count: store.cells)
    }
    let parts = (effect.map { [$0] } ?? Effect.allCases)
      .compactMap { store.values(indicator, $0, lever: lever, year: year) }
    var total = parts.first ?? [Double](repeating: 0, count: store.cells)
    for part in parts.dropFirst() {
      for k in total.indices { total[k] += part[k] }
    }
    return total
  }

  /// Σ φ over regions and industries, by index; nan where no cell is known.
  ///
  /// `effect` nil adds all channels. As sums of a result: unknown cells are left out.
  public func sum(
    _ indicator: Indicator, _ effect: Effect? = nil, lever: Int, year: Int, regions: [Int],
    industries: [Int], industryCount: Int
  ) -> Double {
    guard store.indicators.contains(indicator) else { return .nan }
    let parts = (effect.map { [$0] } ?? Effect.allCases)
      .compactMap { store.slice(indicator, $0, lever: lever, year: year) }
    var sum = 0.0
    var isKnown = false
    for r in regions {
      for i in industries {
        let k = r * industryCount + i
        let value = parts.reduce(0) { $0 + $1.array[$1.start + k] }
        if !value.isNaN {
          sum += value
          isKnown = true
        }
      }
    }
    return isKnown ? sum : .nan
  }

  /// Standard error of a lever's contribution to a sum over regions and all industries, all channels
  /// together; nil when the values are exact or the indicator is compensation.
  public func standardError(
    _ indicator: Indicator, lever: Int, year: Int, regions: [Int]
  ) -> Double? {
    sample?.standardError(indicator, lever: lever, year: year, regions: regions)
  }
}
