public import Foundation
public import ImpactDiagnostics
public import ImpactEconomies

/// An account table as a folder of files that numpy, R and spreadsheets can read.
///
/// `datapackage.json` describes the folder (a Frictionless Data Package); axes and satellite
/// accounts are CSV, flows are `.npy` in float64, C order, in the table's unit. Equal tables give
/// equal bytes.
public struct TableFolder: Sendable {
  /// The accounts.
  public let table: AccountTable
  /// Sources, licences and the steps of construction.
  public let provenance: Provenance
  /// What a reader should know, for example which files were edited after they were written.
  public let notices: [Notice]
  /// SHA-256 of each file by name, in lower-case hexadecimal digits.
  public let hashes: [String: String]

  /// Whether a folder says of itself that it holds an account table.
  public static func isTable(at url: URL) -> Bool {
    guard let bytes = try? FolderFiles.directory(url).bytes(TableLayout.package, of: .table),
      let package = try? JSONReader.read(bytes, file: TableLayout.package)
    else { return false }
    return package["format"]?.text == TableLayout.format
  }

  /// Reads the table in a folder; throws as `open(at:)` does.
  public static func read(at url: URL) throws -> AccountTable { try open(at: url).table }

  /// Reads a folder with everything it says.
  ///
  /// Throws `ProblemReport` with all problems and their places: missing files, unknown or repeated
  /// codes, shapes that do not fit the axes, flows that are not finite. A file that differs from its
  /// recorded hash is read all the same and named in `notices`.
  public static func open(at url: URL) throws -> TableFolder {
    try TableFolderReader.read(.directory(url))
  }

  /// Writes a table into a folder.
  ///
  /// The files are written into a sibling folder that takes the place of `url` when all are there. A
  /// folder that exists is replaced only if it is empty or a table folder without foreign files.
  /// Throws `ProblemReport` when the table would not be readable, or the place is taken, or the
  /// files cannot be written.
  public static func write(
    _ table: AccountTable, provenance: Provenance, to url: URL
  ) throws {
    try write(table, provenance: provenance, companions: [:], to: url)
  }

  /// Writes a table with files beside it that say how it was made.
  package static func write(
    _ table: AccountTable, provenance: Provenance, companions: [Companion: [UInt8]], to url: URL
  ) throws {
    try TableFolderWriter.check(table)
    try FolderReplacement(target: url, kind: .table)
      .write { folder in
        let writer = TableFolderWriter(table: table, folder: folder)
        try writer.write(provenance)
        for (companion, bytes) in companions {
          try Data(bytes).write(to: folder.appendingPathComponent(companion.rawValue))
        }
      }
  }

  /// Files that may lie in a table folder without being part of the table.
  package enum Companion: String, CaseIterable, Sendable {
    /// What a build met of its totals.
    case quality = "quality.csv"
    /// Regional statistics as a build used them, with flags.
    case statistics = "statistics.csv"
  }
}
