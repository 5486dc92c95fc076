package import Foundation
import ImpactDiagnostics
import ImpactSimulation

/// What a result folder says about how to make it again.
package struct RunRecipe: Sendable {
  /// Path of the scenario's text in the folder.
  package let scenario: String
  /// Options that change results.
  package let options: [String]
  /// Name of the economy, and the fingerprint of its files where the result holds one.
  package let economy: String
  package let economyHash: String?
  /// Whether the result has bands.
  package let hasBands: Bool
  private let toolVersion: String
  private let hash: String?

  /// Reads a result folder; throws a `ProblemReport` when it holds no scenario.
  package init(folder: URL) throws {
    let manifest = try RunManifest.read(folder, expected: "a folder that `tia run --out` wrote")
    let file = folder.appending(path: RunManifest.scenarioName)
    guard FileManager.default.isReadableFile(atPath: file.path) else {
      throw ProblemReport([
        Problem(
          at: Location(file: folder.path), "the folder does not hold its scenario",
          expected: "\(RunManifest.scenarioName), which `tia run --out` writes")
      ])
    }
    scenario = file.path
    options = manifest.scenario.options
    economy = manifest.economy.name
    economyHash = manifest.economy.hash
    hasBands = manifest.ensemble != nil
    toolVersion = manifest.toolVersion
    hash = manifest.scenario.hash
  }

  /// What is not as it was, in words; `hash` is that of the scenario's text now.
  package func differences(version: String, hash now: String) -> [String] {
    var found: [String] = []
    if version != toolVersion {
      found.append("the result was made by version \(toolVersion), this is \(version)")
    }
    if let hash, hash != now { found.append("the scenario in the folder was changed since") }
    return found
  }
}

extension ComparedRun {
  /// Largest difference of changes by region, relative to the largest change; infinite where regions,
  /// years, indicators or what is known differ.
  package func largestDifference(from other: ComparedRun) -> Double {
    guard years == other.years, regions.map(\.code) == other.regions.map(\.code),
      change.keys.sorted(by: { $0.rawValue < $1.rawValue })
        == other.change.keys.sorted(by: { $0.rawValue < $1.rawValue })
    else { return .infinity }
    var largest = 0.0
    for (indicator, table) in change {
      let mine = table.flatMap { $0 }
      let theirs = other.change[indicator]?.flatMap { $0 } ?? []
      guard zip(mine, theirs).allSatisfy({ $0.isNaN == $1.isNaN }) else { return .infinity }
      let size = mine.reduce(0) { max($0, $1.isNaN ? 0 : abs($1)) }
      let gap = zip(mine, theirs).reduce(0) { max($0, $1.0.isNaN ? 0 : abs($1.0 - $1.1)) }
      if gap > 0 { largest = max(largest, size > 0 ? gap / size : .infinity) }
    }
    return largest
  }
}
