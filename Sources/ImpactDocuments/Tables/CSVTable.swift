package import ImpactDiagnostics

/// A CSV table read whole: a header line and rows of text cells, each with its place in the file.
///
/// See `CSVCells` for what is accepted. Large numeric tables are read through `cells` instead.
package struct CSVTable: Sendable {
  package let file: String
  package let header: [String]
  /// Cells row by row.
  package let rows: [[String]]
  /// Line of each row in the file, counted from 1.
  package let lines: [Int]
  /// The same cells as places in the bytes; record k + 1 is row k.
  package let cells: CSVCells

  /// Parses UTF-8 text; throws `ProblemReport` with every malformed row.
  package init(text: String, file: String) throws {
    try self.init(bytes: Array(text.utf8), file: file)
  }

  /// Parses UTF-8 bytes; throws `ProblemReport` with every malformed row.
  package init(bytes: [UInt8], file: String) throws {
    let cells = try CSVCells(bytes: bytes, file: file)
    let columns = 0..<cells.columnCount
    self.file = file
    self.cells = cells
    header = columns.map { cells.text(0, $0) }
    rows = (1..<max(cells.recordCount, 1))
      .map { record in
        columns.map { cells.text(record, $0) }
      }
    lines = Array(cells.recordLines.dropFirst())
    let repeated = columns.filter { header[..<$0].contains(header[$0]) }
    guard repeated.isEmpty else {
      throw ProblemReport(
        repeated.map {
          Problem(
            at: cells.location(0, $0), "column `\(header[$0])` appears twice",
            expected: "a name of its own for every column")
        })
    }
  }

  /// Index of a named column, or a problem.
  package func column(_ name: String) throws -> Int {
    guard let index = header.firstIndex(of: name) else {
      throw ProblemReport([
        Problem(
          at: Location(file: file), "there is no column `\(name)`",
          expected: "columns \(header.joined(separator: ", ")) to include it")
      ])
    }
    return index
  }

  /// Indices of all named columns, or a problem for each that is missing or not known.
  package func columns(exactly names: [String]) throws -> [Int] {
    var problems = names.filter { !header.contains($0) }
      .map {
        Problem(
          at: Location(file: file), "there is no column `\($0)`",
          expected: "columns \(names.joined(separator: ", "))")
      }
    for (k, name) in header.enumerated() where !names.contains(name) {
      problems.append(
        Problem(
          at: cells.location(0, k), "column `\(name)` is not known",
          expected: "columns \(names.joined(separator: ", "))"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return names.compactMap { header.firstIndex(of: $0) }
  }

  package func location(row: Int) -> Location { Location(file: file, line: lines[row]) }

  /// Line and column of a cell.
  package func location(row: Int, column: Int) -> Location { cells.location(row + 1, column) }
}
