import ArgumentParser
import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactReports
import ImpactSimulation

/// `tia compare`: runs side by side.
struct CompareCommand: AsyncParsableCommand {
  enum Rows: String, ExpressibleByArgument, CaseIterable { case region, year }

  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Set runs side by side: differences, rankings, regions that switch sign.",
    discussion: """
      Each RUN is a folder that `tia run --out` wrote, or a scenario file, which is run. The first is \
      the reference. Runs are compared on the regions and years that all of them have. Folders of runs \
      with draws bring their bands; a difference is taken draw by draw where runs share seed, number and \
      placing of draws and the assumptions that both read, and a notice says so.
      """)

  @Argument(help: "Result folders and scenario files, two or more.")
  var runs: [String]

  @Option(help: "Economy for scenario files in place of their own: a shipped name, or a folder.")
  var economy: String?

  @OptionGroup var question: QuestionOptions

  @Option(help: "Rows: region, or year for a path over time.")
  var by: Rows = .region

  @Flag(help: "Only regions whose sign differs from the first run's.")
  var switches = false

  @OptionGroup var table: TableOptions

  func validate() throws {
    if runs.count < 2 { throw ValidationError("Give two runs or more.") }
    if switches, by == .year { throw ValidationError("--switches goes with --by region.") }
  }

  func run() async throws {
    try await Fault.reported {
      try refuseRepeats()
      let read = try await Interruption.cancelling { try await self.read() }
      let comparison = try RunComparison(read)
      let (code, members) = try place(in: comparison)
      let tables = ComparisonTables(
        comparison, question.indicator.indicator, year: try question.year(in: comparison.years),
        place: members)
      try table.write(answer(tables, placeName: code ?? "all regions"))
    }
  }

  /// The place asked for, the Union, or all regions: its name and the codes of its common regions.
  private func place(in comparison: RunComparison) throws -> (code: String?, members: [String]) {
    if let region = question.region,
      region.contains("=")
        || comparison.code(of: region) == nil
          && NutsNames.place(named: region, among: comparison.regions.map(\.code)) != nil
    {
      let made = try comparison.runs[0].made(region)
      let common = Set(comparison.regions.map(\.code))
      return (made.code, made.regions.filter(common.contains))
    }
    let code =
      question.region.map { comparison.code(of: $0) ?? $0 }
      ?? (comparison.members(of: "EU27") == nil ? nil : "EU27")
    guard let members = code.map({ comparison.members(of: $0) }) ?? comparison.regions.map(\.code)
    else {
      throw Fault.problem(
        "there is no place `\(code ?? "")` among the common regions",
        expected: "a region, country or territory of the first run, or EU27")
    }
    return (code, members)
  }

  private func answer(_ tables: ComparisonTables, placeName: String) -> [AnalysisTable] {
    if by == .year { return [tables.years(placeName: placeName)] }
    let regions = tables.regions(count: table.count, onlySwitches: switches)
    // Programs get one table; people see the runs, what switches, and the largest differences.
    guard table.format == .table else { return [regions] }
    let summary = tables.summary(placeName: placeName)
    guard !switches else { return [summary, regions] }
    let turned = tables.regions(count: table.count, onlySwitches: true)
    return [summary] + (turned.rows.isEmpty ? [] : [turned]) + [regions]
  }

  /// A run beside itself says nothing.
  private func refuseRepeats() throws {
    var seen: Set<String> = []
    let twice = runs.filter {
      !seen.insert(URL(filePath: $0).resolvingSymlinksInPath().standardizedFileURL.path).inserted
    }
    guard twice.isEmpty else {
      throw ProblemReport(
        twice.map {
          Problem(at: nil, path: "compare", "`\($0)` is given twice", expected: "different runs")
        })
    }
  }

  private func read() async throws -> [ComparedRun] {
    var read: [ComparedRun] = []
    var problems: [Problem] = []
    for run in runs {
      do {
        read.append(try await RunSource(run, economy).read())
      } catch let report as ProblemReport {
        problems += report.problems
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return read
  }
}
