import ImpactDocuments

extension JSONValue {
  /// The document with two spaces of indent, sorted keys and a final line feed.
  package var document: String { written(indent: 0) + "\n" }

  private func written(indent: Int) -> String {
    switch self {
    case .null: "null"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): number.isFinite ? DecimalNumber.text(number) : "null"
    case .text(let text): Self.quoted(text)
    case .list(let list): Self.block("[", "]", list.map { $0.written(indent: indent + 1) }, indent)
    case .object(let members):
      Self.block(
        "{", "}",
        members.sorted { $0.key < $1.key }
          .map {
            "\(Self.quoted($0.key)): \($0.value.written(indent: indent + 1))"
          }, indent)
    }
  }

  private static func block(
    _ open: String, _ close: String, _ items: [String], _ indent: Int
  ) -> String {
    guard !items.isEmpty else { return open + close }
    let margin = String(repeating: "  ", count: indent)
    return "\(open)\n" + items.map { "\(margin)  \($0)" }.joined(separator: ",\n")
      + "\n\(margin)\(close)"
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
