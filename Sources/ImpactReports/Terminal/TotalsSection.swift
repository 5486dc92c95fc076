import ImpactSimulation

extension TerminalSummary {
  /// Jobs by channel and growth of the place: the one asked for, the Union, or the whole economy.
  func totals() -> [SummaryBlock] {
    var table = TextTable([""] + yearLabels, firstWidth: 34)
    func add(_ label: String, _ value: (Int) -> String) {
      table.add([label] + milestones.map(value))
    }
    for effect in sheet.effects {
      add("Jobs, \(effect.label)") {
        ReadableNumber.persons(sheet.change(.employment, effect, year: $0, in: place))
      }
      addBand(of: effect, to: &table)
    }
    add("Jobs, all together") {
      ReadableNumber.persons(sheet.change(.employment, year: $0, in: place))
    }
    addBand(.employment, ReadableNumber.persons, to: &table)
    add("  in % of all jobs") {
      ReadableNumber.percent(sheet.percent(.employment, year: $0, in: place))
    }
    add("  person-years from \(result.years[0])") {
      ReadableNumber.persons(sheet.personYears(through: $0, in: place))
    }
    add("Value added, million EUR") {
      ReadableNumber.money(sheet.change(.valueAdded, year: $0, in: place))
    }
    addBand(.valueAdded, ReadableNumber.money, to: &table)
    add("  growth, percentage points") {
      ReadableNumber.percent(sheet.percent(.valueAdded, year: $0, in: place))
    }
    addGrowthBand(to: &table)
    let blocks: [SummaryBlock] = [.heading(place.name), .table(table)]
    return asked == nil ? blocks : [blocks[0], .paragraph(standing()), blocks[1]]
  }

  /// Two lines with the ends of the band, where there are draws.
  private func addBand(
    _ indicator: Indicator, _ text: (Double) -> String, to table: inout TextTable
  ) {
    guard hasBands else { return }
    let bands = milestones.map { sheet.band(indicator, year: $0, in: place) }
    table.add(["  from"] + bands.map { $0.map { text($0.p05) } ?? "" })
    table.add(["  to"] + bands.map { $0.map { text($0.p95) } ?? "" })
  }

  /// The ends of a channel's band, where channels have them.
  private func addBand(of effect: Effect, to table: inout TextTable) {
    guard let all = result.bands, all.partsChannels else { return }
    let bands = milestones.map {
      all.band(.employment, effect, yearIndex: $0, place: place.code)
    }
    table.add(["  from"] + bands.map { $0.map { ReadableNumber.persons($0.p05) } ?? "" })
    table.add(["  to"] + bands.map { $0.map { ReadableNumber.persons($0.p95) } ?? "" })
  }

  private func addGrowthBand(to table: inout TextTable) {
    guard hasBands else { return }
    let bands = milestones.map { sheet.percentBand(.valueAdded, year: $0, in: place) }
    table.add(["    from"] + bands.map { $0.map { ReadableNumber.percent($0.p05) } ?? "" })
    table.add(["    to"] + bands.map { $0.map { ReadableNumber.percent($0.p95) } ?? "" })
  }

  /// How large the place is, where it ranks, and what the Union as a whole sees.
  private func standing() -> String {
    let jobs = sheet.baseline(.employment, year: 0, in: place)
    let block = sheet.baseline(
      .employment, year: 0, in: place, industries: sheet.automotiveBlock)
    var text =
      jobs.isFinite
      ? "\(ReadableNumber.persons(jobs)) jobs today"
      : "No source gives its jobs, so changes of jobs are not known"
    if block > 0, jobs > 0 {
      text +=
        ", \(ReadableNumber.persons(block)) of them (\(ReadableNumber.percent(100 * block / jobs)) %) "
        + "in the automotive industries"
    }
    text += "."
    if let rank = RegionRanking.rank(of: place, sheet, year: lastYear) {
      text +=
        " Of \(rank.count) regions of the Union it is number \(rank.position) by "
        + "\(rank.loses ? "losses" : "gains") in per cent of jobs in \(result.years[lastYear])."
    }
    if let union = sheet.places.union, union != place {
      let change = sheet.change(.employment, year: lastYear, in: union)
      let percent = sheet.percent(.employment, year: lastYear, in: union)
      text +=
        " The Union as a whole: \(ReadableNumber.persons(change)) jobs "
        + "(\(ReadableNumber.percent(percent)) %)."
    }
    return text
  }

  /// Jobs of each industry of the automotive block in the same place, then what the other industries add
  /// to the total above.
  func automotiveBlock() -> [SummaryBlock] {
    guard !sheet.automotiveBlock.isEmpty else { return [] }
    let year = "\(result.years[lastYear])"
    var table = TextTable(
      ["", "Jobs today"] + placeYears.map { "\(result.years[$0])" }
        + (hasBands ? ["from", "to"] : []) + ["%, \(year)"])
    func add(_ name: String, _ industries: [Int], group: String) {
      let level = sheet.baseline(.employment, year: 0, in: place, industries: industries)
      let changes = placeYears.map {
        ReadableNumber.persons(
          sheet.change(.employment, year: $0, in: place, industries: industries))
      }
      let percent = sheet.percent(.employment, year: lastYear, in: place, industries: industries)
      table.add(
        [name, ReadableNumber.persons(level)] + changes + ends(of: place, group: group)
          + [ReadableNumber.percent(percent)])
    }
    for i in sheet.automotiveBlock {
      add(result.industries[i].name, [i], group: result.industries[i].code)
    }
    add("Together", sheet.automotiveBlock, group: "AUTO")
    let all = Array(0..<sheet.industryCount)
    add("Other industries", all.filter { !sheet.automotiveBlock.contains($0) }, group: "OTHER")
    add("All industries", all, group: "ALL")
    return [.heading("Automotive industries, \(place.name): jobs"), .table(table)]
  }
}

extension Effect {
  /// The channel in running text.
  var label: String {
    switch self {
    case .direct: "direct"
    case .indirect: "indirect (suppliers)"
    case .induced: "induced (household spending)"
    case .price: "price (volume of sales)"
    case .productivity: "productivity (of the channels above)"
    }
  }
}
