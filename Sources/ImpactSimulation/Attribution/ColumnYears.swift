import ImpactAxes
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

extension ScenarioYears {
  /// Columns that stand side by side in one block: each a state of its own in a year of its own.
  ///
  /// `years[c]` is the year of column c and may repeat. Throws `SimulationError.negativePurchase`.
  init(
    columns states: [LeverState], of scenario: Scenario, base: OriginClassOperator, economy: Economy
  ) throws {
    let changes = try concurrentMap(states.count) { c in
      let change = states[c].purchases.structureChange
      try Self.requireNonNegative(change, year: states[c].year, base: base, economy: economy)
      return change
    }
    var side = scenario
    side.years = states.map(\.year)
    self.scenario = side
    years = side.years
    self.states = states
    self.changes = changes
    accounts = base.changed(by: changes)
  }
}
