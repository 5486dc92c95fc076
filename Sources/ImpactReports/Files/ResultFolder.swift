public import Foundation
public import ImpactDocuments
import ImpactNumerics
public import ImpactSimulation

/// A result on disk: `results.csv`, `summary.json`, `manifest.json` and the cube in `results/`.
public enum ResultFolder {
  /// Writes a result whole or not at all.
  ///
  /// A folder at the destination is replaced only when it is empty or holds what this function
  /// wrote and nothing else; otherwise, and for a symbolic link or the working folder, a
  /// `ProblemReport` is thrown and nothing changes. A cancelled task throws `CancellationError` and
  /// leaves nothing. Bytes depend on the arguments alone. With an attribution, tables hold what each
  /// lever contributes; with GDP per head, the summary holds measures of distribution. A scenario's
  /// text in the provenance is kept beside the result. File errors of the system are passed on.
  public static func write(
    _ result: ImpactResult, to folder: URL, provenance: RunProvenance,
    detail: TableDetail = .region, attribution: Attribution? = nil, wealth: RegionalWealth? = nil
  ) throws {
    let sheet = ResultSheet(result, attribution: attribution)
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
            let summary = ResultSummary(sheet, notices: notices, wealth: wealth)
            try StableJSON.data(summary).write(to: partial.appending(path: "summary.json"))
            return []
          default: return try ResultCube(sheet).write(to: cube).map { "results/\($0)" }
          }
        }
        var files = ["lever-figures.csv", "results.csv", "summary.json"] + arrays[0]
        if let text = provenance.scenarioText {
          try Data(text).write(to: partial.appending(path: RunManifest.scenarioName))
          files.append(RunManifest.scenarioName)
        }
        let manifest = RunManifest(
          result, provenance: provenance, attribution: attribution, detail: detail, counts: counts,
          files: files, notices: notices)
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
