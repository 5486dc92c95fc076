import ImpactDiagnostics
package import ImpactSimulation

/// Tables of what each lever contributes.
package enum AttributionTable {
  /// One place and year: levers by channel, and their sum.
  package static func channels(
    _ sheet: ResultSheet, _ indicator: Indicator, in place: Place, year: Int
  ) -> AnalysisTable {
    guard let attribution = sheet.attribution else { return nothing(indicator) }
    let total = sheet.change(indicator, year: year, in: place)
    let parts = attribution.levers.indices.map {
      sheet.contribution(of: $0, to: indicator, year: year, in: place)
    }
    let obstacle = shareObstacle(total, parts, indicator)
    let errors = attribution.levers.indices.map {
      attribution.standardError(indicator, lever: $0, year: year, regions: place.regions)
    }
    let isSampled = errors.contains { $0 != nil }
    func row(_ name: String, _ values: [Double], error: Double?) -> AnalysisTable.Row {
      let share = total == 0 || obstacle != nil ? .nan : 100 * (values.last ?? .nan) / total
      return AnalysisTable.Row(
        [name], values + [share] + (isSampled ? [error ?? .nan] : []))
    }
    let effects: [Effect?] = sheet.effects + [nil]
    var rows = attribution.levers.indices.map { lever in
      row(
        attribution.levers[lever],
        effects.map { sheet.contribution(of: lever, to: indicator, $0, year: year, in: place) },
        error: errors[lever])
    }
    rows.append(
      row(
        "all", effects.map { sheet.change(indicator, $0, year: year, in: place) }, error: nil))
    return AnalysisTable(
      "Contributions of levers to \(indicator.label) in \(place.name), \(sheet.result.years[year])",
      keys: [.init("lever", label: "Lever")],
      columns: channelColumns(sheet, indicator, isSampled: isSampled), rows: rows,
      notices: (obstacle.map { [$0] } ?? []) + said(sheet, attribution))
  }

  /// Least size of a total, against the sum of its parts without their signs, that parts are shares of.
  static let leastTotal = 0.1

  /// Says why parts have no shares: where they nearly cancel, a share of what is left says nothing.
  static func shareObstacle(
    _ total: Double, _ parts: [Double], _ indicator: Indicator
  ) -> Notice? {
    let whole = parts.reduce(0) { $0 + ($1.isNaN ? 0 : abs($1)) }
    guard total.isFinite, whole > 0, abs(total) < leastTotal * whole else { return nil }
    let percent = ReadableNumber.percent(100 * abs(total) / whole)
    return Notice(
      "shares-left-out",
      "shares of the total are left out: gains and losses of the levers nearly cancel, and the total is "
        + "\(percent) % of what they come to without their signs; compare them in \(indicator.unit)"
    )
  }

  /// How contributions came about, and values given for parameters that change nothing.
  private static func said(_ sheet: ResultSheet, _ attribution: Attribution) -> [Notice] {
    sheet.result.idleParameters + attribution.notices
  }

  private static func channelColumns(
    _ sheet: ResultSheet, _ indicator: Indicator, isSampled: Bool
  ) -> [AnalysisTable.Column] {
    let decimals = indicator == .employment ? 0 : 1
    func column(_ name: String, _ label: String) -> AnalysisTable.Column {
      .init(name, label: label, unit: indicator.unit, decimals: decimals)
    }
    return sheet.effects.map { column($0.rawValue, $0.rawValue) }
      + [
        column("total", "all"),
        .init("share", label: "of total", unit: "percent", decimals: 1),
      ] + (isSampled ? [column("standard_error", "std. error")] : [])
  }

  /// All regions of one year: the change and what each lever contributes, largest change first.
  package static func regions(
    _ sheet: ResultSheet, _ indicator: Indicator, year: Int, count: Int?
  ) -> AnalysisTable {
    guard let attribution = sheet.attribution else { return nothing(indicator) }
    var table = AnalysisTable(
      "Contributions of levers to \(indicator.label) by region, \(sheet.result.years[year])",
      keys: [.region, .regionName], columns: leverColumns(attribution, indicator),
      rows: sheet.places.regions.map {
        AnalysisTable.Row([$0.code, $0.name], values(sheet, indicator, in: $0, year: year))
      }, notices: said(sheet, attribution))
    table.rank(by: "change", count: count, magnitude: true)
    return table
  }

  /// One place: all years, with what each lever contributes.
  package static func years(
    _ sheet: ResultSheet, _ indicator: Indicator, in place: Place
  ) -> AnalysisTable {
    guard let attribution = sheet.attribution else { return nothing(indicator) }
    return AnalysisTable(
      "Contributions of levers to \(indicator.label) in \(place.name)",
      keys: [.init("year", label: "Year")], columns: leverColumns(attribution, indicator),
      rows: sheet.result.years.indices.map {
        AnalysisTable.Row(
          ["\(sheet.result.years[$0])"], values(sheet, indicator, in: place, year: $0))
      }, notices: said(sheet, attribution))
  }

  private static func leverColumns(
    _ attribution: Attribution, _ indicator: Indicator
  ) -> [AnalysisTable.Column] {
    let decimals = indicator == .employment ? 0 : 1
    return [.init("change", label: "change", unit: indicator.unit, decimals: decimals)]
      + attribution.levers.map {
        .init("lever_\($0)", label: $0, unit: indicator.unit, decimals: decimals)
      }
  }

  private static func values(
    _ sheet: ResultSheet, _ indicator: Indicator, in place: Place, year: Int
  ) -> [Double] {
    let levers = sheet.attribution?.levers ?? []
    return [sheet.change(indicator, year: year, in: place)]
      + levers.indices.map { sheet.contribution(of: $0, to: indicator, year: year, in: place) }
  }

  private static func nothing(_ indicator: Indicator) -> AnalysisTable {
    AnalysisTable("Contributions to \(indicator.label) were not worked out", keys: [], columns: [])
  }
}
