package import Foundation
import ImpactDiagnostics

/// A folder that appears whole or not at all.
///
/// Files are written into a hidden sibling of the destination, which is then renamed. A folder that
/// stands at the destination is replaced only when it is empty or holds a manifest of ours.
package struct OutputFolder {
  package let destination: URL

  /// Refuses a destination that is a file, or a folder with content that `tia` did not write.
  package init(_ destination: URL) throws {
    self.destination = destination.standardizedFileURL
    guard let problem = Self.obstacle(at: self.destination) else { return }
    throw ProblemReport([problem])
  }

  /// Calls `body` with an empty folder, and puts that folder in place when `body` returns.
  package func write<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let files = FileManager.default
    let parent = destination.deletingLastPathComponent()
    try files.createDirectory(at: parent, withIntermediateDirectories: true)
    let mark = "\(ProcessInfo.processInfo.processIdentifier)"
    let partial = parent.appending(path: ".\(destination.lastPathComponent).partial-\(mark)")
    if files.fileExists(atPath: partial.path) { try files.removeItem(at: partial) }
    try files.createDirectory(at: partial, withIntermediateDirectories: false)
    do {
      let value = try body(partial)
      try put(
        partial,
        replacing: parent.appending(
          path: ".\(destination.lastPathComponent).replaced-\(mark)"))
      return value
    } catch {
      try? files.removeItem(at: partial)
      throw error
    }
  }

  private func put(_ partial: URL, replacing aside: URL) throws {
    let files = FileManager.default
    guard files.fileExists(atPath: destination.path) else {
      try files.moveItem(at: partial, to: destination)
      return
    }
    if let problem = Self.obstacle(at: destination) { throw ProblemReport([problem]) }
    try files.moveItem(at: destination, to: aside)
    do {
      try files.moveItem(at: partial, to: destination)
    } catch {
      try? files.moveItem(at: aside, to: destination)
      throw error
    }
    try files.removeItem(at: aside)
  }

  private static func obstacle(at url: URL) -> Problem? {
    let files = FileManager.default
    var isFolder: ObjCBool = false
    guard files.fileExists(atPath: url.path, isDirectory: &isFolder) else { return nil }
    let place = Location(file: url.path)
    guard isFolder.boolValue else {
      return Problem(
        at: place, "a file stands where the output folder should go",
        expected: "a folder that does not exist, is empty, or was written by tia")
    }
    guard let content = try? files.contentsOfDirectory(atPath: url.path) else {
      return Problem(at: place, "the folder cannot be read", expected: "permission to read it")
    }
    if content.isEmpty || RunManifest.isOurs(url.appending(path: RunManifest.fileName)) {
      return nil
    }
    return Problem(
      at: place, "the folder holds files that tia did not write",
      expected: "a folder that does not exist, is empty, or holds a manifest.json of tia")
  }
}
