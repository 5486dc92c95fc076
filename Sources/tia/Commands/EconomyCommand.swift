import ArgumentParser

/// `tia economy`: what the accounts are made of, and whether they hold.
struct EconomyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "economy",
    abstract: "Import, describe, check, change, export and build economies and tables.",
    subcommands: [
      EconomyInfoCommand.self, EconomyCheckCommand.self, EconomyImportCommand.self,
      EconomyAggregateCommand.self, EconomyDisaggregateCommand.self, EconomyExportCommand.self,
      EconomyBuildCommand.self, EconomyAccuracyCommand.self,
    ])
}
