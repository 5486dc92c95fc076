public import ImpactDocuments

/// How the changes of one year are spread over regions.
///
/// Losses are counted region by region: gross losses are the sum over regions that lose jobs.
public struct Distribution: Sendable {
  /// Regions of one category of cohesion policy.
  public struct Group: Sendable, Hashable {
    /// The category.
    public let category: RegionalWealth.Category
    /// Regions with known jobs.
    public let regions: Int
    /// Baseline jobs as a share of all.
    public let shareOfJobs: Double
    /// Persons lost in regions that lose, as a share of all such losses; nan without losses.
    public let shareOfLosses: Double
    /// Persons gained in regions that gain, as a share of all such gains; nan without gains.
    public let shareOfGains: Double
    /// Change of jobs, persons.
    public let change: Double
  }

  /// GDP per head before and after; see `Inequality`.
  public struct Disparity: Sendable, Hashable {
    /// Gini's coefficient.
    public let gini: Double
    /// Theil's T between countries.
    public let theilBetween: Double
    /// Theil's T between the regions of a country, over all countries.
    public let theilWithin: Double
    /// Both parts together.
    public var theil: Double { theilBetween + theilWithin }
  }

  /// Persons lost in regions that lose, a positive number.
  public let losses: Double
  /// Persons gained in regions that gain.
  public let gains: Double
  /// Regions that lose.
  public let losers: Int
  /// Regions that gain.
  public let gainers: Int
  /// Share of the ten regions with the largest losses in all losses; nan without losses.
  public let shareOfTenLargest: Double
  /// Gini's coefficient of losses per job: 0 when every region loses the same share of its jobs.
  public let giniOfLosses: Double
  /// By category, poorest first; empty without data on GDP per head.
  public let groups: [Group]
  /// GDP per head of the file, regions weighted by population; nil without data.
  public let before: Disparity?
  /// The same with GDP of each region moved as its value added.
  public let after: Disparity?
  /// Regions that have no GDP per head in the data.
  public let regionsWithoutWealth: [String]

  /// The spread of a result's changes over some of its regions in a year, both by index.
  ///
  /// Regions without any known jobs are left out.
  public init(
    _ result: ImpactResult, regions: [Int], year: Int, wealth: RegionalWealth? = nil
  ) {
    let cells = result.industries.count
    func sum(_ values: [Double], _ r: Int) -> Double? {
      let known = values[r * cells..<(r + 1) * cells].filter { !$0.isNaN }
      return known.isEmpty ? nil : known.reduce(0, +)
    }
    func change(_ indicator: Indicator, _ r: Int) -> Double? {
      let parts = Effect.allCases
        .compactMap { result.change[indicator]?[$0].map { sum($0[year], r) } }
      return parts.contains { $0 == nil } ? nil : parts.compactMap { $0 }.reduce(0, +)
    }
    let lines = regions.compactMap { r -> Line? in
      guard let jobs = result.baseline[.employment].flatMap({ sum($0[year], r) }), jobs > 0,
        let moved = change(.employment, r)
      else { return nil }
      let value = result.baseline[.valueAdded].flatMap { sum($0[year], r) }
      return Line(
        region: result.regions[r].code, country: result.regions[r].country, jobs: jobs,
        change: moved, growth: value.flatMap { v in change(.valueAdded, r).map { $0 / v } })
    }
    self.init(lines, wealth: wealth)
  }

  /// The spread of changes given region by region.
  package init(_ lines: [Line], wealth: RegionalWealth?) {
    let lost = lines.map { max(0, -$0.change) }
    losses = lost.reduce(0, +)
    gains = lines.reduce(0) { $0 + max(0, $1.change) }
    losers = lines.count { $0.change < 0 }
    gainers = lines.count { $0.change > 0 }
    shareOfTenLargest = losses > 0 ? lost.sorted(by: >).prefix(10).reduce(0, +) / losses : .nan
    giniOfLosses = Inequality.gini(values: lost, persons: lines.map(\.jobs))
    groups = wealth.map { Self.groups(lines, $0) } ?? []
    let known = wealth.map { wealth in lines.filter { wealth[$0.region] != nil } } ?? []
    regionsWithoutWealth = wealth == nil ? [] : lines.map(\.region).filter { wealth?[$0] == nil }
    before = wealth.flatMap { Self.disparity(known, $0, moved: false) }
    after = wealth.flatMap { Self.disparity(known, $0, moved: true) }
  }

  /// One region with known jobs.
  package struct Line: Sendable {
    let region: String
    let country: String
    let jobs: Double
    let change: Double
    /// ΔV/V; nil where unknown.
    let growth: Double?

    /// Jobs above zero, their change, and the relative change of value added where it is known.
    package init(
      region: String, country: String, jobs: Double, change: Double, growth: Double?
    ) {
      self.region = region
      self.country = country
      self.jobs = jobs
      self.change = change
      self.growth = growth
    }
  }

  private static func groups(_ lines: [Line], _ wealth: RegionalWealth) -> [Group] {
    let known = lines.filter { wealth[$0.region] != nil }
    let jobs = known.reduce(0) { $0 + $1.jobs }
    let losses = known.reduce(0) { $0 + max(0, -$1.change) }
    let gains = known.reduce(0) { $0 + max(0, $1.change) }
    return RegionalWealth.Category.allCases.map { category in
      let own = known.filter { wealth[$0.region]?.category == category }
      return Group(
        category: category, regions: own.count,
        shareOfJobs: own.reduce(0) { $0 + $1.jobs } / jobs,
        shareOfLosses: own.reduce(0) { $0 + max(0, -$1.change) } / losses,
        shareOfGains: own.reduce(0) { $0 + max(0, $1.change) } / gains,
        change: own.reduce(0) { $0 + $1.change })
    }
  }

  private static func disparity(
    _ lines: [Line], _ wealth: RegionalWealth, moved: Bool
  ) -> Disparity? {
    let known = lines.filter { $0.growth != nil }
    guard known.count > 1 else { return nil }
    let persons = known.map { wealth[$0.region]?.population ?? .nan }
    let values = known.map { line in
      (wealth[line.region].map { $0.gdpPerHead * $0.population } ?? .nan)
        * (moved ? 1 + (line.growth ?? .nan) : 1)
    }
    let parts = Inequality.theil(
      values: values, persons: persons, classes: known.map(\.country))
    return Disparity(
      gini: Inequality.gini(values: values, persons: persons), theilBetween: parts.between,
      theilWithin: parts.within)
  }
}
