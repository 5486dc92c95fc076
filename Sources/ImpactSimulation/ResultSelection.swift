public import ImpactAxes

/// Rows of one indicator, narrowed step by step.
///
///     for row in result.employment.in("greater-region").year(2035) { … }
public struct ResultSelection: Sendable, Sequence {
  /// One region and year over the chosen industries.
  public struct Row: Sendable {
    /// The region.
    public let region: Region
    /// The year.
    public let year: Int
    /// In the unit of the indicator, over the cells with a value.
    public let baseline: Double
    /// Against the baseline, over the cells with a value.
    public let change: Double
    /// The change by channel; they sum to `change`.
    public let effects: [Effect: Double]
    /// Industries without a value.
    public let unknownCells: Int
  }

  let result: ImpactResult
  let indicator: Indicator
  var places: [String]?
  var chosenYears: [Int]?
  var industries: [String]?

  /// Only the regions of a territory, country, region or `EU27`.
  public func `in`(_ place: String) -> Self {
    var copy = self
    copy.places = result.regionCodes(of: place)
    return copy
  }

  /// Only one year.
  public func year(_ year: Int) -> Self {
    var copy = self
    copy.chosenYears = [year]
    return copy
  }

  /// Only some industries, by code.
  public func industries(_ codes: [String]) -> Self {
    var copy = self
    copy.industries = codes
    return copy
  }

  /// Rows in the order of years, then of the economy's regions.
  public func makeIterator() -> IndexingIterator<[Row]> {
    let wanted = places.map(Set.init)
    let years = result.years.filter { chosenYears?.contains($0) ?? true }
    let regions = result.regions.filter { wanted?.contains($0.code) ?? true }
    return years.flatMap { year in regions.compactMap { row($0, year) } }.makeIterator()
  }

  private func row(_ region: Region, _ year: Int) -> Row? {
    let codes = [region.code]
    guard
      let level = result.baselineTotal(
        indicator, year: year, regions: codes, industries: industries),
      let change = result.total(indicator, year: year, regions: codes, industries: industries)
    else { return nil }
    let effects = Effect.allCases.compactMap { effect in
      result.total(indicator, effect, year: year, regions: codes, industries: industries)
        .map { (effect, $0.value) }
    }
    return Row(
      region: region, year: year, baseline: level.value, change: change.value,
      effects: Dictionary(effects, uniquingKeysWith: { first, _ in first }),
      unknownCells: change.unknownCells)
  }
}

extension ImpactResult {
  /// Persons employed.
  public var employment: ResultSelection { ResultSelection(result: self, indicator: .employment) }
  /// Value added, million EUR.
  public var valueAdded: ResultSelection { ResultSelection(result: self, indicator: .valueAdded) }
  /// Output, million EUR.
  public var output: ResultSelection { ResultSelection(result: self, indicator: .output) }
  /// Compensation of employees, million EUR.
  public var compensation: ResultSelection {
    ResultSelection(result: self, indicator: .compensation)
  }
}
