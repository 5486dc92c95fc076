import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles

/// `tia economy aggregate`: coarser regions and industries with all totals kept.
struct EconomyAggregateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aggregate", abstract: "Put regions and industries together; totals stay.",
    discussion: """
      Concordances are CSV files with the columns from, to and perhaps weight and to_name. A code may \
      go to several others with weights that sum to 1. An economy in factors becomes a table.
      """)

  @Argument(help: "Name of a shipped economy, or path of a folder with an economy or a table.")
  var input: String

  @OptionGroup var concordances: ConcordanceOptions

  @Option(help: "The folder to write; one that exists is replaced only if it is a table folder.")
  var out: String

  func validate() throws {
    if concordances.isEmpty { throw ValidationError("Name --industries, --regions or both.") }
  }

  func run() async throws {
    try await Fault.reported {
      let source = try AnalysisSource.open(input)
      let (table, notices) = try concordances.aggregate(source)
      var provenance = source.provenance
      let names = [concordances.industries, concordances.regions].compactMap(\.self)
      provenance.steps.append(
        Provenance.Step(
          name: "aggregate", text: "Aggregated by \(names.joined(separator: " and ")); totals kept")
      )
      try TableFolder.write(
        table, provenance: provenance, to: URL(filePath: out, directoryHint: .isDirectory))
      for notice in source.notices + notices { Console.message("notice: \(notice.message)") }
      Console.message(
        "\(out): \(table.regionCount) regions with \(table.industryCount) industries")
    }
  }
}

extension ConcordanceOptions {
  /// The accounts by the concordances, as a table.
  func aggregate(_ source: AnalysisSource) throws -> (AccountTable, [Notice]) {
    let (regions, industries) = try open()
    switch source {
    case .economy(let folder):
      let made = try EconomyTable(folder.economy, regions: regions, industries: industries)
      return (made.table, made.notices)
    case .table(let folder):
      guard !isEmpty else { return (folder.table, []) }
      let made = try TableAggregation(folder.table, regions: regions, industries: industries)
      return (made.table, made.notices)
    }
  }
}
