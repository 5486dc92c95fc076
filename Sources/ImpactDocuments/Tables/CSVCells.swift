package import ImpactDiagnostics

/// The cells of a CSV file as places in its bytes: nothing is decoded before it is asked for.
///
/// Commas separate; a field may be quoted, with doubled quotes inside and line feeds kept. Lines end
/// in LF or CRLF; a byte-order mark is skipped; empty lines are skipped. Every record must have as
/// many fields as the first. Record 0 is the header.
package struct CSVCells: Sendable {
  package let file: String
  /// Number of fields of every record.
  package let columnCount: Int
  /// Number of records, header included.
  package let recordCount: Int
  let bytes: [UInt8]
  /// Content of each cell without its quotes, record by record.
  let starts: [Int]
  let ends: [Int]
  /// Line of each record, counted from 1.
  let recordLines: [Int]

  /// Scans UTF-8 bytes; throws `ProblemReport` with every malformed record.
  package init(bytes: [UInt8], file: String) throws {
    var scanner = CSVScanner(bytes: bytes, file: file)
    scanner.run()
    guard scanner.problems.isEmpty else { throw ProblemReport(scanner.problems) }
    guard !scanner.recordLines.isEmpty else {
      throw ProblemReport([
        Problem(at: Location(file: file), "the table is empty", expected: "a header line")
      ])
    }
    self.file = file
    self.bytes = bytes
    columnCount = scanner.columnCount
    recordCount = scanner.recordLines.count
    starts = scanner.starts
    ends = scanner.ends
    recordLines = scanner.recordLines
    try checkHeader()
  }

  private func checkHeader() throws {
    let header = (0..<columnCount).map { text(0, $0) }
    let repeated = header.indices.filter { header[..<$0].contains(header[$0]) }
    guard repeated.isEmpty else {
      throw ProblemReport(
        repeated.map {
          Problem(
            at: location(0, $0), "column `\(header[$0])` appears twice",
            expected: "a name of its own for every column")
        })
    }
  }

  /// Where the content of a cell stands in the bytes.
  package func range(_ record: Int, _ column: Int) -> Range<Int> {
    let cell = record * columnCount + column
    return starts[cell]..<ends[cell]
  }

  package func isEmpty(_ record: Int, _ column: Int) -> Bool { range(record, column).isEmpty }

  package func text(_ record: Int, _ column: Int) -> String {
    let range = range(record, column)
    let quote = UInt8(ascii: "\"")
    guard range.lowerBound > 0, bytes[range.lowerBound - 1] == quote, bytes[range].contains(quote)
    else { return String(decoding: bytes[range], as: UTF8.self) }
    var content: [UInt8] = []
    var k = range.lowerBound
    while k < range.upperBound {
      content.append(bytes[k])
      k += bytes[k] == quote ? 2 : 1
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// The number in a cell; nil when it is not a finite decimal number.
  package func number(_ record: Int, _ column: Int) -> Double? {
    DecimalNumber.parse(bytes, range(record, column))
  }

  /// Line and column of a cell; columns count characters from 1.
  package func location(_ record: Int, _ column: Int = 0) -> Location {
    let start = range(record, column).lowerBound
    var line = recordLines[record]
    var lineStart = range(record, 0).lowerBound
    while lineStart > 0, bytes[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
    for k in lineStart..<start where bytes[k] == UInt8(ascii: "\n") {
      line += 1
      lineStart = k + 1
    }
    if lineStart == 0, bytes.starts(with: CSVScanner.byteOrderMark) { lineStart = 3 }
    let characters = bytes[lineStart..<start].count { $0 & 0xC0 != 0x80 }
    return Location(file: file, line: line, column: characters + 1)
  }
}
