import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia territories`: groups of regions, and how changes are spread.
struct TerritoriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "territories",
    abstract: "Groups of regions as rows, and how the changes are spread over regions.",
    discussion: """
      RUN is a folder that `tia run --out` wrote, or a scenario file, which is run. Territories of the \
      economy and of the scenario are shown, with --countries also countries. The spread is that of \
      jobs over regions of the Union: by category of cohesion policy, and as Gini's and Theil's measures.
      """)

  @Argument(help: ArgumentHelp("A result folder or a scenario file.", valueName: "run"))
  var source: String

  @Option(
    name: .customLong("territory"), parsing: .singleValue,
    help: "A group of regions, NAME=DE11,FRF3; repeat for several.")
  var territories: [String] = []

  @Flag(help: "Countries as well.")
  var countries = false

  @Option(help: "A year of the run. Default: its last.")
  var year: Int?

  @Option(help: "Economy for a scenario file in place of its own: a shipped name, or a folder.")
  var economy: String?

  @Option(help: "Standard output: table, csv (territories alone) or json.")
  var format: RunFormat = .table

  func run() async throws {
    try await Fault.reported {
      let compared = try await Interruption.cancelling {
        try await RunSource(source, economy).read()
      }
      var question = QuestionOptions()
      question.year = year
      let tables = TerritoryTables(compared, year: try question.year(in: compared.years))
      var options = TableOptions()
      options.format = format
      let places = tables.places(try self.places(of: compared))
      guard format != .csv else { return try options.write([places]) }
      let union = compared.places.first { $0.code == "EU27" }
      try options.write(
        [places]
          + tables.distribution(
            union?.regions ?? compared.regions.map(\.code),
            name: union == nil ? "all countries" : "the Union", wealth: .shipped()))
    }
  }

  private func places(
    of run: ComparedRun
  ) throws -> [(code: String, name: String, regions: [String])] {
    var made: [(code: String, name: String, regions: [String])] = []
    var problems: [Problem] = []
    for territory in territories {
      do {
        made.append(try run.made(territory))
      } catch let report as ProblemReport {
        problems += report.problems
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let named = Set(made.map(\.code))
    let isCountry = { (code: String) in run.regions.contains { $0.country == code } }
    return made
      + run.places.filter { !named.contains($0.code) && (countries || !isCountry($0.code)) }
  }
}

/// A result folder, or a scenario file that is run.
struct RunSource: Sendable {
  let path: String
  let economy: String?

  init(_ path: String, _ economy: String?) {
    self.path = path
    self.economy = economy
  }

  func read() async throws -> ComparedRun {
    if EconomySource.isFolder(path) {
      return try ComparedRun(folder: URL(filePath: path, directoryHint: .isDirectory))
    }
    guard FileManager.default.fileExists(atPath: path) else {
      throw Fault.problem(
        "there is no file or folder `\(path)`", expected: "a result folder or a scenario file")
    }
    let source = try ScenarioSource.open(path: path, economy: economy, overrides: [])
    let result = try await ImpactEngine(source.folder.economy).run(source.scenario)
    return ComparedRun(
      source.scenario.inducedEffects ? result : result.withoutInducedEffects(),
      label: source.scenario.id, economyHash: source.folder.fingerprint)
  }
}
