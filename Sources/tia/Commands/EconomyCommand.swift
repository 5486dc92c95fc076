import ArgumentParser

/// `tia economy`: what the accounts are made of, and whether they hold.
struct EconomyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "economy", abstract: "Describe, check, import, export and build economies.",
    subcommands: [
      EconomyInfoCommand.self, EconomyCheckCommand.self, EconomyExportCommand.self,
      EconomyBuildCommand.self, EconomyAccuracyCommand.self, EconomyImportCommand.self,
    ])
}
