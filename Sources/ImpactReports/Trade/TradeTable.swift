package import ImpactDiagnostics
package import ImpactModels

/// Tables of value added in trade, of dependence, and of supply chains.
package enum TradeTable {
  /// One row for each country, in percent of its gross exports.
  package static func countries(
    _ measures: [CountryTradeMeasures], notices: [Notice], money: String = "million EUR"
  ) -> AnalysisTable {
    func share(_ name: String, _ label: String, isShown: Bool = true) -> AnalysisTable.Column {
      .init(name, label: label, unit: "percent", decimals: 1, isShown: isShown)
    }
    let columns = [
      AnalysisTable.Column("exports", label: "exports", unit: money, decimals: 0),
      share("domestic_content", "DC"), share("domestic_value_added", "DVA"),
      share("value_added_exports", "VAX"), share("reflection", "REF"),
      share("domestic_double_counted", "DDC"), share("foreign_content", "FC"),
      share("foreign_value_added", "FVA"), share("foreign_double_counted", "FDC"),
      share("world_content", "of W"), share("taxes_and_margins", "taxes"),
      share("directly_absorbed", "DAVAX"),
    ]
    let terms = (1...9).map { share("t\($0)", "T\($0)", isShown: false) }
    var table = AnalysisTable(
      "Value added in gross exports by country, per cent of exports",
      keys: [.init("country", label: "Country"), .init("country_name", label: "")],
      columns: columns + terms,
      notices: [Notice("convention", "Convention: \(CountryTradeMeasures.convention).")] + notices)
    table.rows = measures.map { c in
      let values =
        [
          c.domesticContent, c.domesticValueAdded, c.valueAddedExports, c.reflection,
          c.domesticDoubleCounted, c.foreignContent, c.foreignValueAdded,
          c.foreignDoubleCounted, c.worldContent, c.taxesAndMargins, c.directlyAbsorbed,
        ] + c.koopmanTerms
      return .init(
        [c.country, CountryNames.name(of: c.country)],
        [c.grossExports] + values.map { c.grossExports == 0 ? .nan : 100 * $0 / c.grossExports })
    }
    return table
  }

  /// One row for each region or industry: what its exports hold, and what exports sustain in it.
  package static func groups(
    _ exports: ExportsByGroup, by kind: String, keeping kept: Set<Int>, notices: [Notice],
    money unit: String = "million EUR"
  ) -> AnalysisTable {
    func money(_ name: String, _ label: String) -> AnalysisTable.Column {
      .init(name, label: label, unit: unit, decimals: 0)
    }
    var table = AnalysisTable(
      "Value added in gross exports by \(kind.lowercased())",
      keys: [.init(kind.lowercased(), label: kind), .init("name", label: "")],
      columns: [
        money("exports", "exports"), money("domestic_content", "DC"),
        money("domestic_value_added", "DVA"), money("foreign_content", "FC"),
        money("taxes_and_margins", "taxes"),
        money("value_added_sustained", "value added sustained"),
        .init("persons_sustained", label: "jobs sustained", unit: "persons", decimals: 0),
      ],
      notices: [
        Notice(
          "convention",
          "Convention: DC and DVA are value added of the whole own country in the exports of a row; "
            + "sustained is what arises in the row for all exports of its country.")
      ] + notices)
    for k in exports.grouping.codes.indices where kept.contains(k) {
      table.rows.append(
        .init(
          [exports.grouping.codes[k], exports.grouping.names[k]],
          [
            exports.exports[k], exports.domesticContent[k], exports.domesticValueAdded[k],
            exports.foreignContent[k], exports.taxesAndMargins[k],
            exports.valueAddedSustained[k], exports.personsSustained?[k] ?? .nan,
          ]))
    }
    return table
  }

  /// Pairs of places that hang together, largest first.
  ///
  /// People see pairs of different places; programs see all pairs that are not zero.
  package static func pairs(
    _ matrix: DependenceMatrix, title: String, of total: [Double], columns kept: Set<Int>,
    isForPeople: Bool
  ) -> AnalysisTable {
    let unit = matrix.satellite.unit
    var table = AnalysisTable(
      title,
      keys: [
        .init("in", label: "In"), .init("in_name", label: ""), .init("depends_on", label: "on"),
      ],
      columns: [
        .init("value", label: "content", unit: unit, decimals: unit == "persons" ? 0 : 1),
        .init("share", label: "of all there", unit: "percent", decimals: 2),
      ], notices: matrix.satellite.notices)
    for column in 0..<matrix.values.columns where kept.contains(column) {
      for row in 0..<matrix.values.rows {
        let value = matrix.values[row, column]
        let isSame = matrix.rows.codes[row] == matrix.columnCodes[column]
        guard value != 0, !(isSame && isForPeople) else { continue }
        table.rows.append(
          .init(
            [matrix.rows.codes[row], matrix.rows.names[row], matrix.columnCodes[column]],
            [value, total[row] == 0 ? .nan : 100 * value / total[row]]))
      }
    }
    return table
  }

  /// One row for each supply chain, strongest first.
  package static func paths(
    _ search: StructuralPaths, axes: TableAxes, title: String, unit: String
  ) -> AnalysisTable {
    var table = AnalysisTable(
      title,
      keys: [.init("rank", label: ""), .init("path", label: "Chain, final maker first")],
      columns: [
        .init("value", label: "content", unit: unit, decimals: unit == "persons" ? 0 : 1),
        .init("share", label: "share", unit: "percent", decimals: 2),
        .init("order", label: "steps", decimals: 0),
      ], notices: search.notices)
    table.rows = search.paths.enumerated()
      .map { rank, path in
        .init(
          ["\(rank + 1)", path.cells.map(axes.place).joined(separator: " < ")],
          [path.value, 100 * path.share, Double(path.order)])
      }
    let found = search.paths.reduce(0) { $0 + $1.value }
    table.rows.append(
      .init(["all", "these paths together"], [found, 100 * search.coverage, .nan]))
    table.rows.append(.init(["total", "content of the bundle"], [search.total, 100, .nan]))
    return table
  }
}
