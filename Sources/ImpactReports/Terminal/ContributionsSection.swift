import ImpactSimulation

extension TerminalSummary {
  /// What each lever contributes to jobs, where it was worked out.
  func contributions() -> [String] {
    guard let attribution = sheet.attribution, !attribution.levers.isEmpty else { return [] }
    let place = sheet.places.union ?? sheet.places.everywhere
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
    return [heading("What each lever contributes to jobs, \(place.name)")] + table.lines()
  }

  /// How the changes are spread over regions, in the last year shown.
  func distribution() -> [String] {
    guard style.territory == nil, let wealth,
      let record = DistributionRecord(sheet, wealth: wealth), let year = record.years.last
    else { return [] }
    var lines = [heading("How the changes are spread, regions of \(record.place), \(year.year)")]
    lines += year.terminalLines().map { "  " + $0 }
    return lines
  }
}
