import ImpactDiagnostics
import ImpactDocuments

extension Shape where Value == ProgrammePlaces {
  /// A word for a key that spreads money over regions, or weights by region code.
  static func programmePlaces(_ vocabulary: Vocabulary) -> Shape {
    let words = ProgrammePlaces.words.keys.sorted()
    let weights = Shape<[String: Double]>
      .table(
        of: .amount, names: vocabulary.regions, "a mapping of regions to weights", atLeast: 1,
        repeating: false)
    let expectation =
      "one of \(words.joined(separator: ", ")), or a mapping of regions to weights"
    let schema = SchemaNode.anyOf([
      .type("string", [.init("enum", .texts(words))]), weights.schema,
    ])
    return Shape(expectation: expectation, schema: schema) { node, problems in
      guard case .scalar(let text, _) = node.content, !node.isEmpty else {
        return weights.read(node, &problems).map { .named($0) }
      }
      if let places = ProgrammePlaces.words[text] { return places }
      problems.append(
        Problem(
          at: node.location, path: node.path,
          "there is no key `\(DocumentNode.shortened(text))` to spread a programme with",
          expected: expectation))
      return nil
    }
  }
}
