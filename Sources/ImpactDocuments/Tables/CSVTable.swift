package import ImpactDiagnostics

/// A CSV table read whole: a header line and rows of text cells, each with its place in the file.
///
/// Commas separate; a field may be quoted, with doubled quotes inside. Every row must have as many
/// fields as the header.
package struct CSVTable: Sendable {
  package let file: String
  package let header: [String]
  /// Cells row by row.
  package let rows: [[String]]
  /// Line of each row in the file, counted from 1.
  package let lines: [Int]

  /// Parses UTF-8 text; throws `ProblemReport` with every malformed row.
  package init(text: String, file: String) throws {
    var records: [(line: Int, fields: [String])] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var quoted = false
    var line = 1
    var start = 1
    let bytes = Array(text.utf8)
    var k = 0
    func take() {
      fields.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    while k < bytes.count {
      let byte = bytes[k]
      if quoted {
        if byte == UInt8(ascii: "\""), k + 1 < bytes.count, bytes[k + 1] == byte {
          field.append(byte)
          k += 1
        } else if byte == UInt8(ascii: "\"") {
          quoted = false
        } else {
          if byte == UInt8(ascii: "\n") { line += 1 }
          field.append(byte)
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        quoted = true
      } else if byte == UInt8(ascii: ",") {
        take()
      } else if byte == UInt8(ascii: "\n") {
        take()
        if fields != [""] { records.append((start, fields)) }
        fields.removeAll(keepingCapacity: true)
        line += 1
        start = line
      } else if byte != UInt8(ascii: "\r") {
        field.append(byte)
      }
      k += 1
    }
    if !field.isEmpty || !fields.isEmpty {
      take()
      records.append((start, fields))
    }
    var problems: [Problem] = []
    if quoted {
      problems.append(
        Problem(at: Location(file: file, line: start), "a quote is never closed", expected: "a closing quote"))
    }
    guard let first = records.first else {
      throw ProblemReport([
        Problem(at: Location(file: file), "the table is empty", expected: "a header line")
      ])
    }
    for record in records.dropFirst() where record.fields.count != first.fields.count {
      problems.append(
        Problem(
          at: Location(file: file, line: record.line),
          "the row has \(record.fields.count) fields",
          expected: "\(first.fields.count) fields as in the header"))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    self.file = file
    self.header = first.fields
    self.rows = records.dropFirst().map(\.fields)
    self.lines = records.dropFirst().map(\.line)
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
}
