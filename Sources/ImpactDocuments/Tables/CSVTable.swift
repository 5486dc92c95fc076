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

  package func location(row: Int) -> Location { Location(file: file, line: lines[row]) }

  /// Line and column of a cell.
  package func location(row: Int, column: Int) -> Location { cells.location(row + 1, column) }
}
