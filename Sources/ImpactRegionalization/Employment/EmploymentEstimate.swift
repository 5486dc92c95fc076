import ImpactDiagnostics

/// The estimate of regional employment, step by step.
struct EmploymentEstimate {
  typealias Line = RegionalEmployment.QualityLine

  /// Year of the margins: the newest with all groups at NUTS-2.
  static let marginYear = 2017

  let statistics: BusinessStatistics
  let table: EmploymentTable
  let crosswalk: RegionCrosswalk
  let plants: PlantRegister
  let accounts: NationalAccounts
  let geography: RegionGeography
  let conversion: RegionConversion
  let pattern: NationalPattern
  var margins: RegionalMargins
  var quality: [Line] = []

  /// Reads all files; throws one `ProblemReport` with the problems of all of them.
  init(_ sources: EmploymentSources) throws {
    var problems: [Problem] = []
    func read<Value>(_ body: () throws -> Value) throws -> Value? {
      do {
        return try body()
      } catch let report as ProblemReport {
        problems += report.problems
        return nil
      }
    }
    let statistics = try read { try BusinessStatistics(sources.businessStatistics) }
    let table = try read {
      try EmploymentTable(sources.employmentTable, year: Self.marginYear)
    }
    let crosswalk = try read { try RegionCrosswalk(sources.crosswalk) }
    let plants = try crosswalk.flatMap { crosswalk in
      let regions = Set(crosswalk.pieces(from: 2021, to: 2024).map(\.from))
      return try read { try PlantRegister(sources.plants, regions: regions) }
    }
    let accounts = try read { try NationalAccounts(sources) }
    let geography = try crosswalk.flatMap { crosswalk in
      try read { try RegionGeography(sources, crosswalk: crosswalk) }
    }
    guard let statistics, let table, let crosswalk, let plants, let accounts, let geography else {
      throw ProblemReport(problems)
    }
    self.statistics = statistics
    self.table = table
    self.crosswalk = crosswalk
    self.plants = plants
    self.accounts = accounts
    self.geography = geography
    conversion = RegionConversion(crosswalk)
    pattern = NationalPattern(statistics: statistics, accounts: accounts)
    margins = try RegionalMargins(table: table, crosswalk: crosswalk)
    quality = margins.quality + geography.quality + accounts.quality
  }

  consuming func result() throws -> RegionalEmployment {
    var surveyed: [String: IndustryAllocation.Statistics] = [:]
    for state in EmploymentClassification.memberStates {
      for (region, values) in try surveyedPersons(state.code, state.iso) {
        surveyed[region] = values
      }
    }
    try correctFrance(&surveyed)
    let allocation = IndustryAllocation(industries: accounts.industries, accounts: accounts)
    let (persons, flags) = try allocate(surveyed, allocation)
    reportRegionMoves()
    let economies = try economies(allocation)
    let codes = geography.regions.map(\.code)
    let report = EmploymentQuality(
      regions: geography.regions, industries: accounts.industries, persons: persons, flags: flags,
      margins: codes.map { margins.groups[$0] ?? [] })
    quality += report.lines(statistics: statistics, table: table)
    return RegionalEmployment(
      regions: geography.regions, industries: accounts.industries, persons: persons, flags: flags,
      domesticProduct: codes.map { geography.domesticProduct[$0] ?? .nan },
      population: codes.map { geography.population[$0] ?? .nan }, economies: economies,
      quality: quality)
  }

  /// Persons and flags by region, then industry.
  private mutating func allocate(
    _ surveyed: [String: IndustryAllocation.Statistics], _ allocation: IndustryAllocation
  ) throws -> ([[Double]], [[RegionalEmployment.Flag]]) {
    let isoByCode = Dictionary(
      uniqueKeysWithValues: EmploymentClassification.memberStates.map { ($0.code, $0.iso) })
    var persons: [[Double]] = []
    var flags: [[RegionalEmployment.Flag]] = []
    for region in geography.regions {
      guard let groups = margins.groups[region.code], let iso = isoByCode[region.country] else {
        throw ProblemReport([
          Problem(
            at: nil, "`\(region.code)` has no persons by group", expected: "groups for all regions")
        ])
      }
      let output = allocation.allocate(groups, iso: iso, surveyed[region.code] ?? .init())
      persons.append(output.persons)
      let isPublished = region.country != "FR" && !margins.estimated.contains(region.code)
      flags.append(isPublished ? output.flags : output.flags.map { _ in .estimated })
      if output.excess > 0 {
        quality.append(
          Line(
            "manufacturing", "\(region.code): C27 to C29 above all of C", output.excess, "persons",
            "all divisions scaled to the total instead"))
      }
      if let growth = output.growth, growth < 0.6 || growth > 1.7 {
        quality.append(
          Line(
            "manufacturing", "\(region.code): divisions other than C27 to C29 scaled", growth,
            "factor", "statistics of 2015 to the total of manufacturing of \(table.year)"))
      }
    }
    return (persons, flags)
  }

  private func groupIndex(_ group: String) -> Int? {
    EmploymentClassification.groups.firstIndex { $0.code == group }
  }

  private func margin(_ group: String) -> (String) -> Double? {
    let index = groupIndex(group)
    let groups = margins.groups
    return { region in index.flatMap { groups[region]?[$0] } }
  }

