import Foundation
import ImpactEconomies
import ImpactEconomyFiles

/// A folder of its own for one test, which goes away with it.
final class TestFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "tia-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes an economy as a folder of files.
  func write(_ economy: Economy, to name: String = "economy") throws {
    try EconomyFolder.write(
      economy, provenance: Provenance(priceBasis: "basic prices of 2014"),
      to: url.appending(path: name))
  }
}
