import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactEconomyFiles
import ImpactLevers
import ImpactNumerics
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia run`: a scenario's effects by region, industry and year.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a scenario: jobs and growth by region, industry and year.",
    discussion: """
      Standard output carries the result: a summary for people, the long table as CSV, or the \
      summary as JSON. With --out the whole result is written into a folder, which appears whole \
      or not at all.
      """)

  @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Option(help: "Economy in place of the scenario's: a shipped name, or the path of a folder.")
  var economy: String?

  @Option(help: "Folder for results.csv, summary.json, manifest.json and the cube.")
  var out: String?

  @Option(
    name: .customLong("override"), parsing: .singleValue,
    help: "Apply a named override block of the file; repeat to apply several in this order.")
  var overrides: [String] = []

  @Option(help: "Detail of results.csv: region, industry or full (millions of rows).")
  var detail: DetailOption = .region

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  @Option(help: "List this territory's regions in the summary, in place of all territories.")
  var territory: String?

  @Flag(help: "Print no summary and no messages; problems are still reported.")
  var quiet = false

  @Flag(help: "Leave out the effects of household spending.")
  var noInduced = false

  @OptionGroup var ensemble: EnsembleSettings

  func run() async throws {
    try await Fault.reported {
      let folder = try outputFolder()
      let result = try await Interruption.cancelling { try await self.result(in: folder) }
      try write(result)
      if let out, !quiet { Console.message("Results are in \(out)") }
    }
  }

  /// The folder of --out, refused here when the result could not be put there.
  private func outputFolder() throws -> URL? {
    guard let out else { return nil }
    guard !out.isEmpty else {
      throw Fault.problem("--out names no folder", expected: "the path of a folder")
    }
    let folder = URL(filePath: out, directoryHint: .isDirectory)
    try ResultFolder.check(folder)
    return folder
  }

  /// Runs the scenario and writes the result into the folder, if there is one.
  private func result(in folder: URL?) async throws -> ImpactResult {
    var source = try ScenarioSource.open(path: scenario, economy: economy, overrides: overrides)
    if noInduced { source.scenario.inducedEffects = false }
    try checkTerritory(in: source.folder)
    let result = try await simulate(source)
    try Task.checkCancellation()
    if let folder {
      try ResultFolder.write(
        result, to: folder, provenance: provenance(of: source), detail: detail.detail)
    }
    return result
  }

  private func simulate(_ source: ScenarioSource) async throws -> ImpactResult {
    let scenario = source.scenario
    let progress = ProgressLine(isShown: !quiet)
    let result = try await ImpactEngine(source.folder.economy)
      .run(scenario, ensemble: ensemble.options) { progress.show(done: $0, of: $1) }
      .adding(notices: scenario.notices + source.folder.notices)
    guard !scenario.inducedEffects else { return result }
    return result.withoutInducedEffects()
      .adding(notices: [
        Notice("induced-left-out", "Household spending was not followed: totals lack its effects.")
      ])
  }

  private func write(_ result: ImpactResult) throws {
    switch format {
    case .table where quiet: break
    case .table:
      let style = TerminalSummary.Style(isBold: Console.showsBold, territory: territory)
      try Console.write(TerminalSummary(result, style: style).text)
    case .csv:
      _ = try ResultTable(ResultSheet(result), detail: detail.detail)
        .write { try Console.write($0) }
    case .json:
      let sheet = ResultSheet(result)
      let summary = ResultSummary(sheet, notices: sheet.allNotices())
      try Console.write(Array(try StableJSON.data(summary)))
    }
  }

  private func checkTerritory(in folder: EconomyFolder) throws {
    guard let territory else { return }
    let known = folder.economy.territories
    guard !known.contains(where: { $0.code == territory || $0.name == territory }) else { return }
    throw Fault.problem(
      "the economy has no territory `\(territory)`",
      expected: known.map(\.code).joined(separator: ", "))
  }

  private func provenance(of source: ScenarioSource) -> RunProvenance {
    RunProvenance(
      toolVersion: Tia.version, economyHash: source.folder.fingerprint,
      scenarioFile: URL(filePath: scenario).lastPathComponent,
      scenarioHash: SHA256.hexadecimal(source.text),
      overrides: source.scenario.appliedOverrides,
      inducedEffects: source.scenario.inducedEffects, options: optionsGiven,
      blas: BLASThreads.buildDescription, coreType: BLASThreads.coreType,
      blasThreads: BLASThreads.count,
      created: Date().formatted(.iso8601))
  }

  /// The options that change results, in the order of the help text.
  private var optionsGiven: [String] {
    (economy.map { ["--economy", $0] } ?? []) + overrides.flatMap { ["--override", $0] }
      + (detail == .region ? [] : ["--detail", detail.rawValue])
      + (noInduced ? ["--no-induced"] : []) + ensemble.given
  }
}
