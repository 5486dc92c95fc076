package import ImpactSimulation

/// Tables of a comparison; the first run is the reference.
package struct ComparisonTables: Sendable {
  package let comparison: RunComparison
  package let indicator: Indicator
  package let year: Int
  /// Regions that are compared, by code.
  private let codes: [String]
  /// Change by region and run.
  private let changes: [[Double]]

  /// Changes below this in the unit of the indicator have no sign worth a word.
  static let least = 0.5

  /// The regions of a place in one year.
  package init(_ comparison: RunComparison, _ indicator: Indicator, year: Int, place: [String]) {
    self.comparison = comparison
    self.indicator = indicator
    self.year = year
    codes = place
    changes = place.map { comparison.change(indicator, $0, year: year) }
  }

  private var decimals: Int { indicator == .employment ? 0 : 1 }

  private func column(_ name: String, _ label: String) -> AnalysisTable.Column {
    .init(name, label: label, unit: indicator.unit, decimals: decimals)
  }

  private var hasBands: Bool { comparison.runs.contains { $0.draws > 0 } }

  /// Ends of a run's own band in a place of some regions, and of its difference to the first run.
  private func ends(
    _ place: String, _ regions: [String], run k: Int
  ) -> (own: [Double], difference: [Double]) {
    let own = comparison.ownBand(indicator, place, regions: regions, run: k, year: year)
    let difference =
      k == 0
      ? nil
      : comparison.differenceBand(indicator, place, regions: regions, run: k, year: year)
    return (
      [own?.low ?? .nan, own?.high ?? .nan], [difference?.low ?? .nan, difference?.high ?? .nan]
    )
  }

  /// One line for each run: total, difference, gains and losses, ranking, signs.
  ///
  /// `placeCode` is where bands are looked up; those of groups made for the comparison come from draws.
  package func summary(placeName: String, placeCode: String? = nil) -> AnalysisTable {
    let rows = comparison.runs.indices.map { k -> AnalysisTable.Row in
      let pairs = changes.map { ($0[0], $0[k]) }.filter { $0.0.isFinite && $0.1.isFinite }
      let total = pairs.reduce(0) { $0 + $1.1 }
      let base = zip(codes, changes)
        .reduce(0.0) { sum, line in
          let level = comparison.baseline(indicator, line.0, year: year)[k]
          return line.1[k].isFinite && level.isFinite ? sum + level : sum
        }
      let ends = ends(placeCode ?? placeName, codes, run: k)
      return AnalysisTable.Row(
        [comparison.runs[k].label],
        [total] + (hasBands ? ends.own : []) + [
          base == 0 ? .nan : 100 * total / base, total - pairs.reduce(0) { $0 + $1.0 },
        ] + (hasBands ? ends.difference : []) + [
          pairs.reduce(0) { $0 + min(0, $1.1) }, pairs.reduce(0) { $0 + max(0, $1.1) },
          Double(pairs.count { $0.1 < 0 }), Double(pairs.count { $0.1 > 0 }),
          Double(pairs.count { Self.switches($0.0, $0.1) }), Self.rankCorrelation(pairs),
        ])
    }
    return AnalysisTable(
      "\(indicator.label.capitalizedFirst) in \(placeName), \(year): runs side by side",
      keys: [.init("run", label: "Run")],
      columns: [column("change", "change")]
        + (hasBands ? [column("change_p05", "from"), column("change_p95", "to")] : []) + [
          .init("percent", label: "%", unit: "percent", decimals: 2),
          column("difference", "to first"),
        ] + (hasBands ? [column("difference_low", "from"), column("difference_high", "to")] : [])
        + [
          column("losses", "losses"), column("gains", "gains"),
          .init("regions_that_lose", label: "lose", unit: "regions", decimals: 0),
          .init("regions_that_gain", label: "gain", unit: "regions", decimals: 0),
          .init("sign_switches", label: "switch", unit: "regions", decimals: 0),
          .init("rank_correlation", label: "ranks", decimals: 2),
        ], rows: rows, notices: comparison.notices)
  }

  /// Every region with its change and rank in all runs; the largest difference first.
  ///
  /// Rank 1 loses most. `sign_switch` is 1 where some run's sign differs from the first's.
  package func regions(count: Int?, onlySwitches: Bool = false) -> AnalysisTable {
    let ranks = comparison.runs.indices.map { k in Self.ranks(changes.map { $0[k] }) }
    let rows = codes.indices.compactMap { c -> AnalysisTable.Row? in
      let values = changes[c]
      let doSwitch = values.dropFirst().contains { Self.switches(values[0], $0) }
      guard !onlySwitches || doSwitch else { return nil }
      let differences = values.dropFirst().map { $0 - values[0] }
      let moves = ranks.dropFirst().map { $0[c] - ranks[0][c] }
      let largest = differences.filter(\.isFinite).map(abs).max() ?? .nan
      let name = comparison.regions.first { $0.code == codes[c] }?.name ?? ""
      let bands = comparison.runs.indices.map { ends(codes[c], [codes[c]], run: $0) }
      return AnalysisTable.Row(
        [codes[c], name],
        values + (hasBands ? bands.flatMap(\.own) : []) + differences
          + (hasBands ? bands.dropFirst().flatMap(\.difference) : []) + ranks.map { $0[c] } + moves
          + [doSwitch ? 1 : 0, largest])
    }
    var table = AnalysisTable(
      onlySwitches
        ? "Regions whose sign differs from \(comparison.runs[0].label), \(year)"
        : "Regions by the size of the difference, \(year)",
      keys: [.region, .regionName], columns: regionColumns, rows: rows,
      notices: comparison.notices)
    table.rank(by: "largest_difference", count: count)
    return table
  }

  private var regionColumns: [AnalysisTable.Column] {
    let labels = comparison.runs.map(\.label)
    func hidden(_ name: String) -> AnalysisTable.Column {
      .init(name, label: "", unit: indicator.unit, decimals: decimals, isShown: false)
    }
    let own =
      hasBands
      ? labels.flatMap { [hidden("change_\($0)_p05"), hidden("change_\($0)_p95")] } : []
    let both =
      hasBands
      ? labels.dropFirst()
        .flatMap { label -> [AnalysisTable.Column] in
          [
            column("difference_\(label)_low", "from"), column("difference_\(label)_high", "to"),
          ]
        } : []
    return labels.map { column("change_\($0)", $0) } + own
      + labels.dropFirst().map { column("difference_\($0)", "diff. \($0)") } + both
      + labels.enumerated()
      .map { .init("rank_\($1)", label: "rank \($0 + 1)", decimals: 0) }
      + labels.dropFirst()
      .map { .init("rank_move_\($0)", label: "move", decimals: 0, isShown: false) }
      + [
        .init("sign_switch", label: "switch", decimals: 0, isShown: false),
        .init(
          "largest_difference", label: "largest", unit: indicator.unit, decimals: decimals,
          isShown: false),
      ]
  }

  /// All common years of the same regions, one column for each run.
  package func years(placeName: String, placeCode: String? = nil) -> AnalysisTable {
    AnalysisTable(
      "\(indicator.label.capitalizedFirst) in \(placeName) by year",
      keys: [.init("year", label: "Year")],
      columns: comparison.runs.flatMap { run in
        [column("change_\(run.label)", run.label)]
          + (run.draws > 0
            ? [column("change_\(run.label)_p05", "from"), column("change_\(run.label)_p95", "to")]
            : [])
      },
      rows: comparison.years.map { year in
        let values = codes.map { comparison.change(indicator, $0, year: year) }
        return AnalysisTable.Row(
          ["\(year)"],
          comparison.runs.indices.flatMap { k -> [Double] in
            let run = comparison.runs[k]
            let band = comparison.ownBand(
              indicator, placeCode ?? placeName, regions: codes, run: k, year: year)
            return [values.reduce(0) { $1[k].isFinite ? $0 + $1[k] : $0 }]
              + (run.draws > 0 ? [band?.low ?? .nan, band?.high ?? .nan] : [])
          })
      }, notices: comparison.notices)
  }

  /// Whether two changes have different signs, both larger than `least`.
  static func switches(_ a: Double, _ b: Double) -> Bool {
    abs(a) >= least && abs(b) >= least && (a > 0) != (b > 0)
  }

  /// Ranks from 1, the smallest value first; equal values share their mean rank; nan stays nan.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.filter { values[$0].isFinite }.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: .nan, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for k in start...end { ranks[order[k]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }

  /// Spearman's correlation of ranks; nan for fewer than two regions or equal values throughout.
  static func rankCorrelation(_ pairs: [(Double, Double)]) -> Double {
    let (a, b) = (ranks(pairs.map(\.0)), ranks(pairs.map(\.1)))
    let mean = Double(pairs.count + 1) / 2
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      ab += (x - mean) * (y - mean)
      aa += (x - mean) * (x - mean)
      bb += (y - mean) * (y - mean)
    }
    return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : .nan
  }
}

extension String {
  /// The first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
