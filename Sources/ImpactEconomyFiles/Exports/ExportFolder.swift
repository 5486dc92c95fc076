import Foundation
import ImpactDiagnostics

/// Writes a new folder all or nothing: into a sibling that takes its place when all files are there.
struct ExportFolder {
  let target: URL

  init(target: URL) { self.target = target.standardizedFileURL }

  func write(_ fill: (URL) throws -> Void) throws {
    let manager = FileManager.default
    let exists = manager.fileExists(atPath: target.path)
    if exists {
      let names = try? manager.contentsOfDirectory(atPath: target.path)
      guard let names, names.isEmpty else {
        throw fault(
          names == nil ? "this is a file" : "the folder is not empty",
          "a new path, or an empty folder")
      }
    }
    let fresh = target.deletingLastPathComponent()
      .appendingPathComponent(".\(target.lastPathComponent).new-\(UUID().uuidString)")
    do {
      try manager.createDirectory(at: fresh, withIntermediateDirectories: true)
      try fill(fresh)
      if exists { try manager.removeItem(at: target) }
      try manager.moveItem(at: fresh, to: target)
    } catch {
      try? manager.removeItem(at: fresh)
      if let report = error as? ProblemReport { throw report }
      throw fault(
        "the folder cannot be written: \(error.localizedDescription)", "a folder we may write to")
    }
  }

  private func fault(_ message: String, _ expected: String) -> ProblemReport {
    ProblemReport([Problem(at: Location(file: target.path), message, expected: expected)])
  }
}

/// A text file that is written piece by piece.
struct GrowingFile {
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private static let pieceBytes = 4 << 20

  init(_ url: URL) throws {
    try Data().write(to: url)
    handle = try FileHandle(forWritingTo: url)
    buffer.reserveCapacity(Self.pieceBytes + 1 << 16)
  }

  mutating func add(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.pieceBytes { try flush() }
  }

  private mutating func flush() throws {
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Writes what is left and closes the file.
  mutating func close() throws {
    try flush()
    try handle.close()
  }
}
