import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Reads satellite accounts from a CSV file.
///
/// Long: `region,industry,value`, with `account` and `unit` where there are several. Wide:
/// `region,industry` and one column for each account, whose unit stands in brackets:
/// `employment [persons]`. Cells without a row are unknown.
struct SatelliteFile {
  private let cells: CSVCells
  private let file: InputFile
  private let header: [String]
  private var problems: [Problem] = []
  private(set) var notices: [Notice] = []

  init(_ file: InputFile) throws {
    self.file = file
    cells = try CSVCells(bytes: try file.bytes(limit: 1 << 30), file: file.name)
    let cells = cells
    header = (0..<cells.columnCount).map { cells.text(0, $0).trimmed }
  }

  /// The accounts, in the order of the file.
  ///
  /// `regions` and `industries` find a cell's parts by any
  /// code that the table knows them by. Throws `ProblemReport` with every fault.
  mutating func accounts(
    regions: [String: Int], industries: [String: Int], count: Int
  ) throws -> [AccountTable.SatelliteAccount] {
    guard let region = column("region"), let industry = column("industry") else {
      throw ProblemReport([
        Problem(
          at: Location(file: file.name), "columns `region` and `industry` are missing",
          expected: "a header such as region,industry,value")
      ])
    }
    var drafts = Drafts(dimension: regions.isEmpty ? 0 : count)
    let reserved: Set<Int> = [region, industry]
    for row in 1..<max(1, cells.recordCount) {
      guard let cell = cell(row, (region, regions), (industry, industries)) else { continue }
      if let value = column("value") {
        take(row, value, cell, &drafts)
      } else {
        for column in header.indices where !reserved.contains(column) {
          let (code, unit) = Self.bracketed(header[column])
          put(row, column, cell, code, unit, &drafts)
        }
      }
    }
    guard problems.isEmpty else {
      throw ProblemReport(Array(problems.prefix(CellFaults.mostNamed)))
    }
    return finish(drafts)
  }

  private func column(_ name: String) -> Int? { header.firstIndex { $0.lowercased() == name } }

  private mutating func report(_ row: Int, _ column: Int, _ message: String, _ expected: String) {
    problems.append(Problem(at: cells.location(row, column), message, expected: expected))
  }

  private mutating func cell(
    _ row: Int, _ region: (column: Int, known: [String: Int]),
    _ industry: (column: Int, known: [String: Int])
  ) -> Int? {
    func place(_ part: (column: Int, known: [String: Int]), _ noun: String) -> Int? {
      let code = cells.text(row, part.column).trimmed
      if let place = part.known[code] { return place }
      let near = NearestName.nearest(to: code, among: part.known.keys)
      let hint = near.map { ", such as `\($0)`" } ?? ""
      report(row, part.column, "\(noun) `\(code)` is not known", "\(noun)s of the table\(hint)")
      return nil
    }
    let (r, i) = (place(region, "region"), place(industry, "industry"))
    guard let r, let i else { return nil }
    return r * Set(industry.known.values).count + i
  }

  /// A row of the long form.
  private mutating func take(_ row: Int, _ value: Int, _ cell: Int, _ drafts: inout Drafts) {
    let code = column("account").map { cells.text(row, $0).trimmed } ?? stem
    let unit = column("unit").map { cells.text(row, $0).trimmed } ?? ""
    put(row, value, cell, code, unit, &drafts)
  }

  /// The file's name without its ending, for an account that has no other.
  private var stem: String {
    file.base.split(separator: ".").first.map(String.init) ?? file.base
  }

  private mutating func put(
    _ row: Int, _ column: Int, _ cell: Int, _ code: String, _ unit: String, _ drafts: inout Drafts
  ) {
    let text = cells.text(row, column).trimmed
    guard !text.isEmpty else { return }
    guard let number = DecimalNumber.parse(text) else {
      report(row, column, "`\(text)` is not a number", "a finite decimal number, or nothing")
      return
    }
    let k = drafts.account(code, unit)
    if drafts.units[k] != unit {
      report(
        row, column, "`\(code)` is in \(unit) here, in \(drafts.units[k]) before",
        "one unit for each account")
    }
    if !drafts.values[k][cell].isNaN {
      report(row, column, "`\(code)` has two values for this region and industry", "one value")
    }
    drafts.values[k][cell] = number
  }

  /// `employment [persons]` gives the code and the unit.
  private static func bracketed(_ text: String) -> (String, String) {
    guard text.hasSuffix("]"), let open = text.lastIndex(of: "[") else { return (text, "") }
    let unit = text[text.index(after: open)...].dropLast()
    return (String(text[..<open]).trimmed, String(unit).trimmed)
  }

  private mutating func finish(_ drafts: Drafts) -> [AccountTable.SatelliteAccount] {
    drafts.codes.indices.map { k in
      let unknown = drafts.values[k].count { $0.isNaN }
      if unknown > 0 {
        notices.append(
          Notice(
            "satellite-unknown",
            "\(drafts.codes[k]): \(unknown) of \(drafts.values[k].count) cells have no value"))
      }
      if drafts.units[k].isEmpty {
        notices.append(Notice("satellite-unit", "\(drafts.codes[k]) has no unit in \(file.base)"))
      }
      return .init(
        code: drafts.codes[k], name: drafts.codes[k], unit: drafts.units[k],
        values: drafts.values[k])
    }
  }

  /// Accounts while they are filled.
  private struct Drafts {
    let dimension: Int
    var codes: [String] = []
    var units: [String] = []
    var values: [[Double]] = []
    private var places: [String: Int] = [:]

    init(dimension: Int) { self.dimension = dimension }

    mutating func account(_ code: String, _ unit: String) -> Int {
      if let place = places[code] { return place }
      places[code] = codes.count
      codes.append(code)
      units.append(unit)
      values.append([Double](repeating: .nan, count: dimension))
      return codes.count - 1
    }
  }
}
