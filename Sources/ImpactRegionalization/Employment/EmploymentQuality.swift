import ImpactAxes

/// Measures the finished estimate against its margins and sources.
struct EmploymentQuality {
  typealias Line = RegionalEmployment.QualityLine

  let regions: [Region]
  let industries: [String]
  let persons: [[Double]]
  let flags: [[RegionalEmployment.Flag]]
  /// Totals by region, then group.
  let margins: [[Double]]

  func lines(statistics: BusinessStatistics, table: EmploymentTable) -> [Line] {
    [worstMargin(), estimatedShare()] + extraRegio(table) + unplaced(statistics)
      + divisions(statistics)
  }

  private func worstMargin() -> Line {
    var worst = 0.0
    var place = "none"
    for (r, region) in regions.enumerated() {
      for (g, group) in EmploymentClassification.groups.enumerated() {
        var sum = 0.0
        for (i, code) in industries.enumerated() where group.industries.contains(code) {
          sum += persons[r][i]
        }
        let gap = abs(sum - margins[r][g]) / max(1, margins[r][g])
        if gap > worst {
          worst = gap
          place = "\(group.code) of \(region.code)"
        }
      }
    }
    return Line("margins", "worst region × group", worst, "relative", place)
  }

  private func estimatedShare() -> Line {
    var estimated = 0.0
    var all = 0.0
    for (row, marks) in zip(persons, flags) {
      for (value, mark) in zip(row, marks) {
        all += value
        if mark == .estimated { estimated += value }
      }
    }
    return Line(
      "flags", "persons in estimated cells", estimated / all, "share", "of all persons in the EU27")
  }

  private func extraRegio(_ table: EmploymentTable) -> [Line] {
    EmploymentClassification.memberStates.compactMap { state in
      guard let total = table.total(state.code + "ZZ") ?? residual(state.code, table), total > 0
      else { return nil }
      return Line(
        "margins", "\(state.code): extra-regio jobs, in no region", total, "persons",
        "year \(table.year)")
    }
  }

  /// What a country's total has beyond its regions, where no extra-regio row is published.
  private func residual(_ country: String, _ table: EmploymentTable) -> Double? {
    guard let total = table.total(country) else { return nil }
    let sum = zip(regions, margins)
      .reduce(0) {
        $1.0.country == country ? $0 + $1.1.reduce(0, +) : $0
      }
    // Published figures are rounded to tens or hundreds; less than a thousandth is no job.
    return abs(total - sum) > total / 1000 ? total - sum : nil
  }

  /// Jobs that the statistics of 2015 place in no region; the totals by region include none of them.
  private func unplaced(_ statistics: BusinessStatistics) -> [Line] {
    EmploymentClassification.memberStates.compactMap { state in
      let known = EmploymentClassification.sections.compactMap {
        statistics.persons($0.code, state.code + "ZZ")
      }
      let sum = known.reduce(0, +)
      guard sum > 0 else { return nil }
      return Line(
        "confidential cells", "\(state.code): jobs published outside all regions", sum, "persons",
        "statistics of 2015, left out")
    }
  }

  /// Persons by country and industry against the published division totals.
  private func divisions(_ statistics: BusinessStatistics) -> [Line] {
    var lines: [Line] = []
    for section in EmploymentClassification.sections {
      var done: Set<String> = []
      for leaf in section.leaves {
        let industry = EmploymentClassification.industry(ofLeaf: leaf)
        guard done.insert(industry).inserted, let i = industries.firstIndex(of: industry) else {
          continue
        }
        let leaves = section.leaves.filter {
          EmploymentClassification.industry(ofLeaf: $0) == industry
        }
        for state in EmploymentClassification.memberStates {
          let known = leaves.compactMap { statistics.persons($0, state.code) }
          guard known.count == leaves.count else { continue }
          let published = known.reduce(0, +)
          var sum = 0.0
          for (r, region) in regions.enumerated() where region.country == state.code {
            sum += persons[r][i]
          }
          lines.append(
            Line(
              "divisions", "\(state.code) \(industry)", sum, "persons",
              "statistics of 2015: \(Int(published))"))
        }
      }
    }
    return lines
  }
}
