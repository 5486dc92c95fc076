import ImpactDocuments

/// Entries of the catalogue that part one whole: drawn apart they would not add up to it.
///
///     σ_i ← σ_i·Σ_j σ_j(m) / Σ_j σ_j
///
/// over the entries of one prefix and one unit `pct of …` whose values m add up to 100. A group that
/// no draw touches stays as it is. Source: samples of shares lie on the simplex (Aitchison 1986).
struct ShareGroups: Sendable {
  static let whole = 100.0
  /// Keys with their values m, group by group.
  private let groups: [[(key: String, value: Double)]]

  /// The groups of which a drawn parameter is a part.
  init(_ catalogue: ParameterCatalogue, drawn: [String]) {
    let touched = Set(drawn.map(Self.prefix))
    let entries = catalogue.parameters.keys.filter { touched.contains(Self.prefix($0)) }.sorted()
      .compactMap { catalogue[$0] }
      .filter { $0.unit.hasPrefix("pct of ") }
    let byGroup = Dictionary(grouping: entries) { "\(Self.prefix($0.key)) \($0.unit)" }
    groups = byGroup.sorted { $0.key < $1.key }
      .compactMap { _, members in
        let values = members.compactMap { entry in entry.central.map { (key: entry.key, value: $0) }
        }
        let sum = values.reduce(0) { $0 + $1.value }
        guard values.count > 1, values.count == members.count, abs(sum - Self.whole) < 1e-9 else {
          return nil
        }
        return values
      }
  }

  private static func prefix(_ key: String) -> String {
    key.split(separator: ".").dropLast().joined(separator: ".")
  }

  /// The drawn values with every touched group brought back to its whole.
  func closed(_ drawn: [String: Double]) -> [String: Double] {
    var result = drawn
    for group in groups where group.contains(where: { drawn[$0.key] != nil }) {
      let values = group.map { drawn[$0.key] ?? $0.value }
      let sum = values.reduce(0, +)
      guard sum > 0 else { continue }
      for (entry, value) in zip(group, values) {
        result[entry.key] = value * Self.whole / sum
      }
    }
    return result
  }
}
