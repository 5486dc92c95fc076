// A scenario in a few lines: a floor on local content, and what it does to the Greater Region.
import TerritorialImpact

let economy = try Economy.shipped(.euNUTS2)
let scenario = Scenario(
  id: "content-floor", title: "Content floor", years: Array(2024...2040),
  levers: [
    LocalContent(
      floors: [
        .componentsWithoutBatteries: DatedPath(
          points: [.init(year: 2027, value: 0.60), .init(year: 2030, value: 0.75)])
      ])
  ])
let impact = try await ImpactEngine(economy).run(scenario, ensemble: EnsembleOptions(draws: 64))
print(TerminalSummary(impact, style: .init(territory: "greater-region")).text)
