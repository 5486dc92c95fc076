import CImpactText
import ImpactDiagnostics

/// Lines with several labels and one number, read: labels stay places in the text.
struct FlatBlock {
  /// What is wrong with the lines of a block.
  struct Faults: Sendable {
    /// Line in the block, and the fields found; -1 for a quote that is not closed.
    var ragged: [(line: Int, fields: Int)] = []
    var odd: [(line: Int, offset: Int, text: String, row: String)] = []

    func problems(_ file: String, from start: Int, head: TextHead) -> [Problem] {
      let wide = ragged.map { fault in
        Problem(
          at: Location(file: file, line: start + fault.line),
          fault.fields < 0
            ? "a quote is not closed on its line" : "the row has \(fault.fields) fields",
          expected: "\(head.labelCount + 1) fields as in the header")
      }
      return wide
        + odd.map {
          CellFaults.problem(
            $0.text, row: $0.row, column: head.header[0].last ?? "",
            at: Location(file: file, line: start + $0.line, column: $0.offset + 1),
            delimiter: head.delimiter)
        }
    }
  }

  private let text: [UInt8]
  private let labelCount: Int
  private let spans: [Int64]
  private let lines: [Int64]
  private let values: [Double]
  private(set) var faults = Faults()
  /// Number of rows.
  let count: Int

  init(_ text: [UInt8], head: TextHead) {
    self.text = text
    labelCount = head.labelCount
    let ends = Int(impact_text_lines(text, Int64(text.count))) + 1
    var spans = [Int64](repeating: 0, count: 2 * ends * head.labelCount)
    var lines = [Int64](repeating: 0, count: ends)
    var found: [impact_text_fault] = []
    var result = impact_text_result()
    let layout = impact_text_layout(
      delimiter: head.delimiter, labels: Int64(head.labelCount), numbers: 1)
    var values = [Double](unsafeUninitializedCapacity: ends) { buffer, filled in
      RowBlock.withRoom(&found) { room in
        result = impact_text_rows(
          text, Int64(text.count), layout, buffer.baseAddress, &spans, &lines, Int64(ends), &room,
          Int64(room.count))
        return Int(result.faults)
      }
      filled = Int(result.rows)
    }
    count = Int(result.rows)
    for fault in found {
      let (row, line) = (Int(fault.row), Int(lines[Int(fault.row)]))
      switch Int(fault.kind) {
      case IMPACT_TEXT_RAGGED_LINE: faults.ragged.append((line, Int(fault.column)))
      case IMPACT_TEXT_OPEN_QUOTE: faults.ragged.append((line, -1))
      default:
        let (start, end) = (Int(fault.start), Int(fault.end))
        let cell = RowBlock.text(text[start..<end])
        if let value = RowBlock.careful(cell) {
          values[row] = value
        } else {
          let lineStart = text[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
          let first = Int(spans[2 * row * head.labelCount])
          let label = String(
            decoding: text[first..<Int(spans[2 * row * head.labelCount + 1])], as: UTF8.self)
          faults.odd.append((line, start - lineStart, cell, label))
        }
      }
    }
    self.spans = spans
    self.lines = lines
    self.values = values
  }

  func value(_ row: Int) -> Double { values[row] }
  func line(_ row: Int) -> Int { Int(lines[row]) }

  private func label(_ row: Int, _ k: Int) -> String {
    let at = 2 * (row * labelCount + k)
    return RowBlock.text(text[Int(spans[at])..<Int(spans[at + 1])])
  }

  /// Region and code of a row from two of its labels.
  func name(_ row: Int, _ region: Int, _ code: Int) -> CellName {
    CellName(region: label(row, region), industry: label(row, code))
  }
}
