import ArgumentParser
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactSimulation
import TerritorialImpact

/// `tia check`: all problems of a scenario file or an economy folder.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a scenario file, an economy or a table; report every problem at once.")

  @Argument(help: "A scenario file, or a folder with an economy or a table.", completion: .file())
  var input: String

  @Option(help: "Economy in place of the scenario's: a shipped name, or the path of a folder.")
  var economy: String?

  func run() async throws {
    try await Fault.reported {
      if EconomySource.isFolder(input) {
        switch try AnalysisSource.open(input) {
        case .economy(let folder): try EconomyIdentities.check(folder)
        case .table(let folder):
          try TableFindings.report(folder, .shipped(), isStrict: false, format: .table)
        }
      } else {
        try checkScenario()
      }
    }
  }

  private func checkScenario() throws {
    let source = try ScenarioSource.open(path: input, economy: economy, overrides: [])
    let engine = try ImpactEngine(source.folder.economy)
    var problems = try engine.problems(in: source.scenario)
    for block in source.scenario.overrides {
      let changed = try ScenarioSource.open(
        path: input, economy: economy, overrides: [block.name])
      problems += try engine.problems(in: changed.scenario).filter { !problems.contains($0) }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    for notice in source.scenario.notices { Console.message("notice: \(notice.message)") }
    let scenario = source.scenario
    let blocks = scenario.overrides.map(\.name)
    try Console.write("\(input): scenario \(scenario.id) on \(source.folder.economy.name), ")
    try Console.write("levers: \(scenario.levers.count), years: \(scenario.years.count)")
    try Console.write(blocks.isEmpty ? "" : ", overrides: \(blocks.joined(separator: ", "))")
    try Console.write("; no problems\n")
  }
}
