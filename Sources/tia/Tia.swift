import ArgumentParser

@main
struct Tia: AsyncParsableCommand {
  /// Version of the program; stands in every manifest.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "tia",
    abstract: "Territorial impact assessment for Europe's automotive regions.",
    discussion: """
      Scenario files go in; jobs and growth by region, industry and year come out. Results go to \
      standard output, messages to standard error.

      Exit codes: 0 done; 64 wrong usage; 65 bad input, with all problems listed; 70 a fault of the \
      program; 75 interrupted.
      """,
    version: version,
    subcommands: [
      RunCommand.self, SensitivityCommand.self, CheckCommand.self, ListCommand.self,
      EconomyCommand.self,
      MultipliersCommand.self, LinkagesCommand.self, ExtractCommand.self, PricesCommand.self,
      ShortageCommand.self, CapacityCommand.self, ResilienceCommand.self, ContentCommand.self,
      PathsCommand.self,
      DecomposeCommand.self,
      OriginCommand.self, ContentRuleCommand.self, ExplainCommand.self, AttributeCommand.self,
      CompareCommand.self, TerritoriesCommand.self, SpillOverCommand.self, SolveCommand.self,
      TornadoCommand.self, RegretCommand.self, RerunCommand.self, ResultsCommand.self,
      SchemaCommand.self,
    ])

  /// Refuses what would be passed over in silence, then runs the command.
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let fault = RepeatedOptions.fault(in: arguments) { exit(withError: fault) }
    await main(arguments)
  }
}
