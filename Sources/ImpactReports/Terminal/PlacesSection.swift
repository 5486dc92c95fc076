import ImpactSimulation

extension TerminalSummary {
  /// The ten regions that lose and the ten that gain most, side by side.
  func rankings(byPercent: Bool) -> [String] {
    let ranking = RegionRanking(sheet, year: lastYear)
    let losers = byPercent ? ranking.losersByPercent : ranking.losersByJobs
    let gainers = byPercent ? ranking.gainersByPercent : ranking.gainersByJobs
    guard !losers.isEmpty || !gainers.isEmpty else { return [] }
    let left = half("lose", losers, showsBand: !byPercent)
    let right = half("gain", gainers, showsBand: !byPercent)
    let width = TextTable.width / 2
    let lines = (0..<max(left.count, right.count))
      .map { k in
        let start = k < left.count ? left[k] : ""
        let end = k < right.count ? right[k] : ""
        guard !end.isEmpty else { return start }
        return start + String(repeating: " ", count: max(width - start.count, 0)) + end
      }
    let measure = byPercent ? "in percent of their jobs" : "in jobs"
    return [heading("Regions that change most \(measure), \(result.years[lastYear])")] + lines
  }

  private func half(
    _ verb: String, _ lines: [RegionRanking.Line], showsBand: Bool
  ) -> [String] {
    guard !lines.isEmpty else { return ["  No region would \(verb)."] }
    let hasBands = showsBand && result.bands != nil
    var table = TextTable(
      ["Most to \(verb)", "jobs", hasBands ? "p05" : "%"] + (hasBands ? ["p95"] : []),
      firstWidth: hasBands ? 22 : 28)
    for line in lines {
      let ends =
        hasBands ? Array(band(of: line.place)) : [ReadableNumber.percent(line.percent)]
      table.add(
        ["\(line.place.code) \(line.place.name)", ReadableNumber.persons(line.jobs)] + ends)
    }
    return table.lines(width: TextTable.width / 2 - 1)
  }

  /// The named territories, each with its regions where they are few or asked for.
  func territories() -> [String] {
    var lines: [String] = []
    for place in sheet.places.territories {
      let isAskedFor = place.code == style.territory || place.name == style.territory
      guard style.territory == nil || isAskedFor else { continue }
      let listsRegions = isAskedFor || place.regions.count <= Self.longestRegionList
      var table = placeTable()
      addJobs(of: place, named: "All \(place.regions.count) regions", to: &table)
      for r in place.regions where listsRegions {
        let region = sheet.places.regions[r]
        addJobs(of: region, named: "\(region.code) \(region.name)", to: &table)
      }
      if !lines.isEmpty { lines.append("") }
      lines += [heading("\(place.name): jobs")] + table.lines()
      let note = result.territories.first { $0.code == place.code }?.note ?? ""
      if !note.isEmpty { lines += TextTable.wrapped("Note: \(note)", first: "  ") }
    }
    return lines
  }

  /// Countries of the European Union, those of one region included.
  func countries() -> [String] {
    guard let union = sheet.places.union, style.territory == nil else { return [] }
    var table = placeTable()
    var seen: Set<String> = []
    for r in union.regions {
      let code = result.regions[r].country
      guard seen.insert(code).inserted else { continue }
      let place =
        sheet.places.countries.first { $0.code == code } ?? sheet.places.regions[r]
      addJobs(of: place, named: CountryNames.name(of: code), to: &table)
    }
    return [heading("Countries of the European Union: jobs")] + table.lines()
  }

  private func placeTable() -> TextTable {
    let year = result.years[lastYear]
    let band = result.bands == nil ? [] : ["p05", "p95"]
    return TextTable(["", "Jobs today"] + yearLabels + band + ["%, \(year)", "growth pp"])
  }

  /// Ends of the band of jobs in the last year, where there are draws.
  private func band(of place: Place) -> [String] {
    guard result.bands != nil else { return [] }
    guard let band = sheet.band(.employment, year: lastYear, in: place) else { return ["", ""] }
    return [ReadableNumber.persons(band.p05), ReadableNumber.persons(band.p95)]
  }

  private func addJobs(of place: Place, named name: String, to table: inout TextTable) {
    let changes = milestones.map {
      ReadableNumber.persons(sheet.change(.employment, year: $0, in: place))
    }
    table.add(
      [name, ReadableNumber.persons(sheet.baseline(.employment, year: 0, in: place))] + changes
        + band(of: place)
        + [
          ReadableNumber.percent(sheet.percent(.employment, year: lastYear, in: place)),
          ReadableNumber.percent(sheet.percent(.valueAdded, year: lastYear, in: place)),
        ])
  }
}
