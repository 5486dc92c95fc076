import ImpactDiagnostics
package import ImpactSimulation

/// Tables of where changes are set off and felt.
package struct SpillOverTables: Sendable {
  package let spillOver: SpillOver
  package let indicator: Indicator
  /// Places that stand for the groups, in their order.
  package let places: [Place]

  package init(_ spillOver: SpillOver, _ indicator: Indicator, places: [Place]) {
    self.spillOver = spillOver
    self.indicator = indicator
    self.places = places
  }

  private func felt(_ place: Int, from group: Int) -> Double {
    spillOver.change(indicator, from: group, in: places[place].regions)
  }

  private func column(_ name: String, _ label: String) -> AnalysisTable.Column {
    .init(
      name, label: label, unit: indicator.unit, decimals: indicator == .employment ? 0 : 1)
  }

  /// One line for each place: what it feels, what of it comes from elsewhere, what it sends.
  package func summary(count: Int?) -> AnalysisTable {
    let rows = places.indices.map { p -> AnalysisTable.Row in
      let all = places.indices.map { felt(p, from: $0) }
      let sent = places.indices.filter { $0 != p }.reduce(0) { $0 + felt($1, from: p) }
      let total = all.reduce(0, +)
      let fromOthers = total - all[p]
      let strongest = places.indices.filter { $0 != p }.max { abs(all[$0]) < abs(all[$1]) }
      return AnalysisTable.Row(
        [places[p].code, places[p].name, strongest.map { places[$0].code } ?? ""],
        [total, all[p], fromOthers, strongest.map { all[$0] } ?? .nan, sent])
    }
    var table = AnalysisTable(
      "Where changes of \(indicator.label) are set off, \(spillOver.year)",
      keys: [
        .init("place", label: "Place"), .init("place_name", label: ""),
        .init("strongest_source", label: "most from"),
      ],
      columns: [
        column("change", "change"), column("own", "own shock"),
        column("from_others", "from others"),
        column("from_strongest", "of these"), column("to_others", "to others"),
      ], rows: rows, notices: notices)
    table.rank(by: "from_others", count: count, magnitude: true)
    return table
  }

  /// Every pair of places: rows felt, columns set off.
  package func matrix() -> AnalysisTable {
    AnalysisTable(
      "Changes of \(indicator.label) by place (rows) and place of the shock (columns), "
        + "\(spillOver.year)",
      keys: [.init("felt_in", label: "Felt in"), .init("felt_in_name", label: "")],
      columns: places.map { column("shock_in_\($0.code)", $0.code) } + [column("change", "all")],
      rows: places.indices.map { p in
        let all = places.indices.map { felt(p, from: $0) }
        return AnalysisTable.Row([places[p].code, places[p].name], all + [all.reduce(0, +)])
      }, notices: notices)
  }

  private var notices: [Notice] {
    [
      Notice(
        "place-of-shock",
        "a shock belongs to the place of the buyer whose purchases change, of exports and sales that "
          + "answer prices, and of plants whose labour changes; household spending follows the shock "
          + "that changed income. The parts add up to the run")
    ]
  }
}
