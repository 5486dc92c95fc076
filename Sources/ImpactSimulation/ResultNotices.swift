public import ImpactDiagnostics

extension ImpactResult {
  /// The same result with more notices, put before its own; a notice that it has is not repeated.
  public func adding(notices more: [Notice]) -> ImpactResult {
    var result = ImpactResult(
      scenario: scenario, title: title, economy: economy, years: years, regions: regions,
      industries: industries, territories: territories, baseline: baseline, change: change,
      leverFigures: leverFigures, notices: more.filter { !notices.contains($0) } + notices,
      certificates: certificates, checks: checks)
    result.bands = bands
    result.parameters = parameters
    return result
  }
}
