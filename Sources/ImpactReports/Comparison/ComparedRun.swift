import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
package import ImpactSimulation

/// One run beside others: levels and changes by region, all industries together.
package struct ComparedRun: Sendable {
  /// Name in tables.
  package var label: String
  package let economy: String
  package let economyHash: String?
  package let years: [Int]
  /// Regions in the order of the economy.
  package let regions: [(code: String, name: String, country: String)]
  /// Groups of regions by code, the Union among them.
  package let places: [(code: String, name: String, regions: [String])]
  package let effects: Set<String>
  /// `[indicator][year][region]`; nan where nothing is known.
  package let change: [Indicator: [[Double]]]
  package let baseline: [Indicator: [[Double]]]
  /// Bands of changes, `[indicator][place][year]`, places by code; empty without draws.
  package let bands: [Indicator: [String: [Band?]]]
  /// Draws behind the bands; 0 without any.
  package let draws: Int
  /// What its draws came to; nil without draws, and for folders of older programs.
  package let drawn: DrawnRun?
  /// Version of the program that made it; nil for a run made just now.
  package let toolVersion: String?

  /// Band of a change; nil without draws, for places that had no line in the run, and where unknown.
  package func band(_ indicator: Indicator, _ place: String, year: Int) -> Band? {
    guard let t = years.firstIndex(of: year), let all = bands[indicator]?[place] else { return nil }
    return all[t]
  }

  /// A run made just now.
  package init(_ result: ImpactResult, label: String, economyHash: String?) {
    let sheet = ResultSheet(result)
    self.label = label
    self.economyHash = economyHash
    economy = result.economy
    years = result.years
    regions = result.regions.map { ($0.code, $0.name, $0.country) }
    let groups = (sheet.places.union.map { [$0] } ?? []) + sheet.places.territories
    places = (groups + sheet.places.countries)
      .map { place in
        (place.code, place.name, place.regions.map { result.regions[$0].code })
      }
    effects = Set(sheet.effects.map(\.rawValue))
    func byRegion(_ cells: (Int) -> [Double]) -> [[Double]] {
      result.years.indices.map { year in
        let values = cells(year)
        return sheet.places.regions.map {
          sheet.sum(values, regions: $0.regions, industries: 0..<sheet.industryCount)
        }
      }
    }
    draws = result.bands?.draws ?? 0
    toolVersion = nil
    bands = Self.bands(sheet)
    drawn = DrawnRun(sheet)
    var (change, baseline) = ([Indicator: [[Double]]](), [Indicator: [[Double]]]())
    for indicator in Indicator.allCases {
      if result.change[indicator] != nil {
        change[indicator] = byRegion { sheet.change(indicator, nil, year: $0) }
      }
      if result.baseline[indicator] != nil {
        baseline[indicator] = byRegion { sheet.baseline(indicator, year: $0) }
      }
    }
    (self.change, self.baseline) = (change, baseline)
  }

  private static func bands(_ sheet: ResultSheet) -> [Indicator: [String: [Band?]]] {
    guard sheet.result.bands != nil else { return [:] }
    let pairs = Indicator.allCases.map { indicator in
      let byPlace = sheet.places.all.map { place in
        (
          place.code,
          sheet.result.years.indices.map { sheet.band(indicator, year: $0, in: place) }
        )
      }
      return (indicator, Dictionary(byPlace, uniquingKeysWith: { first, _ in first }))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// A place of the run by its name, or a NUTS-1 region by code or name.
  private func known(_ text: String) -> (code: String, name: String, regions: [String])? {
    let folded = PlaceName.folded(text)
    if let place = places.first(where: {
      PlaceName.folded($0.code) == folded || PlaceName.folded($0.name) == folded
    }) {
      return place
    }
    if let region = regions.first(where: {
      $0.code == text || PlaceName.folded($0.name) == folded
    }) {
      return (region.code, region.name, [region.code])
    }
    guard let found = NutsNames.place(named: text, among: regions.map(\.code)) else { return nil }
    let (first, codes) = (regions[found.members[0]], found.members.map { regions[$0].code })
    return (found.group?.code ?? first.code, found.group?.name ?? first.name, codes)
  }

  /// A group of regions made from codes of regions, countries or groups: `NAME=DE11,FRF3`.
  package func made(_ text: String) throws -> (code: String, name: String, regions: [String]) {
    if !text.contains("="), let whole = known(text) { return whole }
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let members = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
    func codes(_ name: String) -> [String] {
      let found = regions.filter { $0.code == name || $0.country == name }.map(\.code)
      return places.first { $0.code == name }?.regions
        ?? (found.isEmpty ? known(name)?.regions ?? [] : found)
    }
    var problems = members.filter { codes($0).isEmpty }
      .map {
        Problem(
          at: nil, path: parts[0], "the run knows no place `\($0)`",
          expected: "a region, country or territory of the run")
      }
    if members.isEmpty || parts[0].isEmpty {
      problems.append(
        Problem(
          at: nil, path: "territory", "`\(text)` names no regions",
          expected: "NAME=CODE,CODE such as mine=DE11,FRF3"))
    }
    let all = Set(members.flatMap(codes))
    let own = regions.map(\.code).filter(all.contains)
    let taken = codes(parts.first ?? "")
    if !all.isEmpty, !taken.isEmpty, Set(taken) != all {
      problems.append(
        Problem(
          at: nil, path: "territory", "`\(parts[0])` is another place of the run already",
          expected: "a name of its own"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return (parts[0], parts[0], own)
  }
}
