package import ImpactDiagnostics

extension SchemaNode {
  /// An object with these keys and no others.
  package static func record(_ keys: [KeyOutline]) -> SchemaNode {
    var members = [
      Member("properties", .object(keys.map { Member($0.name, $0.schema) })),
      Member("additionalProperties", .boolean(false)),
    ]
    let required = keys.filter(\.isRequired).map(\.name)
    if !required.isEmpty { members.append(Member("required", .texts(required))) }
    return .type("object", members)
  }
}

extension Shape {
  /// A mapping with known keys.
  package static func record(
    _ keys: [KeyOutline],
    _ build: @escaping @Sendable (Fields, inout [Problem]) -> Value?
  ) -> Shape {
    Shape(
      expectation: "a mapping with the keys \(keys.map(\.name).joined(separator: ", "))",
      schema: .record(keys)
    ) { node, problems in
      guard let fields = Fields(node, keys: keys, &problems) else { return nil }
      return build(fields, &problems)
    }
  }

  /// A list whose items have one shape.
  package static func list<Item: Sendable>(
    of item: Shape<Item>, _ expectation: String, atLeast minimum: Int = 0
  ) -> Shape where Value == [Item] {
    var members = [SchemaNode.Member("items", item.schema)]
    if minimum > 0 { members.append(.init("minItems", .integer(minimum))) }
    return Shape(expectation: expectation, schema: .type("array", members)) { node, problems in
      guard let items = node.items else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      guard items.count >= minimum else {
        problems.append(
          Problem(at: node.location, path: node.path, "the list is empty", expected: expectation))
        return nil
      }
      return items.compactMap { item.read($0, &problems) }
    }
  }

  /// A mapping from known names to values of one shape; every name is optional.
  ///
  /// `refusals` gives a reason for names that a writer may try but that are not allowed. With no
  /// names at all any name is accepted by the schema, none by the reader. With `repeating` false the
  /// schema lists the names once and the shape of their values once, which keeps it short where names
  /// are many.
  package static func table<Item: Sendable>(
    of item: Shape<Item>, names: [String], _ expectation: String, atLeast minimum: Int = 0,
    refusals: [String: String] = [:], repeating: Bool = true
  ) -> Shape where Value == [String: Item] {
    let free = SchemaNode.Member("additionalProperties", item.schema)
    let known = SchemaNode.Member("propertyNames", .object([.init("enum", .texts(names))]))
    let listed: [SchemaNode.Member] = [
      .init("properties", .object(names.map { .init($0, item.schema) })),
      .init("additionalProperties", .boolean(false)),
    ]
    let schema = SchemaNode.type(
      "object", names.isEmpty ? [free] : repeating ? listed : [known, free])
    return Shape(expectation: expectation, schema: schema) { node, problems in
      guard let entries = node.entries, entries.count >= minimum else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      var values: [String: Item] = [:]
      for entry in entries {
        guard names.contains(entry.key) else {
          if let reason = refusals[entry.key] {
            problems.append(
              Problem(
                at: entry.keyLocation, path: entry.value.path, reason,
                expected: UnknownName.choice(of: names, near: "")))
          } else {
            problems.append(UnknownName.key(entry, known: names))
          }
          continue
        }
        values[entry.key] = item.read(entry.value, &problems)
      }
      return values
    }
  }
}
