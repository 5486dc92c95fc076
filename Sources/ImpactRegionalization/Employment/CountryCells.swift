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
      let extra = Self.extraRegio(country, regions, section, statistics)
      let all = regions + (extra == nil ? [] : [country + "ZZ"])
      let input = SectionFitting.Input(
        country: country, section: section, regions: all,
        published: { nace, region in
          if let value = published(nace, region) { return value }
          return region.hasSuffix("ZZ") && nace == section.code ? extra ?? nil : nil
        },
        nationalLeaves: pattern.leaves(section, country: country, iso: iso),
        regionWeights: all.map { $0.hasSuffix("ZZ") ? 0 : weights($0, section.group) },
        plantPersons: all.map(plants))
      try take(SectionFitting(input), section, country)
    }
  }

  private mutating func take(
    _ fitting: SectionFitting, _ section: EmploymentClassification.Section, _ country: String
  ) throws {
    var output: SectionFitting.Output?
    var tolerance = Self.rounding
    while output == nil {
      do {
        output = try fitting.fit(tolerance: tolerance)
      } catch let error as MarginFitting.Infeasible {
        guard tolerance < 1000 else { throw error }
        tolerance *= 4
        quality.append(
          RegionalEmployment.QualityLine(
            "confidential cells", "\(country) \(section.code): tolerance widened", tolerance,
            "persons", error.description))
      }
    }
    guard let output else { return }
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
