import ArgumentParser
import Foundation
import ImpactEconomyFiles

/// `tia economy export`: an economy as a folder of readable files.
struct EconomyExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write an economy as a folder of CSV and numpy files.")

  @Argument(help: "Name of a shipped economy, or path of an economy folder.")
  var economy: String = EconomySource.standard

  @Option(help: "The folder to write; one that exists is replaced only if it is an economy folder.")
  var out: String

  func run() async throws {
    try await Fault.reported {
      let folder = try EconomySource.open(economy)
      let target = URL(filePath: out, directoryHint: .isDirectory)
      try EconomyFolder.write(folder.economy, provenance: folder.provenance, to: target)
      Console.message("The economy \(folder.economy.name) is in \(out)")
    }
  }
}
