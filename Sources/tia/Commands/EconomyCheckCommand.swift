import ArgumentParser
import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels

/// `tia economy check`: the accounting identities, one by one.
struct EconomyCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run every accounting identity; exit 65 when one fails.",
    discussion: """
      A table is checked for numbers that are no numbers, labels, rows and columns, value added against \
      final demand, satellites, signs, productivity, units and the version of region codes. Its \
      findings are warnings with the worst offenders by name; with --strict they end with 65.
      """)

  @Argument(help: "Name of a shipped economy, or path of a folder with an economy or a table.")
  var economy: String = EconomySource.standard

  @Option(help: "table for people, csv for programs.")
  var format: ListFormat = .table

  @Flag(help: "Check the identities between the models as well, by solving them.")
  var models = false

  @Flag(help: "Tables: a warning is an error.")
  var strict = false

  @Option(help: "Tables: largest gap of a balance or total, as a share.")
  var tolerance = 1e-3

  @Option(help: "Tables: offenders that are named for each check.")
  var top = 5

  @Option(help: "Tables: CSV with account,region,industry,value that satellites must meet.")
  var totals: String?

  func validate() throws {
    guard tolerance > 0, tolerance < 1 else {
      throw ValidationError("--tolerance takes a number between 0 and 1.")
    }
    guard top >= 0 else { throw ValidationError("--top takes 0 or a positive number.") }
  }

  func run() async throws {
    try await Fault.reported {
      switch try AnalysisSource.open(economy) {
      case .economy(let folder):
        guard totals == nil else {
          throw Fault.problem(
            "--totals is for tables, and `\(economy)` is an economy in factors",
            expected: "a table folder, or no --totals")
        }
        let between = models ? try self.between(folder.economy) : []
        try EconomyIdentities.check(folder, and: between, format: format)
      case .table(let folder):
        var options = try TableCheckOptions.shipped()
        options.tolerance = tolerance
        options.offenders = top
        options.totals = try totals.map { try SatelliteTotal.read(at: URL(filePath: $0)) } ?? []
        try TableFindings.report(folder, options, isStrict: strict, format: format)
      }
    }
  }

  private func between(_ economy: Economy) throws -> [IdentityCheck] {
    try ModelIdentities.checks(of: economy) + TradeIdentities.checks(of: economy)
  }
}

/// The table of identities, shared by two commands.
enum EconomyIdentities {
  /// Writes the table, and throws the exit code of bad input when an identity fails.
  static func check(
    _ folder: EconomyFolder, and more: [IdentityCheck] = [], format: ListFormat = .table
  ) throws {
    let checks = folder.economy.identities() + more
    let listing = Listing(
      header: ["identity", "result", "worst", "tolerance", "measure", "where"], leading: 2,
      trailing: 2,
      rows: checks.map { check in
        [
          check.name, check.passed ? "holds" : "FAILS", short(check.worst),
          short(check.tolerance), check.measure, check.place,
        ]
      })
    let failed = checks.filter { !$0.passed }
    do {
      try listing.write(format)
    } catch OutputFailure.readerLeft where !failed.isEmpty {
      // The exit code still tells of the failure.
    }
    let conditions = try folder.economy.systemConditions()
    for notice in folder.notices + conditions.notices {
      Console.message("notice: \(notice.message)")
    }
    guard !failed.isEmpty else { return }
    Console.message("tia: \(failed.count) of \(checks.count) identities fail")
    throw Fault.badInput
  }

  /// Two significant digits: a residual's size matters, not its digits.
  private static func short(_ value: Double) -> String { String(format: "%.2g", value) }
}
