import ArgumentParser
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia content-rule`: break-even premium and marginal effect of a scenario's content rules.
struct ContentRuleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "content-rule",
    abstract: "When content rules cost jobs, and what the next point of content brings.",
    discussion: """
      --break-even finds the factor on all premiums at which the rules bring no jobs in the union. \
      --marginal raises the floors by one point, together and one by one. Jobs are counted against \
      the scenario without its content rules, in one year.
      """)

  @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Flag(help: "The premium at which the rules bring no jobs.")
  var breakEven = false

  @Flag(help: "The effect of one more point on the floors.")
  var marginal = false

  @Option(help: "The year; the last of the scenario when left out.")
  var year: Int?

  @Option(help: "Economy in place of the scenario's: a shipped name, or the path of a folder.")
  var economy: String?

  @Option(
    name: .customLong("override"), parsing: .singleValue,
    help: "Apply a named override block of the file; repeat to apply several in this order.")
  var overrides: [String] = []

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  func validate() throws {
    guard breakEven != marginal else {
      throw ValidationError("Give one of --break-even and --marginal.")
    }
  }

  func run() async throws {
    try await Fault.reported {
      let table = try await Interruption.cancelling { try await self.table() }
      var options = TableOptions()
      options.format = format
      try options.write(table)
    }
  }

  private func table() async throws -> AnalysisTable {
    let source = try ScenarioSource.open(path: scenario, economy: economy, overrides: overrides)
    let study = try await ContentRuleStudy(
      ImpactEngine(source.folder.economy), scenario: source.scenario, year: year)
    return breakEven
      ? ContentRuleTable.breakEven(try await study.breakEven(), year: study.year)
      : ContentRuleTable.marginal(try await study.marginal(), year: study.year)
  }
}
