/// A JSON document: written with sorted keys and a fixed layout, so that equal values give equal bytes.
package enum JSONValue: Sendable, Hashable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  indirect case list([JSONValue])
  indirect case object([String: JSONValue])

  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  package var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  package var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  package var integer: Int? { number.flatMap { Int(exactly: $0) } }

  package var list: [JSONValue]? {
    guard case .list(let list) = self else { return nil }
    return list
  }

  package var isObject: Bool {
    guard case .object = self else { return false }
    return true
  }
}
