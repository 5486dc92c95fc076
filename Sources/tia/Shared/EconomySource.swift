import Foundation
import ImpactDiagnostics
import ImpactEconomyFiles

/// Finds the economy that a command is about: a shipped one by name, or a folder.
enum EconomySource {
  static let standard = ShippedEconomy.euNUTS2.rawValue

  static var shippedNames: [String] { ShippedEconomy.allCases.map(\.rawValue) }

  /// Whether a name is that of a shipped economy or an existing folder.
  static func exists(_ name: String) -> Bool {
    ShippedEconomy(rawValue: name) != nil || isFolder(name)
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Reads the economy with its provenance; names of shipped economies come before folders.
  static func open(_ name: String) throws -> EconomyFolder {
    if let shipped = ShippedEconomy(rawValue: name) { return try EconomyFolder.shipped(shipped) }
    guard isFolder(name) else {
      throw Fault.problem(
        "there is no economy `\(name)`",
        expected: "one of \(shippedNames.joined(separator: ", ")), or the path of a folder")
    }
    return try EconomyFolder.open(at: URL(filePath: name, directoryHint: .isDirectory))
  }
}
