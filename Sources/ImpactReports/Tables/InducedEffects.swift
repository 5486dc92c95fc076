public import ImpactSimulation

extension ImpactResult {
  /// The result of a run that did not follow household spending, without the induced effect.
  ///
  /// What was not computed is absent from every table, in place of standing there as zero.
  public func withoutInducedEffects() -> ImpactResult {
    var result = ImpactResult(
      scenario: scenario, title: title, economy: economy, years: years, regions: regions,
      industries: industries, territories: territories, baseline: baseline,
      change: change.mapValues { effects in effects.filter { $0.key != .induced } },
      leverFigures: leverFigures, notices: notices, certificates: certificates, checks: checks)
    result.bands = bands
    result.parameters = parameters
    return result
  }
}
