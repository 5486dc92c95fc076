/// Which lines of which runs are asked for; an empty list means all.
package struct ResultQuery: Sendable, Hashable {
  /// Identifiers of scenarios.
  package var scenarios: [String] = []
  /// Codes of regions, countries, territories or zones, as in `results.csv`.
  package var regions: [String] = []
  /// Codes of industries, `ALL` or `AUTO`.
  package var industries: [String] = []
  /// Years.
  package var years: [Int] = []
  /// Indicators such as `employment`.
  package var indicators: [String] = []
  /// Effects such as `total`.
  package var effects: [String] = []

  /// Everything.
  package init() {}

  /// The columns of an answer, in order.
  package static let columns = [
    "run", "scenario", "region", "industry", "year", "indicator", "effect", "lever", "value", "p05",
    "p50", "p95", "unit",
  ]

  /// `WHERE …` with a mark for each value, and the values as texts; empty when all is asked for.
  package var condition: (sql: String, values: [String]) {
    let lists = [
      ("scenario", scenarios), ("region", regions), ("industry", industries),
      ("year", years.map(String.init)), ("indicator", indicators), ("effect", effects),
    ]
    let used = lists.filter { !$0.1.isEmpty }
    guard !used.isEmpty else { return ("", []) }
    let parts = used.map { name, values in
      let marks = values.map { _ in name == "year" ? "CAST(? AS INTEGER)" : "?" }
      return "\(name) IN (\(marks.joined(separator: ", ")))"
    }
    return (" WHERE " + parts.joined(separator: " AND "), used.flatMap(\.1))
  }
}

/// An answer: names of columns, and rows of texts; an unknown value is empty.
package struct ResultAnswer: Sendable, Hashable {
  package let columns: [String]
  package let rows: [[String]]

  package init(columns: [String], rows: [[String]]) {
    self.columns = columns
    self.rows = rows
  }
}
