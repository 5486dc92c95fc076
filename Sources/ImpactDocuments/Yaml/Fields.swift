package import ImpactDiagnostics

/// The entries of a mapping whose keys are known beforehand.
package struct Fields: Sendable {
  package let node: DocumentNode
  private let values: [String: DocumentNode]

  /// Reports unknown and missing keys; nil when the node is not a mapping.
  ///
  /// `former` says what keys that had another name are called now.
  package init?(
    _ node: DocumentNode, keys: [KeyOutline], former: [String: String] = [:],
    _ problems: inout [Problem]
  ) {
    guard let entries = node.entries else {
      let names = keys.map(\.name).joined(separator: ", ")
      problems.append(node.mismatch("a mapping with the keys \(names)"))
      return nil
    }
    self.node = node
    self.values = Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
    let names = keys.map(\.name)
    for entry in entries where !names.contains(entry.key) {
      guard let name = former[entry.key] else {
        problems.append(UnknownName.key(entry, known: names))
        continue
      }
      problems.append(
        Problem(
          at: entry.keyLocation, path: entry.value.path,
          "the key `\(entry.key)` is called `\(name)` here", expected: "`\(name)`"))
    }
    let renamed = Set(entries.compactMap { former[$0.key] })
    for key in keys
    where key.isRequired && values[key.name] == nil && !renamed.contains(key.name) {
      problems.append(
        Problem(
          at: node.location, path: node.path, "the key `\(key.name)` is missing",
          expected: key.expectation))
    }
  }

  package subscript(name: String) -> DocumentNode? { values[name] }

  /// The value of a key; nil when it is absent or faulty (the fault is reported).
  package func value<Value>(_ key: Key<Value>, _ problems: inout [Problem]) -> Value? {
    guard let node = values[key.name] else { return nil }
    return key.shape.read(node, &problems)
  }
}

/// Problems about names that nobody knows, with the nearest known one.
package enum UnknownName {
  package static func key(
    _ entry: DocumentNode.Entry, known: [String]
  ) -> Problem {
    // `from 2024` in a mapping on one line is a key without its colon.
    let words = entry.key.split(separator: " ", maxSplits: 1).map(String.init)
    let lacksColon = words.count == 2 && entry.value.isEmpty && known.contains(words[0])
    return Problem(
      at: entry.keyLocation, path: entry.value.path,
      "the key `\(DocumentNode.shortened(entry.key))` is not known here",
      expected: lacksColon
        ? "a colon behind the key: `\(DocumentNode.shortened("\(words[0]): \(words[1])"))`"
        : choice(of: known, near: entry.key))
  }

  /// `one of a, b, c (did you mean b?)`; more than 25 names are counted, not listed.
  package static func choice(of known: [String], near name: String) -> String {
    let list: String
    switch known.count {
    case 0: list = "nothing here"
    case 1: list = "`\(known[0])`"
    case 2...25: list = "one of \(known.joined(separator: ", "))"
    default: list = "one of \(known.count) known names"
    }
    guard known.count > 1, let nearest = NearestName.nearest(to: name, among: known) else {
      return list
    }
    return "\(list) (did you mean `\(nearest)`?)"
  }
}
