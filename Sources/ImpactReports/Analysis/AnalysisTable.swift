package import ImpactDiagnostics

/// A table of an analysis: rows named by codes, with numbers in units.
///
/// The same rows are written for people, as CSV and as JSON. A number that is not known is `nan`: a
/// dash for people, an empty field in CSV, null in JSON.
package struct AnalysisTable: Sendable {
  /// A column of numbers.
  package struct Column: Sendable, Hashable {
    /// Stable name for programs, in snake case.
    package let name: String
    /// Heading for people.
    package let label: String
    /// Unit of every number in it; empty for a pure number.
    package let unit: String
    /// Decimals for people.
    package let decimals: Int
    /// Whether people see it; programs always do.
    package let isShown: Bool

    package init(
      _ name: String, label: String, unit: String = "", decimals: Int = 3, isShown: Bool = true
    ) {
      self.name = name
      self.label = label
      self.unit = unit
      self.decimals = decimals
      self.isShown = isShown
    }

    /// The heading of a CSV column: name and, in brackets, the unit.
    var heading: String { unit.isEmpty ? name : "\(name) [\(unit)]" }
  }

  /// A column of texts, such as codes.
  package struct Key: Sendable, Hashable {
    package let name: String
    package let label: String
    /// Whether people see it; programs always do.
    package let isShown: Bool

    package init(_ name: String, label: String, isShown: Bool = true) {
      self.name = name
      self.label = label
      self.isShown = isShown
    }

    package static let region = Key("region", label: "Region")
    package static let regionName = Key("region_name", label: "")
    package static let industry = Key("industry", label: "Industry")
  }

  /// One line: a text for each key and a number for each column.
  package struct Row: Sendable, Hashable {
    package let keys: [String]
    package let values: [Double]

    package init(_ keys: [String], _ values: [Double]) {
      self.keys = keys
      self.values = values
    }
  }

  /// What the table shows, as one line.
  package let title: String
  package let keys: [Key]
  package let columns: [Column]
  package var rows: [Row]
  /// What a reader should know.
  package var notices: [Notice]

  package init(
    _ title: String, keys: [Key], columns: [Column], rows: [Row] = [], notices: [Notice] = []
  ) {
    self.title = title
    self.keys = keys
    self.columns = columns
    self.rows = rows
    self.notices = notices
  }

  /// Keeps the first rows by a column, largest first; unknown numbers come last.
  ///
  /// Ties keep their order. With `count` nil all rows stay. `magnitude` ranks by absolute value.
  package mutating func rank(by name: String, count: Int?, magnitude: Bool = false) {
    guard let column = columns.firstIndex(where: { $0.name == name }) else { return }
    func rank(_ row: Row) -> Double {
      let value = row.values[column]
      return value.isNaN ? -.infinity : magnitude ? abs(value) : value
    }
    let sorted = rows.enumerated()
      .sorted {
        let (a, b) = (rank($0.element), rank($1.element))
        return a == b ? $0.offset < $1.offset : a > b
      }
    rows = sorted.prefix(count ?? rows.count).map(\.element)
  }
}
