import ImpactDocuments

/// Shares of registrations of one place and year, of which one is drawn: the others leave it room.
///
///     σ_i ← σ_i·max(0, 100 − Σ_d σ_d)/Σ_i σ_i   where Σ_d σ_d + Σ_i σ_i > 100
///
/// over the entries `<path>.<place>.<drive train>.<year>` in `pct of registrations`, d those that are drawn and i the
/// others; drawn ones alone above 100 are brought to 100. Combustion takes what is left. Without this every draw of a
/// wide range of battery cars would be refused in which they leave less than the central hybrids take, and bands would
/// hold the lower part of the range alone.
struct RegistrationRoom: Sendable {
  static let unit = "pct of registrations"
  static let whole = 100.0
  /// Keys with their central values, group by group.
  private let groups: [[(key: String, value: Double)]]

  /// Whether no share of registrations is drawn.
  var isEmpty: Bool { groups.isEmpty }

  /// The groups of which a drawn parameter is a part.
  init(_ catalogue: ParameterCatalogue, drawn: [String]) {
    let touched = Set(drawn.compactMap(Self.group))
    guard !touched.isEmpty else {
      groups = []
      return
    }
    let members = catalogue.parameters.keys.sorted()
      .compactMap { key -> (group: String, entry: (key: String, value: Double))? in
        guard let group = Self.group(key), touched.contains(group), let entry = catalogue[key],
          entry.unit == Self.unit, let value = entry.central
        else { return nil }
        return (group, (key, value))
      }
    groups = Dictionary(grouping: members, by: \.group).sorted { $0.key < $1.key }
      .map { $0.value.map(\.entry) }
  }

  /// The key without its drive train; nil where it has no such form.
  private static func group(_ key: String) -> String? {
    var parts = key.split(separator: ".")
    guard parts.count >= 4, Int(parts[parts.count - 1]) != nil else { return nil }
    parts.remove(at: parts.count - 2)
    return parts.joined(separator: ".")
  }

  /// Whether drawn values leave others too little room, or exceed the whole alone.
  func givesWay(to drawn: [String: Double]) -> Bool { closed(drawn) != drawn }

  /// The drawn values with those that must give way to them.
  func closed(_ drawn: [String: Double]) -> [String: Double] {
    var result = drawn
    for group in groups {
      let own = group.compactMap { drawn[$0.key] }.reduce(0, +)
      let others = group.filter { drawn[$0.key] == nil }
      let rest = others.reduce(0) { $0 + $1.value }
      guard own + rest > Self.whole else { continue }
      let room = max(0, Self.whole - own)
      if rest > 0 { for (key, value) in others { result[key] = value * room / rest } }
      guard own > Self.whole else { continue }
      for (key, _) in group {
        if let value = drawn[key] { result[key] = value * Self.whole / own }
      }
    }
    return result
  }
}
