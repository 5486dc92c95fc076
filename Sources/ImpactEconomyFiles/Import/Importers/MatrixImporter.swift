import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics

/// Reads a table that one file holds as a matrix with labels: rows and columns by region and industry.
struct MatrixImporter {
  let file: InputFile
  let rows: NumericRows
  let columns: TableColumns
  let reader: LabelReader
  let edition: TableEdition

  /// Reads the header and recognises the edition; throws `ProblemReport`.
  init(_ file: InputFile) throws {
    self.file = file
    rows = try NumericRows(file)
    let head = rows.head
    let labels = Self.columnLabels(head)
    var reader = LabelReader(names: head.labelNames, count: head.labelCount)
    reader.numbered = TableEdition.wiodNumbers
    let levels = LabelReader(
      names: head.levelNames,
      count: head.header.count)
    var columnReader = levels
    columnReader.numbered = TableEdition.wiodNumbers
    columns = try TableColumns(
      labels, reader: columnReader, file: file.name, headerLine: max(1, head.firstLine - 1))
    self.reader = reader
    edition = TableEdition.recognise(
      industries: Set(columns.industries), finals: Set(columns.finals.map(\.code)),
      regions: Set(columns.regions))
  }

  /// The labels of each column of numbers, from the top.
  private static func columnLabels(_ head: TextHead) -> [[String]] {
    (head.labelCount..<head.labelCount + head.numberCount)
      .map { column in head.header.map { $0[column].trimmed } }
  }

  /// Reads the numbers; throws `ProblemReport` with every fault of the file.
  func table() throws -> RawTable {
    let (n, m) = (columns.dimension, columns.finals.count)
    guard n <= 40_000 else {
      throw ProblemReport([
        Problem(
          at: Location(file: file.name), "the table has \(n) regions and industries",
          expected: "at most 40,000: aggregate it, or use an economy in factors")
      ])
    }
    var found: [(line: Int, value: MatrixFill.Found)] = []
    var (finalUses, output): ([Double], [Double]) = ([], [])
    let intermediate = try [Double]
      .filled(n * n) { z in
        finalUses = try [Double]
          .filled(n * m) { y in
            output = try [Double]
              .filled(n) { x in
                let arrays = MatrixFill.Arrays(intermediate: z, finalUses: y, output: x)
                let fill = MatrixFill(columns, reader: reader, arrays: arrays)
                found = try rows.map(fill.take)
                fill.clearMissing()
              }
          }
      }
    try check(found)
    var raw = RawTable(
      regions: columns.regions, industries: columns.industries, finals: columns.finals,
      primaries: [], intermediate: Matrix(rows: n, columns: n, values: intermediate),
      finalUses: Matrix(rows: n, columns: m, values: finalUses),
      primaryInputs: Matrix(rows: 0, columns: n),
      primaryInputsOfFinalUses: Matrix(rows: 0, columns: m),
      output: columns.roles.contains(.output) ? output : nil)
    takeOthers(found, into: &raw)
    return raw
  }

  /// Primary inputs, the row of output and what was read as zero.
  private func takeOthers(
    _ found: [(line: Int, value: MatrixFill.Found)], into raw: inout RawTable
  ) {
    let (n, m) = (columns.dimension, columns.finals.count)
    let rows = found.flatMap(\.value.primaries)
    var ofCells = Matrix(rows: rows.count, columns: n)
    var ofFinals = Matrix(rows: rows.count, columns: m)
    for (p, row) in rows.enumerated() {
      let (cells, finals) = spread(row.values)
      for j in 0..<n { ofCells[p, j] = cells[j] }
      for c in 0..<m { ofFinals[p, c] = finals[c] }
    }
    raw.primaries = rows.map(\.label)
    raw.primaryInputs = ofCells
    raw.primaryInputsOfFinalUses = ofFinals
    if raw.output == nil {
      raw.output = found.flatMap(\.value.output).first.map { spread($0.values).cells }
    }
    let empty = found.reduce(0) { $0 + $1.value.empty }
    if empty > 0 {
      raw.notices.append(
        Notice(
          "empty-read-as-zero", "\(empty) empty cells of primary inputs and output were read as 0"))
    }
  }

