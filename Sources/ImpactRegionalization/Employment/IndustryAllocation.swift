/// Spreads the persons of a region's broad groups over industries.
///
/// C27, C28 and C29 keep the persons of structural business statistics; the other manufacturing
/// industries take what the total of manufacturing leaves, in proportion. Other surveyed groups scale
/// their statistics to the group. Groups without statistics follow the country's split key.
struct IndustryAllocation {
  typealias Flag = RegionalEmployment.Flag

  /// Persons of structural business statistics by industry.
  struct Statistics {
    var persons: [String: Double] = [:]
    /// Industries with a confidential, split or corrected part.
    var confidential: Set<String> = []
    /// Whether the country has statistics on manufacturing at all.
    var hasManufacturing = true
  }

  struct Output {
    var persons: [Double]
    var flags: [Flag]
    /// Persons of C27 to C29 above the total of manufacturing, if any.
    var excess: Double
    /// Factor of the manufacturing industries that are not kept; nil when none are.
    var growth: Double?
  }

  let industries: [String]
  let accounts: NationalAccounts

  /// Persons by industry of one region with the given totals by group.
  func allocate(_ margins: [Double], iso: String, _ statistics: Statistics) -> Output {
    var persons: [String: Double] = [:]
    var flags: [String: Flag] = [:]
    var excess = 0.0
    var growth: Double?
    for (group, total) in zip(EmploymentClassification.groups, margins) {
      let weights = weights(group, iso: iso, statistics)
      var kept: Set<String> = []
      if group.code == EmploymentClassification.manufacturing, statistics.hasManufacturing {
        kept = Set(EmploymentClassification.keptIndustries)
      }
      var open = 0.0
      var rest = total
      for (industry, weight) in zip(group.industries, weights.values) {
        if kept.contains(industry) { rest -= weight } else { open += weight }
      }
      if rest < 0 {
        excess = -rest
        kept = []
        open = weights.values.reduce(0, +)
        rest = total
      }
      if !kept.isEmpty, open > 0 { growth = rest / open }
      for (industry, weight) in zip(group.industries, weights.values) {
        let isKept = kept.contains(industry)
        persons[industry] = isKept ? weight : (open > 0 ? rest * weight / open : 0)
        let isKnown =
          group.industries.count == 1
          || (weights.areStatistics && !statistics.confidential.contains(industry))
        flags[industry] = isKnown ? .published : .estimated
      }
    }
    return Output(
      persons: industries.map { persons[$0] ?? 0 },
      flags: industries.map { flags[$0] ?? .estimated },
      excess: excess, growth: growth)
  }

  /// Weights of the group's industries: statistics where there are any, otherwise the key.
  private func weights(
    _ group: BroadGroup, iso: String, _ statistics: Statistics
  ) -> (values: [Double], areStatistics: Bool) {
    if group.industries.count == 1 { return ([1], true) }
    if EmploymentClassification.surveyedGroups.contains(group.code) {
      let values = group.industries.map { statistics.persons[$0] ?? 0 }
      if values.reduce(0, +) > 0 { return (values, true) }
    }
    return (accounts.splitKey(iso, group), false)
  }
}
