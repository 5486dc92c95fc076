import ImpactSimulation

/// Regions ordered by what the scenario does to their jobs in one year.
///
/// Regions of the European Union are ranked; of an economy without any, all regions. Regions whose
/// employment is unknown are left out. Ties keep the order of the economy's regions.
package struct RegionRanking: Sendable {
  /// A region's change of jobs, all effects and industries together.
  package struct Line: Sendable {
    package let place: Place
    /// Persons against the baseline.
    package let jobs: Double
    /// 100 · jobs / baseline jobs.
    package let percent: Double
  }

  package let losersByJobs: [Line]
  package let gainersByJobs: [Line]
  package let losersByPercent: [Line]
  package let gainersByPercent: [Line]

  /// Takes the first `count` of each order in the year at an index.
  ///
  /// Only regions that lose are losers.
  package init(_ sheet: ResultSheet, year: Int, count: Int = 10) {
    let members = sheet.places.union.map { Set($0.regions) }
    let lines = sheet.places.regions.filter { members?.contains($0.regions[0]) ?? true }
      .map { place in
        Line(
          place: place, jobs: sheet.change(.employment, year: year, in: place),
          percent: sheet.percent(.employment, year: year, in: place))
      }
      .filter { $0.jobs.isFinite && $0.percent.isFinite }
    func first(_ key: KeyPath<Line, Double>, sign: Double) -> [Line] {
      let chosen = lines.enumerated().filter { $0.element[keyPath: key] * sign > 0 }
      let sorted = chosen.sorted {
        let (a, b) = ($0.element[keyPath: key] * sign, $1.element[keyPath: key] * sign)
        return a == b ? $0.offset < $1.offset : a > b
      }
      return sorted.prefix(count).map(\.element)
    }
    losersByJobs = first(\.jobs, sign: -1)
    gainersByJobs = first(\.jobs, sign: 1)
    losersByPercent = first(\.percent, sign: -1)
    gainersByPercent = first(\.percent, sign: 1)
  }
}
