import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// The axes of an account table as read from its folder.
struct TableAxes {
  let regions: [Region]
  let industries: [Industry]

  var dimension: Int { regions.count * industries.count }

  func place(_ cell: Int) -> String {
    "\(regions[cell / industries.count].code) \(industries[cell % industries.count].code)"
  }

  static func industries(_ reader: inout TableReader) -> [Industry] {
    var seen: [String: Int] = [:]
    var industries: [Industry] = []
    for row in 0..<reader.rowCount {
      let industry = Industry(
        code: reader.required(row, 0), name: reader.required(row, 1),
        parent: reader.required(row, 2), section: reader.text(row, 3),
        isAutomotiveBlock: reader.flag(row, 4))
      if reader.isNew(industry.code, row, 0, in: &seen) { industries.append(industry) }
    }
    return industries
  }

  static func finalColumns(
    _ reader: inout TableReader, regions: [Region]?
  ) -> [AccountTable.FinalColumn] {
    let known = regions.map { Set($0.map(\.code)) }
    var seen: [String: Int] = [:]
    var columns: [AccountTable.FinalColumn] = []
    for row in 0..<reader.rowCount {
      let region = reader.text(row, 0)
      if let known, !region.isEmpty, !known.contains(region) {
        reader.report(row, 0, "region `\(region)` is not known", expected: "a code of regions.csv")
      }
      let code = reader.required(row, 1)
      let category = Self.category(row, 3, AccountTable.FinalUse.self, &reader)
      guard reader.isNew(region.isEmpty ? code : "\(region) \(code)", row, 1, in: &seen) else {
        continue
      }
      columns.append(
        AccountTable.FinalColumn(
          region: region.isEmpty ? nil : region, code: code, name: reader.text(row, 2),
          category: category ?? .total))
    }
    return columns
  }

  static func primaryRows(_ reader: inout TableReader) -> [AccountTable.PrimaryRow] {
    var seen: [String: Int] = [:]
    var rows: [AccountTable.PrimaryRow] = []
    for row in 0..<reader.rowCount {
      let code = reader.required(row, 0)
      let category = Self.category(row, 2, AccountTable.PrimaryInput.self, &reader)
      guard reader.isNew(code, row, 0, in: &seen) else { continue }
      rows.append(
        AccountTable.PrimaryRow(
          code: code, name: reader.text(row, 1), category: category ?? .valueAdded))
    }
    return rows
  }

  /// A word of a fixed list; nil, with a problem, for anything else.
  private static func category<Word: RawRepresentable & CaseIterable>(
    _ row: Int, _ column: Int, _ type: Word.Type, _ reader: inout TableReader
  ) -> Word? where Word.RawValue == String {
    let text = reader.text(row, column)
    if let word = Word(rawValue: text) { return word }
    let all = Word.allCases.map(\.rawValue).joined(separator: ", ")
    reader.report(row, column, "category `\(text)` is not known", expected: "one of \(all)")
    return nil
  }

  /// Accounts without their values.
  static func accounts(_ reader: inout TableReader) -> [AccountTable.SatelliteAccount] {
    var seen: [String: Int] = [:]
    var accounts: [AccountTable.SatelliteAccount] = []
    for row in 0..<reader.rowCount {
      let code = reader.required(row, 0)
      guard reader.isNew(code, row, 0, in: &seen) else { continue }
      accounts.append(
        AccountTable.SatelliteAccount(
          code: code, name: reader.text(row, 1), unit: reader.text(row, 2), values: []))
    }
    return accounts
  }

  /// Values of accounts: rows in any order, every region and industry once.
  func satellites(
    _ reader: inout TableReader, _ accounts: [AccountTable.SatelliteAccount]
  ) -> [AccountTable.SatelliteAccount] {
    var cells = CellIndex(self)
    var values = [[Double]](
      repeating: [Double](repeating: .nan, count: dimension), count: accounts.count)
    for row in 0..<reader.rowCount {
      guard let cell = cells.cell(row, &reader) else { continue }
      for k in accounts.indices { values[k][cell] = reader.optionalNumber(row, 2 + k) ?? .nan }
    }
    cells.reportMissing(&reader)
    return zip(accounts, values)
      .map {
        AccountTable.SatelliteAccount(code: $0.code, name: $0.name, unit: $0.unit, values: $1)
      }
  }
}

/// Finds the cell of each row of a table by its region and industry, and the cells without a row.
private struct CellIndex {
  private let axes: TableAxes
  private let regions: [String: Int]
  private let industries: [String: Int]
  /// Row of each cell, -1 before it is seen.
  private var rowOfCell: [Int]

  init(_ axes: TableAxes) {
    self.axes = axes
    regions = Self.index(axes.regions.map(\.code))
    industries = Self.index(axes.industries.map(\.code))
    rowOfCell = [Int](repeating: -1, count: axes.dimension)
  }

  private static func index(_ codes: [String]) -> [String: Int] {
    Dictionary(zip(codes, codes.indices)) { first, _ in first }
  }

  /// The cell of a row, once; nil with a problem otherwise.
  mutating func cell(_ row: Int, _ reader: inout TableReader) -> Int? {
    let (region, industry) = (reader.text(row, 0), reader.text(row, 1))
    let (r, i) = (regions[region], industries[industry])
    if r == nil {
      reader.report(row, 0, "region `\(region)` is not known", expected: "a code of regions.csv")
    }
    if i == nil {
      reader.report(
        row, 1, "industry `\(industry)` is not known", expected: "a code of industries.csv")
    }
    guard let r, let i else { return nil }
    let cell = r * axes.industries.count + i
    guard rowOfCell[cell] < 0 else {
      let first = reader.location(rowOfCell[cell], 0).line
      reader.report(
        row, 0, "\(region) and \(industry) appear twice",
        expected: "one row for each; the first is on line \(first)")
      return nil
    }
    rowOfCell[cell] = row
    return cell
  }

  func reportMissing(_ reader: inout TableReader) {
    let missing = rowOfCell.indices.filter { rowOfCell[$0] < 0 }
    guard let first = missing.first else { return }
    reader.report(
      -1, 0, "\(missing.count) rows are missing, the first for \(axes.place(first))",
      expected: "every region and industry once")
  }
}
