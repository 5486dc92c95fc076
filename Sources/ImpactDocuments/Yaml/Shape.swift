package import ImpactDiagnostics

/// What a place in a document must hold: how it is read, and the JSON Schema that says the same.
///
/// Reading appends every problem it finds and returns nil when there is no value to go on with.
package struct Shape<Value: Sendable>: Sendable {
  /// Ends the message "found …; expected …".
  package let expectation: String
  package let schema: SchemaNode
  package let read: @Sendable (DocumentNode, inout [Problem]) -> Value?

  package init(
    expectation: String, schema: SchemaNode,
    read: @escaping @Sendable (DocumentNode, inout [Problem]) -> Value?
  ) {
    self.expectation = expectation
    self.schema = schema
    self.read = read
  }

  /// The same shape with a further condition on the value, which reports its own problems.
  package func checked(
    expectation: String? = nil, schema: SchemaNode? = nil,
    _ check: @escaping @Sendable (Value, DocumentNode, inout [Problem]) -> Bool
  ) -> Shape {
    let read = self.read
    return Shape(
      expectation: expectation ?? self.expectation, schema: schema ?? self.schema
    ) { node, problems in
      guard let value = read(node, &problems) else { return nil }
      return check(value, node, &problems) ? value : nil
    }
  }

  /// The same shape with its value turned into another.
  package func map<Other: Sendable>(_ turn: @escaping @Sendable (Value) -> Other) -> Shape<Other> {
    let read = self.read
    return Shape<Other>(expectation: expectation, schema: schema) { node, problems in
      read(node, &problems).map(turn)
    }
  }
}

/// A key of a mapping with the shape of its value.
package struct Key<Value: Sendable>: Sendable {
  package let name: String
  package let isRequired: Bool
  package let shape: Shape<Value>
  /// One sentence for people who complete the file in an editor.
  package let summary: String

  package init(
    _ name: String, required: Bool = false, _ shape: Shape<Value>, _ summary: String
  ) {
    self.name = name
    self.isRequired = required
    self.shape = shape
    self.summary = summary
  }

  package var outline: KeyOutline {
    KeyOutline(
      name: name, isRequired: isRequired, expectation: shape.expectation,
      schema: shape.schema.described(summary), summary: summary)
  }
}

/// A key without the type of its value: what a list of known keys and a schema need.
package struct KeyOutline: Sendable {
  package let name: String
  package let isRequired: Bool
  package let expectation: String
  package let schema: SchemaNode
  /// One sentence for people; empty where there is none.
  package let summary: String

  package init(
    name: String, isRequired: Bool, expectation: String, schema: SchemaNode, summary: String = ""
  ) {
    self.summary = summary
    self.name = name
    self.isRequired = isRequired
    self.expectation = expectation
    self.schema = schema
  }
}
