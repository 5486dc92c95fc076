package import ImpactDiagnostics

/// A part of a document with its place in the file and its path in the document.
///
/// Scalars stay text: the shape that reads them decides whether `NO` is Norway or a Boolean.
package struct DocumentNode: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    /// Text, and whether it stood in quotes or in a block (such text is never a bare number).
    case scalar(text: String, quoted: Bool)
    case sequence([DocumentNode])
    case mapping([Entry])
  }

  /// A key with its value, in the order of the file; keys of one mapping are unique.
  package struct Entry: Sendable, Hashable {
    package let key: String
    package let keyLocation: Location
    package let value: DocumentNode

    package init(key: String, keyLocation: Location, value: DocumentNode) {
      self.key = key
      self.keyLocation = keyLocation
      self.value = value
    }
  }

  package let content: Content
  package let location: Location
  /// For example `levers[0].drive-train.mix`; empty for the whole document.
  package let path: String

  package init(_ content: Content, at location: Location, path: String) {
    self.content = content
    self.location = location
    self.path = path
  }

  /// A key without a value, `~` or `null`.
  package var isEmpty: Bool {
    guard case .scalar(let text, false) = content else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  package var entries: [Entry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  package var items: [DocumentNode]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }

  package subscript(key: String) -> DocumentNode? { entries?.first { $0.key == key }?.value }

  /// Path of a value under this node.
  package func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// What stands here, in words for a message.
  package var inWords: String {
    switch content {
    case .scalar where isEmpty: "found no value"
    case .scalar(let text, let quoted):
      "found the \(quoted ? "quoted text" : "value") `\(Self.shortened(text))`"
    case .sequence: "found a list"
    case .mapping: "found a mapping"
    }
  }

  /// At most 60 characters on one line, so that a message stays readable.
  package static func shortened(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count <= 60 ? line : line.prefix(57) + "..."
  }

  /// The problem that this node is not what was expected.
  package func mismatch(_ expected: String) -> Problem {
    Problem(at: location, path: path, inWords, expected: expected)
  }
}
