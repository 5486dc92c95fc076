import CImpactText
import ImpactDiagnostics
import ImpactEconomies
import ImpactNumerics

/// Reads FIGARO's flat format: one flow a line, in two passes, first the labels and then the numbers.
///
/// Columns are found by their names: `refArea` and `rowIi` or `rowPi` name the row, `counterpartArea`
/// and `colIi` or `colPi` the column, `obsValue` the flow (Eurostat, FIGARO, CSV flat format). They
/// may be followed by nothing else. Lines that are not there are flows of zero.
struct FlatImporter {
  private let file: InputFile
  private let head: TextHead
  private let fields: Fields

  /// Places of the four labels.
  private struct Fields: Sendable {
    let rowArea: Int
    let row: Int
    let columnArea: Int
    let column: Int
  }

  static func recognises(_ header: [String]) -> Bool {
    Self.fields(header) != nil
  }

  private static func fields(_ header: [String]) -> Fields? {
    let names = header.map { $0.trimmed }
    func place(_ words: [String]) -> Int? { names.firstIndex { words.contains($0) } }
    guard let rowArea = place(["refArea"]), let row = place(["rowIi", "rowPi"]),
      let columnArea = place(["counterpartArea"]), let column = place(["colIi", "colPi"]),
      names.last == "obsValue"
    else { return nil }
    return Fields(rowArea: rowArea, row: row, columnArea: columnArea, column: column)
  }

  init(_ file: InputFile) throws {
    self.file = file
    head = try NumericRows(file).head.withOneNumber()
    guard let fields = Self.fields(head.header[0]) else {
      throw ProblemReport([
        Problem(
          at: Location(file: file.name), "this is not FIGARO's flat format",
          expected: "columns refArea, rowIi, counterpartArea, colIi and obsValue")
      ])
    }
    self.fields = fields
  }

  /// Reads the table; throws `ProblemReport` with every fault.
  func table() throws -> (raw: RawTable, edition: TableEdition) {
    let (rowNames, columnNames) = try labels()
    let reader = LabelReader(names: ["region", "code"], count: 2)
    let columns = try TableColumns(
      columnNames.map { [$0.region, $0.industry] }, reader: reader, file: file.name, headerLine: 1)
    let plan = try FlatPlan(rowNames, columnNames, columns, reader, file: file.name)
    let edition = TableEdition.recognise(
      industries: Set(columns.industries), finals: Set(columns.finals.map(\.code)),
      regions: Set(columns.regions))
    return (try fill(plan, columns), edition)
  }

  /// Rows and columns of the table in the order in which the file first names them.
  private func labels() throws -> ([CellName], [CellName]) {
    let fields = fields
    let found = try read { block in
      var (rows, columns) = (OrderedNames(), OrderedNames())
      for k in 0..<block.count {
        rows.add(block.name(k, fields.rowArea, fields.row))
        columns.add(block.name(k, fields.columnArea, fields.column))
      }
      return (rows.names, columns.names)
    }
    var (rows, columns) = (OrderedNames(), OrderedNames())
    for (_, names) in found {
      names.0.forEach { rows.add($0) }
      names.1.forEach { columns.add($0) }
    }
    return (rows.names, columns.names)
  }

  private func fill(_ plan: FlatPlan, _ columns: TableColumns) throws -> RawTable {
    let fields = fields
    let (height, width) = (plan.rowPlaces.count, plan.columnPlaces.count)
    var twice: [(line: Int, value: Int)] = []
    let values = try [Double]
      .filled(height * width) { buffer in
        buffer.update(repeating: .nan)
        let target = FlatTarget(buffer)
        twice = try read { block in
          var repeated = -1
          for k in 0..<block.count {
            guard let i = plan.rowPlaces[block.name(k, fields.rowArea, fields.row)],
              let j = plan.columnPlaces[block.name(k, fields.columnArea, fields.column)]
            else { continue }
            if !target.put(block.value(k), i + j * height) { repeated = block.line(k) }
          }
          return repeated
        }
      }
    let problems = twice.filter { $0.value >= 0 }
      .map {
        Problem(
          at: Location(file: file.name, line: $0.line + $0.value),
          "the flow of this row and column stands in an earlier line", expected: "each flow once")
      }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return plan.table(values, columns)
  }

  /// Reads all blocks; throws `ProblemReport` with every bad line.
  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (FlatBlock) -> Value
  ) throws -> [(line: Int, value: Value)] {
    let rows = try NumericRows(file)
    let head = head
    let found = try rows.mapText { text -> (FlatBlock.Faults, Value) in
      let block = FlatBlock(text, head: head)
      return (block.faults, body(block))
    }
    let problems = found.flatMap { line, value in
      value.0.problems(file.name, from: line, head: head)
    }
    guard problems.isEmpty else {
      throw ProblemReport(Array(problems.prefix(CellFaults.mostNamed)))
    }
    return found.map { ($0.line, $0.value.1) }
  }
}

