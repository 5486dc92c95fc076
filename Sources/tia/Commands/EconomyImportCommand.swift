import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles

/// `tia economy import`: a published table as a table folder.
struct EconomyImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read a published input-output table into a table folder.",
    discussion: """
      Formats: \(formats). The format is recognised by the labels of the table; naming it first \
      makes another one an error. Files may be plain, gzip or zip; a folder or an archive stands for \
      the files in it. Satellite accounts come from CSV files: region,industry,value with account and \
      unit, or one column for each account, its unit in brackets.
      """)

  private static var formats: String {
    TableFormat.allCases.map(\.rawValue).joined(separator: ", ")
  }

  @Argument(
    help: ArgumentHelp(
      "The format, if not to be recognised, and the files of one table.",
      valueName: "format-and-files"))
  var inputs: [String]

  @Option(help: "The folder to write; one that exists is replaced only if it is a table folder.")
  var out: String?

  @Option(help: "Year of the accounts, where the names of the files do not tell it.")
  var year: Int?

  @Option(help: "A CSV file with satellite accounts; may be given several times.")
  var satellite: [String] = []

  @Flag(help: "Rows and columns are products, not industries.")
  var productByProduct = false

  @Option(help: "Currency of the flows (ISO 4217), where the table does not name it.")
  var currency: String?

  @Option(help: "Units of currency in one unit of the flows, such as 1000000.")
  var scale: Double?

  @Flag(help: "Keep the parts of China and Mexico of the OECD tables apart.")
  var keepParts = false

  @Option(help: "Short identifier of the table.")
  var name: String?

  @Flag(help: "Read and check only; write nothing.")
  var dryRun = false

  @Flag(help: "No messages beside problems.")
  var quiet = false

  func validate() throws {
    if out == nil && !dryRun { throw ValidationError("Missing expected argument '--out <out>'") }
    if request.paths.isEmpty { throw ValidationError("no file is named beside the format") }
    if let scale, !(scale > 0 && scale.isFinite) {
      throw ValidationError("--scale must be a number above 0")
    }
    if let currency, currency.count != 3 {
      throw ValidationError("--currency must be an ISO 4217 code such as EUR")
    }
  }

  func run() async throws {
    try await Fault.reported {
      let clock = ContinuousClock()
      let start = clock.now
      let imported = try TableImport.read(request) { say($0) }
      let seconds = (clock.now - start) / .seconds(1)
      let table = imported.table
      say(
        "\(table.title): \(table.regionCount) regions, \(table.industryCount) industries, read in "
          + String(format: "%.3f s", seconds))
      if !quiet {
        for notice in imported.notices { Console.message("notice: \(notice.message)") }
      }
      guard let out, !dryRun else { return }
      let target = URL(filePath: out, directoryHint: .isDirectory)
      try TableFolder.write(table, provenance: imported.provenance, to: target)
      say("The table \(table.name) is in \(out)")
    }
  }

  private func say(_ text: String) {
    if !quiet { Console.message(text) }
  }

  private var request: TableImport.Request {
    let format = inputs.first.flatMap(TableFormat.init)
    let isPath = inputs.first.map { FileManager.default.fileExists(atPath: $0) } ?? false
    var request = TableImport.Request(
      paths: format != nil && !isPath ? Array(inputs.dropFirst()) : inputs,
      format: isPath ? nil : format, year: year)
    request.satellites = satellite
    request.keepsParts = keepParts
    request.name = name
    if productByProduct { request.kind = .productByProduct }
    if currency != nil || scale != nil {
      request.unit = .init(currency: currency ?? "EUR", scale: scale ?? 1e6)
    }
    return request
  }
}
