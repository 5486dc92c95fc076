package import ImpactAxes
package import ImpactEconomies

/// Which sums have bands: regions, countries, territories, the Union and all regions, by groups of industries.
package struct BandLayout: Sendable {
  package struct Place: Sendable {
    let code: String
    let regions: [Int]
  }

  let places: [Place]
  /// Code and industries of each group: `ALL`, `AUTO`, the industries of the automotive block, and `OTHER`,
  /// all that are not of the block.
  let groups: [(code: String, industries: [Int])]
  let placeIndex: [String: Int]
  let groupIndex: [String: Int]
  let industryIndex: [String: Int]
  let industryCount: Int
  /// The place that convergence is shown for: the Union, or all regions without it.
  let reference: String
  /// Places beyond the single regions that hold each region.
  let widerPlaces: [[Int]]

  /// `further` are groups of regions that the scenario names beside those of the economy.
  package init(_ economy: Economy, further: [Territory] = []) {
    let regions = economy.regions.indices
    var places = regions.map { Place(code: economy.regions[$0].code, regions: [$0]) }
    let codes = Set(places.map(\.code))
    places += economy.countries.indices
      .map { c in
        Place(
          code: economy.countries[c], regions: regions.filter { economy.countryOfRegion[$0] == c })
      }
      .filter { !codes.contains($0.code) }
    places += economy.territories.map {
      Place(code: $0.code, regions: economy.regionIndices(named: $0.code).sorted())
    }
    places += further.map { territory in
      let members = Set(territory.regions)
      return Place(
        code: territory.code, regions: regions.filter { members.contains(economy.regions[$0].code) }
      )
    }
    places.append(
      Place(code: "EU27", regions: regions.filter { economy.regions[$0].isEuropeanUnion }))
    reference = places[places.count - 1].regions.isEmpty ? "ALL" : "EU27"
    places.append(Place(code: "ALL", regions: Array(regions)))
    self.places = places
    let block = economy.industries.indices.filter { economy.industries[$0].isAutomotiveBlock }
    groups =
      [("ALL", Array(economy.industries.indices)), ("AUTO", block)]
      + block.map { (economy.industries[$0].code, [$0]) }
      + [("OTHER", economy.industries.indices.filter { !economy.industries[$0].isAutomotiveBlock })]
    placeIndex = Dictionary(
      places.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    groupIndex = Dictionary(
      groups.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    industryIndex = Dictionary(
      economy.industries.enumerated().map { ($1.code, $0) },
      uniquingKeysWith: { first, _ in first })
    industryCount = economy.industryCount
    var wider = [[Int]](repeating: [], count: economy.regionCount)
    for (p, place) in places.enumerated().dropFirst(economy.regionCount) {
      for r in place.regions { wider[r].append(p) }
    }
    widerPlaces = wider
  }
}
