import Foundation
import ImpactEconomyFiles
import Testing

/// Files with one thing wrong, and what importing them must say.
struct BrokenImport: CustomTestStringConvertible, Sendable {
  let name: String
  let files: @Sendable () -> [String: [UInt8]]
  /// The files to import; all of them when nil.
  var named: [String]?
  var change: @Sendable (inout TableImport.Request, URL) -> Void = { _, _ in }
  let problems: [String]

  var testDescription: String { name }

  func faults() throws -> [String] {
    try Importing.faults { try Importing.run(files(), named, change) }
  }

  /// FIGARO as text, after a change.
  static func text(
    _ name: String, file: String = "t_2019.csv", _ problems: String...,
    change: @escaping @Sendable (String) -> String
  ) -> BrokenImport {
    BrokenImport(
      name: name,
      files: {
        [file: Array(change(PublishedTable.text(PublishedTable.figaroTable.figaro())).utf8)]
      }, problems: problems)
  }

  /// FIGARO as fields, after a change; line 0 is the header, field 0 the label.
  static func cells(
    _ name: String, _ problems: String..., separator: String = ",",
    change: @escaping @Sendable (inout [[String]]) -> Void
  ) -> BrokenImport {
    BrokenImport(
      name: name,
      files: {
        var lines = PublishedTable.figaroTable.figaro()
        change(&lines)
        return ["t_2019.csv": Array(PublishedTable.text(lines, separator).utf8)]
      }, problems: problems)
  }

  static func bytes(
    _ name: String, file: String, _ problems: String..., make: @escaping @Sendable () -> [UInt8]
  ) -> BrokenImport {
    BrokenImport(name: name, files: { [file: make()] }, problems: problems)
  }

  /// A zip archive with one entry changed.
  static func zip(
    _ name: String, _ problems: String..., change: @escaping @Sendable (inout SmallZip) -> Void
  ) -> BrokenImport {
    bytesOf(name, "t_2019.zip", problems) {
      let text = PublishedTable.text(PublishedTable.figaroTable.figaro())
      var zip = SmallZip([("t_2019.csv", Array(text.utf8))])
      change(&zip)
      return zip.bytes
    }
  }

  static func bytesOf(
    _ name: String, _ file: String, _ problems: [String], make: @escaping @Sendable () -> [UInt8]
  ) -> BrokenImport {
    BrokenImport(name: name, files: { [file: make()] }, problems: problems)
  }

  /// A satellite file beside a sound table.
  static func satellite(_ name: String, _ text: String, _ problems: String...) -> BrokenImport {
    BrokenImport(
      name: name,
      files: {
        [
          "t_2019.csv": Array(PublishedTable.text(PublishedTable.figaroTable.figaro()).utf8),
          "s.csv": Array(text.utf8),
        ]
      }, named: ["t_2019.csv"],
      change: { $0.satellites = [$1.appending(path: "s.csv").path] }, problems: problems)
  }

  /// numpy arrays with their axes, one file changed.
  static func arrays(
    _ name: String, _ problems: String...,
    change: @escaping @Sendable (inout [String: [UInt8]]) -> Void
  ) -> BrokenImport {
    BrokenImport(
      name: name,
      files: {
        var files = SmallArrays.files
        change(&files)
        return files.reduce(into: [:]) { $0["a/\($1.key)"] = $1.value }
      }, named: ["a"], change: { request, _ in request.year = 2011 }, problems: problems)
  }
}
