package import ImpactDiagnostics

/// Reads the cells of a table with a fixed set of columns and collects what is wrong with them.
///
/// Columns may stand in any order in the file; here they are named by their place in `names`. Rows
/// count from 0 below the header.
package struct TableReader {
  package let cells: CSVCells
  package let names: [String]
  package private(set) var problems: [Problem] = []
  /// Column in the file of each name.
  private let columns: [Int]

  /// Throws `ProblemReport` when the text is malformed, or a column is missing or not known.
  package init(bytes: [UInt8], file: String, columns names: [String]) throws {
    cells = try CSVCells(bytes: bytes, file: file)
    self.names = names
    let cells = self.cells
    let header = (0..<cells.columnCount).map { cells.text(0, $0) }
    let expected = "columns \(names.joined(separator: ", "))"
    var problems = names.filter { !header.contains($0) }
      .map {
        Problem(at: Location(file: file), "there is no column `\($0)`", expected: expected)
      }
    for (k, name) in header.enumerated() where !names.contains(name) {
      problems.append(
        Problem(at: cells.location(0, k), "column `\(name)` is not known", expected: expected))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    columns = names.compactMap { header.firstIndex(of: $0) }
  }

  package var rowCount: Int { cells.recordCount - 1 }

  package func text(_ row: Int, _ column: Int) -> String { cells.text(row + 1, columns[column]) }

  package func isEmpty(_ row: Int, _ column: Int) -> Bool {
    cells.isEmpty(row + 1, columns[column])
  }

  package func location(_ row: Int, _ column: Int) -> Location {
    cells.location(row + 1, columns[column])
  }

  package mutating func report(
    _ row: Int, _ column: Int, _ message: String, expected: String
  ) {
    problems.append(Problem(at: location(row, column), message, expected: expected))
  }

  /// A text that must not be empty.
  package mutating func required(_ row: Int, _ column: Int) -> String {
    let text = text(row, column)
    if text.isEmpty { report(row, column, "`\(names[column])` is empty", expected: "a text") }
    return text
  }

  /// A number; nil when the cell is empty or, with a problem, when it is no number.
  package mutating func optionalNumber(_ row: Int, _ column: Int) -> Double? {
    guard !isEmpty(row, column) else { return nil }
    if let value = cells.number(row + 1, columns[column]) { return value }
    report(
      row, column, "`\(text(row, column))` in `\(names[column])` is not a number",
      expected: "a finite decimal number, or nothing when unknown")
    return nil
  }

  /// A number that must be there; nil, with a problem, when it is not.
  package mutating func number(_ row: Int, _ column: Int) -> Double? {
    if let value = cells.number(row + 1, columns[column]) { return value }
    let text = text(row, column)
    report(
      row, column,
      text.isEmpty
        ? "`\(names[column])` is empty" : "`\(text)` in `\(names[column])` is not a number",
      expected: "a finite decimal number")
    return nil
  }

  /// `true` or `false`; false, with a problem, for anything else.
  package mutating func flag(_ row: Int, _ column: Int) -> Bool {
    let text = text(row, column)
    if text != "true" && text != "false" {
      report(
        row, column, "`\(text)` in `\(names[column])` is not known", expected: "true or false")
    }
    return text == "true"
  }

  /// Reports a code that stands in an earlier row already; true when it is new.
  package mutating func isNew(
    _ code: String, _ row: Int, _ column: Int, in seen: inout [String: Int]
  ) -> Bool {
    guard let first = seen[code] else {
      seen[code] = row
      return true
    }
    report(
      row, column, "`\(code)` in `\(names[column])` appears twice",
      expected: "one row for each; the first is on line \(location(first, column).line)")
    return false
  }

  package func finish() throws {
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
