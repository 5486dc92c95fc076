import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles

/// `tia economy export`: accounts as files that other programs read.
struct EconomyExportCommand: AsyncParsableCommand {
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case folder, csv, npy, pymrio
  }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write an economy or a table for other programs.",
    discussion: """
      folder: our own folder of CSV and numpy files; csv: one labelled CSV file and its axes; npy: the \
      arrays Z, Y, W and x with their axes; pymrio: a folder for `pymrio.load_all`. Forms other than \
      folder write an economy in factors as a table in full, which takes memory: name concordances to \
      aggregate it.
      """)

  @Argument(help: "Name of a shipped economy, or path of a folder with an economy or a table.")
  var economy: String = EconomySource.standard

  @Option(name: .customLong("as"), help: "folder, csv, npy or pymrio.")
  var form: Form = .folder

  @OptionGroup var concordances: ConcordanceOptions

  @Option(
    help: "The folder to write; only a folder of our own form that exists is replaced.")
  var out: String

  func run() async throws {
    try await Fault.reported {
      let source = try AnalysisSource.open(economy)
      let target = URL(filePath: out, directoryHint: .isDirectory)
      if case .economy(let folder) = source, form == .folder, concordances.isEmpty {
        try EconomyFolder.write(folder.economy, provenance: folder.provenance, to: target)
        Console.message("The economy \(folder.economy.name) is in \(out)")
        return
      }
      let (table, notices) = try concordances.aggregate(source)
      switch form {
      case .folder: try TableFolder.write(table, provenance: source.provenance, to: target)
      case .csv: try TableCSV.write(table, to: target)
      case .npy: try TableArrays.write(table, to: target)
      case .pymrio: try PymrioFolder.write(table, to: target)
      }
      for notice in source.notices + notices { Console.message("notice: \(notice.message)") }
      Console.message("The table \(table.name) is in \(out)")
    }
  }
}
