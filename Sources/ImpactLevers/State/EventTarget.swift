import ImpactDiagnostics
import ImpactEconomies

/// A change of jobs in one region-industry that is announced, and so set.
///
/// jobs[k] = (1 − s)·(what other levers do there) + J
package struct EventTarget: Sendable {
  package let lever: String
  /// Index `r * S + i`.
  package let index: Int
  /// J, persons, negative for losses.
  package var jobs: Double
  /// s, share of the region-industry's jobs in the plants named.
  package var plantShare: Double

  package init(lever: String, index: Int, jobs: Double, plantShare: Double) {
    self.lever = lever
    self.index = index
    self.jobs = jobs
    self.plantShare = plantShare
  }
}

extension LeverState {
  /// Sets a change of jobs in a region-industry, and the share of its jobs whose part in what other levers
  /// do there it replaces; several add up.
  ///
  /// Throws a `ProblemReport` when the plants named have more jobs than the region-industry.
  mutating func setJobs(
    _ jobs: Double, replacing share: Double, at k: Int, lever: String, location: Location? = nil
  ) throws {
    var target = events[k] ?? EventTarget(lever: lever, index: k, jobs: 0, plantShare: 0)
    target.jobs += jobs
    target.plantShare += share
    guard target.plantShare <= 1 + 1e-9 else {
      let economy = context.economy
      throw ProblemReport([
        Problem(
          at: location, path: lever,
          "with what `\(target.lever)` names, the plants of "
            + "\(economy.industries[k % economy.industryCount].code) in "
            + "\(economy.regions[k / economy.industryCount].code) have more jobs than the region's "
            + "industry",
          expected: "plants within the employment of the region's industry")
      ])
    }
    events[k] = target
  }
}
