import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics

/// Writes the files of a table folder one by one, a band of rows at a time.
struct TableFolderWriter {
  let table: AccountTable
  let folder: URL

  func write(_ provenance: Provenance) throws {
    var stamps: [String: FileStamp] = [:]
    for (file, rows) in tables {
      stamps[file] = try write(rows.map(CSVText.line).joined(), file)
    }
    for (array, matrix) in matrices {
      let url = folder.appendingPathComponent(array.file)
      stamps[array.file] = try MatrixFile.write(matrix, to: url)
    }
    let output = NumpyArray(shape: [table.dimension], values: table.output).bytes
    stamps[TableLayout.output.file] = try write(output, TableLayout.output.file)
    let package = TablePackage.document(table, provenance, stamps)
    _ = try write(package.document, TableLayout.package)
  }

  private func write(_ text: String, _ file: String) throws -> FileStamp {
    try write(Array(text.utf8), file)
  }

  private func write(_ bytes: [UInt8], _ file: String) throws -> FileStamp {
    try Data(bytes).write(to: folder.appendingPathComponent(file))
    return FileStamp(bytes)
  }

  private var matrices: [(TableLayout.NumericArray, Matrix)] {
    [
      (TableLayout.intermediate, table.intermediate), (TableLayout.finalUses, table.finalUses),
      (TableLayout.primaryInputs, table.primaryInputs),
      (TableLayout.primaryInputsOfFinalUses, table.primaryInputsOfFinalUses),
    ]
  }

  private var tables: [(String, [[String]])] {
    func rows(_ layout: EconomyLayout.Table, _ rows: [[String]]) -> (String, [[String]]) {
      (layout.file, [layout.names] + rows)
    }
    return [
      rows(TableLayout.regions, table.regions.map(EconomyWriter.row)),
      rows(
        TableLayout.industries,
        table.industries.map {
          [$0.code, $0.name, $0.parent, $0.section, $0.isAutomotiveBlock ? "true" : "false"]
        }),
      rows(
        TableLayout.finalColumns,
        table.finalColumns.map { [$0.region ?? "", $0.code, $0.name, $0.category.rawValue] }),
      rows(
        TableLayout.primaryRows, table.primaryRows.map { [$0.code, $0.name, $0.category.rawValue] }),
      rows(TableLayout.satelliteAccounts, table.satellites.map { [$0.code, $0.name, $0.unit] }),
      (TableLayout.satellites, satellites),
    ]
  }

  private var satellites: [[String]] {
    let header = ["region", "industry"] + table.satellites.map(\.code)
    return [header]
      + (0..<table.dimension)
      .map { cell in
        [
          table.regions[cell / table.industryCount].code,
          table.industries[cell % table.industryCount].code,
        ] + table.satellites.map { DecimalNumber.text($0.values[cell]) }
      }
  }
}

extension TableFolderWriter {
  /// What would keep the folder from being read again; throws `ProblemReport` with all of it.
  static func check(_ table: AccountTable) throws {
    var problems: [Problem] = []
    problems += repeated("region", table.regions.map(\.code))
    problems += repeated("industry", table.industries.map(\.code))
    problems += repeated(
      "final column",
      table.finalColumns.map { [$0.region, $0.code].compactMap { $0 }.joined(separator: " ") })
    problems += repeated("primary row", table.primaryRows.map(\.code))
    problems += repeated("satellite account", table.satellites.map(\.code))
    let known = Set(table.regions.map(\.code))
    for column in table.finalColumns {
      guard let region = column.region, !known.contains(region) else { continue }
      problems.append(
        Problem(
          at: nil, path: table.name, "final column \(column.code) belongs to region `\(region)`",
          expected: "a region of the table"))
    }
    problems += notFinite(table)
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  private static func repeated(_ noun: String, _ codes: [String]) -> [Problem] {
    var seen: Set<String> = []
    return codes.compactMap { code in
      guard code.isEmpty || !seen.insert(code).inserted else { return nil }
      return Problem(
        at: nil, path: noun, code.isEmpty ? "the code is empty" : "`\(code)` appears twice",
        expected: "a code of its own")
    }
  }

  private static func notFinite(_ table: AccountTable) -> [Problem] {
    let arrays: [(String, [Double])] = [
      (TableLayout.intermediate.file, table.intermediate.values),
      (TableLayout.finalUses.file, table.finalUses.values),
      (TableLayout.primaryInputs.file, table.primaryInputs.values),
      (TableLayout.primaryInputsOfFinalUses.file, table.primaryInputsOfFinalUses.values),
      (TableLayout.output.file, table.output),
    ]
    let flows = arrays.map { ($0.0, $0.1.count { !$0.isFinite }) }
    let accounts = table.satellites.map { ($0.code, $0.values.count { $0.isInfinite }) }
    return (flows + accounts).filter { $0.1 > 0 }
      .map {
        Problem(at: nil, path: $0.0, "\($0.1) entries are not finite", expected: "finite numbers")
      }
  }
}
