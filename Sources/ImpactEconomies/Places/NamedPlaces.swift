package import ImpactAxes

/// Regions, industries and their groups, of an economy or a table, for looking up names.
package struct NamedPlaces: Sendable {
  /// Name of the economy or table, for problems.
  package let name: String
  package let regions: [Region]
  package let industries: [Industry]
  package let countries: [String]
  package let territories: [Territory]

  package init(
    name: String, regions: [Region], industries: [Industry], countries: [String],
    territories: [Territory]
  ) {
    self.name = name
    self.regions = regions
    self.industries = industries
    self.countries = countries
    self.territories = territories
  }

  /// The places of an economy.
  package init(_ economy: Economy) {
    self.init(
      name: economy.name, regions: economy.regions, industries: economy.industries,
      countries: economy.countries, territories: economy.territories)
  }

  /// The places of a table; countries in the order in which its regions name them.
  package init(_ table: AccountTable) {
    var countries: [String] = []
    for region in table.regions where !countries.contains(region.country) {
      countries.append(region.country)
    }
    self.init(
      name: table.name, regions: table.regions, industries: table.industries,
      countries: countries, territories: [])
  }

  /// Countries of the European Economic Area outside the Union, as Eurostat writes them.
  private static let otherEEA: Set<String> = ["NO", "IS", "LI"]
  /// Further countries of the zone `EUROPE`.
  private static let otherEurope: Set<String> = ["CH", "UK"]
  /// Groups of countries that may stand for their regions.
  package static let zones = [
    "EU27", "EEA", "EUROPE", "EU27+UK", "CANDIDATES", "EU27+CANDIDATES", "WORLD",
  ]
  /// Candidates for membership of the Union (Commission, enlargement, 2026), as Eurostat writes them.
  package static let candidateCountries = ["AL", "BA", "GE", "MD", "ME", "MK", "RS", "TR", "UA"]

  /// Indices of the regions that a name stands for, ascending; empty for an unknown name.
  ///
  /// A name is a region code, a country code, a territory code or a zone; `WORLD` is every region.
  package func regionIndices(named name: String) -> [Int] {
    let members = territories.first { $0.code == name }.map { Set($0.regions) } ?? []
    return regions.indices.filter { index in
      let region = regions[index]
      let eea = region.isEuropeanUnion || Self.otherEEA.contains(region.country)
      let isCandidate = Self.candidateCountries.contains(region.country)
      return switch name {
      case "EU27": region.isEuropeanUnion
      case "EEA": eea
      case "EUROPE": eea || Self.otherEurope.contains(region.country)
      case "EU27+UK": region.isEuropeanUnion || region.country == "UK"
      case "CANDIDATES": isCandidate
      case "EU27+CANDIDATES": region.isEuropeanUnion || isCandidate
      case "WORLD": true
      default: region.code == name || region.country == name || members.contains(region.code)
      }
    }
  }

  /// The same for a name as people write it, without regard to case and accents: a region's or a territory's,
  /// or one of the NUTS classification (`Wallonia`, `BE3`, `Catalonia`); empty where several regions share it.
  package func regionIndices(written name: String) -> [Int] {
    let found = regionIndices(named: name)
    guard found.isEmpty else { return found }
    let folded = PlaceName.folded(name)
    let groups =
      regions.indices.filter { PlaceName.folded(regions[$0].name) == folded }.map { [$0] }
      + territories.filter { PlaceName.folded($0.name) == folded }
      .map { regionIndices(named: $0.code) }
    if let first = groups.first { return groups.count == 1 ? first : [] }
    return NutsNames.place(named: name, among: regions.map(\.code))?.members ?? []
  }

  /// Every name that stands for regions: zones, countries, territories, regions.
  package var placeNames: [String] {
    Self.zones + countries + territories.map(\.code) + regions.map(\.code)
  }
}

extension Economy {
  /// Groups of countries that may stand for their regions.
  package static let zones = NamedPlaces.zones

  /// Indices of the regions that a name stands for; see `NamedPlaces.regionIndices(named:)`.
  package func regionIndices(named name: String) -> [Int] {
    NamedPlaces(self).regionIndices(named: name)
  }

  /// Every name that stands for regions.
  package var placeNames: [String] { NamedPlaces(self).placeNames }
}
