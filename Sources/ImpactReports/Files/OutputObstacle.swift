import Foundation
import ImpactDiagnostics
import ImpactSimulation

/// Why a place cannot take a result folder: what stands there is not ours to replace.
enum OutputObstacle {
  /// Names of foreign entries that a message lists.
  private static let namesListed = 5

  private static let files: Set = [
    "lever-figures.csv", RunManifest.fileName, "results.csv", RunManifest.scenarioName,
    "summary.json",
  ]
  private static let cube = "results"
  private static let arrays = Set(
    Indicator.allCases.flatMap { indicator in
      ["", "_baseline", "_bands", "_channel_bands", "_draws"]
        .map { "\(indicator.rawValue)\($0).npy" }
    }
      + ["parameter_draws.npy", "axes.json"])

  /// The first thing in the way at `url`, told about `shown`; nil when a folder may be put there.
  static func find(at url: URL, shownAs shown: URL? = nil) -> Problem? {
    let place = Location(file: (shown ?? url).path)
    func problem(_ message: String, _ expected: String) -> Problem {
      Problem(at: place, message, expected: expected)
    }
    if holdsWorkingFolder(url) {
      return problem(
        "the working folder stands in the output folder and cannot be replaced",
        "a folder beside or below the working folder")
    }
    guard let kind = kind(of: url) else {
      return parentProblem(of: url).map { problem($0, "a folder that can be written to above it") }
    }
    if kind == .typeSymbolicLink {
      return problem(
        "a symbolic link stands where the output folder should go", "the folder itself")
    }
    guard kind == .typeDirectory else {
      return problem(
        "a file stands where the output folder should go",
        "a folder that does not exist, is empty, or was written by tia")
    }
    guard let foreign = try? foreignEntries(in: url) else {
      return problem("the folder cannot be read", "permission to read it")
    }
    guard foreign.isEmpty else {
      let more = foreign.count - namesListed
      let names = foreign.prefix(namesListed).joined(separator: ", ")
      return problem(
        "the folder holds files that tia did not write: \(names)"
          + (more > 0 ? " and \(more) more" : ""),
        "a folder that does not exist, is empty, or holds a result of tia and nothing else")
    }
    return nil
  }

  /// What keeps a folder from being made: the nearest place above it is a file or takes nothing.
  private static func parentProblem(of url: URL) -> String? {
    var parent = url.deletingLastPathComponent().standardizedFileURL
    let files = FileManager.default
    while !files.fileExists(atPath: parent.path), parent.pathComponents.count > 1 {
      parent = parent.deletingLastPathComponent()
    }
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: parent.path, isDirectory: &isFolder) else { return nil }
    guard isFolder.boolValue else {
      return "\(parent.path) is a file, so no folder can stand below it"
    }
    return files.isWritableFile(atPath: parent.path)
      ? nil : "\(parent.path) cannot be written to"
  }

  /// Entries that are not files of a result, sorted; without a manifest of ours, all entries.
  private static func foreignEntries(in folder: URL) throws -> [String] {
    let content = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let manifest = folder.appending(path: RunManifest.fileName)
    guard kind(of: manifest) == .typeRegular, RunManifest.isOurs(manifest) else { return content }
    return try content.flatMap { name -> [String] in
      let entry = folder.appending(path: name)
      if name == cube, kind(of: entry) == .typeDirectory {
        return try FileManager.default.contentsOfDirectory(atPath: entry.path).sorted()
          .filter { !arrays.contains($0) || kind(of: entry.appending(path: $0)) != .typeRegular }
          .map { "\(cube)/\($0)" }
      }
      return files.contains(name) && kind(of: entry) == .typeRegular ? [] : [name]
    }
  }

  /// The type of the entry itself, links not followed; nil when there is none.
  private static func kind(of url: URL) -> FileAttributeType? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.type] as? FileAttributeType
  }

  /// Whether the working folder is this folder or stands below it.
  private static func holdsWorkingFolder(_ url: URL) -> Bool {
    let working = URL(filePath: FileManager.default.currentDirectoryPath)
      .resolvingSymlinksInPath().pathComponents
    return working.starts(with: url.resolvingSymlinksInPath().pathComponents)
  }
}
