/// Persons of one country by region (NUTS 2013) and NACE leaf, confidential cells filled in.
struct CountryCells {
  let regions: [String]
  /// Persons by leaf, then region.
  private(set) var persons: [String: [Double]] = [:]
  private(set) var isPublished: [String: [Bool]] = [:]
  private(set) var quality: [RegionalEmployment.QualityLine] = []

  /// Largest difference of a published sum from its parts that counts as rounding, persons.
  static let rounding = 4.0

  /// Regions come in ascending order; `weights` gives the size of a region in a group where
  /// nothing else does.
  init(
    country: String, iso: String, regions: [String], statistics: BusinessStatistics,
    pattern: NationalPattern, plants: (String) -> Double, weights: (String, String) -> Double
  ) throws {
    self.regions = regions
    let published = statistics.persons
    for section in EmploymentClassification.sections {
      let leaves = pattern.leaves(section, country: country, iso: iso)
      func fitting(_ extra: Double??) -> SectionFitting {
        let all = regions + (extra == nil ? [] : [country + "ZZ"])
        return SectionFitting(
          SectionFitting.Input(
            country: country, section: section, regions: all,
            published: { nace, region in
              if let value = published(nace, region) { return value }
              return region.hasSuffix("ZZ") && nace == section.code ? extra ?? nil : nil
            },
            nationalLeaves: leaves,
            regionWeights: all.map { $0.hasSuffix("ZZ") ? 0 : weights($0, section.group) },
            plantPersons: all.map(plants)))
      }
      let extra = Self.extraRegio(country, regions, section, statistics)
      do {
        try take(fitting(extra), section, country)
      } catch let error as MarginFitting.Infeasible {
        guard extra == nil else { throw error }
        // The country counts more than its regions together: some jobs belong to none of them.
        try take(fitting(.some(nil)), section, country)
        note("\(country) \(section.code): jobs outside all regions allowed", 1, "case", error)
      }
    }
  }

  private mutating func take(
    _ fitting: SectionFitting, _ section: EmploymentClassification.Section, _ country: String
  ) throws {
    let output = try fitting.fit(tolerance: Self.rounding)
    for (d, leaf) in section.leaves.enumerated() {
      persons[leaf] = regions.indices.map { output.values[$0][d] }
      isPublished[leaf] = regions.indices.map { output.isPublished[$0][d] }
    }
    guard output.unknownCells > 0 else { return }
    quality.append(
      RegionalEmployment.QualityLine(
        "confidential cells", "\(country) \(section.code): cells fitted",
        Double(output.unknownCells), "cells",
        "\(output.report?.sweeps ?? 0) sweeps"))
  }

  private mutating func note(
    _ figure: String, _ value: Double, _ unit: String, _ error: MarginFitting.Infeasible
  ) {
    quality.append(
      RegionalEmployment.QualityLine(
        "confidential cells", figure, value, unit, error.description))
  }

  /// Jobs that belong to no region: outer nil without such jobs, inner nil when confidential.
  private static func extraRegio(
    _ country: String, _ regions: [String], _ section: EmploymentClassification.Section,
    _ statistics: BusinessStatistics
  ) -> Double?? {
    let code = country + "ZZ"
    if let value = statistics.persons(section.code, code) { return .some(.some(value)) }
    let known = regions.compactMap { statistics.persons(section.code, $0) }
    if known.count == regions.count, let total = statistics.persons(section.code, country) {
      let rest = total - known.reduce(0, +)
      return rest > rounding ? .some(.some(rest)) : .none
    }
    return statistics.regionCodes.contains(code) ? .some(.none) : .none
  }
}
