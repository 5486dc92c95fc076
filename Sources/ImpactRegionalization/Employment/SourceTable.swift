package import Foundation
package import ImpactDiagnostics
package import ImpactDocuments

/// Rows of a source table as named text and numbers; every fault is collected, thrown at `finish`.
package struct SourceTable {
  package let table: CSVTable
  package private(set) var problems: [Problem] = []

  package init(_ url: URL) throws {
    let data: Data
    do {
      data = try Data(contentsOf: url)
    } catch {
      throw ProblemReport([
        Problem(
          at: Location(file: url.path), "the file cannot be read: \(error.localizedDescription)",
          expected: "a CSV table")
      ])
    }
    table = try CSVTable(text: String(decoding: data, as: UTF8.self), file: url.path)
  }

  /// Rows of a table already read as text; `file` names it in problems.
  package init(text: String, file: String) throws { table = try CSVTable(text: text, file: file) }

  package var rowCount: Int { table.rows.count }

  package func column(_ name: String) throws -> Int { try table.column(name) }

  package func text(_ row: Int, _ column: Int) -> String { table.rows[row][column] }

  /// The number in a cell, or nil when the cell is empty; a cell that is neither is a problem.
  package mutating func number(_ row: Int, _ column: Int) -> Double? {
    let text = table.rows[row][column]
    if text.isEmpty { return nil }
    guard let value = Double(text), value.isFinite else {
      problems.append(
        Problem(
          at: table.location(row: row), path: table.header[column], "`\(text)` is not a number",
          expected: "a finite number or an empty cell"))
      return nil
    }
    return value
  }

  /// The number in a cell that must not be empty.
  package mutating func requiredNumber(_ row: Int, _ column: Int) -> Double? {
    guard !text(row, column).isEmpty else {
      refuse(row, column, "the cell is empty", expected: "a number")
      return nil
    }
    return number(row, column)
  }

  package mutating func refuse(_ row: Int, _ column: Int, _ message: String, expected: String) {
    problems.append(
      Problem(
        at: table.location(row: row), path: table.header[column], message, expected: expected))
  }

  /// Throws everything that was wrong with the table.
  package func finish() throws {
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }
}
