import ArgumentParser
import Foundation
import ImpactDocuments
import ImpactEconomyFiles
import ImpactRegionalization

/// `tia economy accuracy`: what the methods of regionalisation are worth, measured.
struct EconomyAccuracyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy",
    abstract: "Measure the methods of regionalisation on countries whose trade is known.",
    discussion: """
      The members of the European Union in the World Input-Output Database of 2011 are added up and \
      taken apart again by every method; estimates are compared with the true bilateral table. With \
      the folder `austria-nuts2` beside it, the default economy is compared with nine surveyed \
      tables. Takes a few minutes.
      """)

  @Option(
    help: "Folder with the published sources: `wiod-2013-wiot`, and `austria-nuts2` if present.")
  var sources: String

  @Option(help: "Economy that places countries and is compared with the surveyed tables.")
  var economy: String = EconomySource.standard

  @Option(help: "Folder for accuracy.csv, multipliers.csv and austria.csv; it must not exist.")
  var out: String?

  @Option(help: "table for people, csv for programs.")
  var format: ListFormat = .table

  func run() async throws {
    try await Fault.reported {
      let target = out.map { URL(filePath: $0, directoryHint: .isDirectory) }
      if let target, FileManager.default.fileExists(atPath: target.path) {
        throw Fault.problem("\(target.path) exists", expected: "a new path")
      }
      let assumptions = try BuildAssumptions(texts: [ShippedCatalogue.text("build.csv")])
      let report = try AccuracyReport(
        sources: URL(filePath: sources, directoryHint: .isDirectory),
        economy: EconomySource.open(economy).economy,
        exponents: { try DistanceExponents.exponent($0, assumptions) },
        progress: { Console.message($0) })
      try Listing(header: AccuracyReport.header, leading: 5, rows: report.rows).write(format)
      if let target { try write(report, to: target) }
    }
  }

  private func write(_ report: AccuracyReport, to folder: URL) throws {
    var files = [
      "accuracy.csv": [AccuracyReport.header] + report.rows,
      "multipliers.csv": [AccuracyReport.industryHeader] + report.industryRows,
    ]
    if report.austria != nil {
      files["austria.csv"] = [report.austrianHeader] + report.austrianRows
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, rows) in files.sorted(by: { $0.key < $1.key }) {
      let text = rows.map { CSVText.line($0) }.joined()
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
  }
}
