import ImpactAxes
package import ImpactSimulation

/// A result with what every table needs: totals over effects, places, and sums over cells.
///
/// total[indicator][year] = Σ_effect change[indicator][effect][year], cell by cell; a cell is nan,
/// unknown, where any part is.
package struct ResultSheet: Sendable {
  package let result: ImpactResult
  package let places: Places
  /// What each lever contributes; nil where it was not worked out.
  package let attribution: Attribution?
  /// The effects that the result holds, in the order of `Effect.allCases`.
  package let effects: [Effect]
  /// All six industries of the automotive block that the economy has, by index.
  package let automotiveBlock: [Int]
  private let totals: [Indicator: [[Double]]]

  package init(_ result: ImpactResult, attribution: Attribution? = nil) {
    self.result = result
    self.attribution = attribution
    places = Places(result)
    effects = Effect.allCases.filter { effect in
      result.change.values.contains { $0[effect] != nil }
    }
    automotiveBlock = result.industries.indices.filter { result.industries[$0].isAutomotiveBlock }
    totals = result.change.mapValues { Self.sum(of: Array($0), years: result.years.count) }
  }

  /// Cell-wise sum over effects, in a fixed order so that bytes are reproducible.
  private static func sum(of parts: [(key: Effect, value: [[Double]])], years: Int) -> [[Double]] {
    let ordered = Effect.allCases.compactMap { effect in parts.first { $0.key == effect }?.value }
    guard let first = ordered.first else { return [] }
    return (0..<years)
      .map { year in
        var total = first[year]
        for part in ordered.dropFirst() {
          let values = part[year]
          for k in total.indices { total[k] += values[k] }
        }
        return total
      }
  }

  package var industryCount: Int { result.industries.count }

  /// Changes by cell in one year.
  ///
  /// `effect` nil sums over effects. Empty when the result has none.
  package func change(_ indicator: Indicator, _ effect: Effect?, year: Int) -> [Double] {
    guard let effect else { return totals[indicator].map { $0[year] } ?? [] }
    return result.change[indicator]?[effect].map { $0[year] } ?? []
  }

  /// Baseline levels by cell in one year.
  ///
  /// Empty when the result has none.
  package func baseline(_ indicator: Indicator, year: Int) -> [Double] {
    result.baseline[indicator].map { $0[year] } ?? []
  }

  /// Sum of the known cells of some regions and industries; nan when none is known.
  package func sum(_ cells: [Double], regions: [Int], industries: some Sequence<Int>) -> Double {
    guard !cells.isEmpty else { return .nan }
    var sum = 0.0
    var known = false
    for r in regions {
      let row = r * industryCount
      for i in industries where !cells[row + i].isNaN {
        sum += cells[row + i]
        known = true
      }
    }
    return known ? sum : .nan
  }

  /// Change in a place, all industries or some; `effect` nil sums over effects.
  package func change(
    _ indicator: Indicator, _ effect: Effect? = nil, year: Int, in place: Place,
    industries: [Int]? = nil
  ) -> Double {
    sum(
      change(indicator, effect, year: year), regions: place.regions,
      industries: industries ?? Array(0..<industryCount))
  }

  /// Σ of changes of employment over the calendar years up to one, person-years; years between two
  /// results lie on the straight line between them.
  package func personYears(through last: Int, in place: Place) -> Double {
    let changes = (0...last).map { change(.employment, year: $0, in: place) }
    return ImpactResult.personYears(changes, years: Array(result.years[...last]))
  }

  /// Baseline level in a place, all industries or some.
  package func baseline(
    _ indicator: Indicator, year: Int, in place: Place, industries: [Int]? = nil
  ) -> Double {
    sum(
      baseline(indicator, year: year), regions: place.regions,
      industries: industries ?? Array(0..<industryCount))
  }

  /// Band of a change over the draws: all industries, or the automotive block (`AUTO`).
  package func band(
    _ indicator: Indicator, year: Int, in place: Place, group: String = "ALL"
  ) -> Band? {
    result.bands?.band(indicator, yearIndex: year, place: place.code, group: group)
  }

  /// Band of a change in per cent of the baseline, 100 · band / baseline; nil where either is unknown.
  package func percentBand(
    _ indicator: Indicator, year: Int, in place: Place, group: String = "ALL"
  ) -> Band? {
    let industries = group == "AUTO" ? automotiveBlock : nil
    let level = baseline(indicator, year: year, in: place, industries: industries)
    guard level.isFinite, level != 0 else { return nil }
    return band(indicator, year: year, in: place, group: group)?.scaled(by: 100 / level)
  }

  /// 100 · change / baseline of an indicator; nan where the baseline is zero or unknown.
  package func percent(
    _ indicator: Indicator, year: Int, in place: Place, industries: [Int]? = nil
  ) -> Double {
    let level = baseline(indicator, year: year, in: place, industries: industries)
    guard level != 0 else { return .nan }
    return 100 * change(indicator, year: year, in: place, industries: industries) / level
  }

  /// What a lever contributes to a change in a place; `effect` nil sums over effects.
  ///
  /// Nan without an attribution, and where nothing is known.
  package func contribution(
    of lever: Int, to indicator: Indicator, _ effect: Effect? = nil, year: Int, in place: Place,
    industries: [Int]? = nil
  ) -> Double {
    attribution?
      .sum(
        indicator, effect, lever: lever, year: year, regions: place.regions,
        industries: industries ?? Array(0..<industryCount), industryCount: industryCount) ?? .nan
  }
}
