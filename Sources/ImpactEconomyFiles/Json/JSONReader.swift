import ImpactDiagnostics
import ImpactDocuments

/// A strict reader of JSON (RFC 8259): no comments, no trailing commas, no repeated keys.
package struct JSONReader {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  /// Nesting beyond this is refused: the files read here need four levels.
  private static let deepest = 64

  /// Reads a whole document; throws `ProblemReport` with the first fault and its place.
  package static func read(_ bytes: [UInt8], file: String) throws -> JSONValue {
    var reader = JSONReader(bytes: bytes, file: file)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw reader.fault("the file is not UTF-8", "UTF-8 text")
    }
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else {
      throw reader.fault("text follows the document", "the end of the file")
    }
    return value
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private func fault(_ message: String, _ expected: String) -> ProblemReport {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let lineStart = (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return ProblemReport([
      Problem(
        at: Location(file: file, line: line, column: column), message, expected: expected)
    ])
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth < Self.deepest else {
      throw fault("the document nests too deeply", "at most \(Self.deepest) levels")
    }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .flag(true))
    case UInt8(ascii: "f"): return try word("false", .flag(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else {
      throw fault("this is no JSON value", "a value such as \(word)")
    }
    position += word.utf8.count
    return value
  }

  private mutating func number() throws -> JSONValue {
    let start = position
    let parts = Set("+-.eE0123456789".utf8)
    while let byte = next, parts.contains(byte) { position += 1 }
    guard let number = DecimalNumber.parse(bytes, start..<position) else {
      position = start
      throw fault("this is no JSON value", "a text, number, list, object, true, false or null")
    }
    return .number(number)
  }

  private mutating func list(depth: Int) throws -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    if take("]") { return .list(items) }
    repeat { items.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw fault("the list is not closed", "`,` or `]`") }
    return .list(items)
  }

  private mutating func object(depth: Int) throws -> JSONValue {
    position += 1
    var members: [String: JSONValue] = [:]
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else {
        throw fault("this is no key", "a key in double quotes")
      }
      let start = position
      let key = try text()
      guard members[key] == nil else {
        position = start
        throw fault("key `\(key)` appears twice", "each key once")
      }
      guard take(":") else { throw fault("a colon is missing after `\(key)`", "`:`") }
      members[key] = try value(depth: depth + 1)
    } while take(",")
    guard take("}") else { throw fault("the object is not closed", "`,` or `}`") }
    return .object(members)
  }

  private mutating func text() throws -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else {
        throw fault("a text holds a control character", "an escape such as `\\n`")
      }
      position += 1
      if byte == UInt8(ascii: "\\") {
        content += Array(try escape().utf8)
      } else {
        content.append(byte)
      }
    }
    guard next != nil else { throw fault("a text is not closed", "a double quote") }
    position += 1
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func escape() throws -> String {
    let simple: [UInt8: String] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
      UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
      UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    if let byte = next, let text = simple[byte] {
      position += 1
      return text
    }
    var units = [try codeUnit()]
    if UTF16.isLeadSurrogate(units[0]), next == UInt8(ascii: "\\") {
      position += 1
      units.append(try codeUnit())
    }
    guard let text = String(validating: units, as: UTF16.self) else {
      throw fault("this escape is no character", "a pair of surrogates")
    }
    return text
  }

  private mutating func codeUnit() throws -> UInt16 {
    let digits = bytes[position...].dropFirst().prefix(4)
    guard next == UInt8(ascii: "u"), digits.count == 4,
      !digits.contains(UInt8(ascii: "+")), !digits.contains(UInt8(ascii: "-")),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("this escape is not known", "an escape such as `\\u00e9`") }
    position += 5
    return unit
  }
}