  /// A row of the file in the order of the axes.
  private func spread(_ values: [Double]) -> (cells: [Double], finals: [Double]) {
    var cells = [Double](repeating: 0, count: columns.dimension)
    var finals = [Double](repeating: 0, count: columns.finals.count)
    let places = Dictionary(zip(columns.finals, columns.finals.indices)) { first, _ in first }
    for (k, role) in columns.roles.enumerated() {
      switch role {
      case .cell(let region, let industry):
        if let cell = columns.cells[.init(region: region, industry: industry)] {
          cells[cell] = values[k]
        }
      case .final(let region, let code):
        if let at = places[.init(region: region, code: code)] { finals[at] = values[k] }
      case .primary, .output, .ignored: break
      }
    }
    return (cells, finals)
  }
}

extension MatrixImporter {
  private func check(_ found: [(line: Int, value: MatrixFill.Found)]) throws {
    var problems: [Problem] = []
    let name = file.name
    for (start, value) in found {
      problems += value.broken.map {
        Problem(
          at: Location(file: name, line: start + $0.line), $0.message, expected: $0.expected)
      }
      problems += value.repeated.map {
        Problem(
          at: Location(file: name, line: start + $0.line), "row `\($0.text)` appears twice",
          expected: "each row once")
      }
      let cut = Set(value.broken.map(\.line))
      problems += value.unknown.filter { !cut.contains($0.line) }
        .map { unknown($0.text, line: start + $0.line) }
      problems += value.odd.map {
        CellFaults.problem(
          $0.text, row: $0.row, column: $0.column,
          at: Location(file: name, line: start + $0.line, column: $0.offset + 1),
          delimiter: rows.head.delimiter)
      }
    }
    problems += repeatedPrimaries(found)
    problems.sort { a, b in
      let (x, y) = (a.location, b.location)
      return (x?.line ?? 0, x?.column ?? 0) < (y?.line ?? 0, y?.column ?? 0)
    }
    if !found.contains(where: { !$0.value.broken.isEmpty }) { problems += missingRows(found) }
    let named = problems.prefix(CellFaults.mostNamed)
    let hidden =
      found.reduce(0) { $0 + $1.value.oddCount - $1.value.odd.count }
      + problems.count - named.count
    guard named.isEmpty && hidden == 0 else {
      throw ProblemReport(
        named
          + (hidden > 0
            ? [
              Problem(
                at: Location(file: name), "\(hidden) more faults are not listed",
                expected: "a sound table: mend these first")
            ] : []))
    }
  }

  private func unknown(_ text: String, line: Int) -> Problem {
    let cells = columns.texts
    let words = Vocabulary.primaryCodes + Vocabulary.primaryCodes.map { "W2_\($0)" }
    let near = NearestName.nearest(to: text, among: cells + words)
    let hint = near.map { "; the nearest name is `\($0)`" } ?? ""
    return Problem(
      at: Location(file: file.name, line: line), "row `\(text)` is not known",
      expected:
        "a region and industry of the columns, or a primary input of \(edition.title)\(hint)")
  }

  private func repeatedPrimaries(_ found: [(line: Int, value: MatrixFill.Found)]) -> [Problem] {
    var seen: Set<RawTable.PrimaryLabel> = []
    return found.flatMap { start, value in
      value.primaries.compactMap { row in
        guard !seen.insert(row.label).inserted else { return nil }
        return Problem(
          at: Location(file: file.name, line: start + row.line),
          "row `\(row.label.code)` appears twice", expected: "each row once")
      }
    }
  }

  /// Cells with a column but without a row, named by region.
  private func missingRows(_ found: [(line: Int, value: MatrixFill.Found)]) -> [Problem] {
    var isTaken = [Bool](repeating: false, count: columns.dimension)
    for cell in found.flatMap(\.value.taken) { isTaken[cell] = true }
    let count = columns.industries.count
    return columns.regions.enumerated()
      .compactMap { r, region in
        let missing = (0..<count).filter { !isTaken[r * count + $0] }
        guard !missing.isEmpty else { return nil }
        let noun = region.isEmpty ? "the table" : "region \(region)"
        let expected = "a row for every column of an industry: is the file whole?"
        if missing.count == count {
          return Problem(
            at: Location(file: file.name), "\(noun) has columns but no rows",
            expected: expected)
        }
        let list = missing.prefix(5).map { columns.industries[$0] }.joined(separator: ", ")
        return Problem(
          at: Location(file: file.name),
          "\(noun) has no row for \(missing.count) of \(count) industries: \(list)",
          expected: expected)
      }
  }
}

extension [Double] {
  /// An array whose every entry `fill` initialises.
  static func filled(
    _ count: Int, _ fill: (UnsafeMutableBufferPointer<Double>) throws -> Void
  ) rethrows -> [Double] {
    try [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      try fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialized = count
    }
  }
}
