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

  /// Where a region stands among those of the Union in one year, by change in per cent of its jobs.
  ///
  /// Number 1 loses most, or, of regions that gain, gains most; nil for places of several regions, for
  /// regions outside the Union, and without a change.
  package static func rank(
    of place: Place, _ sheet: ResultSheet, year: Int
  ) -> (position: Int, count: Int, loses: Bool)? {
    guard let union = sheet.places.union, place.regions.count == 1,
      union.regions.contains(place.regions[0])
    else { return nil }
    let own = sheet.percent(.employment, year: year, in: place)
    let all = union.regions
      .map {
        sheet.percent(.employment, year: year, in: sheet.places.regions[$0])
      }
      .filter(\.isFinite)
    guard own.isFinite, own != 0 else { return nil }
    return (all.count { own < 0 ? $0 < own : $0 > own } + 1, all.count, own < 0)
  }
}
