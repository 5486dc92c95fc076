package import Foundation
import ImpactDiagnostics

/// A folder that appears whole or not at all.
///
/// Files are written into a hidden sibling of the destination, which is then renamed. A folder that
/// stands at the destination is replaced only when it is empty or a result folder that holds
/// nothing else; the working folder and symbolic links are never replaced.
package struct OutputFolder {
  package let destination: URL

  /// Refuses a destination that `write` could not replace without loss.
  package init(_ destination: URL) throws {
    self.destination = destination.standardizedFileURL
    guard let problem = OutputObstacle.find(at: self.destination) else { return }
    throw ProblemReport([problem])
  }

  /// Calls `body` with an empty folder, and puts that folder in place when `body` returns.
  ///
  /// Throws `CancellationError` when the task was cancelled meanwhile; nothing is left then.
  package func write<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let files = FileManager.default
    let parent = destination.deletingLastPathComponent()
    try files.createDirectory(at: parent, withIntermediateDirectories: true)
    let mark = UUID().uuidString
    let name = destination.lastPathComponent
    let partial = parent.appending(path: ".\(name).partial-\(mark)")
    try files.createDirectory(at: partial, withIntermediateDirectories: false)
    do {
      let value = try body(partial)
      try Task.checkCancellation()
      try put(partial, replacing: parent.appending(path: ".\(name).replaced-\(mark)"))
      return value
    } catch {
      try? files.removeItem(at: partial)
      throw error
    }
  }

  private func put(_ partial: URL, replacing aside: URL) throws {
    let files = FileManager.default
    if let problem = OutputObstacle.find(at: destination) { throw ProblemReport([problem]) }
    guard files.fileExists(atPath: destination.path) else {
      try files.moveItem(at: partial, to: destination)
      return
    }
    try files.moveItem(at: destination, to: aside)
    do {
      // Once more: something may have been put there since, but nobody finds it under this name.
      if let problem = OutputObstacle.find(at: aside, shownAs: destination) {
        throw ProblemReport([problem])
      }
      try files.moveItem(at: partial, to: destination)
    } catch {
      try? files.moveItem(at: aside, to: destination)
      throw error
    }
    try files.removeItem(at: aside)
  }
}
