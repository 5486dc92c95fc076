import ImpactAxes

extension Economy {
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

  /// Every name that stands for regions: zones, countries, territories, regions.
  package var placeNames: [String] {
    Self.zones + countries + territories.map(\.code) + regions.map(\.code)
  }
}
