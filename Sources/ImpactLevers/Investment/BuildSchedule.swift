/// When a plant is built and how its output grows.
///
///     C(t) = C·(t − first + 1)/(full − first + 1),  0 before `first`, C from `full` on
///     B(t) = Σ_τ (C(τ) − C(τ − 1))·[τ − b ≤ t < τ]/b,  built in the b years before it runs
///
/// Σ_t B(t) = C: what runs has been built, and nothing is built after `full`.
package struct BuildSchedule: Sendable, Hashable {
  /// First year of operation.
  package let first: Int
  /// First year at full output.
  package let full: Int
  /// b, years of construction before each part runs.
  package let buildYears: Int

  /// `full` is at least `first`, `buildYears` at least 1.
  package init(first: Int, full: Int, buildYears: Int) {
    precondition(full >= first && buildYears >= 1)
    self.first = first
    self.full = full
    self.buildYears = buildYears
  }

  /// Share of the capacity that runs in a year.
  package func running(_ year: Int) -> Double {
    if year < first { return 0 }
    if year >= full { return 1 }
    return Double(year - first + 1) / Double(full - first + 1)
  }

  /// Share of the investment that is spent in a year.
  package func built(_ year: Int) -> Double {
    (year + 1...year + buildYears).reduce(0) { $0 + running($1) - running($1 - 1) }
      / Double(buildYears)
  }
}
