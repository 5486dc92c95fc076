import ImpactDiagnostics
import ImpactDocuments

extension Shape where Value == String {
  /// The code of an industry of the economy; a schema without an economy takes any text.
  static func industry(in vocabulary: Vocabulary) -> Shape {
    let expectation = "the code of an industry"
    let schema: SchemaNode =
      vocabulary.industries.isEmpty
      ? .type("string") : .type("string", [.init("enum", .texts(vocabulary.industries))])
    return text(expectation)
      .checked(schema: schema) { name, node, problems in
        if vocabulary.industries.contains(name) { return true }
        problems.append(
          Problem(
            at: node.location, path: node.path,
            "the economy has no industry `\(DocumentNode.shortened(name))`",
            expected: UnknownName.choice(of: vocabulary.industries, near: name)))
        return false
      }
  }
}
