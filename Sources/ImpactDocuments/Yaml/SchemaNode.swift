/// A JSON value with keys in a fixed order, enough to write a JSON Schema (draft 2020-12).
package enum SchemaNode: Sendable, Hashable {
  case text(String)
  case number(Double)
  case integer(Int)
  case boolean(Bool)
  case list([SchemaNode])
  case object([Member])

  package struct Member: Sendable, Hashable {
    package let key: String
    package let value: SchemaNode

    package init(_ key: String, _ value: SchemaNode) {
      self.key = key
      self.value = value
    }
  }

  /// An object `{"type": "string", …}`.
  package static func type(_ name: String, _ members: [Member] = []) -> SchemaNode {
    .object([Member("type", .text(name))] + members)
  }

  package static func texts(_ texts: [String]) -> SchemaNode { .list(texts.map(SchemaNode.text)) }

  package static func anyOf(_ choices: [SchemaNode]) -> SchemaNode {
    .object([Member("anyOf", .list(choices))])
  }

  package subscript(key: String) -> SchemaNode? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The same object with a description, which editors show.
  package func described(_ text: String) -> SchemaNode {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member("description", .text(text))])
  }

  /// JSON text, two spaces for each level.
  package func json(indent: Int = 0) -> String {
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .text(let text): return Self.quoted(text)
    case .number(let number): return "\(number)"
    case .integer(let number): return "\(number)"
    case .boolean(let flag): return flag ? "true" : "false"
    case .list(let items):
      guard !items.isEmpty else { return "[]" }
      return "[\n" + items.map { inner + $0.json(indent: indent + 2) }.joined(separator: ",\n")
        + "\n\(outer)]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      return "{\n"
        + members.map { "\(inner)\(Self.quoted($0.key)): \($0.value.json(indent: indent + 2))" }
        .joined(separator: ",\n") + "\n\(outer)}"
    }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if scalar.value < 0x20 {
          let code = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
