import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomyFiles
import ImpactLevers
import ImpactReports

/// A scenario read against the economy it asks for.
struct ScenarioSource {
  var scenario: Scenario
  let folder: EconomyFolder
  let text: [UInt8]

  /// Places of the economy and of the scenario.
  var places: Places {
    Places(
      regions: folder.economy.regions,
      territories: folder.economy.territories
        + folder.economy.resolved(scenario.territories))
  }

  /// Reads the economy, then the scenario with every code looked up in it.
  ///
  /// `economy` replaces the economy that the file asks for.
  static func open(
    path: String, economy: String?, overrides: [String], settings: [ScenarioSetting] = []
  ) throws -> Self {
    // A missing or unknown economy is reported by the scenario's reader, with its place and all
    // else; what is left is read against the standard economy meanwhile.
    let asked = economy ?? (try? ScenarioFile.economyName(path: path)) ?? ""
    let isKnown = economy != nil || EconomySource.exists(asked)
    let folder = try EconomySource.open(isKnown ? asked : EconomySource.standard)
    if isKnown, !EconomySource.shippedNames.contains(asked) { try requireIdentities(folder) }
    let vocabulary = try Vocabulary(
      economy: folder.economy, shipped: EconomySource.shippedNames,
      catalogue: ParameterCatalogue.shipped())
    let scenario = try ScenarioFile.read(
      path: path, vocabulary: vocabulary, overrides: overrides, settings: settings,
      economy: economy.map { name in
        EconomySource.shippedNames.contains(name)
          ? name : URL(filePath: name, directoryHint: .isDirectory).standardizedFileURL.path
      })
    guard isKnown else {
      throw Fault.problem(
        "there is no economy `\(asked)`", expected: "a shipped economy or a folder")
    }
    let text = FileManager.default.contents(atPath: path) ?? Data()
    return ScenarioSource(scenario: scenario, folder: folder, text: Array(text))
  }

  /// Refuses accounts that do not hold: results on them would mean nothing.
  private static func requireIdentities(_ folder: EconomyFolder) throws {
    let failed = folder.economy.identities().filter { !$0.passed }
    guard !failed.isEmpty else { return }
    throw ProblemReport(
      failed.map { check in
        Problem(
          at: nil, path: "\(folder.economy.name).\(check.name)",
          "the accounts fail the identity, worst \(check.worst) \(check.measure) at \(check.place)",
          expected: "at most \(check.tolerance); `tia economy check` prints all identities")
      })
  }
}
