import ImpactDiagnostics
package import ImpactModels

/// Tables of a structural decomposition and of rules of origin.
package enum DecompositionTable {
  /// One row for each group, then the sum: before, after, and the effect of every factor.
  ///
  /// Programs also get the smallest and largest effect over all orders; the sum has none, since
  /// extremes do not add up.
  package static func groups(
    _ result: StructuralDecomposition, title: String, keeping kept: Set<Int>
  ) -> AnalysisTable {
    let unit = result.unit
    let decimals = unit == "persons" ? 0 : 1
    func column(_ name: String, _ label: String, isShown: Bool = true) -> AnalysisTable.Column {
      .init(name, label: label, unit: unit, decimals: decimals, isShown: isShown)
    }
    let effects = result.decomposition.effects
    let names = effects.map { $0.factor.split(separator: " ").joined(separator: "_") }
    var columns = [
      column("before", "before"), column("after", "after"), column("change", "change"),
    ]
    columns += zip(names, effects).map { column($0, $1.factor) }
    for name in names {
      columns += [
        column("\(name)_two_polar", "", isShown: false), column("\(name)_low", "", isShown: false),
        column("\(name)_high", "", isShown: false),
      ]
    }
    var table = AnalysisTable(
      title, keys: [.init("group", label: "Group"), .init("group_name", label: "")],
      columns: columns,
      notices: [
        Notice(
          "orders",
          "Effects are means over all \(effects.count)! orders of the factors; CSV and JSON also hold the "
            + "mean of the two polar orders and the range over all orders.")
      ] + result.notices)
    let found = result.decomposition
    for k in result.grouping.codes.indices where kept.contains(k) {
      var values = [found.before[k], found.after[k], found.after[k] - found.before[k]]
      values += effects.map { $0.mean[k] }
      for effect in effects {
        values += [effect.twoPolar[k], effect.smallest[k], effect.largest[k]]
      }
      table.rows.append(.init([result.grouping.codes[k], result.grouping.names[k]], values))
    }
    return table
  }

  /// The sum of all known rows, to stand last; ranges stay unknown.
  package static func total(of table: AnalysisTable) -> AnalysisTable.Row {
    let values = table.columns.indices.map { column -> Double in
      let name = table.columns[column].name
      guard !name.hasSuffix("_low"), !name.hasSuffix("_high") else { return .nan }
      // An unknown row is no zero, but the rest still has a sum; a notice names what is missing.
      return table.rows.map { $0.values[column] }.filter { !$0.isNaN }.reduce(0, +)
    }
    return .init(["total", "all together"], values)
  }
}
