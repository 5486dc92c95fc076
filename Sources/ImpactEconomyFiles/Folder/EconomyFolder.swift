public import Foundation
public import ImpactDiagnostics
public import ImpactEconomies

/// An economy as a folder of files that numpy, R and spreadsheets can read.
///
/// `datapackage.json` describes the folder (a Frictionless Data Package); axes and satellite
/// accounts are CSV, matrices are `.npy` in float64, C order. Equal economies give equal bytes.
public struct EconomyFolder: Sendable {
  /// The accounts.
  public let economy: Economy
  /// Sources, licences and the steps of construction.
  public let provenance: Provenance
  /// What a reader should know, for example which files were edited after they were written.
  public let notices: [Notice]
  /// SHA-256 of each file by name, in lower-case hexadecimal digits; empty for a shipped economy.
  public let hashes: [String: String]

  /// Reads the economy in a folder, without its hashes.
  ///
  /// Throws as `open(at:)` does.
  public static func read(at url: URL) throws -> Economy {
    try EconomyReader.read(.directory(url)).economy
  }

  /// Reads a folder with everything it says.
  ///
  /// Throws `ProblemReport` with all problems and their places: missing files, unknown or repeated
  /// codes, shapes that do not fit the axes, numbers that are not finite, negative output or
  /// employment, technology mixes that do not sum to 1. A file that differs from its recorded hash
  /// is read all the same and named in `notices`.
  public static func open(at url: URL) throws -> EconomyFolder {
    // A folder of something else is one problem, not one for each file that it lacks.
    if let names = try? FileManager.default.contentsOfDirectory(atPath: url.path),
      !names.contains(where: FolderReplacement.Kind.economy.files.contains)
    {
      throw ProblemReport([
        Problem(
          at: Location(file: url.path), "the folder holds no economy",
          expected: "a folder with \(EconomyLayout.package) and its tables")
      ])
    }
    return try EconomyReader.read(.directory(url), computingHashes: true)
  }

  /// Writes an economy into a folder.
  ///
  /// The files are written into a sibling folder that takes the place of `url` when all are there. A
  /// folder that exists is replaced only if it is empty or an economy folder without foreign files.
  /// Throws `ProblemReport` when the economy would not be readable, or the place is taken, or the
  /// files cannot be written.
  public static func write(
    _ economy: Economy, provenance: Provenance, to url: URL
  ) throws {
    let files = try EconomyWriter.files(economy, provenance)
    _ = try EconomyReader.read(.memory(files))
    try FolderReplacement(target: url).write(files)
  }
}
