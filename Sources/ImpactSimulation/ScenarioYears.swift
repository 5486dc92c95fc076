import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
package import ImpactLevers
package import ImpactNumerics

/// A year of a scenario with the parameters that hold in it.
package struct LeverCase: Sendable {
  package let context: LeverContext
  package let year: Int
}

/// A scenario after its levers have acted: the changed economy of every year.
///
/// A system is a year of the scenario, or one draw of an ensemble in one year.
package struct ScenarioYears: Sendable {
  package let scenario: Scenario
  package let states: [LeverState]
  package let changes: [StructureChange]
  /// A′, variant t for year t.
  package let accounts: OriginClassOperator

  /// The year of each system.
  package let years: [Int]
  var systems: [Int] { Array(years.indices) }

  /// Checks the scenario against the economy and lets its levers act, year by year.
  ///
  /// `context` has the scenario's own parameters in place and serves this run alone;
  /// `feedback` holds what the solution of each year said before; none at first. Throws a
  /// `ProblemReport` with everything that is wrong with it.
  init(
    _ scenario: Scenario, context: LeverContext, base: OriginClassOperator,
    feedback: [LeverFeedback] = []
  ) throws {
    let problems = Self.problems(scenario, in: context)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let cases = scenario.years.map { LeverCase(context: context, year: $0) }
    let found = Self.acted(scenario, cases, base, feedback)
    self.init(scenario, cases: cases, base: base, steps: try found.map { try $0.get() })
  }

  /// Lets the levers of a scenario that fits its economy act in every case.
  ///
  /// Throws `RefusedCases` with all cases that cannot be.
  init(
    _ scenario: Scenario, cases: [LeverCase], base: OriginClassOperator,
    feedback: [LeverFeedback] = []
  ) throws {
    let found = Self.acted(scenario, cases, base, feedback)
    try RefusedCases.check(found)
    self.init(scenario, cases: cases, base: base, steps: try found.map { try $0.get() })
  }

  private init(
    _ scenario: Scenario, cases: [LeverCase], base: OriginClassOperator, steps: [Step]
  ) {
    self.scenario = scenario
    years = cases.map(\.year)
    states = steps.map(\.state)
    changes = steps.map(\.change)
    accounts = base.changed(by: changes)
  }

  /// A case after its levers, and what it changes.
  private struct Step: Sendable {
    let state: LeverState
    let change: StructureChange
  }

  /// Levers see one year only, so cases act side by side.
  private static func acted(
    _ scenario: Scenario, _ cases: [LeverCase], _ base: OriginClassOperator,
    _ feedback: [LeverFeedback]
  ) -> [Result<Step, any Error>] {
    concurrentMap(cases.count) { t in
      Result { try acted(scenario, cases[t], base, feedback.isEmpty ? nil : feedback[t]) }
    }
  }

  /// A case after its levers, with what it changes; throws where a lever refuses or a purchase falls below zero.
  private static func acted(
    _ scenario: Scenario, _ item: LeverCase, _ base: OriginClassOperator,
    _ feedback: LeverFeedback?
  ) throws -> Step {
    var state = LeverState(
      context: item.context, year: item.year, feedback: feedback ?? LeverFeedback())
    for lever in scenario.levers { try state.apply(lever) }
    let change = state.purchases.structureChange
    try requireNonNegative(
      change, year: state.year, base: base, economy: item.context.economy)
    return Step(state: state, change: change)
  }

  /// States of cases after their levers, nothing solved; nil where a lever refuses or a purchase may
  /// fall below zero.
  static func states(
    _ scenario: Scenario, cases: [LeverCase], feedback: [LeverFeedback]
  ) -> [LeverState?] {
    concurrentMap(cases.count) { t -> LeverState? in
      var state = LeverState(
        context: cases[t].context, year: cases[t].year, feedback: feedback[t])
      do {
        for lever in scenario.levers { try state.apply(lever) }
      } catch {
        return nil
      }
      return state.purchases.isNegative(in: cases[t].context) ? nil : state
    }
  }

  /// Everything that is wrong with a scenario on its economy before its levers act.
  static func problems(_ scenario: Scenario, in context: LeverContext) -> [Problem] {
    var problems = problems(scenario)
    for lever in scenario.levers {
      problems += lever.problems(in: context, years: scenario.horizon ?? scenario.years)
    }
    problems += LeverOverlap.problems(scenario.levers, in: context.economy)
    return problems + LeverOverlap.tradeProblems(scenario.levers, in: context)
  }

  private static func problems(_ scenario: Scenario) -> [Problem] {
    var problems: [Problem] = []
    let years = scenario.years
    if years.isEmpty || zip(years, years.dropFirst()).contains(where: { $0 >= $1 }) {
      problems.append(
        Problem(
          at: nil, path: "years", "the years \(years) are no horizon",
          expected: "at least one year, in ascending order"))
    }
    var seen: Set<String> = []
    for lever in scenario.levers {
      if !seen.insert(lever.id).inserted {
        problems.append(
          Problem(
            at: nil, path: "levers", "two levers have the id `\(lever.id)`",
            expected: "an id of its own for each lever"))
      }
      if !(lever.intensity >= 0 && lever.intensity <= 1) {
        problems.append(
          Problem(
            at: nil, path: "\(lever.id).intensity",
            "the intensity \(lever.intensity) is impossible",
            expected: "a share from 0 to 1"))
      }
    }
    return problems
  }

  static func requireNonNegative(
    _ change: StructureChange, year: Int, base: OriginClassOperator, economy: Economy
  ) throws {
    guard let entry = base.negativeEntries(in: change).first else { return }
    throw SimulationError.negativePurchase(
      product: economy.industries[entry.product].code, buyer: economy.industries[entry.buyer].code,
      region: economy.regions[entry.region].code, year: year)
  }

  /// Factor on employment and compensation per unit of output in a year (1 where no lever acts).
  func labourFactor(_ index: Int, year t: Int) -> Double { states[t].labour[index] ?? 1 }

  /// Factor on employment and compensation per unit of a change of output.
  func changeFactor(_ index: Int, year t: Int) -> Double {
    (states[t].labour[index] ?? 1) * (states[t].marginalLabour[index] ?? 1)
  }

  /// Notices of all levers, each once.
  var notices: [Notice] {
    var seen: Set<Notice> = []
    let all = states.flatMap(\.notices) + scenario.levers.flatMap { $0.notices(over: states) }
    return all.filter { seen.insert($0).inserted }
  }
}
