import ImpactAxes
package import ImpactDiagnostics
import ImpactSimulation

/// Several runs on the same regions, the first one the reference.
package struct RunComparison: Sendable {
  package let runs: [ComparedRun]
  /// Years that all runs have.
  package let years: [Int]
  /// Codes and names of the regions that all runs have, in the order of the first.
  package let regions: [(code: String, name: String, country: String)]
  /// What does not agree between the runs.
  package let notices: [Notice]
  /// Whether each run and the first one can be taken together draw by draw.
  let shared: [SharedDraws]

  /// Sets runs side by side; throws a `ProblemReport` when they share no region or no year, or fewer
  /// than two are given.
  package init(_ runs: [ComparedRun]) throws {
    guard let first = runs.first, runs.count > 1 else {
      throw ProblemReport([
        Problem(at: nil, path: "compare", "\(runs.count) run", expected: "at least two runs")
      ])
    }
    let sets = runs.map { Set($0.regions.map(\.code)) }
    regions = first.regions.filter { region in sets.allSatisfy { $0.contains(region.code) } }
    years = first.years.filter { year in runs.allSatisfy { $0.years.contains(year) } }
    var problems: [Problem] = []
    if regions.isEmpty {
      problems.append(
        Problem(
          at: nil, path: "compare",
          "the runs share no region ("
            + runs.map(\.economy).joined(separator: ", ") + ")",
          expected: "runs on economies with common regions"))
    }
    if years.isEmpty {
      problems.append(
        Problem(
          at: nil, path: "compare",
          "the runs share no year ("
            + runs.map { Self.span($0.years) }.joined(separator: ", ") + ")",
          expected: "runs with common years"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let named = Self.withDistinctLabels(runs)
    self.runs = named
    shared = runs.map { run in
      SharedDraws(
        first.drawn, run.drawn,
        sameAccounts: first.economy == run.economy && first.economyHash == run.economyHash)
    }
    notices =
      Self.notices(runs, regions: regions.count, years: years)
      + Self.bandNotices(named, shared)
  }

  private static func span(_ years: [Int]) -> String {
    guard let first = years.first, let last = years.last else { return "none" }
    return first == last ? "\(first)" : "\(first) to \(last)"
  }

  /// A number behind labels that several runs have.
  private static func withDistinctLabels(_ runs: [ComparedRun]) -> [ComparedRun] {
    var counts: [String: Int] = [:]
    let taken = Dictionary(grouping: runs, by: \.label)
    return runs.map { run in
      guard (taken[run.label]?.count ?? 0) > 1 else { return run }
      counts[run.label, default: 0] += 1
      var copy = run
      copy.label = "\(run.label)#\(counts[run.label] ?? 0)"
      return copy
    }
  }

  private static func notices(_ runs: [ComparedRun], regions: Int, years: [Int]) -> [Notice] {
    var notices: [Notice] = []
    if Set(runs.map(\.economy)).count > 1 {
      notices.append(
        Notice(
          "different-economies",
          "the runs stand on different economies (\(runs.map(\.economy).joined(separator: ", "))); "
            + "differences mix the scenarios with the accounts"))
    } else if Set(runs.compactMap(\.economyHash)).count > 1 {
      notices.append(
        Notice(
          "different-accounts",
          "the economy \(runs[0].economy) has different accounts in the runs; differences mix the "
            + "scenarios with the accounts"))
    }
    if runs.contains(where: { $0.regions.count != regions }) {
      notices.append(
        Notice("common-regions", "only the \(regions) regions that all runs have are compared"))
    }
    if runs.contains(where: { $0.years != years }) {
      notices.append(
        Notice(
          "common-years",
          "only years that all runs have are compared: "
            + years.map(String.init).joined(separator: ", ")))
    }
    notices += versionNotices(runs)
    if Set(runs.map(\.effects)).count > 1 {
      notices.append(
        Notice(
          "different-channels",
          "the runs follow different channels (household spending in some only); totals differ for "
            + "that reason too"))
    }
    return notices
  }

  private static func versionNotices(_ runs: [ComparedRun]) -> [Notice] {
    guard Set(runs.compactMap(\.toolVersion)).count > 1 else { return [] }
    return [
      Notice(
        "different-versions",
        "the runs were made by different versions of the program ("
          + runs.map { $0.toolVersion ?? "this one" }.joined(separator: ", ")
          + "); part of the differences may be theirs")
    ]
  }

  /// One region's change in every run; nan where a run does not know it.
  func change(_ indicator: Indicator, _ code: String, year: Int) -> [Double] {
    runs.map { value($0.change[indicator], $0, code, year) }
  }

  func baseline(_ indicator: Indicator, _ code: String, year: Int) -> [Double] {
    runs.map { value($0.baseline[indicator], $0, code, year) }
  }

  private func value(
    _ table: [[Double]]?, _ run: ComparedRun, _ code: String, _ year: Int
  ) -> Double {
    guard let table, let t = run.years.firstIndex(of: year),
      let r = run.regions.firstIndex(where: { $0.code == code })
    else { return .nan }
    return table[t][r]
  }

  /// The code of a place of the first run that a code or a name stands for; nil for none or several.
  package func code(of place: String) -> String? {
    let places = regions.map { ($0.code, $0.name) } + runs[0].places.map { ($0.code, $0.name) }
    if places.contains(where: { $0.0 == place }) { return place }
    let folded = PlaceName.folded(place)
    let found = places.filter { PlaceName.folded($0.1) == folded }
    return found.count == 1 ? found[0].0 : nil
  }

  /// Codes of a place among the common regions; those of the first run's groups, countries included.
  package func members(of place: String) -> [String]? {
    let common = Set(regions.map(\.code))
    guard let place = code(of: place) else { return nil }
    if common.contains(place) { return [place] }
    let codes = runs[0].places.first { $0.code == place }?.regions.filter(common.contains)
    return codes.flatMap { $0.isEmpty ? nil : $0 }
  }
}