/// Names in the order in which they first come; one that repeats the last is found at once.
private struct OrderedNames {
  private(set) var names: [CellName] = []
  private var known: Set<CellName> = []
  private var last: CellName?

  mutating func add(_ name: CellName) {
    guard name != last else { return }
    last = name
    if known.insert(name).inserted { names.append(name) }
  }
}

/// Where rows and columns of the flat format go.
private struct FlatPlan: Sendable {
  private(set) var rowPlaces: [CellName: Int] = [:]
  private(set) var columnPlaces: [CellName: Int] = [:]
  private let primaries: [RawTable.PrimaryLabel]

  /// Rows are the cells, then primary inputs; columns are the cells, then final uses.
  init(
    _ rows: [CellName], _ columnNames: [CellName], _ columns: TableColumns, _ reader: LabelReader,
    file: String
  ) throws {
    var problems: [Problem] = []
    var primaries: [RawTable.PrimaryLabel] = []
    for name in rows {
      switch reader.row([name.region, name.industry], cells: columns.cells) {
      case .cell(let region, let industry):
        rowPlaces[name] = columns.cells[.init(region: region, industry: industry)]
      case .primary(let code, let term):
        rowPlaces[name] = columns.dimension + primaries.count
        primaries.append(.init(code: code, term: term))
      case .output, .ignored: break
      case .final, nil:
        let near = NearestName.nearest(
          to: name.industry, among: columns.industries + Vocabulary.primaryCodes)
        problems.append(
          Problem(
            at: Location(file: file), "row `\(name.region) \(name.industry)` is not known",
            expected: "a region and industry of the columns, or a primary input"
              + (near.map { "; the nearest name is `\($0)`" } ?? "")))
      }
    }
    let missing = columns.cells.count - rowPlaces.values.count { $0 < columns.dimension }
    if missing > 0, problems.isEmpty {
      problems.append(
        Problem(
          at: Location(file: file), "\(missing) regions and industries have columns but no rows",
          expected: "rows for all of them: is the file whole?"))
    }
    let finals = Dictionary(zip(columns.finals, columns.finals.indices)) { first, _ in first }
    for (name, role) in zip(columnNames, columns.roles) {
      switch role {
      case .cell(let region, let industry):
        columnPlaces[name] = columns.cells[.init(region: region, industry: industry)]
      case .final(let region, let code):
        columnPlaces[name] = finals[.init(region: region, code: code)]
          .map {
            columns.dimension + $0
          }
      case .primary, .output, .ignored: break
      }
    }
    self.primaries = primaries
    guard problems.isEmpty else {
      throw ProblemReport(Array(problems.prefix(CellFaults.mostNamed)))
    }
  }

  /// Cuts the array of all flows, height (n + k) × width (n + m), into its blocks.
  func table(_ values: [Double], _ columns: TableColumns) -> RawTable {
    let (n, m, k) = (columns.dimension, columns.finals.count, primaries.count)
    let height = rowPlaces.count
    let absent = values.count { $0.isNaN }
    func block(_ rows: Range<Int>, _ cols: Range<Int>) -> Matrix {
      var result = Matrix(rows: rows.count, columns: cols.count)
      for (c, j) in cols.enumerated() {
        for (r, i) in rows.enumerated() {
          let value = values[i + j * height]
          result.values[r + c * rows.count] = value.isNaN ? 0 : value
        }
      }
      return result
    }
    var raw = RawTable(
      regions: columns.regions, industries: columns.industries, finals: columns.finals,
      primaries: primaries, intermediate: block(0..<n, 0..<n), finalUses: block(0..<n, n..<n + m),
      primaryInputs: block(n..<n + k, 0..<n),
      primaryInputsOfFinalUses: block(n..<n + k, n..<n + m), output: nil)
    if absent > 0 {
      raw.notices.append(
        Notice("absent-read-as-zero", "\(absent) flows have no line and were read as 0"))
    }
    return raw
  }
}

/// Memory for flows, filled from several threads; each place is written once.
private struct FlatTarget: @unchecked Sendable {
  private let buffer: UnsafeMutableBufferPointer<Double>
  init(_ buffer: UnsafeMutableBufferPointer<Double>) { self.buffer = buffer }

  /// False when the place has a value.
  func put(_ value: Double, _ place: Int) -> Bool {
    guard buffer[place].isNaN else { return false }
    buffer[place] = value
    return true
  }
}
