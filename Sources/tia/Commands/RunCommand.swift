import ArgumentParser
import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
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
      Standard output carries the result: a summary for people (as text, Markdown, or a page of HTML \
      with a map), the long table as CSV, or the summary as JSON. With --out the whole result is \
      written into a folder, which appears whole or not at all.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: "Folder for results.csv, summary.json, manifest.json and the cube.")
  var out: String?

  @Option(help: "Detail of results.csv: region, industry or full (millions of rows).")
  var detail: DetailOption = .region

  @Option(help: "Standard output: table, md, html, csv (the long table) or json.")
  var format: SummaryFormat = .table

  @Option(
    name: [.customLong("territory"), .customLong("region")],
    help: """
      Show one place in full in place of all: a region, country or territory by code or name (DEC0, \
      Saarland, DE, greater-region), or NAME=DE11,FRF3 for a group of your own.
      """)
  var territory: String?

  @Flag(help: "Show every figure of the levers in the summary, in place of the first of each.")
  var figures = false

  @Flag(help: "Work out what each lever contributes: see `tia attribute`.")
  var attribute = false

  @Flag(help: "Print no summary and no messages; problems are still reported.")
  var quiet = false

  @OptionGroup var ensemble: EnsembleSettings

  func run() async throws {
    try await Fault.reported {
      let folder = try outputFolder()
      let outcome = try await kept {
        try await Interruption.cancelling { try await self.outcome(in: folder) }
      }
      try write(outcome)
      if let out, !quiet { Console.message("Results are in \(out)") }
    }
  }

  /// A run with what was asked for beside it.
  struct Outcome: Sendable {
    let result: ImpactResult
    let attribution: Attribution?
    let wealth: RegionalWealth
    /// Code of the place to show in full.
    let territory: String?
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
  func outcome(in folder: URL?) async throws -> Outcome {
    var source = try scenario.open()
    let listed = try addTerritory(to: &source)
    let outcome = try await simulate(source, listed: listed)
    try Task.checkCancellation()
    if let folder {
      try ResultFolder.write(
        outcome.result, to: folder, provenance: provenance(of: source),
        detail: detail.detail, attribution: outcome.attribution, wealth: outcome.wealth)
      try checkpoint(source)?.remove()
    }
    return outcome
  }

  private func simulate(_ source: ScenarioSource, listed: String?) async throws -> Outcome {
    let scenario = source.scenario
    let engine = try ImpactEngine(source.folder.economy)
    let progress = ProgressLine(isShown: !quiet)
    var options = ensemble.options
    options.place = listed
    let run = try await engine.run(scenario, ensemble: options, checkpoint: checkpoint(source)) {
      progress.show(done: $0, of: $1)
    }
    let attribution =
      attribute ? try await engine.attribution(of: scenario, result: run) : nil
    var result = run.adding(
      notices: scenario.notices + source.folder.notices + (attribution?.notices ?? [])
        + (try placeNotices(source, listed)))
    if !scenario.inducedEffects {
      result = result.withoutInducedEffects()
        .adding(notices: [
          Notice(
            "induced-left-out", "Household spending was not followed: totals lack its effects.")
        ])
    }
    return Outcome(
      result: result, attribution: attribution, wealth: try .shipped(), territory: listed)
  }

  /// What the accounts of the place asked for rest on.
  private func placeNotices(_ source: ScenarioSource, _ listed: String?) throws -> [Notice] {
    guard let place = listed.flatMap(source.places.place) else { return [] }
    let spread = try ParameterCatalogue.shipped().replacing(source.scenario.parameters)
      .central(PlaceNotices.spreadKey)
    return
      PlaceNotices.employment(
        of: place.code, regions: place.regions, in: source.folder.economy, spread: spread
      )
      .map { [$0] } ?? []
  }

  private func write(_ outcome: Outcome) throws {
    let sheet = ResultSheet(outcome.result, attribution: outcome.attribution)
    let place = outcome.territory.flatMap(sheet.places.named)
    switch format {
    case .table where quiet: break
    case .table: try Console.write(summary(outcome).text)
    case .md: try Console.write(summary(outcome).markdown)
    case .html: try Console.write(summary(outcome).html)
    case .csv:
      _ = try ResultTable(sheet, detail: detail.detail, only: place)
        .write { try Console.write($0) }
    case .json:
      let summary = ResultSummary(
        sheet, notices: sheet.allNotices(), wealth: outcome.wealth, only: place)
      try Console.write(Array(try StableJSON.data(summary)))
    }
  }

  private func summary(_ outcome: Outcome) -> TerminalSummary {
    var hints: [String] = []
    if outcome.territory == nil {
      hints.append("One place in full: --region DEC0, or the code or name of any place.")
    }
    if !figures, !outcome.result.leverFigures.isEmpty {
      hints.append("All figures of the levers: --figures.")
    }
    let style = TerminalSummary.Style(
      isBold: format == .table && Console.showsBold, territory: outcome.territory,
      showsFigures: figures, hints: [hints.joined(separator: " ")].filter { !$0.isEmpty })
    return TerminalSummary(
      outcome.result, style: style, attribution: outcome.attribution, wealth: outcome.wealth)
  }

  /// Adds a group of regions that the option makes; the code of the place that it names.
  private func addTerritory(to source: inout ScenarioSource) throws -> String? {
    guard let territory else { return nil }
    let places = source.places
    if territory.contains("=") {
      let place = try places.made(territory)
      source.scenario.territories.append(Self.territory(place, places))
      return place.code
    }
    guard let place = places.named(territory) else {
      throw Fault.problem(
        "there is no place `\(territory)`",
        expected: places.expectation(near: territory)
          + ", or NAME=CODE,CODE such as mine=DE11,FRF3")
    }
    if !places.holds(place) { source.scenario.territories.append(Self.territory(place, places)) }
    return place.code
  }

  private static func territory(_ place: Place, _ places: Places) -> Territory {
    Territory(
      code: place.code, name: place.name,
      regions: place.regions.map { places.regions[$0].code })
  }

  /// Whether the place asked for is a group that neither the economy nor the file has.
  private func isMade(_ source: ScenarioSource) -> Bool {
    guard let territory, !territory.contains("=") else { return territory != nil }
    // The copy of the scenario in memory may hold the group already; the file does not.
    let economy = source.folder.economy
    let known = Places(regions: economy.regions, territories: economy.territories)
    return known.named(territory).map { !known.holds($0) } ?? false
  }

  private func provenance(of source: ScenarioSource) -> RunProvenance {
    RunProvenance(
      toolVersion: Tia.version, economyHash: source.folder.fingerprint,
      scenarioFile: URL(filePath: scenario.scenario).lastPathComponent,
      scenarioHash: SHA256.hexadecimal(source.text),
      overrides: source.scenario.appliedOverrides,
      levers: source.scenario.levers.map {
        RunProvenance.Lever(id: $0.id, kind: type(of: $0).key, intensity: $0.intensity)
      },
      inducedEffects: source.scenario.inducedEffects,
      options: optionsGiven(source) + ensemble.given,
      blas: BLASThreads.buildDescription, coreType: BLASThreads.coreType,
      blasThreads: BLASThreads.count, scenarioText: source.text,
      created: Date().formatted(.iso8601))
  }

  /// The options that change results, in the order of the help text.
  ///
  /// A folder that the scenario names relative to its file is named in full: the copy of the scenario
  /// in the result stands elsewhere.
  private func optionsGiven(_ source: ScenarioSource) -> [String] {
    let named = source.scenario.economy
    let isFolder = scenario.economy == nil && !EconomySource.shippedNames.contains(named)
    return (isFolder ? ["--economy", named] : []) + scenario.given
      + (detail == .region ? [] : ["--detail", detail.rawValue])
      + (isMade(source) ? ["--territory", territory ?? ""] : [])
      + (attribute ? ["--attribute"] : [])
  }

  // MARK: Draws that are kept

  /// The file beside the result that keeps finished draws; nil without a folder, or where nobody asked
  /// for draws.
  private var checkpointFile: URL? {
    guard let out, (ensemble.draws ?? 0) > 0 else { return nil }
    let folder = URL(filePath: out, directoryHint: .isDirectory).standardizedFileURL
    return folder.deletingLastPathComponent()
      .appending(path: "\(folder.lastPathComponent).draws", directoryHint: .notDirectory)
  }

  private func checkpoint(_ source: ScenarioSource) -> EnsembleCheckpoint? {
    checkpointFile.map { url in
      EnsembleCheckpoint(
        at: url,
        identity: [
          "scenario": SHA256.hexadecimal(source.text), "economy": source.folder.fingerprint ?? "",
          "version": Tia.version, "options": optionsGiven(source).joined(separator: " "),
        ])
    }
  }

  /// Says how to go on where an interruption leaves draws in a file.
  private func kept<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch is CancellationError {
      guard let url = checkpointFile, FileManager.default.fileExists(atPath: url.path) else {
        throw CancellationError()
      }
      Console.message(
        "tia: interrupted; finished draws are kept in \(url.path); the same command goes on from there"
      )
      throw Fault.interrupted
    }
  }
}
