package import ImpactAxes
import ImpactDiagnostics
package import ImpactSimulation

/// What a line of a table can be about: a region, or several regions together.
package struct Place: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, Codable { case region, country, territory, union }

  package let code: String
  package let name: String
  package let kind: Kind
  /// Indices of its regions in the result, ascending.
  package let regions: [Int]
  /// Country of a region; empty for places of several regions.
  package let country: String

  package init(code: String, name: String, kind: Kind, regions: [Int], country: String = "") {
    self.code = code
    self.name = name
    self.kind = kind
    self.regions = regions
    self.country = country
  }
}

/// The places of a result in the order of its tables.
package struct Places: Sendable {
  package let regions: [Place]
  /// Countries of more than one region; a country of one region is that region's line unless
  /// their codes differ (`LU` and `LU00`).
  package let countries: [Place]
  package let territories: [Place]
  /// The European Union of 27; nil when the economy has no region of it.
  package let union: Place?

  /// Every place once: regions, countries, territories, the Union.
  package var all: [Place] { regions + countries + territories + (union.map { [$0] } ?? []) }

  package init(_ result: ImpactResult) {
    self.init(regions: result.regions, territories: result.territories)
  }

  /// The places of an economy and of a scenario.
  package init(regions all: [Region], territories named: [Territory]) {
    let indexed = Array(all.enumerated())
    regions = indexed.map { r, region in
      Place(
        code: region.code, name: region.name, kind: .region, regions: [r], country: region.country)
    }
    let regionCodes = Set(all.map(\.code))
    var seen: Set<String> = []
    countries = all.map(\.country)
      .filter { seen.insert($0).inserted && !regionCodes.contains($0) }
      .map { country in
        Place(
          code: country, name: CountryNames.name(of: country), kind: .country,
          regions: indexed.filter { $0.element.country == country }.map(\.offset))
      }
    let indexOfCode = Dictionary(
      indexed.map { ($0.element.code, $0.offset) }, uniquingKeysWith: { first, _ in first })
    territories =
      named
      .map { territory in
        Place(
          code: territory.code, name: territory.name, kind: .territory,
          regions: Set(territory.regions.compactMap { indexOfCode[$0] }).sorted())
      }
      .filter { !$0.regions.isEmpty }
    let members = indexed.filter { $0.element.isEuropeanUnion }.map(\.offset)
    union =
      members.isEmpty
      ? nil : Place(code: "EU27", name: "European Union", kind: .union, regions: members)
  }

  /// A place and, where it has several, its regions; every place without one.
  package func within(_ place: Place?) -> [Place] {
    guard let place else { return all }
    return [place] + (place.regions.count > 1 ? place.regions.map { regions[$0] } : [])
  }

  /// The place with a code.
  package func place(_ code: String) -> Place? { all.first { $0.code == code } }

  /// All regions together, for economies without the Union.
  package var everywhere: Place {
    Place(
      code: "ALL", name: "All regions", kind: .union, regions: regions.flatMap(\.regions))
  }

  /// Every country once, those of one region included.
  package var everyCountry: [Place] {
    var seen: Set<String> = []
    return regions.map(\.country).filter { seen.insert($0).inserted }
      .compactMap { code in
        place(code)
          ?? onlyRegion(of: code)
          .map {
            Place(
              code: code, name: CountryNames.name(of: code), kind: .country, regions: $0.regions)
          }
      }
  }

  /// The place that a code or a name stands for; a country of one region is that region.
  ///
  /// Names are compared without case and accents; one that several places share stands for none. A NUTS-1
  /// region, such as Wallonia or `BE3`, is made of its NUTS-2 regions.
  package func named(_ name: String) -> Place? {
    if let found = place(name) ?? onlyRegion(of: name) ?? (name == "ALL" ? everywhere : nil) {
      return found
    }
    let folded = PlaceName.folded(name)
    let found = all.filter {
      PlaceName.folded($0.name) == folded || PlaceName.folded($0.code) == folded
    }
    if found.isEmpty { return nuts(name) }
    // A country of one region is in the list twice.
    return Set(found.map(\.regions)).count == 1 ? found[0] : nil
  }

  /// The place that a name of the NUTS classification stands for where the economy itself lacks it.
  private func nuts(_ name: String) -> Place? {
    guard let found = NutsNames.place(named: name, among: regions.map(\.code)) else { return nil }
    guard let group = found.group else { return place(regions[found.members[0]].code) }
    if let same = all.first(where: { $0.regions == found.members }) { return same }
    return Place(code: group.code, name: group.name, kind: .territory, regions: found.members)
  }

  /// Whether a place has lines of its own in the tables of this result.
  package func holds(_ place: Place) -> Bool { self.place(place.code) != nil }

  private func onlyRegion(of country: String) -> Place? {
    let own = regions.filter { $0.country == country }
    return own.count == 1 ? own[0] : nil
  }

  /// A place made of others: `NAME=DE11,FRF3`; members may be any places.
  ///
  /// Throws a `ProblemReport` naming every unknown member.
  package func made(_ text: String) throws -> Place {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    let members = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
    var problems = members.filter { named($0) == nil }
      .map {
        Problem(
          at: nil, path: parts[0], "there is no place `\($0)`", expected: expectation(near: $0))
      }
    if members.isEmpty || parts[0].isEmpty {
      problems.append(
        Problem(
          at: nil, path: "territory", "`\(text)` names no regions",
          expected: "NAME=CODE,CODE such as mine=DE11,FRF3"))
    }
    let regions = Set(members.flatMap { named($0)?.regions ?? [] }).sorted()
    // The name of a NUTS-1 region goes for its own regions, which the economy does not list together.
    if !members.isEmpty, let known = named(parts[0]), holds(known) || known.regions != regions {
      problems.append(
        Problem(
          at: nil, path: "territory", "`\(parts[0])` is a place of the economy already",
          expected: "a name of its own"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return Place(code: parts[0], name: parts[0], kind: .territory, regions: regions)
  }

  /// What a message says was expected in place of a name.
  package func expectation(near name: String) -> String {
    let folded = PlaceName.folded(name)
    let alike = name.count < 3 ? [] : all.filter { PlaceName.folded($0.name).contains(folded) }
    if !alike.isEmpty {
      return "a place, such as "
        + alike.prefix(5).map { "\($0.code) (\($0.name))" }.joined(separator: ", ")
    }
    let others = NutsNames.groups.filter { nuts($0.code) != nil }
      .flatMap { [$0.name] + $0.otherNames }
    let nearest =
      NearestName.nearest(to: name, among: all.map(\.code))
      ?? NearestName.nearest(to: name, among: all.map(\.name) + others)
    return "a region, country or territory of the economy, or EU27"
      + (nearest.map { " (did you mean `\($0)`?)" } ?? "")
  }
}
