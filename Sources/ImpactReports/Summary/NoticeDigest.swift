package import ImpactDiagnostics

/// A result's notices in the order of what they mean to a reader, those of one kind together.
///
/// What limits this very result stands in full; how sure it is, what levers assume and what the
/// accounts lack is cut to its first clause. The whole texts stand in `manifest.json`.
package struct NoticeDigest: Sendable {
  /// What a notice is about.
  package enum Kind: String, Sendable, CaseIterable {
    case limit, certainty, assumption, accounts

    /// Heading above the notices of the kind.
    var heading: String {
      switch self {
      case .limit: "Keep in mind: limits that this run met"
      case .certainty: "How sure the numbers are"
      case .assumption: "What the levers and households assume, in short"
      case .accounts: "What the accounts hold and lack"
      }
    }
  }

  /// One line of the digest.
  package struct Item: Sendable, Hashable {
    package let text: String
    /// Whether something of the notices was left out.
    package let isShortened: Bool

    init(text: String, isShortened: Bool = false) {
      (self.text, self.isShortened) = (text, isShortened)
    }
  }

  /// By kind, in the order of `Kind.allCases`, kinds without notices left out.
  package let groups: [(kind: Kind, items: [Item])]
  /// Notices behind the digest.
  package let count: Int

  /// Whether something of the notices was left out.
  package var isShortened: Bool { groups.contains { $0.items.contains(where: \.isShortened) } }

  package init(_ notices: [Notice]) {
    count = notices.count
    groups = Kind.allCases.compactMap { kind in
      let own = notices.filter { Self.kind(of: $0.code) == kind }
      let items = Self.codes(own)
        .flatMap { code in
          let family = own.filter { Self.family(of: $0.code) == code }
          return kind == .limit || Self.neverShort.contains(code)
            ? Self.whole(family) : [Self.short(family)]
        }
      return items.isEmpty ? nil : (kind, items)
    }
  }

  /// What a code is about; one that is not known may matter, so it is a limit.
  package static func kind(of code: String) -> Kind {
    if accounts.contains(code) || code.hasPrefix("unknown-") || code.hasPrefix("estimated-") {
      return .accounts
    }
    if certainty.contains(code) { return .certainty }
    if assumptions.contains(code) || code.hasSuffix("-assumptions") || code.hasSuffix("-preset") {
      return .assumption
    }
    return .limit
  }

  private static let accounts: Set<String> = ["flat-baseline", "national-tables"]
  private static let certainty: Set<String> = [
    "bands", "judgement-widened", "held-in-draws", "band-convergence", "draws-refused",
    "uncertainty-without-effect", "attribution", "attribution-fixed-point", "set-assumptions",
    "registrations-room",
  ]
  /// Codes whose whole text a reader needs to know what to do, whatever their kind.
  private static let neverShort: Set<String> = ["set-assumptions", "draws-refused"]
  private static let assumptions: Set<String> = [
    "drive-train-markets", "drive-train-class", "productivity", "supply-cut", "export-promotion",
    "research-returns", "public-spending", "charging-operation", "trade-localisation", "orders",
    "constant-prices", "convention",
  ]

  /// Codes that say the same in two places share a family.
  private static func family(of code: String) -> String {
    code == "unknown-compensation" ? "estimated-compensation" : code
  }

  /// Families in the order of their first notice.
  private static func codes(_ notices: [Notice]) -> [String] {
    var seen: Set<String> = []
    return notices.map { family(of: $0.code) }.filter { seen.insert($0).inserted }
  }

  /// One line for each text, with all levers that it stands for; the first few of many.
  private static func whole(_ notices: [Notice]) -> [Item] {
    let parts = notices.map { split($0.message) }
    let texts = unique(parts.map(\.text))
    let lines = texts.prefix(mostOfOneKind)
      .map { text in
        Item(text: named(parts.filter { $0.text == text }.compactMap(\.lever), text))
      }
    guard texts.count > mostOfOneKind else { return lines }
    return lines + [
      Item(text: "\(texts.count - mostOfOneKind) more of this kind", isShortened: true)
    ]
  }

  /// One line for all: the levers, and the first clause of the first text.
  private static func short(_ notices: [Notice]) -> Item {
    let parts = notices.map { split($0.message) }
    let (first, names) = (parts[0].text, parts.compactMap(\.lever))
    let text = clause(of: first)
    let others = parts.count { $0.text != first }
    let more = others > 0 && names.isEmpty ? " (and \(others) more of this kind)" : ""
    return Item(text: named(names, text) + more, isShortened: text != first || others > 0)
  }

  /// Lines of one kind before the others are counted.
  private static let mostOfOneKind = 4

  private static func named(_ levers: [String], _ text: String) -> String {
    levers.isEmpty ? text : unique(levers).joined(separator: ", ") + ": " + text
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The id before `: `, where a message begins with one, and the rest.
  private static func split(_ message: String) -> (lever: String?, text: String) {
    guard let colon = message.range(of: ": ") else { return (nil, message) }
    let name = message[..<colon.lowerBound]
    guard !name.isEmpty, !name.contains(" ") else { return (nil, message) }
    return (String(name), String(message[colon.upperBound...]))
  }

  /// Up to the first semicolon or the end of the first sentence.
  private static func clause(of text: String) -> String {
    let ends = ["; ", ". ", " (nothing at all"].compactMap { text.range(of: $0)?.lowerBound }
    guard let end = ends.min() else { return text }
    return String(text[..<end])
  }
}
