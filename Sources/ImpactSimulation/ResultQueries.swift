public import ImpactAxes

/// A sum over cells, and how many of them no source has a value for.
public struct ImpactSum: Sendable, Hashable {
  /// In the unit of the indicator, over the cells with a value.
  public let value: Double
  /// Cells that the value leaves out.
  public let unknownCells: Int
}

/// One region's outcome in one year, for rankings.
public struct RegionOutcome: Sendable, Hashable {
  /// The region.
  public let region: Region
  /// Level without the scenario, in the unit of the indicator.
  public let baseline: Double
  /// Change against the baseline, all effects together.
  public let change: Double
  /// Per cent of the baseline; nil where the baseline is zero.
  public var percent: Double? { baseline == 0 ? nil : 100 * change / baseline }
}

extension ImpactResult {
  /// Σ of changes over regions and industries in a year.
  ///
  /// `effect` nil adds all effects; `regions` and `industries` are codes, nil means all. Nil for a
  /// year outside the horizon or an unknown code.
  public func total(
    _ indicator: Indicator, _ effect: Effect? = nil, year: Int, regions: [String]? = nil,
    industries: [String]? = nil
  ) -> ImpactSum? {
    let effects =
      effect.map { [$0] }
      ?? Effect.allCases
      .filter { $0 != .productivity || change[indicator]?[$0] != nil }
    let arrays = effects.compactMap { change[indicator]?[$0] }
    guard arrays.count == effects.count else { return nil }
    return sum(year: year, regions: regions, industries: industries) { t, k in
      arrays.reduce(0) { $0 + $1[t][k] }
    }
  }

  /// Σ of baseline levels, as `total`.
  public func baselineTotal(
    _ indicator: Indicator, year: Int, regions: [String]? = nil, industries: [String]? = nil
  ) -> ImpactSum? {
    guard let levels = baseline[indicator] else { return nil }
    return sum(year: year, regions: regions, industries: industries) { levels[$0][$1] }
  }

  private func sum(
    year: Int, regions: [String]?, industries: [String]?, _ value: (Int, Int) -> Double
  ) -> ImpactSum? {
    guard let t = years.firstIndex(of: year),
      let rows = indices(of: regions, in: self.regions.map(\.code)),
      let columns = indices(of: industries, in: self.industries.map(\.code))
    else { return nil }
    var (total, unknown) = (0.0, 0)
    for r in rows {
      for i in columns {
        let cell = value(t, r * self.industries.count + i)
        if cell.isNaN { unknown += 1 } else { total += cell }
      }
    }
    return ImpactSum(value: total, unknownCells: unknown)
  }

  private func indices(of codes: [String]?, in all: [String]) -> [Int]? {
    guard let codes else { return Array(all.indices) }
    let found = Set(codes)
    let result = all.indices.filter { found.contains(all[$0]) }
    return result.count == found.count ? result : nil
  }

  /// Codes of the regions that a territory, country, region or `EU27` covers; empty if unknown.
  public func regionCodes(of place: String) -> [String] {
    if place == "EU27" { return regions.filter(\.isEuropeanUnion).map(\.code) }
    if let territory = territories.first(where: { $0.code == place }) { return territory.regions }
    return regions.filter { $0.code == place || $0.country == place }.map(\.code)
  }

  /// Change of persons employed in a territory, country, region or `EU27`; nil when it is unknown.
  public func employmentChange(in place: String, year: Int) -> ImpactSum? {
    let codes = regionCodes(of: place)
    return codes.isEmpty ? nil : total(.employment, year: year, regions: codes)
  }

  /// 100·ΔV/V: value added against the baseline level, percentage points; nil where unknown.
  public func growth(in place: String, year: Int) -> Double? {
    let codes = regionCodes(of: place)
    guard !codes.isEmpty, let change = total(.valueAdded, year: year, regions: codes),
      let level = baselineTotal(.valueAdded, year: year, regions: codes), level.value != 0
    else { return nil }
    return 100 * change.value / level.value
  }

  /// Every region's total of an indicator in a year; regions without any known cell are left out.
  public func outcomes(_ indicator: Indicator, year: Int) -> [RegionOutcome] {
    regions.compactMap { region in
      guard let change = total(indicator, year: year, regions: [region.code]),
        let level = baselineTotal(indicator, year: year, regions: [region.code]),
        change.unknownCells < industries.count
      else { return nil }
      return RegionOutcome(region: region, baseline: level.value, change: change.value)
    }
  }

  /// The regions that lose most, largest loss first; none that gain.
  public func largestLosers(_ indicator: Indicator, year: Int, count: Int) -> [RegionOutcome] {
    Array(
      outcomes(indicator, year: year).filter { $0.change < 0 }
        .sorted { ($0.change, $0.region.code) < ($1.change, $1.region.code) }.prefix(count))
  }

  /// The regions that gain most, largest gain first; none that lose.
  public func largestGainers(_ indicator: Indicator, year: Int, count: Int) -> [RegionOutcome] {
    Array(
      outcomes(indicator, year: year).filter { $0.change > 0 }
        .sorted { (-$0.change, $0.region.code) < (-$1.change, $1.region.code) }.prefix(count))
  }
}

extension ImpactResult {
  /// Σ_τ ΔE(τ) over the calendar years from the first result to `year`: person-years.
  ///
  /// It tells the timing of two scenarios apart that end alike. Years between two results lie on the
  /// straight line between them. Nil for a year without a result or an unknown place.
  public func personYears(in place: String, through year: Int) -> Double? {
    guard let last = years.firstIndex(of: year) else { return nil }
    let known = Array(years[...last])
    let changes = known.compactMap { employmentChange(in: place, year: $0)?.value }
    return changes.count == known.count ? Self.personYears(changes, years: known) : nil
  }

  /// The sum over calendar years of values at ascending years, straight lines between.
  package static func personYears(_ values: [Double], years: [Int]) -> Double {
    guard let first = values.first else { return 0 }
    return values.indices.dropFirst()
      .reduce(first) { sum, k in
        let span = Double(years[k] - years[k - 1])
        // Σ over the years after the earlier result up to the later one.
        return sum + values[k - 1] * (span - 1) / 2 + values[k] * (span + 1) / 2
      }
  }
}
