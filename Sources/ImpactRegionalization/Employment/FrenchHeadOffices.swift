/// Undoes the head-office bias of French structural business statistics.
///
/// Establishments are counted at the seat of their enterprise: Île-de-France holds 60 % of C29.
package struct FrenchHeadOffices {
  static let capital = "FR10"
  /// Core jobs of the automotive industry in Île-de-France, 2018: 51,200 (Institut Paris Région).
  static let vehiclesInCapital = 51_000.0
  /// Share of Île-de-France in French manufacturing (assumption).
  static let manufacturingShare = 0.13
  /// Weight of the plant register beside the local cells in the spread of C29 (assumption).
  static let registerWeight = 0.5
  /// Weight of the statistics beside all jobs in the spread of services (assumption).
  static let statisticsWeight = 0.5
  /// Most rural land that a region counts as farmed, km² for each inhabitant (assumption: 1/50).
  static let landPerInhabitant = 0.02

  /// Regions without any published cell and the region whose structure they take (assumption).
  static let likeness = ["FRY5": "FRY4"]

  /// Gives regions without statistics the persons of their model, scaled to all their jobs.
  static func fillUnsurveyed(
    _ persons: inout [String: [String: Double]], jobs: (String) -> Double?
  ) {
    for (region, model) in likeness.sorted(by: { $0.key < $1.key }) {
      guard let own = jobs(region), let other = jobs(model), other > 0 else { continue }
      persons[region] = persons[model]?.mapValues { $0 * own / other }
    }
  }

  /// The assumptions above, as lines of the quality report.
  static let assumptions: [RegionalEmployment.QualityLine] = [
    .init("France", "C29 of FR10, pinned", vehiclesInCapital, "persons", "Institut Paris Région"),
    .init("France", "share of FR10 in C", manufacturingShare, "share", "assumption"),
    .init("France", "weight of the register in C29", registerWeight, "share", "assumption"),
    .init("France", "weight of statistics in services", statisticsWeight, "share", "assumption"),
    .init(
      "France", "most farmed land per inhabitant", landPerInhabitant, "km2",
      "agriculture by area; assumption"),
    .init("France", "regions without statistics", 1, "regions", "FRY5 takes FRY4's structure"),
  ]

  /// Corrects persons by region and industry in place; `national` is the published total of C29.
  static func correct(
    _ persons: inout [String: [String: Double]], national: Double, plants: PlantRegister
  ) {
    let group = EmploymentClassification.groups.first { $0.code == "C" }?.industries ?? []
    let others = persons.keys.filter { $0 != capital }.sorted()
    var all = 0.0
    for region in [capital] + others { for i in group { all += persons[region]?[i] ?? 0 } }
    spreadVehicles(&persons, others, national, plants)
    let rest = group.filter { $0 != "C29" }
    let now = rest.reduce(0) { $0 + (persons[capital]?[$1] ?? 0) }
    guard now > 0 else { return }
    let factor = min(1, max(0, manufacturingShare * all - vehiclesInCapital) / now)
    for industry in rest {
      let here = persons[capital]?[industry] ?? 0
      let there = others.reduce(0) { $0 + (persons[$1]?[industry] ?? 0) }
      guard there > 0 else { continue }
      persons[capital]?[industry] = here * factor
      let growth = 1 + here * (1 - factor) / there
      for region in others { persons[region]?[industry]? *= growth }
    }
  }

  /// C29: the capital pinned, the rest by a blend of register and local cells.
  private static func spreadVehicles(
    _ persons: inout [String: [String: Double]], _ others: [String], _ national: Double,
    _ plants: PlantRegister
  ) {
    let cells = others.map { persons[$0]?["C29"] ?? 0 }
    let register = others.map { plants.persons(in: $0) }
    let cellSum = cells.reduce(0, +)
    let registerSum = register.reduce(0, +)
    guard cellSum > 0, registerSum > 0 else { return }
    persons[capital]?["C29"] = vehiclesInCapital
    for (k, region) in others.enumerated() {
      let share =
        registerWeight * register[k] / registerSum + (1 - registerWeight) * cells[k] / cellSum
      persons[region]?["C29"] = share * (national - vehiclesInCapital)
    }
  }

  /// What the totals by group are made of.
  package struct Totals {
    package let regions: [String]
    /// Persons by region.
    package let all: [Double]
    /// Persons by group in the country; sums to the sum of `all`.
    package let groups: [Double]
    /// Corrected persons by region, then group, zero where there are no statistics.
    package let statistics: [[Double]]
    package let inhabitants: [Double]
    /// Square kilometres.
    package let area: [Double]

    package init(
      regions: [String], all: [Double], groups: [Double], statistics: [[Double]],
      inhabitants: [Double], area: [Double]
    ) {
      self.regions = regions
      self.all = all
      self.groups = groups
      self.statistics = statistics
      self.inhabitants = inhabitants
      self.area = area
    }
  }

  /// Persons by region and group that meet the regions' totals and the country's groups.
  ///
  /// Manufacturing follows the corrected statistics exactly. Services blend statistics and all
  /// jobs, finance goes with business services, agriculture with land, the rest with all jobs.
  package static func groups(_ totals: Totals) throws -> [[Double]] {
    let codes = EmploymentClassification.groups.map(\.code)
    let n = codes.count
    var prior = [Double](repeating: 0, count: totals.regions.count * n)
    for (g, code) in codes.enumerated() {
      for (r, share) in shares(code, totals).enumerated() {
        prior[r * n + g] = share * totals.groups[g]
      }
    }
    let fixed = codes.firstIndex(of: EmploymentClassification.manufacturing)
    let free = codes.indices.filter { $0 != fixed }
    var margins: [MarginFitting.Margin] = free.map { g in
      MarginFitting.Margin(
        name: "\(codes[g]) of FR", cells: totals.regions.indices.map { $0 * n + g },
        target: totals.groups[g])
    }
    for (r, region) in totals.regions.enumerated() {
      let made = fixed.map { prior[r * n + $0] } ?? 0
      margins.append(
        MarginFitting.Margin(
          name: "all groups of \(region)", cells: free.map { r * n + $0 },
          target: totals.all[r] - made))
    }
    let fitted = try MarginFitting(prior: prior, margins: margins, precision: 1e-12)
    return totals.regions.indices.map { r in Array(fitted.values[r * n..<(r + 1) * n]) }
  }

  private static func shares(_ code: String, _ totals: Totals) -> [Double] {
    let codes = EmploymentClassification.groups.map(\.code)
    func normalized(_ weights: [Double]) -> [Double] {
      let sum = weights.reduce(0, +)
      return weights.map { $0 / sum }
    }
    func counted(_ name: String) -> [Double] {
      guard let g = codes.firstIndex(of: name) else { return totals.all }
      return totals.statistics.map { $0[g] }
    }
    let jobs = normalized(totals.all)
    switch code {
    case "A":
      return normalized(
        zip(totals.area, totals.inhabitants).map { min($0, $1 * landPerInhabitant) })
    case EmploymentClassification.manufacturing: return normalized(counted(code))
    case "O-Q", "R-U": return jobs
    default:
      let seen = normalized(counted(code == "K" ? "M-N" : code))
      return zip(seen, jobs).map { statisticsWeight * $0 + (1 - statisticsWeight) * $1 }
    }
  }
}
