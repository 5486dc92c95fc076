import ImpactSimulation

extension TerminalSummary {
  /// The ten regions that lose and the ten that gain most, side by side.
  func rankings(byPercent: Bool) -> [SummaryBlock] {
    let ranking = RegionRanking(sheet, year: lastYear)
    let losers = byPercent ? ranking.losersByPercent : ranking.losersByJobs
    let gainers = byPercent ? ranking.gainersByPercent : ranking.gainersByJobs
    guard !losers.isEmpty || !gainers.isEmpty else { return [] }
    let measure = byPercent ? "in percent of their jobs" : "in jobs"
    return [
      .heading("Regions that change most \(measure), \(result.years[lastYear])"),
      .pair(
        half("lose", losers, byPercent: byPercent), half("gain", gainers, byPercent: byPercent)),
    ]
  }

  private func half(_ verb: String, _ lines: [RegionRanking.Line], byPercent: Bool) -> TextTable {
    let measures = !hasBands ? ["jobs", "%"] : [byPercent ? "%" : "jobs", "from", "to"]
    var table = TextTable(["Most to \(verb)"] + measures, firstWidth: hasBands ? 22 : 28)
    if lines.isEmpty { table.add(["No region would \(verb)."]) }
    for line in lines {
      let jobs = ReadableNumber.persons(line.jobs)
      let percent = ReadableNumber.percent(line.percent)
      let band = byPercent ? percentEnds(.employment, line.place) : ends(of: line.place)
      table.add(
        ["\(line.place.code) \(line.place.name)"]
          + (hasBands ? [byPercent ? percent : jobs] + band : [jobs, percent]))
    }
    return table
  }

  /// The named territories, a line each.
  func territories() -> [SummaryBlock] {
    guard !sheet.places.territories.isEmpty else { return [] }
    var table = placeTable()
    for place in sheet.places.territories {
      addJobs(of: place, named: place.name, to: &table)
    }
    return [.heading("Territories: jobs\(measures)"), .table(table)]
  }

  /// The regions of the place asked for, where it has several.
  func members() -> [SummaryBlock] {
    guard let asked else { return [] }
    let note = result.territories.first { $0.code == asked.code }?.note ?? ""
    let notes: [SummaryBlock] = note.isEmpty ? [] : [.paragraph("Note: \(note)")]
    guard asked.regions.count > 1 else { return notes }
    var table = placeTable()
    for r in asked.regions {
      let region = sheet.places.regions[r]
      addJobs(of: region, named: "\(region.code) \(region.name)", to: &table)
    }
    addJobs(of: asked, named: "All \(asked.regions.count) regions", to: &table)
    return [.heading("\(asked.name): jobs\(measures)"), .table(table)] + notes
  }

  /// Countries of the European Union, those of one region included.
  func countries() -> [SummaryBlock] {
    guard let union = sheet.places.union else { return [] }
    var table = placeTable()
    var seen: Set<String> = []
    for r in union.regions {
      let code = result.regions[r].country
      guard seen.insert(code).inserted else { continue }
      let place =
        sheet.places.countries.first { $0.code == code } ?? sheet.places.regions[r]
      addJobs(of: place, named: CountryNames.name(of: code), to: &table)
    }
    return [.heading("Countries of the European Union: jobs\(measures)"), .table(table)]
  }

  private func placeTable() -> TextTable {
    let years = placeYears.map { "\(result.years[$0])" }
    return TextTable(
      hasBands
        ? [""] + years + ["from", "to", "%", "growth", "from", "to"]
        : ["", "Jobs today"] + years + ["%", "growth"])
  }

  /// What the columns behind the years hold.
  private var measures: String {
    ", in per cent, and growth in percentage points, \(result.years[lastYear])"
  }

  /// Ends of the band of jobs in the last year, where there are draws.
  func ends(of place: Place, group: String = "ALL") -> [String] {
    guard hasBands else { return [] }
    guard let band = sheet.band(.employment, year: lastYear, in: place, group: group) else {
      return ["", ""]
    }
    return [ReadableNumber.persons(band.p05), ReadableNumber.persons(band.p95)]
  }

  /// Ends of the band in per cent of the baseline, where there are draws.
  private func percentEnds(_ indicator: Indicator, _ place: Place) -> [String] {
    guard hasBands else { return [] }
    guard let band = sheet.percentBand(indicator, year: lastYear, in: place) else {
      return ["", ""]
    }
    return [ReadableNumber.percent(band.p05), ReadableNumber.percent(band.p95)]
  }

  private func addJobs(of place: Place, named name: String, to table: inout TextTable) {
    let changes = placeYears.map {
      ReadableNumber.persons(sheet.change(.employment, year: $0, in: place))
    }
    let today =
      hasBands ? [] : [ReadableNumber.persons(sheet.baseline(.employment, year: 0, in: place))]
    table.add(
      [name] + today + changes + ends(of: place)
        + [
          ReadableNumber.percent(sheet.percent(.employment, year: lastYear, in: place)),
          ReadableNumber.percent(sheet.percent(.valueAdded, year: lastYear, in: place)),
        ] + percentEnds(.valueAdded, place))
  }
}
