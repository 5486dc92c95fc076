import Foundation
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomyFiles
import ImpactLevers

/// A scenario read against the economy it asks for.
struct ScenarioSource {
  let scenario: Scenario
  let folder: EconomyFolder
  let text: [UInt8]

  /// Reads the economy, then the scenario with every code looked up in it.
  ///
  /// `economy` replaces the economy that the file asks for.
  static func open(path: String, economy: String?, overrides: [String]) throws -> Self {
    // A missing or unknown economy is reported by the scenario's reader, with its place and all
    // else; what is left is read against the standard economy meanwhile.
    let asked = economy ?? (try? ScenarioFile.economyName(path: path)) ?? ""
    let isKnown = economy != nil || EconomySource.exists(asked)
    let folder = try EconomySource.open(isKnown ? asked : EconomySource.standard)
    let vocabulary = try Vocabulary(
      economy: folder.economy, shipped: EconomySource.shippedNames,
      catalogue: ParameterCatalogue.shipped())
    let scenario = try ScenarioFile.read(
      path: path, vocabulary: vocabulary, overrides: overrides)
    guard isKnown else {
      throw Fault.problem(
        "there is no economy `\(asked)`", expected: "a shipped economy or a folder")
    }
    let text = FileManager.default.contents(atPath: path) ?? Data()
    return ScenarioSource(scenario: scenario, folder: folder, text: Array(text))
  }
}
