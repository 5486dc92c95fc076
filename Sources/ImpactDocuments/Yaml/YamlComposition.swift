import ImpactDiagnostics
import Yams

/// The parser's tree of a text, with duplicate keys kept apart so that reading can go on.
///
/// The parser gives up at the first duplicate key. So the key's first letter is replaced by a
/// private-use character, one for one, which leaves all places as they are, and the text is parsed
/// again; `originalKeys` holds the true name by the place of the renamed key.
struct YamlComposition {
  struct Place: Hashable {
    let line: Int
    let column: Int
  }

  static let duplicateLimit = 50

  private(set) var node: Node?
  /// Nodes refer to their anchors weakly; the parser owns them.
  private(set) var parser: Parser?
  private(set) var originalKeys: [Place: String] = [:]
  private(set) var problems: [Problem] = []

  init(text: String, file: String) {
    var current = text
    var replacement = UInt32(0xE000)
    while true {
      do {
        let parser = try Parser(yaml: current, resolver: .basic, encoding: .utf8)
        self.parser = parser
        node = try parser.singleRoot()
        if node == nil { problems.append(YamlFault.emptyDocument(file: file)) }
        return
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        let place = Place(line: context.mark.line, column: context.mark.column)
        let name = names.first ?? ""
        let marker = Self.unused(&replacement, in: text)
        guard originalKeys.count < Self.duplicateLimit, originalKeys[place] == nil,
          let renamed = Self.renaming(current, at: place, to: marker)
        else {
          problems += originalKeys.map { YamlFault.duplicate($1, at: $0, file: file) }
          problems.append(YamlFault.duplicate(name, at: place, file: file))
          return
        }
        originalKeys[place] = name
        current = renamed
      } catch {
        problems += originalKeys.map { YamlFault.duplicate($1, at: $0, file: file) }
        problems.append(YamlFault.problem(of: error, text: text, file: file))
        return
      }
    }
  }

  /// The next private-use character that the text does not hold.
  private static func unused(_ code: inout UInt32, in text: String) -> Unicode.Scalar {
    while true {
      let scalar = Unicode.Scalar(code) ?? "\u{F8FF}"
      code += 1
      if code > 0xF8FE || !text.unicodeScalars.contains(scalar) { return scalar }
    }
  }

  /// The text with the first letter of the key at a place replaced; nil when the key does not start
  /// with a letter or digit, bare or quoted.
  private static func renaming(
    _ text: String, at place: Place, to marker: Unicode.Scalar
  ) -> String? {
    var scalars = Array(text.unicodeScalars)
    guard var index = index(of: place, in: scalars) else { return nil }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard index < scalars.count,
      scalars[index].properties.isAlphabetic
        || ("0"..."9").contains(scalars[index])
    else { return nil }
    scalars[index] = marker
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }

  /// Index of a place; lines end as the parser counts them (LF, CR, CRLF, NEL, LS, PS).
  private static func index(of place: Place, in scalars: [Unicode.Scalar]) -> Int? {
    var line = 1
    var k = 0
    while line < place.line, k < scalars.count {
      switch scalars[k] {
      case "\r" where k + 1 < scalars.count && scalars[k + 1] == "\n": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": line += 1
      default: break
      }
      k += 1
    }
    let index = k + place.column - 1
    return index < scalars.count ? index : nil
  }
}
