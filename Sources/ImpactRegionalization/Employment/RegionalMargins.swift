import ImpactDiagnostics

/// Persons by NUTS-2 region (2021) and broad group: the totals that the estimate must meet.
///
/// Regions of NUTS 2016 are converted by population. France publishes totals only and is set later.
struct RegionalMargins {
  /// Persons by region, then group; France is missing at first.
  private(set) var groups: [String: [Double]] = [:]
  /// Regions whose groups were derived, not published.
  private(set) var estimated: Set<String> = []
  private(set) var quality: [RegionalEmployment.QualityLine] = []

  /// Regions that stand for the structure of a region with a total only, next to it and alike
  /// (assumption): rural Masovia is taken as its eastern and southern neighbours.
  static let likeness = ["PL92": ["PL72", "PL81", "PL84"]]

  init(table: EmploymentTable, crosswalk: RegionCrosswalk) throws {
    let pieces = crosswalk.pieces(from: 2016, to: 2021)
    var population: [String: Double] = [:]
    for piece in pieces { population[piece.from, default: 0] += piece.population }
    let states = Set(EmploymentClassification.memberStates.map(\.code)).subtracting(["FR"])
    var missing: [String] = []
    var older: [String: [Double]] = [:]
    for code in population.keys.sorted() where states.contains(String(code.prefix(2))) {
      if let values = table.groups(code) {
        older[code] = values
      } else if let values = derived(code, table) {
        older[code] = values
        estimated.insert(code)
      } else {
        missing.append(code)
      }
    }
    guard missing.isEmpty else {
      throw ProblemReport([
        Problem(
          at: nil,
          "the employment table has no full groups for \(missing.joined(separator: ", "))",
          expected: "all groups in \(table.year)")
      ])
    }
    for piece in pieces {
      guard let values = older[piece.from], let whole = population[piece.from], whole > 0
      else { continue }
      let share = piece.population / whole
      if share > RegionConversion.border, share < 1 - RegionConversion.border {
        estimated.insert(piece.to)
      }
      let base = groups[piece.to] ?? values.map { _ in 0 }
      groups[piece.to] = zip(base, values).map { $0 + share * $1 }
    }
  }

  /// Groups of a region with a total only: the structure of its likeness, or what its NUTS-1
  /// region has left beside such a region.
  private mutating func derived(_ code: String, _ table: EmploymentTable) -> [Double]? {
    if let row = likened(code, table) {
      quality.append(
        RegionalEmployment.QualityLine(
          "margins", "\(code) by group", row.reduce(0, +), "persons",
          "only its total is published; structure of "
            + (Self.likeness[code] ?? []).joined(separator: ", ")))
      return row
    }
    let parent = String(code.prefix(3))
    let siblings = Self.likeness.keys.sorted().filter { $0.hasPrefix(parent) }
    guard let whole = table.groups(parent), siblings.count == 1,
      let sibling = likened(siblings[0], table)
    else { return nil }
    let rest = zip(whole, sibling).map { $0 - $1 }
    return rest.allSatisfy { $0 >= 0 } ? rest : nil
  }

  /// The region's total in the structure of its models; nil without models.
  private func likened(_ code: String, _ table: EmploymentTable) -> [Double]? {
    guard let models = Self.likeness[code], let total = table.total(code) else { return nil }
    let rows = models.compactMap(table.groups)
    guard rows.count == models.count, let first = rows.first else { return nil }
    let sums = first.indices.map { g in rows.reduce(0) { $0 + $1[g] } }
    let all = sums.reduce(0, +)
    return sums.map { total * $0 / all }
  }

  /// Sets the groups of regions that the employment table leaves open.
  mutating func set(_ values: [Double], of region: String) { groups[region] = values }
}