  /// Persons of the statistics by region (NUTS 2021) and industry of one country.
  private mutating func surveyedPersons(
    _ country: String, _ iso: String
  ) throws -> [String: IndustryAllocation.Statistics] {
    let regions = crosswalk.regions(of: country, version: 2013)
    let (plants, conversion) = (plants, conversion)
    var plantPersons: [String: Double] = [:]
    for region in geography.regions where region.country == country {
      guard let main = conversion.main(of: region.code) else { continue }
      plantPersons[main, default: 0] += plants.persons(in: region.code)
    }
    let cells = try CountryCells(
      country: country, iso: iso, regions: regions, statistics: statistics, pattern: pattern,
      plants: { plantPersons[$0] ?? 0 },
      weights: { conversion.size(of: $0, margin: margin($1)) })
    quality += cells.quality
    return convert(cells, country)
  }

  private func convert(
    _ cells: CountryCells, _ country: String
  ) -> [String: IndustryAllocation.Statistics] {
    var result: [String: IndustryAllocation.Statistics] = [:]
    let hasManufacturing = statistics.persons("C", country) != nil
    for region in geography.regions where region.country == country {
      result[region.code] = .init(hasManufacturing: hasManufacturing)
    }
    let position = Dictionary(
      uniqueKeysWithValues: cells.regions.enumerated().map { ($1, $0) })
    for section in EmploymentClassification.sections {
      let links = conversion.links(of: country, margin: margin(section.group))
      for leaf in section.leaves {
        let industry = EmploymentClassification.industry(ofLeaf: leaf)
        guard let values = cells.persons[leaf], let known = cells.isPublished[leaf] else {
          continue
        }
        for link in links {
          guard let r = position[link.from] else { continue }
          result[link.to]?.persons[industry, default: 0] += link.share * values[r]
          guard link.share >= RegionConversion.border else { continue }
          let isWhole = known[r] && link.share >= 1 - RegionConversion.border
          if !isWhole { result[link.to]?.confidential.insert(industry) }
        }
      }
    }
    return result
  }

  private mutating func correctFrance(
    _ surveyed: inout [String: IndustryAllocation.Statistics]
  ) throws {
    let regions = geography.regions.filter { $0.country == "FR" }
    var persons: [String: [String: Double]] = [:]
    for region in regions { persons[region.code] = surveyed[region.code]?.persons }
    guard let national = statistics.persons("C29", "FR"),
      let jobs = accounts.employment("FRA")
    else {
      throw ProblemReport([
        Problem(
          at: nil, "France has no total of C29 or no employment by industry",
          expected: "both, since its regions are corrected")
      ])
    }
    FrenchHeadOffices.fillUnsurveyed(&persons, jobs: table.total)
    FrenchHeadOffices.correct(&persons, national: national, plants: plants)
    for region in regions { surveyed[region.code]?.persons = persons[region.code] ?? [:] }
    let totals = regions.map { table.total($0.code) ?? 0 }
    let whole = totals.reduce(0, +)
    let employed = jobs.reduce(0, +)
    let groups = EmploymentClassification.groups.map { group in
      let own = group.industries.compactMap { accounts.industries.firstIndex(of: $0) }
      return own.reduce(0) { $0 + jobs[$1] } / employed * whole
    }
    let fitted = try FrenchHeadOffices.groups(
      FrenchHeadOffices.Totals(
        regions: regions.map(\.code), all: totals, groups: groups,
        statistics: regions.map { region in
          EmploymentClassification.groups.map { group in
            group.industries.reduce(0) { $0 + (persons[region.code]?[$1] ?? 0) }
          }
        },
        inhabitants: regions.map { geography.population[$0.code] ?? 0 },
        area: regions.map { $0.area ?? 0 }))
    for (region, values) in zip(regions, fitted) { margins.set(values, of: region.code) }
    quality += FrenchHeadOffices.assumptions
  }

  private mutating func reportRegionMoves() {
    let states = Set(EmploymentClassification.memberStates.map(\.code))
    for (from, to) in [(2013, 2021), (2016, 2021), (2021, 2024)] {
      quality += RegionConversion.moves(crosswalk, from: from, to: to, countries: states)
    }
    let valid = Set(crosswalk.pieces(from: 2013, to: 2021).map(\.from))
    let dropped = statistics.regionCodes.filter {
      $0.count == 4 && !$0.hasSuffix("ZZ") && !valid.contains($0)
        && states.contains(String($0.prefix(2)))
    }
    quality.append(
      Line(
        "regions", "codes older than NUTS 2013, left out", Double(dropped.count), "codes",
        dropped.joined(separator: " ")))
  }

  /// Persons by industry of economies outside the European Union.
  private mutating func economies(
    _ allocation: IndustryAllocation
  ) throws -> [String: [Double]] {
    var result: [String: [Double]] = [:]
    for neighbour in EmploymentClassification.neighbours {
      guard let groups = table.groups(neighbour.code) else { continue }
      let cells = try CountryCells(
        country: neighbour.code, iso: neighbour.iso, regions: [neighbour.code],
        statistics: statistics, pattern: pattern, plants: { _ in 0 }, weights: { _, _ in 1 })
      quality += cells.quality
      var values = IndustryAllocation.Statistics()
      for section in EmploymentClassification.sections {
        for leaf in section.leaves {
          let industry = EmploymentClassification.industry(ofLeaf: leaf)
          values.persons[industry, default: 0] += cells.persons[leaf]?.first ?? 0
        }
      }
      result[neighbour.iso] = allocation.allocate(groups, iso: neighbour.iso, values).persons
    }
    for code in ["CAN", "USA"] {
      if let persons = accounts.employment(code) { result[code] = persons }
    }
    return result
  }
}
