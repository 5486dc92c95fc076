import ImpactDiagnostics

extension Shape where Value == Double {
  /// A share as a fraction from 0 to 1: `0.5` or `50 %`.
  ///
  /// A bare number above 1 is impossible and most likely a percentage without its sign.
  package static var share: Shape {
    fraction(most: 1, named: "a share", "a share from 0 % to 100 %")
  }

  /// A rate as a fraction from 0 to 5, such as a cost premium: `0.4` or `40 %`.
  package static var rate: Shape { fraction(most: 5, named: "a rate", "a rate from 0 % to 500 %") }

  private static func fraction(most: Double, named name: String, _ expectation: String) -> Shape {
    let hint = "\(expectation), such as `40 %` or 0.4"
    let schema = SchemaNode.anyOf([
      .type("number", [.init("minimum", .integer(0)), .init("maximum", .integer(1))]),
      .type("string", [.init("pattern", .text("^[0-9]+(\\.[0-9]+)? *%$"))]),
    ])
    return Shape(expectation: hint, schema: schema) { node, problems in
      func refuse(_ message: String, _ expected: String) -> Double? {
        problems.append(Problem(at: node.location, path: node.path, message, expected: expected))
        return nil
      }
      guard case .scalar(let text, let quoted) = node.content, !node.isEmpty else {
        problems.append(node.mismatch(hint))
        return nil
      }
      guard let split = NumberText.split(text), !isNotFinite(text),
        split.rest == "%" || (split.rest.isEmpty && !quoted)
      else {
        return wrongUnit(text, unit: "%", hint: hint, node: node, &problems)
      }
      let isPercent = split.rest == "%"
      let read = isPercent ? NumberText.hundredth(split.number) : Double(split.number)
      guard let value = read else { return refuse("`\(text)` is not a finite number", hint) }
      if value < 0 { return refuse("`\(text)` is below zero", hint) }
      if !isPercent, value > 1 {
        return refuse(
          "`\(text)` is impossible for \(name) without unit, which lies between 0 and 1",
          "`\(text) %`?")
      }
      if value > most { return refuse("`\(text)` is too large for \(name)", expectation) }
      return value
    }
  }

  /// A number above zero with its unit: `99 USD/kWh`.
  package static func quantity(unit: String) -> Shape {
    let hint = "a number with the unit \(unit), such as `99 \(unit)`"
    let escaped = unit.map { "./+*?()[]{}^$|\\".contains($0) && $0 != "/" ? "\\\($0)" : "\($0)" }
    let schema = SchemaNode.type(
      "string",
      [
        .init("pattern", .text("^[0-9]+(\\.[0-9]+)? *\(escaped.joined())$"))
      ])
    return Shape(expectation: hint, schema: schema) { node, problems in
      guard case .scalar(let text, _) = node.content, !node.isEmpty else {
        problems.append(node.mismatch(hint))
        return nil
      }
      guard let split = NumberText.split(text), split.rest == unit, !isNotFinite(text),
        let value = Double(split.number)
      else {
        return wrongUnit(text, unit: unit, hint: hint, node: node, &problems)
      }
      guard value > 0 else {
        problems.append(
          Problem(
            at: node.location, path: node.path, "`\(text)` is not above zero", expected: hint))
        return nil
      }
      return value
    }
  }

  /// Says what is wrong with the number or the unit of a quantity.
  private static func wrongUnit(
    _ text: String, unit: String, hint: String, node: DocumentNode, _ problems: inout [Problem]
  ) -> Double? {
    let shown = DocumentNode.shortened(text)
    let message: String
    if isNotFinite(text) {
      message = "`\(shown)` is not a finite number"
    } else if let split = NumberText.split(text) {
      message =
        split.rest.isEmpty
        ? "the unit of `\(shown)` is missing" : "the unit `\(split.rest)` does not fit here"
    } else {
      message = "`\(shown)` is not a number"
    }
    problems.append(Problem(at: node.location, path: node.path, message, expected: hint))
    return nil
  }
}
