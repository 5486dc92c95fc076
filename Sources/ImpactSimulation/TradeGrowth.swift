import ImpactEconomies
import ImpactLevers

/// Value added that a scenario with trade measures moves, by country.
///
///     100·Σ Δv / Σ v,  over the regions of a country whose value added is known
///
/// Per cent of the country's value added at basic prices, which is some tenth below its gross domestic
/// product; so a change in per cent of either is nearly the same. All levers of the scenario count.
enum TradeGrowth {
  static let open = "value added without household spending, all levers"
  static let all = "value added with household spending, all levers"

  /// Nothing for scenarios without trade measures.
  static func readings(
    _ plan: ScenarioYears, _ cube: ChangeCube, economy: Economy
  ) -> [LeverReading] {
    let levers = plan.scenario.levers.compactMap { $0 as? TradePolicy }.filter { $0.intensity > 0 }
    guard let lever = levers.first, let change = cube.change[.valueAdded] else { return [] }
    let base = economy.satellites.valueAdded
    return plan.systems.flatMap { t in
      places(economy)
        .flatMap { place, members -> [LeverReading] in
          let known = members.filter { !base[$0].isNaN }
          let level = known.reduce(0) { $0 + base[$1] }
          guard level > 0 else { return [] }
          func percent(_ effects: [Effect]) -> Double {
            100
              * effects.reduce(0) { sum, effect in
                known.reduce(sum) { $0 + (change[effect]?[t][$1] ?? 0) }
              } / level
          }
          let without = percent([.direct, .indirect, .price])
          let with = percent(Effect.allCases)
          guard without != 0 || with != 0 else { return [] }
          return [(open, without), (all, with)]
            .map {
              LeverReading(
                lever: lever.id, place: place, year: plan.years[t], figure: $0.0, value: $0.1,
                unit: "percent of value added")
            }
        }
    }
  }

  /// Indices of region-industries by country and for the union.
  private static func places(_ economy: Economy) -> [(String, [Int])] {
    let S = economy.industryCount
    func cells(_ regions: [Int]) -> [Int] { regions.flatMap { r in (0..<S).map { r * S + $0 } } }
    let countries = economy.countries.indices.map { c in
      (
        economy.countries[c],
        cells(economy.regions.indices.filter { economy.countryOfRegion[$0] == c })
      )
    }
    let union = economy.regions.indices.filter { economy.regions[$0].isEuropeanUnion }
    return union.isEmpty ? countries : countries + [("EU27", cells(union))]
  }
}
