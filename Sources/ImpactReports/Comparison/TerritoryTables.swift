import ImpactDiagnostics
package import ImpactDocuments
import ImpactSimulation

/// Territories of a run and how changes are spread over regions.
package struct TerritoryTables: Sendable {
  package let run: ComparedRun
  package let year: Int
  private let t: Int
  private let index: [String: Int]

  /// The tables of one of the run's years.
  package init(_ run: ComparedRun, year: Int) {
    self.run = run
    self.year = year
    t = run.years.firstIndex(of: year) ?? 0
    index = Dictionary(
      run.regions.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func sum(_ table: [Indicator: [[Double]]], _ indicator: Indicator, _ codes: [String])
    -> Double
  {
    guard let values = table[indicator]?[t] else { return .nan }
    let known = codes.compactMap { index[$0].map { values[$0] } }.filter { !$0.isNaN }
    return known.isEmpty ? .nan : known.reduce(0, +)
  }

  /// One line for each place: jobs, change, growth, gross losses and gains inside it.
  package func places(_ places: [(code: String, name: String, regions: [String])]) -> AnalysisTable
  {
    AnalysisTable(
      "Territories of \(run.label), \(year)",
      keys: [.init("place", label: "Place"), .init("place_name", label: "")],
      columns: [
        .init("regions", label: "regions", decimals: 0),
        .init("jobs", label: "jobs today", unit: "persons", decimals: 0),
        .init("change", label: "change", unit: "persons", decimals: 0),
      ] + ends("change", "persons", decimals: 0) + [
        .init("percent", label: "%", unit: "percent", decimals: 2),
        .init("growth", label: "growth", unit: "percentage points", decimals: 3),
      ] + ends("growth", "percentage points", decimals: 3) + [
        .init("losses", label: "losses", unit: "persons", decimals: 0),
        .init("gains", label: "gains", unit: "persons", decimals: 0),
      ],
      rows: places.map { place in
        let (jobs, change) = (
          sum(run.baseline, .employment, place.regions), sum(run.change, .employment, place.regions)
        )
        let value = sum(run.baseline, .valueAdded, place.regions)
        let single = place.regions.map { sum(run.change, .employment, [$0]) }
          .filter { !$0.isNaN }
        return AnalysisTable.Row(
          [place.code, place.name],
          [
            Double(place.regions.count), jobs, change,
          ] + band(.employment, place.code, scale: 1) + [
            100 * change / jobs, 100 * sum(run.change, .valueAdded, place.regions) / value,
          ] + band(.valueAdded, place.code, scale: 100 / value) + [
            single.reduce(0) { $0 + min(0, $1) }, single.reduce(0) { $0 + max(0, $1) },
          ])
      }, notices: notices(places))
  }

  /// Two columns with the ends of a band, where the run has draws.
  private func ends(_ name: String, _ unit: String, decimals: Int) -> [AnalysisTable.Column] {
    guard run.draws > 0 else { return [] }
    return [("p05", "from"), ("p95", "to")]
      .map { .init("\(name)_\($0.0)", label: $0.1, unit: unit, decimals: decimals) }
  }

  private func band(_ indicator: Indicator, _ place: String, scale: Double) -> [Double] {
    guard run.draws > 0 else { return [] }
    let band = run.band(indicator, place, year: year)?.scaled(by: scale)
    return [band?.p05 ?? .nan, band?.p95 ?? .nan]
  }

  private func notices(
    _ places: [(code: String, name: String, regions: [String])]
  ) -> [Notice] {
    let without = places.map(\.code)
      .filter { run.draws > 0 && run.band(.employment, $0, year: year) == nil }
    guard !without.isEmpty else { return [] }
    return [
      Notice(
        "groups-without-bands",
        "no band for \(without.joined(separator: ", ")): a group gets one where the run knows it, by "
          + "`territories:` in the scenario or `tia run --territory`")
    ]
  }

  /// How changes are spread over some regions.
  package func distribution(_ codes: [String], name: String, wealth: RegionalWealth)
    -> [AnalysisTable]
  {
    let lines = codes.compactMap { code -> Distribution.Line? in
      let (jobs, change) = (
        sum(run.baseline, .employment, [code]), sum(run.change, .employment, [code])
      )
      guard jobs > 0, !change.isNaN, let r = index[code] else { return nil }
      let growth = sum(run.change, .valueAdded, [code]) / sum(run.baseline, .valueAdded, [code])
      return Distribution.Line(
        region: code, country: run.regions[r].country, jobs: jobs, change: change,
        growth: growth.isFinite ? growth : nil)
    }
    let found = Distribution(lines, wealth: wealth)
    return [categories(found, name), measures(found, name)]
  }

  private func categories(_ found: Distribution, _ name: String) -> AnalysisTable {
    AnalysisTable(
      "Regions of \(name) by category of cohesion policy, \(year)",
      keys: [.init("category", label: "Category")],
      columns: [
        .init("regions", label: "regions", decimals: 0),
        .init("share_of_jobs", label: "of jobs", unit: "percent", decimals: 1),
        .init("share_of_losses", label: "of losses", unit: "percent", decimals: 1),
        .init("share_of_gains", label: "of gains", unit: "percent", decimals: 1),
        .init("change", label: "change", unit: "persons", decimals: 0),
      ],
      rows: found.groups.map {
        AnalysisTable.Row(
          [$0.category.rawValue],
          [
            Double($0.regions), 100 * $0.shareOfJobs, 100 * $0.shareOfLosses,
            100 * $0.shareOfGains, $0.change,
          ])
      },
      notices: [
        Notice(
          "cohesion-categories",
          RegionalWealth.originOfCategories
            + (found.regionsWithoutWealth.isEmpty
              ? ""
              : "; without data: " + found.regionsWithoutWealth.joined(separator: ", ")))
      ])
  }

  private func measures(_ found: Distribution, _ name: String) -> AnalysisTable {
    typealias Line = (name: String, before: Double, after: Double)
    let (a, b) = (found.before, found.after)
    let lines: [Line] = [
      ("Gini of GDP per head", a?.gini ?? .nan, b?.gini ?? .nan),
      ("Theil of GDP per head", a?.theil ?? .nan, b?.theil ?? .nan),
      ("  between countries", a?.theilBetween ?? .nan, b?.theilBetween ?? .nan),
      ("  within countries", a?.theilWithin ?? .nan, b?.theilWithin ?? .nan),
      ("Gini of losses per job", .nan, found.giniOfLosses),
      ("Share of ten regions in losses", .nan, found.shareOfTenLargest),
    ]
    return AnalysisTable(
      "Measures of distribution over regions of \(name), \(year)",
      keys: [.init("measure", label: "Measure")],
      columns: [
        .init("before", label: "before", decimals: 5), .init("after", label: "after", decimals: 5),
        .init("change", label: "change", decimals: 6),
      ],
      rows: lines.map { AnalysisTable.Row([$0.name], [$0.before, $0.after, $0.after - $0.before]) })
  }
}
