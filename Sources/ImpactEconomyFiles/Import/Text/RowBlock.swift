import CImpactText
import ImpactDiagnostics
import ImpactDocuments

/// Some lines of a numeric table, read: their labels, their numbers and what is wrong with them.
struct RowBlock {
  /// A cell that is not a plain number.
  struct OddCell {
    /// Row in the block.
    let row: Int
    /// Column of numbers, counted from 0.
    let column: Int
    let text: String
    /// Bytes before it on its line.
    let offset: Int
  }

  /// A line whose form is wrong.
  struct BrokenLine {
    /// Line in the block, counted from 0.
    let line: Int
    let message: String
    let expected: String
  }

  /// Labels of each row.
  private(set) var labels: [[String]] = []
  /// Line of each row in the block, counted from 0.
  private(set) var lines: [Int] = []
  /// Row by row; a cell that is no number holds 0.
  private(set) var values: [Double] = []
  private(set) var oddCells: [OddCell] = []
  /// Odd cells in all, which may be more than are kept.
  private(set) var oddCount = 0
  private(set) var broken: [BrokenLine] = []
  /// Number of line ends.
  private(set) var lineCount = 0

  /// Room for so many faults of a block at first; and so many odd cells are kept.
  static let mostFaults = 4096

  /// Reads whole lines.
  ///
  /// Unusual but sound numbers (a plus sign, spaces, quotes, many digits) are
  /// taken as they are meant, nearest double.
  init(_ text: [UInt8], head: TextHead) {
    let numbers = head.numberCount
    let ends = Int(impact_text_lines(text, Int64(text.count))) + 1
    var spans = [Int64](repeating: 0, count: 2 * ends * head.labelCount)
    var lineOfRow = [Int64](repeating: 0, count: ends)
    var faults: [impact_text_fault] = []
    var result = impact_text_result()
    let layout = impact_text_layout(
      delimiter: head.delimiter, labels: Int64(head.labelCount), numbers: Int64(numbers))
    values = [Double](unsafeUninitializedCapacity: ends * numbers) { buffer, filled in
      Self.withRoom(&faults) { room in
        result = impact_text_rows(
          text, Int64(text.count), layout, buffer.baseAddress, &spans, &lineOfRow, Int64(ends),
          &room, Int64(room.count))
        return Int(result.faults)
      }
      filled = Int(result.rows) * numbers
    }
    lineCount = Int(result.lines)
    let rows = Int(result.rows)
    lines = lineOfRow[..<rows].map { Int($0) }
    labels = (0..<rows)
      .map { row in
        (0..<head.labelCount)
          .map { k in
            let at = 2 * (row * head.labelCount + k)
            let cell = text[Int(spans[at])..<Int(spans[at + 1])]
            return Self.text(cell)
          }
      }
    takeFaults(faults[...], text, head)
    checkLabels()
  }

  /// Calls `read` with room for faults, and once more with enough of it when there are more: every
  /// unusual number must be looked at.
  static func withRoom(
    _ faults: inout [impact_text_fault], _ read: (inout [impact_text_fault]) -> Int
  ) {
    let empty = impact_text_fault(row: 0, column: 0, start: 0, end: 0, kind: 0)
    var room = [impact_text_fault](repeating: empty, count: mostFaults)
    var found = read(&room)
    if found > room.count {
      room = [impact_text_fault](repeating: empty, count: found)
      found = read(&room)
    }
    faults = Array(room[..<found])
  }

  /// Labels in another encoding than UTF-8.
  private mutating func checkLabels() {
    for (row, texts) in labels.enumerated() where texts.contains(where: { $0.contains("\u{FFFD}") })
    {
      broken.append(
        BrokenLine(line: lines[row], message: "a label is not UTF-8", expected: "UTF-8 text"))
    }
  }

  static func text(_ cell: ArraySlice<UInt8>) -> String {
    guard cell.first == UInt8(ascii: "\"") else {
      return String(decoding: cell, as: UTF8.self).trimmed
    }
    return (TextHead.fields(cell, 0).first ?? "").trimmed
  }

  private mutating func takeFaults(
    _ faults: ArraySlice<impact_text_fault>, _ text: [UInt8], _ head: TextHead
  ) {
    let (labels, numbers) = (head.labelCount, head.numberCount)
    for fault in faults {
      let (row, column) = (Int(fault.row), Int(fault.column))
      switch Int(fault.kind) {
      case IMPACT_TEXT_RAGGED_LINE:
        broken.append(
          BrokenLine(
            line: lines[row], message: "the row has \(column) fields",
            expected: "\(labels + numbers) fields as in the header"))
      case IMPACT_TEXT_OPEN_QUOTE:
        broken.append(
          BrokenLine(
            line: lines[row], message: "a quote is not closed on its line",
            expected: "a closing quote"))
      default:
        let (start, end) = (Int(fault.start), Int(fault.end))
        let cell = Self.text(text[start..<end])
        if let value = Self.careful(cell) {
          values[row * numbers + column] = value
        } else {
          var lineStart = start
          while lineStart > 0, text[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
          if oddCells.count < Self.mostFaults {
            oddCells.append(
              OddCell(row: row, column: column, text: cell, offset: start - lineStart))
          }
          oddCount += 1
        }
      }
    }
  }

  /// Numbers that the fast way leaves: many digits, large exponents, `+1`, `.5`, `5.`.
  static func careful(_ text: String) -> Double? {
    if let value = DecimalNumber.parse(text) { return value }
    guard let first = text.utf8.first,
      first == UInt8(ascii: "+") || first == UInt8(ascii: ".")
        || first == UInt8(ascii: "-") || text.utf8.contains(UInt8(ascii: "."))
    else { return nil }
    let allowed = Set("+-.eE0123456789".utf8)
    guard text.utf8.allSatisfy(allowed.contains),
      text.utf8.contains(where: { (48...57).contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}
