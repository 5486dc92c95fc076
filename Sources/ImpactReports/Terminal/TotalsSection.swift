import ImpactSimulation

extension TerminalSummary {
  /// Jobs by channel and growth of the European Union, or of the whole economy without it.
  func totals() -> [String] {
    let place = sheet.places.union ?? sheet.places.everywhere
    var table = TextTable([""] + yearLabels, firstWidth: 34)
    for effect in sheet.effects {
      table.add(
        ["Jobs, \(effect.label)"]
          + milestones.map {
            ReadableNumber.persons(sheet.change(.employment, effect, year: $0, in: place))
          })
    }
    table.add(
      ["Jobs, all together"]
        + milestones.map {
          ReadableNumber.persons(sheet.change(.employment, year: $0, in: place))
        })
    addBand(.employment, place, to: &table)
    table.add(
      ["  in % of all jobs"]
        + milestones.map {
          ReadableNumber.percent(sheet.percent(.employment, year: $0, in: place))
        })
    table.add(
      ["  person-years from \(result.years[0])"]
        + milestones.map { ReadableNumber.persons(sheet.personYears(through: $0, in: place)) })
    table.add(
      ["Value added, million EUR"]
        + milestones.map { ReadableNumber.money(sheet.change(.valueAdded, year: $0, in: place)) })
    addBand(.valueAdded, place, to: &table)
    table.add(
      ["  growth, percentage points"]
        + milestones.map {
          ReadableNumber.percent(sheet.percent(.valueAdded, year: $0, in: place))
        })
    return [heading(place.name)] + table.lines()
  }

  /// Two lines with the ends of the band, where there are draws.
  private func addBand(_ indicator: Indicator, _ place: Place, to table: inout TextTable) {
    guard result.bands != nil else { return }
    func line(_ name: String, _ end: (Band) -> Double) {
      table.add(
        [name]
          + milestones.map { year in
            guard let band = sheet.band(indicator, year: year, in: place) else { return "" }
            return indicator == .employment
              ? ReadableNumber.persons(end(band)) : ReadableNumber.money(end(band))
          })
    }
    line("  band: 5 % of draws are below", \.p05)
    line("  band: 5 % of draws are above", \.p95)
  }

  /// Jobs of each industry of the automotive block in the same place.
  func automotiveBlock() -> [String] {
    guard !sheet.automotiveBlock.isEmpty else { return [] }
    let place = sheet.places.union ?? sheet.places.everywhere
    var table = TextTable(["", "Jobs today"] + yearLabels + ["%, \(result.years[lastYear])"])
    func add(_ name: String, _ industries: [Int]) {
      let level = sheet.baseline(.employment, year: 0, in: place, industries: industries)
      let changes = milestones.map {
        ReadableNumber.persons(
          sheet.change(.employment, year: $0, in: place, industries: industries))
      }
      let percent = sheet.percent(.employment, year: lastYear, in: place, industries: industries)
      table.add(
        [name, ReadableNumber.persons(level)] + changes + [ReadableNumber.percent(percent)])
    }
    for i in sheet.automotiveBlock { add(result.industries[i].name, [i]) }
    add("Together", sheet.automotiveBlock)
    return [heading("Automotive industries, \(place.name): jobs")] + table.lines()
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
