import ImpactDiagnostics

extension Shape where Value == Double {
  /// A plain number of zero or more, without a unit: money of a recipe.
  package static var amount: Shape {
    let expectation = "a number of zero or more without a unit, such as 9000"
    return Shape(
      expectation: expectation,
      schema: .type("number", [.init("minimum", .integer(0))])
    ) { node, problems in
      guard case .scalar(let text, false) = node.content, let value = NumberText.value(text),
        value >= 0
      else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      return value
    }
  }
}
