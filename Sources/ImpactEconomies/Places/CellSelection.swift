import ImpactDiagnostics

/// Regions and industries that an analysis is about.
public struct CellSelection: Sendable, Hashable {
  /// Indices of regions, ascending.
  public let regions: [Int]
  /// Indices of industries, ascending.
  public let industries: [Int]
  /// Whether regions were named; without names every region is meant.
  public let namesRegions: Bool
  /// Whether industries were named.
  public let namesIndustries: Bool

  /// r·S + i of every cell, ascending.
  public func cells(of economy: Economy) -> [Int] { cells(industryCount: economy.industryCount) }

  /// r·S + i of every cell, ascending, for S industries.
  public func cells(industryCount: Int) -> [Int] {
    regions.flatMap { r in industries.map { r * industryCount + $0 } }
  }
}

extension Economy {
  /// The name that stands for all six industries of the automotive block.
  public static let automotiveName = "AUTO"

  /// Looks up regions, countries and zones, industries, and territories; none named means all.
  ///
  /// Throws one `ProblemReport` with every unknown name and the nearest known one.
  public func selection(
    regions names: [String], industries codes: [String], territories groups: [String] = []
  ) throws -> CellSelection {
    try NamedPlaces(self).selection(regions: names, industries: codes, territories: groups)
  }
}

extension NamedPlaces {
  /// Looks up names; see `Economy.selection(regions:industries:territories:)`.
  package func selection(
    regions names: [String], industries codes: [String], territories groups: [String] = []
  ) throws -> CellSelection {
    var problems: [Problem] = []
    let chosen = places(named: names, territories: groups, problems: &problems)
    var made: Set<Int> = []
    for code in codes {
      let found = industries.indices.filter {
        industries[$0].code == code
          || (code == Economy.automotiveName && industries[$0].isAutomotiveBlock)
      }
      if found.isEmpty {
        problems.append(
          unknown(
            code, what: "industry", among: industries.map(\.code) + [Economy.automotiveName],
            list: "`tia list industries`"))
      }
      made.formUnion(found)
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return CellSelection(
      regions: names.isEmpty && groups.isEmpty ? Array(regions.indices) : chosen.sorted(),
      industries: codes.isEmpty ? Array(industries.indices) : made.sorted(),
      namesRegions: !(names.isEmpty && groups.isEmpty), namesIndustries: !codes.isEmpty)
  }

  /// Regions of names and territories; names that are unknown go to the problems.
  private func places(
    named names: [String], territories groups: [String], problems: inout [Problem]
  ) -> Set<Int> {
    var chosen: Set<Int> = []
    for group in groups {
      guard let territory = territories.first(where: { $0.code == group || $0.name == group })
      else {
        problems.append(
          unknown(
            group, what: "territory", among: territories.map(\.code),
            list: "`tia list territories`"))
        continue
      }
      let members = Set(territory.regions)
      chosen.formUnion(regions.indices.filter { members.contains(regions[$0].code) })
    }
    for name in names {
      let members = regionIndices(written: name)
      if members.isEmpty {
        problems.append(
          unknown(
            name, what: "place", among: placeNames, list: "`tia list regions` and `territories`"))
      }
      chosen.formUnion(members)
    }
    return chosen
  }

  private func unknown(_ name: String, what: String, among: [String], list: String) -> Problem {
    // `C29` most likely means one of the industries it was split into.
    let longer = among.filter { $0.hasPrefix(name) && !name.isEmpty }.prefix(6)
    let nearest = NearestName.nearest(to: name, among: among).map { [$0] } ?? []
    let near = (longer.isEmpty ? nearest : Array(longer)).map { "`\($0)`, " }.joined()
    return Problem(
      at: nil, "`\(name)` is no \(what) of `\(self.name)`",
      expected: "\(near.isEmpty ? "" : near + "or ")a code from \(list)")
  }
}
