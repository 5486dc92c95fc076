import ImpactDiagnostics
import ImpactDocuments

/// The first lines of a table as text: its delimiter, its header and how many columns are labels.
struct TextHead {
  let file: String
  let delimiter: UInt8
  /// The lines above the first line of numbers, field by field.
  let header: [[String]]
  /// Number of columns of labels at the start of each line.
  let labelCount: Int
  /// What the header says of the columns of labels; empty where it says nothing.
  let labelNames: [String]
  /// What the header says of its own lines, where it says so; empty otherwise.
  let levelNames: [String]
  /// Number of columns of numbers.
  var numberCount: Int { (header.last?.count ?? 0) - labelCount }
  /// Place of the first line of data in the bytes.
  let start: Int
  /// Line of the first line of data, counted from 1.
  let firstLine: Int

  /// Words that stand above columns of labels, in lower case.
  static let labelWords: Set<String> = [
    "", "region", "regions", "country", "countries", "industry", "industries", "sector", "sectors",
    "product", "products", "code", "codes", "name", "category", "label", "labels", "rowlabels",
    "row", "rows", "v1", "unnamed: 0", "unnamed: 1", "industrycode", "industrydescription", "rnr",
    "stressor", "extension", "index", "nuts", "nuts2", "nuts-2", "nuts_2", "unit", "year",
    "country_code", "sector_code", "region_code", "industry_code", "description", "impact",
  ]

  /// Reads the head from the first bytes of a file.
  ///
  /// `isWhole` says that the bytes are the whole file. Throws `ProblemReport` when the text has no
  /// header, no delimiter or no line of numbers, or is not UTF-8.
  init(bytes: [UInt8], file: String, isWhole: Bool) throws {
    self.file = file
    try Self.checkEncoding(bytes, file)
    let top = try Self.top(bytes, file, isWhole)
    delimiter = top.delimiter
    let (header, data) = (top.header, top.data)
    let width = Self.fields(bytes[data.range], delimiter).count
    // Title lines above the header have other widths.
    let fitting = header.filter { $0.count == width }
    let names = fitting.count > 1 ? fitting.last.flatMap { Self.isIndexNames($0) ? $0 : nil } : nil
    self.header = names == nil ? fitting : Array(fitting.dropLast())
    guard !header.joined().contains(where: { $0.contains("\u{FFFD}") }) else {
      throw Self.fault(file, 1, "the file is not UTF-8", "UTF-8 text: save it as CSV (UTF-8)")
    }
    guard !fitting.isEmpty else {
      throw Self.fault(
        file, data.line, "the row has \(width) fields",
        "\(header.last?.count ?? 0) fields as in the header")
    }
    labelCount = names.map { $0.count { !$0.trimmed.isEmpty } } ?? Self.labels(self.header)
    labelNames = ((names ?? self.header.last) ?? []).prefix(labelCount).map(\.trimmed)
    levelNames = Self.levels(self.header, areNamed: names != nil)
    start = data.range.lowerBound
    firstLine = data.line
  }

  /// The same head for a table whose last column alone is a number.
  func withOneNumber() -> TextHead {
    TextHead(self, labelCount: max(1, (header.last?.count ?? 1) - 1))
  }

  private init(_ head: TextHead, labelCount: Int) {
    (file, delimiter, header) = (head.file, head.delimiter, head.header)
    (start, firstLine) = (head.start, head.firstLine)
    self.labelCount = labelCount
    labelNames = (head.header.last ?? []).prefix(labelCount).map(\.trimmed)
    levelNames = []
  }

  private static func fault(
    _ file: String, _ line: Int, _ message: String, _ expected: String
  ) -> ProblemReport {
    ProblemReport([Problem(at: Location(file: file, line: line), message, expected: expected)])
  }

