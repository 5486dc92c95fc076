import ArgumentParser
import ImpactReports

/// How a list is written.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv
}

/// Rows of text under a header, for people or for programs.
struct Listing {
  let header: [String]
  /// First and last columns set to the left in a table; those between hold numbers.
  let leading: Int
  var trailing = 0
  var rows: [[String]] = []

  /// Writes the list to standard output.
  func write(_ format: ListFormat) throws {
    switch format {
    case .csv:
      let lines = ([header] + rows).map { $0.map(CSVField.text).joined(separator: ",") }
      try Console.write(lines.joined(separator: "\n") + "\n")
    case .table:
      try Console.write(tableText())
    }
  }

  /// The lines of the table; the last column is as wide as it needs.
  func tableText() -> String {
    var table = TextTable(header, leading: leading, trailing: trailing)
    for row in rows { table.add(row) }
    return table.lines(width: .max).map { $0 + "\n" }.joined()
  }
}
