import ArgumentParser
import Foundation
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels

/// `tia economy check`: the accounting identities, one by one.
struct EconomyCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run every accounting identity; exit 65 when one fails.")

  @Argument(help: "Name of a shipped economy, or path of an economy folder.")
  var economy: String = EconomySource.standard

  @Option(help: "table for people, csv for programs.")
  var format: ListFormat = .table

  @Flag(help: "Check the identities between the models as well, by solving them.")
  var models = false

  func run() async throws {
    try await Fault.reported {
      let folder = try EconomySource.open(economy)
      let between = models ? try self.between(folder.economy) : []
      try EconomyIdentities.check(folder, and: between, format: format)
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
