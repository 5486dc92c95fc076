import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Value added of content rules' zones in every product, and the figures that need it.
///
///     h = A′ᵀ h + v∘1[r ∈ zone]
///
/// One transposed solve for each zone and year.
struct ContentStep: Sendable {
  /// h by year and zone.
  let content: [[ScopeMask: [Double]]]
  let records: [SolveRecord]

  /// Solves for the zones of all rules that act in the plan's years.
  init(
    _ plan: ScenarioYears, economy: Economy, options: SolverOptions = SolverOptions()
  ) throws {
    let tasks = plan.systems.flatMap { t in
      Self.distinct(plan.states[t].contentRules.map(\.zone)).map { (t, $0) }
    }
    var content = plan.years.map { _ in [ScopeMask: [Double]]() }
    guard !tasks.isEmpty else {
      (self.content, records) = (content, [])
      return
    }
    let sides = Matrix(
      rows: economy.dimension, columns: tasks.count,
      values: tasks.flatMap { Self.valueAdded(of: $0.1, economy) })
    let solution = try economy.naming("content", years: plan.years) {
      try LinearSolver.solveTransposed(
        plan.accounts, rightHandSide: sides, systems: tasks.map(\.0), options: options)
    }
    for (k, (t, zone)) in tasks.enumerated() { content[t][zone] = solution.x.column(k) }
    self.content = content
    records = tasks.indices.map {
      solution.transposedRecord($0, label: "value added of a zone \(plan.years[tasks[$0].0])")
    }
  }

  /// h of one zone in the accounts before any lever.
  static func base(
    _ zone: ScopeMask, accounts: OriginClassOperator, economy: Economy
  ) throws -> [Double] {
    let side = Matrix(column: valueAdded(of: zone, economy))
    return try economy.naming("content") {
      try LinearSolver.solveTransposed(accounts, rightHandSide: side, systems: [0]).x.column(0)
    }
  }

  /// v of the zone's regions; where value added is not known it counts as none.
  private static func valueAdded(of zone: ScopeMask, _ economy: Economy) -> [Double] {
    let S = economy.industryCount
    return zip(economy.satellites.valueAdded, economy.satellites.output).enumerated()
      .map { k, account in
        let (value, output) = account
        return zone.regions[k / S] && output != 0 && !value.isNaN ? value / output : 0
      }
  }

  private static func distinct(_ zones: [ScopeMask]) -> [ScopeMask] {
    var seen: Set<ScopeMask> = []
    return zones.filter { seen.insert($0).inserted }
  }

  /// Content of whole vehicles under every definition, and partners' sales.
  func readings(_ plan: ScenarioYears) throws -> [LeverReading] {
    try concurrentMap(plan.years.count) { t in
      var feedback = LeverFeedback()
      for (zone, h) in content[t] {
        feedback.zoneContent[zone] = ContentRuleTrace.zoneContent(
          h, zone: zone, state: plan.states[t])
      }
      let state = plan.states[t].with(feedback)
      return try plan.states[t].contentRules.flatMap { try $0.readings(state) }
    }
    .flatMap(\.self)
  }
}
