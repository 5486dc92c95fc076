import ImpactDiagnostics
import ImpactNumerics
package import ImpactSimulation

/// Bands of runs side by side and of what lies between them.
extension RunComparison {
  /// What bands beside each other mean.
  static func bandNotices(_ runs: [ComparedRun], _ shared: [SharedDraws]) -> [Notice] {
    guard runs.contains(where: { $0.draws > 0 }) else { return [] }
    var notices: [Notice] = []
    for (k, run) in runs.enumerated().dropFirst() where runs[0].draws > 0 && run.draws > 0 {
      notices.append(notice(run, shared[k], to: runs[0]))
    }
    if runs.contains(where: { $0.draws == 0 }) {
      notices.append(
        Notice(
          "runs-without-bands",
          "without draws: "
            + runs.filter { $0.draws == 0 }.map(\.label).joined(separator: ", ")))
    }
    return notices
  }

  private static func notice(
    _ run: ComparedRun, _ shared: SharedDraws, to first: ComparedRun
  ) -> Notice {
    switch shared {
    case .shared(let count):
      let draws = min(run.drawn?.kept ?? 0, first.drawn?.kept ?? 0)
      return Notice(
        "bands-of-differences",
        "\(run.label) less \(first.label): nine in ten of \(draws) draws lie between the ends of the "
          + "difference, which is taken draw by draw; \(count) assumptions that both read have the same "
          + "values in both")
    case .apart(let reason):
      return Notice(
        "bands-of-differences",
        "\(run.label) less \(first.label): the difference is not taken draw by draw, since \(reason). It "
          + "lies between its two ends in at least eight of ten draws, whatever the runs share; since what "
          + "they share does not cancel in these ends, they are wide")
    }
  }

  /// Ends of the difference of run `k` to the first one over some regions.
  ///
  /// Where both runs share their draws: p05 and p95 of dₖ − d₁ over the draws of both. Otherwise p05ₖ − p95₁
  /// and p95ₖ − p05₁, which the difference leaves only where one of the two runs leaves its own band, at
  /// either side one draw in twenty each. Nil where either has no band.
  package func differenceBand(
    _ indicator: Indicator, _ place: String, regions: [String], run k: Int, year: Int
  ) -> (low: Double, high: Double)? {
    if case .shared = shared[k] {
      guard let first = draws(indicator, regions, run: 0, year: year),
        let other = draws(indicator, regions, run: k, year: year)
      else { return nil }
      return Self.ends(zip(other, first).map(-))
    }
    guard let first = ownBand(indicator, place, regions: regions, run: 0, year: year),
      let other = ownBand(indicator, place, regions: regions, run: k, year: year)
    else { return nil }
    return (other.low - first.high, other.high - first.low)
  }

  /// Ends of a run's own band; that of a group made for the comparison comes from the draws of its regions.
  package func ownBand(
    _ indicator: Indicator, _ place: String, regions: [String], run k: Int, year: Int
  ) -> (low: Double, high: Double)? {
    if let band = runs[k].band(indicator, place, year: year) { return (band.p05, band.p95) }
    return draws(indicator, regions, run: k, year: year).flatMap(Self.ends)
  }

  private func draws(
    _ indicator: Indicator, _ regions: [String], run k: Int, year: Int
  ) -> [Double]? {
    guard let t = runs[k].years.firstIndex(of: year) else { return nil }
    return runs[k].drawn?.draws(indicator, regions, yearIndex: t)
  }

  /// 5th and 95th percentile of the draws that are there; nil for none.
  private static func ends(_ values: [Double]) -> (low: Double, high: Double)? {
    let known = values.filter(\.isFinite)
    guard !known.isEmpty else { return nil }
    let found = OrderStatistics([0.05, 0.95], count: known.count).quantiles(of: known, columns: 1)
    return (found[0], found[1])
  }
}
