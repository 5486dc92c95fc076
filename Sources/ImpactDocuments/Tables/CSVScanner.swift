import ImpactDiagnostics

/// One pass over the bytes of a CSV file that notes where cells begin and end.
struct CSVScanner {
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  let bytes: [UInt8]
  let file: String
  private(set) var starts: [Int] = []
  private(set) var ends: [Int] = []
  private(set) var recordLines: [Int] = []
  private(set) var columnCount = 0
  private(set) var problems: [Problem] = []
  private var position = 0
  private var line = 1

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  mutating func run() {
    if bytes.starts(with: Self.byteOrderMark) { position = 3 }
    if bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) == nil {
      problems.append(
        Problem(at: Location(file: file), "the file is not UTF-8", expected: "UTF-8 text"))
      return
    }
    starts.reserveCapacity(bytes.count / 8)
    ends.reserveCapacity(bytes.count / 8)
    while position < bytes.count { takeRecord() }
  }

  private mutating func takeRecord() {
    if skipEmptyLine() { return }
    let first = starts.count
    let startLine = line
    repeat {
      if bytes.indices.contains(position), bytes[position] == UInt8(ascii: "\"") {
        takeQuoted()
      } else {
        takePlain()
      }
    } while takeSeparator()
    let count = starts.count - first
    if recordLines.isEmpty { columnCount = count }
    recordLines.append(startLine)
    if count != columnCount {
      problems.append(
        Problem(
          at: Location(file: file, line: startLine), "the row has \(count) fields",
          expected: "\(columnCount) fields as in the header"))
    }
  }

  private mutating func skipEmptyLine() -> Bool {
    if bytes[position] == UInt8(ascii: "\n") {
      position += 1
    } else if isLineEnd(position) {
      position += 2
    } else {
      return false
    }
    line += 1
    return true
  }

  private func isLineEnd(_ k: Int) -> Bool {
    bytes[k] == UInt8(ascii: "\n")
      || (bytes[k] == UInt8(ascii: "\r") && k + 1 < bytes.count
        && bytes[k + 1] == UInt8(ascii: "\n"))
  }

  private mutating func takePlain() {
    starts.append(position)
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") { break }
      if byte == UInt8(ascii: "\r") {
        if isLineEnd(position) { break }
        report("a carriage return stands alone", "lines that end in LF or CRLF")
      }
      position += 1
    }
    ends.append(position)
  }

  private mutating func takeQuoted() {
    let open = line
    position += 1
    starts.append(position)
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      if bytes[position] == UInt8(ascii: "\"") {
        guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") else { break }
        position += 1
      }
      position += 1
    }
    ends.append(position)
    guard position < bytes.count else {
      problems.append(
        Problem(
          at: Location(file: file, line: open), "a quote is never closed",
          expected: "a closing quote"))
      return
    }
    position += 1
    guard position < bytes.count, bytes[position] != UInt8(ascii: ","), !isLineEnd(position) else {
      return
    }
    report("text follows a closing quote", "a comma or the end of the line")
    while position < bytes.count, bytes[position] != UInt8(ascii: ","), !isLineEnd(position) {
      position += 1
    }
  }

  /// Steps over a comma or a line end; true when another field of the record follows.
  private mutating func takeSeparator() -> Bool {
    guard position < bytes.count else { return false }
    if bytes[position] == UInt8(ascii: ",") {
      position += 1
      return true
    }
    position += bytes[position] == UInt8(ascii: "\r") ? 2 : 1
    line += 1
    return false
  }

  private mutating func report(_ message: String, _ expected: String) {
    problems.append(
      Problem(at: Location(file: file, line: line), message, expected: expected))
  }
}
