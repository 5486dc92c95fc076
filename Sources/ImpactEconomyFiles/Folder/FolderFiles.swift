import Foundation
import ImpactDiagnostics
import ImpactDocuments

/// Where the files of an economy folder are read from.
enum FolderFiles {
  case directory(URL)
  /// Compiled into the program, below this path.
  case shipped(String)
  /// By file name.
  case memory([String: [UInt8]])

  /// The name of a file in problems.
  func displayName(_ file: String) -> String {
    switch self {
    case .directory(let url): url.appendingPathComponent(file).relativePath
    case .shipped(let prefix): "\(prefix)/\(file)"
    case .memory: file
    }
  }

  /// All bytes of a file; throws `ProblemReport` when it is missing or cannot be read.
  func bytes(_ file: String, of kind: FolderReplacement.Kind = .economy) throws -> [UInt8] {
    switch self {
    case .directory(let url):
      let place = url.appendingPathComponent(file)
      guard FileManager.default.fileExists(atPath: place.path) else { throw missing(file, kind) }
      do {
        return Array(try Data(contentsOf: place))
      } catch {
        throw ProblemReport([
          Problem(
            at: Location(file: displayName(file)), "the file cannot be read",
            expected: "a readable file")
        ])
      }
    case .shipped(let prefix):
      guard let view = ShippedFiles.view("\(prefix)/\(file)") else { throw missing(file, kind) }
      return Array(view)
    case .memory(let files):
      guard let bytes = files[file] else { throw missing(file, kind) }
      return bytes
    }
  }

  /// Reads an array; a shipped file is copied once, into the values.
  func array(_ file: String) throws -> NumpyArray {
    let name = displayName(file)
    if case .shipped(let prefix) = self {
      guard let view = ShippedFiles.view("\(prefix)/\(file)") else { throw missing(file, .economy) }
      return try NumpyArray(view: view.span, file: name)
    }
    let bytes = try bytes(file)
    return try NumpyArray(bytes: bytes, file: name)
  }

  private func missing(_ file: String, _ kind: FolderReplacement.Kind) -> ProblemReport {
    ProblemReport([
      Problem(
        at: Location(file: displayName(file)), "the file is missing",
        expected: "every file of \(kind.noun): \(kind.files.joined(separator: ", "))")
    ])
  }
}
