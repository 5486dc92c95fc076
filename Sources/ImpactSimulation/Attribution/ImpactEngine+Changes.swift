import ImpactDocuments
import ImpactLevers
import ImpactNumerics

extension ImpactEngine {
  /// Baseline and changes of a run, solved and checked as `run` does, without what is read off besides: figures
  /// of levers, content, public costs, notices and error bounds.
  ///
  /// Beside the result stands what its systems say about those of coalitions.
  func changes(
    _ scenario: Scenario, _ flag: CancellationFlag
  ) throws -> (result: ImpactResult, sample: SolvedSample) {
    let reads = ParameterReads()
    let catalogue = try recording(reads, for: scenario)
    let loop = try loop(scenario, catalogue: catalogue)
    let plan = loop.plan
    try flag.check()
    let households =
      scenario.inducedEffects ? try HouseholdIncome(economy, catalogue: catalogue) : nil
    let steps = try steps(
      plan, prices: loop.prices, households: households, isCertified: false, flag: flag)
    let checks =
      RunAudit(economy: economy, context: context, worldShares: worldShares)
      .checks(plan, output: steps.output, cube: steps.cube, isCertified: false)
      + steps.limits.checks(steps.output)
    let failed = checks.filter { !$0.passed }
    guard failed.isEmpty else { throw SimulationError.identityViolated(failed) }
    let baseline = Indicator.allCases.map { indicator in
      let level = indicator.baseline(economy.satellites)
      return (
        indicator,
        plan.systems.map { ProductivityScale(plan.states[$0]).applied(to: level, indicator) }
      )
    }
    let result = ImpactResult(
      scenario: plan.scenario.id, title: plan.scenario.title, economy: economy.name,
      years: plan.years, regions: economy.regions, industries: economy.industries,
      territories: economy.territories + economy.resolved(plan.scenario.territories),
      baseline: Dictionary(baseline, uniquingKeysWith: { first, _ in first }),
      change: ProductivityScale.applied(to: steps.cube.change, plan),
      leverFigures: [], notices: [], certificates: [], checks: checks)
    return (recorded(result, reads, of: catalogue, scenario), SolvedSample(plan, steps))
  }
}
