public import Foundation
import ImpactNumerics
public import ImpactSimulation

/// A result on disk: `results.csv`, `summary.json`, `manifest.json` and the cube in `results/`.
public enum ResultFolder {
  /// Writes a result whole or not at all.
  ///
  /// A folder at the destination is replaced only when it is empty or holds what this function
  /// wrote and nothing else; otherwise, and for a symbolic link or the working folder, a
  /// `ProblemReport` is thrown and nothing changes. A cancelled task throws `CancellationError` and
  /// leaves nothing. Bytes depend on the result, the provenance and the detail alone. File errors
  /// of the system are passed on.
  public static func write(
    _ result: ImpactResult, to folder: URL, provenance: RunProvenance,
    detail: TableDetail = .region
  ) throws {
    let sheet = ResultSheet(result)
    let notices = sheet.allNotices()
    try OutputFolder(folder)
      .write { partial in
        let counts = try table(sheet, detail: detail, at: partial.appending(path: "results.csv"))
        let cube = partial.appending(path: "results")
        try FileManager.default.createDirectory(at: cube, withIntermediateDirectories: false)
        // The longest first; names come from the cube alone.
        let arrays: [[String]] = try concurrentMap(3) { step in
          switch step {
          case 2:
            let figures = LeverFigureTable(result)
            try Data(figures.bytes).write(to: partial.appending(path: "lever-figures.csv"))
            return []
          case 1:
            let summary = ResultSummary(sheet, notices: notices)
            try StableJSON.data(summary).write(to: partial.appending(path: "summary.json"))
            return []
          default: return try ResultCube(sheet).write(to: cube).map { "results/\($0)" }
          }
        }
        let manifest = RunManifest(
          result, provenance: provenance, detail: detail, counts: counts,
          files: ["lever-figures.csv", "results.csv", "summary.json"] + arrays[0], notices: notices)
        try StableJSON.data(manifest).write(to: partial.appending(path: RunManifest.fileName))
      }
  }

  /// Refuses a destination that `write` would refuse, before any work is done.
  public static func check(_ folder: URL) throws { _ = try OutputFolder(folder) }

  private static func table(
    _ sheet: ResultSheet, detail: TableDetail, at url: URL
  ) throws -> ResultTable.Counts {
    try Data().write(to: url)
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    return try ResultTable(sheet, detail: detail)
      .write { piece in
        try Task.checkCancellation()
        try file.write(contentsOf: piece)
      }
  }
}