  private static func checkEncoding(_ bytes: [UInt8], _ file: String) throws {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw fault(file, 1, "the file is UTF-16", "UTF-8 text: save it as CSV (UTF-8)")
    }
    if bytes.prefix(4096).contains(0) {
      throw fault(file, 1, "the file holds bytes that are no text", "a table as UTF-8 text")
    }
  }

  /// The delimiter, the lines above the first line of numbers, and that line.
  private static func top(
    _ bytes: [UInt8], _ file: String, _ isWhole: Bool
  ) throws -> (delimiter: UInt8, header: [[String]], data: LineSplitter.Line) {
    var lines = LineSplitter(bytes: bytes, isWhole: isWhole)
    guard let first = lines.next() else {
      throw fault(file, 1, "the file is empty", "a header line and lines of numbers")
    }
    let delimiter = try delimiter(bytes[first.range], file, first.line)
    var header: [[String]] = []
    var line: LineSplitter.Line? = first
    while let current = line {
      let fields = fields(bytes[current.range], delimiter)
      if isNumbers(fields, below: header) { break }
      header.append(fields)
      guard header.count <= 12 else {
        throw fault(
          file, 1, "the first 12 lines hold no line of numbers",
          "header lines, then lines of labels and numbers")
      }
      line = lines.next()
    }
    guard let data = line, !header.isEmpty else {
      throw fault(
        file, 1, "there is no line of numbers",
        "a header line with labels, then lines of labels and numbers")
    }
    return (delimiter, header, data)
  }

  /// The most frequent of tab, semicolon and comma, outside quotes.
  private static func delimiter(
    _ line: ArraySlice<UInt8>, _ file: String, _ number: Int
  ) throws -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    let best = candidates.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
    guard let best, (counts[best] ?? 0) > 0 else {
      throw fault(
        file, number, "no comma, semicolon or tab separates the first line",
        "columns separated by commas, semicolons or tabs")
    }
    return best
  }

  /// The texts of one line, without their quotes.
  static func fields(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    let quote = UInt8(ascii: "\"")
    var k = line.startIndex
    while k < line.endIndex {
      let byte = line[k]
      if byte == quote {
        if isQuoted, k + 1 < line.endIndex, line[k + 1] == quote {
          field.append(quote)
          k += 1
        } else {
          isQuoted.toggle()
        }
      } else if byte == delimiter, !isQuoted {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
      } else {
        field.append(byte)
      }
      k += 1
    }
    return fields + [String(decoding: field, as: UTF8.self)]
  }

  /// Whether a line is the first of the data: half of its fields, four labels apart, look like
  /// numbers, the last one among them.
  private static func isNumbers(_ fields: [String], below header: [[String]]) -> Bool {
    guard !header.isEmpty, fields.count > 1 else { return false }
    let numbers = fields.count { looksLikeNumber($0) }
    let last = fields[fields.count - 1]
    // One number at the end, below a word for it: a table in long form.
    if numbers > 0, looksLikeNumber(last),
      ["obsvalue", "value"].contains(header.last?.last?.trimmed.lowercased() ?? "")
    {
      return true
    }
    return numbers > 0 && 2 * numbers >= fields.count - 4
      && (looksLikeNumber(fields[fields.count - 1]) || 2 * numbers > fields.count)
  }

  /// A number, or what was meant to be one: digits with points, commas, signs and exponents.
  static func looksLikeNumber(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.contains { (48...57).contains($0) }
      && bytes.allSatisfy { (43...57).contains($0) || $0 | 0x20 == 0x65 || $0 == 0x20 }
  }

  /// Leading columns whose lowest header is empty or a word for labels.
  private static func labels(_ header: [[String]]) -> Int {
    guard let lowest = header.last else { return 1 }
    let count = lowest.prefix { labelWords.contains($0.trimmed.lowercased()) }.count
    return max(1, min(count, lowest.count - 1))
  }

  /// The first cells of the header lines, where they name the lines: above a line with the names of
  /// the columns of labels, or when they hold a region and a code of their own.
  private static func levels(_ header: [[String]], areNamed: Bool) -> [String] {
    let names = header.map { $0[0].trimmed.lowercased() }
    let isSplit = names.count == 2 && names.contains("region") && names.contains("sector")
    return areNamed || isSplit ? names : []
  }

  /// A header line that names the columns of labels only, as pandas writes it below the others.
  private static func isIndexNames(_ fields: [String]) -> Bool {
    let named = fields.prefix { !$0.trimmed.isEmpty }.count
    return (1...8).contains(named) && named < fields.count
      && fields.dropFirst(named).allSatisfy { $0.trimmed.isEmpty }
  }
}

extension String {
  /// Without spaces at both ends.
  var trimmed: String {
    let utf8 = Array(self.utf8)
    guard utf8.first == 0x20 || utf8.last == 0x20 || utf8.first == 9 || utf8.last == 9 else {
      return self
    }
    let start = utf8.firstIndex { $0 != 0x20 && $0 != 9 } ?? utf8.endIndex
    let end = utf8.lastIndex { $0 != 0x20 && $0 != 9 } ?? start - 1
    return String(decoding: utf8[start..<max(start, end + 1)], as: UTF8.self)
  }
}

/// Lines of text, one after the other; empty lines are stepped over.
struct LineSplitter {
  struct Line {
    /// Without the line end.
    let range: Range<Int>
    /// Counted from 1.
    let line: Int
  }

  let bytes: [UInt8]
  /// Whether the last line is complete without a line end.
  let isWhole: Bool
  private var position: Int
  private var line = 1

  init(bytes: [UInt8], isWhole: Bool) {
    self.bytes = bytes
    self.isWhole = isWhole
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func next() -> Line? {
    while position < bytes.count {
      let feed = bytes[position...].firstIndex(of: UInt8(ascii: "\n"))
      guard feed != nil || isWhole else { return nil }
      let start = position
      var end = feed ?? bytes.count
      let number = line
      position = end + 1
      line += 1
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      if end > start { return Line(range: start..<end, line: number) }
    }
    return nil
  }
}
