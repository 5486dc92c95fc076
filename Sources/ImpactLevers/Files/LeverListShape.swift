import ImpactDiagnostics
import ImpactDocuments

/// The ordered list of levers; each item names its kind and holds its keys.
struct LeverListShape: Sendable {
  static let expectation = "a list of levers, [] for none"
  let levers: [LeverShape]

  var schema: SchemaNode {
    .type(
      "array",
      [
        .init(
          "items",
          .type(
            "object",
            [
              .init(
                "properties",
                .object(levers.map { .init($0.key, .record($0.outlines)) })),
              .init("additionalProperties", .boolean(false)),
              .init("minProperties", .integer(1)), .init("maxProperties", .integer(1)),
            ]))
      ])
  }

  func read(_ node: DocumentNode, _ problems: inout [Problem]) -> [any Lever] {
    guard let items = node.items else {
      problems.append(node.mismatch(Self.expectation))
      return []
    }
    var result: [any Lever] = []
    var ids: [String: DocumentNode] = [:]
    for item in items {
      guard let entry = entry(of: item, &problems) else { continue }
      let id = Self.id(of: entry)
      if let first = ids[id] {
        problems.append(
          Problem(
            at: entry.value["id"]?.location ?? entry.keyLocation, path: entry.value.path,
            "the lever `\(id)` exists already in line \(first.location.line)",
            expected: "an `id` of its own"))
      } else {
        ids[id] = item
      }
      guard let shape = levers.first(where: { $0.key == entry.key }) else { continue }
      if let lever = shape.read(entry.value, &problems) { result.append(lever) }
    }
    return result
  }

  /// The single entry of an item, with a kind that exists.
  private func entry(
    of item: DocumentNode, _ problems: inout [Problem]
  ) -> DocumentNode.Entry? {
    let names = levers.map(\.key)
    guard let entries = item.entries, let entry = entries.first, entries.count == 1 else {
      problems.append(
        item.entries.map { $0.count > 1 } == true
          ? Problem(
            at: item.location, path: item.path, "the item holds more than one key",
            expected: "one kind of lever, with its keys indented below it")
          : item.mismatch("a lever such as `\(names.first ?? "")`, with its keys indented below it")
      )
      return nil
    }
    guard names.contains(entry.key) else {
      problems.append(
        Problem(
          at: entry.keyLocation, path: item.path,
          "there is no lever `\(DocumentNode.shortened(entry.key))`",
          expected: UnknownName.choice(of: names, near: entry.key)))
      return nil
    }
    return entry
  }

  /// The lever's own id, or its kind when it has none.
  static func id(of entry: DocumentNode.Entry) -> String {
    guard case .scalar(let text, _)? = entry.value["id"]?.content, !text.isEmpty else {
      return entry.key
    }
    return text
  }
}
