import ImpactDiagnostics
import ImpactDocuments

/// The named blocks under `overrides`, and the document that results when some are applied.
///
/// A block replaces catalogue values and keys of levers, found by their id. In a table of a lever
/// (`mix`, `floors`, `premiums`) it replaces the entries that it names.
struct OverrideShape: Sendable {
  let levers: [LeverShape]
  let description = Key(
    "description", Shape<String>.text("a description"), "What the block changes, and why.")
  let parameters: KeyOutline

  init(levers: [LeverShape], _ scenario: ScenarioShape) {
    self.levers = levers
    parameters = scenario.parameters.outline
  }

  var outlines: [KeyOutline] {
    let changes = levers.map { lever in
      SchemaNode.record(
        lever.outlines.filter { $0.name != "id" }
          .map {
            KeyOutline(
              name: $0.name, isRequired: false, expectation: $0.expectation, schema: $0.schema)
          })
    }
    let table = SchemaNode.type("object", [.init("additionalProperties", .anyOf(changes))])
    return [
      description.outline, parameters,
      KeyOutline(
        name: "levers", isRequired: false, expectation: "a mapping of lever ids to keys",
        schema: table.described("Keys to replace, by the lever's id.")),
    ]
  }

  var schema: SchemaNode {
    .type(
      "object",
      [
        .init("additionalProperties", .record(outlines)),
        .init(
          "description", .text("Named blocks of changes, applied on request in the order asked.")),
      ])
  }

  /// The blocks that a document offers; their faults in form are reported.
  func blocks(of root: DocumentNode, _ problems: inout [Problem]) -> [OverrideBlock] {
    guard let node = root["overrides"] else { return [] }
    guard let entries = node.entries else {
      problems.append(node.mismatch("a mapping of names to blocks"))
      return []
    }
    let ids = Self.leverIds(in: root)
    return entries.map { entry in
      let name = DocumentNode(
        .scalar(text: entry.key, quoted: false), at: entry.keyLocation, path: entry.value.path)
      _ = Shape<String>.identifier.read(name, &problems)
      guard let fields = Fields(entry.value, keys: outlines, &problems) else {
        return OverrideBlock(name: entry.key, description: "")
      }
      if let changes = fields["levers"] { check(changes, ids: ids, &problems) }
      let text = fields.value(description, &problems)
      return OverrideBlock(name: entry.key, description: text ?? "")
    }
  }

  private func check(_ changes: DocumentNode, ids: [String], _ problems: inout [Problem]) {
    guard let entries = changes.entries else {
      problems.append(changes.mismatch("a mapping of lever ids to keys"))
      return
    }
    for entry in entries {
      if !ids.contains(entry.key) {
        problems.append(
          Problem(
            at: entry.keyLocation, path: entry.value.path,
            "the scenario has no lever with the id `\(DocumentNode.shortened(entry.key))`",
            expected: UnknownName.choice(of: ids, near: entry.key)))
      } else if let id = entry.value["id"] {
        problems.append(
          Problem(
            at: id.location, path: id.path, "an override cannot rename a lever",
            expected: "other keys of the lever"))
      } else if entry.value.entries == nil {
        problems.append(entry.value.mismatch("a mapping of keys of the lever"))
      }
    }
  }

  static func leverIds(in root: DocumentNode) -> [String] {
    (root["levers"]?.items ?? []).compactMap { $0.entries?.first.map(LeverListShape.id) }
  }
}
