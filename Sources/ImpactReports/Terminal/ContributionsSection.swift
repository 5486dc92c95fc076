import ImpactSimulation

extension TerminalSummary {
  /// What each lever contributes to jobs, where it was worked out.
  func contributions() -> [SummaryBlock] {
    guard let attribution = sheet.attribution, !attribution.levers.isEmpty else { return [] }
    var table = TextTable([""] + yearLabels, firstWidth: 34)
    for (lever, id) in attribution.levers.enumerated() {
      table.add(
        [id]
          + milestones.map {
            ReadableNumber.persons(
              sheet.contribution(of: lever, to: .employment, year: $0, in: place))
          })
    }
    table.add(
      ["All levers"]
        + milestones.map { ReadableNumber.persons(sheet.change(.employment, year: $0, in: place)) })
    return [.heading("What each lever contributes to jobs, \(place.name)"), .table(table)]
  }

  /// How the changes are spread over regions, in the last year shown.
  func distribution() -> [SummaryBlock] {
    guard let wealth, let record = DistributionRecord(sheet, wealth: wealth),
      let year = record.years.last
    else { return [] }
    return [.heading("How the changes are spread, regions of \(record.place), \(year.year)")]
      + year.blocks()
  }
}
