package import ImpactModels

/// Tables of content by origin and by stage.
package enum ContentTable {
  /// Rows of groups, largest first, then what has no cell, then the total.
  ///
  /// With `count` the smaller groups are summed in one row; groups without content are left out.
  package static func origins(
    _ content: ContentBreakdown, title: String, by kind: String, count: Int?
  ) -> AnalysisTable {
    let unit = content.unit
    var table = AnalysisTable(
      title, keys: [.init("origin", label: kind), .init("origin_name", label: "")],
      columns: [
        .init("value", label: "content", unit: unit, decimals: unit == "persons" ? 0 : 1),
        .init("share", label: "share", unit: "percent", decimals: 2),
      ], notices: content.notices)
    func row(_ code: String, _ name: String, _ value: Double) -> AnalysisTable.Row {
      let share = content.total == 0 ? Double.nan : 100 * value / content.total
      return .init([code, name], [value, share])
    }
    let grouping = content.grouping
    let listed = grouping.codes.indices
      .filter { content.values[$0] != 0 }
      .sorted {
        content.values[$0] == content.values[$1]
          ? $0 < $1 : content.values[$0] > content.values[$1]
      }
    let kept = listed.prefix(count ?? listed.count)
    table.rows = kept.map { group in
      row(grouping.codes[group], name(grouping, group, kind), content.values[group])
    }
    let others = listed.dropFirst(kept.count)
    if !others.isEmpty {
      let sum = others.reduce(0) { $0 + content.values[$1] }
      table.rows.append(row("others", "\(others.count) others", sum))
    }
    if content.restOfWorld != 0 {
      table.rows.append(row("W", "rest of the world", content.restOfWorld))
    }
    if content.taxesAndMargins != 0 {
      table.rows.append(row("taxes", "net taxes and margins", content.taxesAndMargins))
    }
    table.rows.append(row("total", "all together", content.total))
    return table
  }

  /// One row for each tier, with the share of each group of origin.
  package static func stages(_ stages: ContentByStage, title: String) -> AnalysisTable {
    guard let first = stages.tiers.first else { return AnalysisTable(title, keys: [], columns: []) }
    let grouping = first.grouping
    let isMoney = stages.tiers.contains { $0.restOfWorld != 0 || $0.taxesAndMargins != 0 }
    func share(_ name: String, _ label: String) -> AnalysisTable.Column {
      .init(name, label: label, unit: "percent", decimals: 2)
    }
    var columns = [
      AnalysisTable.Column("value", label: "content", unit: first.unit, isShown: false)
    ]
    columns += grouping.codes.indices.map {
      share("share_\(grouping.codes[$0])", grouping.names[$0])
    }
    if isMoney {
      columns += [
        share("share_world", "rest of the world"), share("share_taxes", "taxes, margins"),
      ]
    }
    columns.append(share("share", "all"))
    var table = AnalysisTable(
      title, keys: [.init("tier", label: "Tier"), .init("tier_name", label: "")],
      columns: columns, notices: first.notices)
    for (tier, content) in stages.tiers.enumerated() {
      let isLast = tier == stages.tiers.count - 1
      let parts =
        content.values + (isMoney ? [content.restOfWorld, content.taxesAndMargins] : [])
      let sum = parts.reduce(0, +)
      table.rows.append(
        .init(
          [isLast ? "later" : "\(tier)", tierName(tier, isLast: isLast)],
          [sum] + (parts + [sum]).map { content.total == 0 ? .nan : 100 * $0 / content.total }))
    }
    return table
  }

  private static func tierName(_ tier: Int, isLast: Bool) -> String {
    if isLast { return "all earlier stages" }
    return switch tier {
    case 0: "makers of the final goods"
    case 1: "their suppliers"
    default: "suppliers of tier \(tier - 1)"
    }
  }

  /// Countries carry their codes as names in a grouping.
  static func name(_ grouping: CellPartition, _ group: Int, _ kind: String) -> String {
    kind == "Country" ? CountryNames.name(of: grouping.codes[group]) : grouping.names[group]
  }
}
