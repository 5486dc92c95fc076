import Foundation
import ImpactDiagnostics
import ImpactEconomyFiles
import ImpactTestSupport
import Testing

/// A good economy folder with one thing broken, and what reading it must say.
struct BrokenFolder: CustomTestStringConvertible, Sendable {
  let name: String
  let damage: @Sendable (URL) throws -> Void
  /// One line for each problem, without the path of the folder.
  let problems: [String]

  var testDescription: String { name }

  /// Writes the folder, breaks it and returns the problems of reading it.
  func read() throws -> [String] {
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("economy")
      try EconomyFolder.write(SyntheticEconomy.make(), provenance: provenance, to: place)
      try damage(place)
      do {
        _ = try EconomyFolder.open(at: place)
        return []
      } catch let report as ProblemReport {
        return report.problems.map {
          $0.description.replacingOccurrences(of: place.path + "/", with: "")
        }
      }
    }
  }

  /// Replaces a text that must be there by another.
  static func replace(
    _ name: String, _ file: String, _ old: String, _ new: String, _ problems: String...
  ) -> BrokenFolder {
    BrokenFolder(
      name: name,
      damage: { folder in
        let url = folder.appendingPathComponent(file)
        let text = try String(contentsOf: url, encoding: .utf8)
        guard text.contains(old) else { throw Absent(text: old) }
        try text.replacingOccurrences(of: old, with: new)
          .write(to: url, atomically: true, encoding: .utf8)
      }, problems: problems)
  }

  /// Replaces cell `column` (from 0) of line `line` (from 1).
  static func cell(
    _ name: String, _ file: String, line: Int, column: Int, _ new: String, _ problems: String...
  ) -> BrokenFolder {
    BrokenFolder(
      name: name,
      damage: { folder in
        let url = folder.appendingPathComponent(file)
        var lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        var cells = lines[line - 1].components(separatedBy: ",")
        cells[column] = new
        lines[line - 1] = cells.joined(separator: ",")
        try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
      }, problems: problems)
  }

  /// Changes the bytes of a file.
  static func bytes(
    _ name: String, _ file: String, _ problems: String...,
    change: @escaping @Sendable (inout [UInt8]) -> Void
  ) -> BrokenFolder {
    BrokenFolder(
      name: name,
      damage: { folder in
        let url = folder.appendingPathComponent(file)
        var bytes = Array(try Data(contentsOf: url))
        change(&bytes)
        try Data(bytes).write(to: url)
      }, problems: problems)
  }

  struct Absent: Error {
    let text: String
  }
}

/// Overwrites value `index` of a `.npy` file with a header of 128 bytes.
func put(_ value: Double, at index: Int, in bytes: inout [UInt8]) {
  let start = bytes.count % 8 == 0 ? 128 + 8 * index : 0
  for k in 0..<8 { bytes[start + k] = UInt8(truncatingIfNeeded: value.bitPattern >> (8 * k)) }
}
