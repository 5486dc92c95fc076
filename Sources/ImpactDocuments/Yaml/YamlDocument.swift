import Foundation
package import ImpactDiagnostics

/// A YAML file read whole, with the place of every node.
///
/// Only what a scenario needs is read: mappings with text keys, lists and scalars as text. Anchors,
/// aliases and tags are refused, and so are duplicate keys and oversized files.
package struct YamlDocument: Sendable {
  /// The document; nil when the text is not YAML at all.
  package let root: DocumentNode?
  /// What is wrong with the text itself.
  package let problems: [Problem]
  /// Paths of values that were refused; they stand empty in `root`.
  package let refusedPaths: Set<String>

  /// Bounds that keep a hostile file from filling memory.
  package enum Limits {
    package static let bytes = 5_000_000
    package static let nodes = 50_000
    package static let depth = 64
  }

  /// Reads the bytes of a file; `file` names it in problems.
  package init(bytes: [UInt8], file: String) {
    if let problem = Self.oversize(bytes.count, file: file) {
      self.init(root: nil, problems: [problem])
      return
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      self.init(root: nil, problems: [Self.invalidText(bytes, file: file)])
      return
    }
    self.init(text: text, file: file)
  }

  /// Reads text; `file` names it in problems.
  package init(text: String, file: String) {
    if let problem = Self.oversize(text.utf8.count, file: file) {
      self.init(root: nil, problems: [problem])
      return
    }
    let body =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    if let problem = Self.controlCharacter(in: body, file: file) {
      self.init(root: nil, problems: [problem])
      return
    }
    let composition = YamlComposition(text: body, file: file)
    guard let node = composition.node else {
      self.init(root: nil, problems: composition.problems)
      return
    }
    var walk = YamlWalk(file: file, originalKeys: composition.originalKeys)
    let root = withExtendedLifetime(composition.parser) {
      walk.node(node, path: "", depth: 1, fallback: nil)
    }
    self.init(
      root: walk.isOversized ? nil : root, problems: composition.problems + walk.problems,
      refusedPaths: walk.refusedPaths)
  }

  private init(
    root: DocumentNode?, problems: [Problem], refusedPaths: Set<String> = []
  ) {
    self.refusedPaths = refusedPaths
    self.root = root
    self.problems = problems
  }

  static func oversize(_ count: Int, file: String) -> Problem? {
    guard count > Limits.bytes else { return nil }
    return Problem(
      at: Location(file: file), "the file has \(count) bytes",
      expected: "at most \(Limits.bytes) bytes")
  }

  /// Places the first byte that is not UTF-8.
  static func invalidText(_ bytes: [UInt8], file: String) -> Problem {
    var line = 1
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil {
        let column =
          String(decoding: part, as: UTF8.self).unicodeScalars
          .prefix { $0 != "\u{FFFD}" }.count + 1
        return Problem(
          at: Location(file: file, line: line, column: column), "the text is not UTF-8",
          expected: "a file saved as UTF-8")
      }
      line += 1
    }
    return Problem(
      at: Location(file: file), "the text is not UTF-8", expected: "a file saved as UTF-8")
  }

  static func controlCharacter(in text: String, file: String) -> Problem? {
    var (line, column) = (1, 1)
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: (line, column) = (line + 1, 0)
      case 0x09, 0x0D: break
      case 0..<0x20, 0x7F..<0x85, 0x86..<0xA0, 0xFFFE, 0xFFFF:
        let code = String(scalar.value, radix: 16, uppercase: true)
        return Problem(
          at: Location(file: file, line: line, column: column),
          "the text holds the control character U+\(String(repeating: "0", count: 4 - code.count))\(code)",
          expected: "printable text")
      default: break
      }
      column += 1
    }
    return nil
  }
}
