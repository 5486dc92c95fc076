package import ImpactEconomies

/// Values by place where the most particular place wins: a region before its country, a country
/// before a territory or zone, a smaller territory or zone before a larger one.
package struct PlaceTable<Value: Sendable>: Sendable {
  package let entries: [String: Value]
  /// The entry that holds for a region; nil where none does.
  package let nameOfRegion: [String?]
  /// The entry that holds for the rest of the world: `WORLD` alone reaches it.
  package let worldName: String?
  /// Names that stand for one region or one country.
  package let particular: Set<String>

  /// Names that the economy does not know reach nothing; `mask(of:path:problems:)` reports them.
  package init(_ entries: [String: Value], economy: Economy) {
    self.entries = entries
    let codes = Set(economy.regions.map(\.code))
    let countries = Set(economy.countries)
    var names = [String?](repeating: nil, count: economy.regionCount)
    func rank(_ name: String) -> Int { codes.contains(name) ? 0 : countries.contains(name) ? 1 : 2 }
    let members = entries.keys.map { ($0, economy.regionIndices(named: $0)) }
      .sorted { a, b in
        // Broad places first, particular ones overwrite them; the name settles ties.
        (rank(a.0), a.1.count, a.0) > (rank(b.0), b.1.count, b.0)
      }
    for (name, regions) in members { for region in regions { names[region] = name } }
    nameOfRegion = names
    worldName = entries["WORLD"] == nil ? nil : "WORLD"
    particular = Set(entries.keys.filter { rank($0) < 2 })
  }

  package func value(region: Int) -> Value? { nameOfRegion[region].flatMap { entries[$0] } }
  package var world: Value? { worldName.flatMap { entries[$0] } }
}
