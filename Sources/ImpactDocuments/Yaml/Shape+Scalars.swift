import ImpactDiagnostics

extension Shape where Value == String {
  /// Any text that is not blank.
  package static func text(_ expectation: String = "text") -> Shape {
    Shape(
      expectation: expectation,
      schema: .type("string", [.init("minLength", .integer(1))])
    ) { node, problems in
      guard case .scalar(let text, _) = node.content, !node.isEmpty,
        text.contains(where: { !$0.isWhitespace })
      else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      return text
    }
  }

  /// Lower-case letters, digits and single hyphens, starting with a letter: `drive-train-2035`.
  package static var identifier: Shape {
    let expectation = "lower-case letters, digits and hyphens, starting with a letter"
    return text(expectation)
      .checked(
        schema: .type(
          "string",
          [
            .init("pattern", .text("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")),
            .init("maxLength", .integer(64)),
          ])
      ) { text, node, problems in
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let isWord = parts.allSatisfy { part in
          !part.isEmpty && part.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) }
        }
        guard isWord, text.count <= 64, text.first.map({ ("a"..."z").contains($0) }) == true else {
          problems.append(node.mismatch(expectation))
          return false
        }
        return true
      }
  }

  /// One of a few words.
  package static func choice(_ words: [String]) -> Shape {
    let expectation = words.count == 1 ? "`\(words[0])`" : "one of \(words.joined(separator: ", "))"
    return text(expectation)
      .checked(
        schema: .type("string", [.init("enum", .texts(words))])
      ) { text, node, problems in
        guard !words.contains(text) else { return true }
        problems.append(node.mismatch(UnknownName.choice(of: words, near: text)))
        return false
      }
  }
}

extension Shape where Value == Bool {
  /// `true` or `false`, without quotes.
  package static var boolean: Shape {
    Shape(expectation: "true or false", schema: .type("boolean")) { node, problems in
      switch node.content {
      case .scalar("true", false): return true
      case .scalar("false", false): return false
      default:
        problems.append(node.mismatch("true or false"))
        return nil
      }
    }
  }
}

extension Shape where Value == Int {
  /// A whole number in a range, without quotes.
  package static func integer(_ range: ClosedRange<Int>, _ expectation: String) -> Shape {
    Shape(
      expectation: expectation,
      schema: .type(
        "integer",
        [
          .init("minimum", .integer(range.lowerBound)),
          .init("maximum", .integer(range.upperBound)),
        ])
    ) { node, problems in
      guard case .scalar(let text, false) = node.content, NumberText.split(text)?.number == text,
        let value = Int(text), range.contains(value)
      else {
        problems.append(node.mismatch(expectation))
        return nil
      }
      return value
    }
  }

  /// A year with four digits.
  package static var year: Shape {
    integer(DocumentYears.range, DocumentYears.expectation)
  }
}

/// Years that a document may name.
package enum DocumentYears {
  package static let range = 1990...2100
  package static let expectation = "a year with four digits from 1990 to 2100"
  package static let pattern = "^(199[0-9]|20[0-9][0-9]|2100)$"
}

extension Shape where Value == Double {
  /// A finite number without unit and without quotes.
  package static func number(_ expectation: String = "a number such as 0.95") -> Shape {
    Shape(expectation: expectation, schema: .type("number")) { node, problems in
      guard case .scalar(let text, let quoted) = node.content, !quoted,
        let value = NumberText.value(text)
      else {
        problems.append(Self.notANumber(node, expectation))
        return nil
      }
      return value
    }
  }

  /// A price elasticity of demand: a number that is not above zero.
  package static var demandElasticity: Shape {
    let expectation = "a price elasticity of demand, which is negative, such as -1.0"
    return number(expectation)
      .checked(
        schema: .type("number", [.init("maximum", .integer(0))])
      ) { value, node, problems in
        guard value > 0 else { return true }
        problems.append(
          Problem(
            at: node.location, path: node.path, "the elasticity \(value) is positive",
            expected: expectation))
        return false
      }
  }

  /// Says why a scalar is no number: not finite, in quotes, with a unit, or text.
  static func notANumber(_ node: DocumentNode, _ expectation: String) -> Problem {
    guard case .scalar(let text, let quoted) = node.content, !node.isEmpty else {
      return node.mismatch(expectation)
    }
    let shown = DocumentNode.shortened(text)
    let message: String
    if isNotFinite(text) {
      message = "`\(shown)` is not a finite number"
    } else if quoted, NumberText.value(text) != nil {
      message = "the number `\(shown)` stands in quotes, which makes it text"
    } else if let split = NumberText.split(text), !split.rest.isEmpty {
      message = "`\(shown)` carries a unit"
    } else {
      message = "`\(shown)` is not a number"
    }
    return Problem(at: node.location, path: node.path, message, expected: expectation)
  }

  static func isNotFinite(_ text: String) -> Bool {
    let word = text.lowercased().drop { $0 == "-" || $0 == "+" || $0 == "." }
    if ["nan", "inf", "infinity"].contains(word) { return true }
    guard let split = NumberText.split(text), let value = Double(split.number) else { return false }
    return !value.isFinite
  }
}
