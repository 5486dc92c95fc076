import ImpactDocuments
import ImpactSimulation

/// How changes are spread over regions, year by year, for `summary.json` and people.
package struct DistributionRecord: Encodable, Sendable {
  struct Group: Encodable, Sendable {
    let category: RegionalWealth.Category
    let regions: Int
    let percentOfJobs: Double?
    let percentOfLosses: Double?
    let percentOfGains: Double?
    let change: Double
  }

  struct Disparity: Encodable, Sendable {
    let gini: Double?
    let theilBetweenCountries: Double?
    let theilWithinCountries: Double?

    fileprivate init(_ disparity: Distribution.Disparity) {
      func known(_ value: Double) -> Double? { value.isFinite ? value : nil }
      gini = known(disparity.gini)
      theilBetweenCountries = known(disparity.theilBetween)
      theilWithinCountries = known(disparity.theilWithin)
    }
  }

  package struct Year: Encodable, Sendable {
    package let year: Int
    let losses: Double
    let gains: Double
    let regionsThatLose: Int
    let regionsThatGain: Int
    let percentOfLossesInTenRegions: Double?
    let giniOfLossesPerJob: Double?
    let categories: [Group]
    let gdpPerHeadBefore: Disparity?
    let gdpPerHeadAfter: Disparity?
  }

  /// The Union, or all regions of an economy without it.
  package let place: String
  package let years: [Year]
  /// Regions that the data on GDP per head lack.
  package let regionsWithoutGDPPerHead: [String]

  /// Nil when no region has known jobs.
  init?(_ sheet: ResultSheet, wealth: RegionalWealth?) {
    let place = sheet.places.union ?? sheet.places.everywhere
    let years = sheet.result.years.indices.map {
      ($0, Distribution(sheet.result, regions: place.regions, year: $0, wealth: wealth))
    }
    guard let first = years.first?.1, first.losers + first.gainers > 0 || years.count > 1,
      sheet.result.baseline[.employment] != nil
    else { return nil }
    self.place = place.code
    regionsWithoutGDPPerHead = first.regionsWithoutWealth
    self.years = years.map { Self.year(sheet.result.years[$0], $1) }
  }

  private static func percent(_ share: Double) -> Double? {
    share.isFinite ? FixedDecimal.rounded(100 * share, decimals: 2) : nil
  }

  private static func year(_ year: Int, _ found: Distribution) -> Year {
    Year(
      year: year, losses: FixedDecimal.rounded(found.losses, decimals: 1),
      gains: FixedDecimal.rounded(found.gains, decimals: 1), regionsThatLose: found.losers,
      regionsThatGain: found.gainers, percentOfLossesInTenRegions: percent(found.shareOfTenLargest),
      giniOfLossesPerJob: found.giniOfLosses.isFinite
        ? FixedDecimal.rounded(found.giniOfLosses, decimals: 4) : nil,
      categories: found.groups.map {
        Group(
          category: $0.category, regions: $0.regions, percentOfJobs: percent($0.shareOfJobs),
          percentOfLosses: percent($0.shareOfLosses), percentOfGains: percent($0.shareOfGains),
          change: FixedDecimal.rounded($0.change, decimals: 1))
      }, gdpPerHeadBefore: found.before.map(Disparity.init),
      gdpPerHeadAfter: found.after.map(Disparity.init))
  }
}

extension RegionalWealth {
  /// Where the shipped categories come from, for people.
  package static let originOfCategories =
    "categories are those of the list in force, Implementing Decision (EU) 2021/1130, in Spain, Italy, "
    + "Portugal and Slovenia; elsewhere they follow its rule on GDP per head of 2015 to 2017, from which "
    + "the list can depart near 75 and 100 %"
}

extension RegionalWealth.Category {
  /// In running text.
  package var label: String {
    switch self {
    case .lessDeveloped: "Less developed (GDP per head below 75 %)"
    case .transition: "Transition (75 % to 100 %)"
    case .moreDeveloped: "More developed (above 100 %)"
    }
  }
}

extension DistributionRecord.Year {
  /// A sentence and a table.
  func blocks() -> [SummaryBlock] {
    let sentence =
      "\(regionsThatLose) regions lose \(ReadableNumber.persons(losses)) jobs, "
      + "\(regionsThatGain) gain \(ReadableNumber.persons(gains))"
      + (percentOfLossesInTenRegions.map {
        "; ten regions bear \(ReadableNumber.percent($0)) % of the losses"
      } ?? "") + "."
    var table = TextTable([
      "Regions by category of cohesion policy", "% of jobs", "% of losses", "% of gains", "jobs",
    ])
    for group in categories where group.regions > 0 {
      func text(_ value: Double?) -> String {
        value.map(ReadableNumber.percent) ?? ReadableNumber.unknown
      }
      table.add([
        group.category.label, text(group.percentOfJobs), text(group.percentOfLosses),
        text(group.percentOfGains), ReadableNumber.persons(group.change),
      ])
    }
    guard !categories.isEmpty else { return [.paragraph(sentence)] }
    return [
      .paragraph(sentence), .table(table),
      .paragraph(
        "C" + RegionalWealth.originOfCategories.dropFirst() + "."),
    ]
  }
}
