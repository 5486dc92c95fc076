package import ImpactEconomies

/// Values by place where the most particular place wins: a region before its country, a country
/// before a territory or zone, a smaller territory or zone before a larger one.
package struct PlaceTable<Value: Sendable>: Sendable {
  package let entries: [String: Value]
  private let layout: PlaceLayout
  /// The entry that holds for a region; nil where none does.
  package var nameOfRegion: [String?] { layout.nameOfRegion }
  /// The entry that holds for the rest of the world: `WORLD` alone reaches it.
  package var worldName: String? { layout.worldName }
  /// Names that stand for one region or one country.
  package var particular: Set<String> { layout.particular }

  /// Names that the economy does not know reach nothing; `mask(of:path:problems:)` reports them.
  package init(_ entries: [String: Value], economy: Economy) {
    self.entries = entries
    layout = PlaceLayout(Array(entries.keys), economy.regionIndices(named:), economy: economy)
  }

  /// The same with what hangs on the names alone from the memo of the economy.
  package init(_ entries: [String: Value], context: LeverContext) {
    self.entries = entries
    let names = entries.keys.sorted()
    layout = context.economyMemo.value("places:\(names.joined(separator: ","))") {
      PlaceLayout(names, context.regionIndices(named:), economy: context.economy)
    }
  }

  package func value(region: Int) -> Value? { nameOfRegion[region].flatMap { entries[$0] } }
  package var world: Value? { worldName.flatMap { entries[$0] } }
}

/// Which of some names holds for each region: what a table of places takes from its names alone.
private struct PlaceLayout: Sendable {
  let nameOfRegion: [String?]
  let worldName: String?
  let particular: Set<String>

  init(_ keys: [String], _ regions: (String) -> [Int], economy: Economy) {
    let codes = Set(economy.regions.map(\.code))
    let countries = Set(economy.countries)
    var names = [String?](repeating: nil, count: economy.regionCount)
    func rank(_ name: String) -> Int { codes.contains(name) ? 0 : countries.contains(name) ? 1 : 2 }
    let members = keys.map { ($0, regions($0)) }
      .sorted { a, b in
        // Broad places first, particular ones overwrite them; the name settles ties.
        (rank(a.0), a.1.count, a.0) > (rank(b.0), b.1.count, b.0)
      }
    for (name, regions) in members { for region in regions { names[region] = name } }
    nameOfRegion = names
    worldName = keys.contains("WORLD") ? "WORLD" : nil
    particular = Set(keys.filter { rank($0) < 2 })
  }
}
