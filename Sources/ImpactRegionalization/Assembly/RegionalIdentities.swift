import ImpactEconomies

/// The three identities of a table of regions: rows, columns, and regions adding up to their area.
enum RegionalIdentities {
  static func measure(
    _ table: AccountTable, against split: RegionalSplit, quality: inout QualityReport
  ) {
    add("sales and output", rows(table), rows(split.table), table, &quality)
    add("costs and output", columns(table), columns(split.table), table, &quality)
    let (gap, place) = aggregation(table, split)
    quality.add(
      "4 identities", "regions against their area, largest gap of a flow", gap, "unit of the table",
      place)
  }

  private static func add(
    _ figure: String, _ found: (gap: Double, cell: Int), _ source: (gap: Double, cell: Int),
    _ table: AccountTable, _ quality: inout QualityReport
  ) {
    quality.add(
      "4 identities", "largest gap between \(figure)", found.gap, "unit of the table",
      "\(table.place(found.cell)); \(QualityReport.text(source.gap)) in the source")
  }

  private static func rows(_ t: AccountTable) -> (gap: Double, cell: Int) {
    var sums = [Double](repeating: 0, count: t.dimension)
    for matrix in [t.intermediate, t.finalUses] {
      for j in 0..<matrix.columns { for i in 0..<matrix.rows { sums[i] += matrix[i, j] } }
    }
    return worst(sums, t.output)
  }

  private static func columns(_ t: AccountTable) -> (gap: Double, cell: Int) {
    let sums = (0..<t.dimension)
      .map { t.intermediate.column($0).reduce(0, +) + t.primaryInputs.column($0).reduce(0, +) }
    return worst(sums, t.output)
  }

  private static func worst(_ a: [Double], _ b: [Double]) -> (gap: Double, cell: Int) {
    var result = (gap: 0.0, cell: 0)
    for k in a.indices where abs(a[k] - b[k]) > result.gap { result = (abs(a[k] - b[k]), k) }
    return result
  }

  private static func aggregation(
    _ table: AccountTable, _ split: RegionalSplit
  ) -> (gap: Double, place: String) {
    let t = split.table
    let size = t.industryCount
    var sums = t.intermediate
    for k in sums.values.indices { sums.values[k] = -sums.values[k] }
    for column in 0..<table.dimension {
      let target = split.areaOf[column / size] * size + column % size
      for row in 0..<table.dimension {
        sums[split.areaOf[row / size] * size + row % size, target] +=
          table.intermediate[row, column]
      }
    }
    let k = sums.values.indices.max { abs(sums.values[$0]) < abs(sums.values[$1]) } ?? 0
    guard !sums.values.isEmpty else { return (0, "") }
    return (abs(sums.values[k]), "\(t.place(k % t.dimension)) to \(t.place(k / t.dimension))")
  }
}
