public import Foundation
import ImpactDocuments
public import ImpactEconomies
import ImpactNumerics

/// A table as one CSV file with labels, and its axes beside it.
///
/// `table.csv` has the columns `region,code`, then one for each cell (`DE C29`) and each column of
/// final uses (`DE P3`), then `output`; rows are the cells, then the primary inputs without a region.
/// `regions.csv`, `industries.csv`, `final-columns.csv`, `primary-rows.csv` and `satellites.csv` say
/// what the codes are. Numbers carry as many digits as give the same number back.
public enum TableCSV {
  /// Writes a new folder, all or nothing; throws a `ProblemReport` when it cannot.
  public static func write(_ table: AccountTable, to url: URL) throws {
    try ExportFolder(target: url)
      .write { folder in
        try writeFlows(table, folder.appendingPathComponent("table.csv"))
        try ExportAxes(table).write(to: folder)
      }
  }

  private static func writeFlows(_ table: AccountTable, _ url: URL) throws {
    var file = try GrowingFile(url)
    let columns = (0..<table.dimension).map(table.place) + ExportAxes.finalLabels(table)
    try file.add(CSVText.line(["region", "code"] + columns + ["output"]))
    let S = table.industryCount
    for cell in 0..<table.dimension {
      let labels = [table.regions[cell / S].code, table.industries[cell % S].code]
      try add(
        labels, [table.intermediate, table.finalUses], row: cell, output: table.output[cell],
        to: &file)
    }
    for (row, label) in table.primaryRows.enumerated() {
      try add(
        ["", label.code], [table.primaryInputs, table.primaryInputsOfFinalUses], row: row,
        output: nil, to: &file)
    }
    try file.close()
  }

  private static func add(
    _ labels: [String], _ parts: [Matrix], row: Int, output: Double?, to file: inout GrowingFile
  ) throws {
    var fields = labels
    for part in parts {
      for j in 0..<part.columns {
        fields.append(DecimalNumber.text(part.values[j * part.rows + row]))
      }
    }
    fields.append(output.map(DecimalNumber.text) ?? "")
    try file.add(CSVText.line(fields))
  }
}

/// A table as numpy arrays named by their symbols, and its axes beside them.
///
/// `Z.npy` (n×n), `Y.npy` (n×m), `W.npy` (k×n), `W_Y.npy` (k×m) and `x.npy` (n) in float64, C order;
/// the axes stand in the CSV files that `TableCSV` writes, `cells.csv` lists the n cells.
public enum TableArrays {
  /// Writes a new folder, all or nothing; throws a `ProblemReport` when it cannot.
  public static func write(_ table: AccountTable, to url: URL) throws {
    try ExportFolder(target: url)
      .write { folder in
        let arrays = [
          ("Z", table.intermediate), ("Y", table.finalUses), ("W", table.primaryInputs),
          ("W_Y", table.primaryInputsOfFinalUses),
        ]
        for (name, matrix) in arrays {
          _ = try MatrixFile.write(matrix, to: folder.appendingPathComponent("\(name).npy"))
        }
        let output = NumpyArray(shape: [table.dimension], values: table.output)
        try Data(output.bytes).write(to: folder.appendingPathComponent("x.npy"))
        try ExportAxes(table).write(to: folder, listsCells: true)
      }
  }
}

/// The axes and satellite accounts of a table as CSV files.
struct ExportAxes {
  private let table: AccountTable

  init(_ table: AccountTable) { self.table = table }

  /// `DE P3_S14` for each column of final uses, or the code alone.
  static func finalLabels(_ table: AccountTable) -> [String] {
    table.finalColumns.map { column in column.region.map { "\($0) \(column.code)" } ?? column.code }
  }

  func write(to folder: URL, listsCells: Bool = false) throws {
    try write(
      "regions.csv", ["code", "name", "country"],
      table.regions.map { [$0.code, $0.name, $0.country] }, to: folder)
    try write(
      "industries.csv", ["code", "name"], table.industries.map { [$0.code, $0.name] }, to: folder)
    try write(
      "final-columns.csv", ["region", "code", "name", "category"],
      table.finalColumns.map { [$0.region ?? "", $0.code, $0.name, $0.category.rawValue] },
      to: folder)
    try write(
      "primary-rows.csv", ["code", "name", "category"],
      table.primaryRows.map { [$0.code, $0.name, $0.category.rawValue] }, to: folder)
    try write(
      "about.csv", ["key", "value"],
      [
        ["name", table.name], ["title", table.title], ["year", "\(table.year)"],
        ["currency", table.unit.currency], ["scale", DecimalNumber.text(table.unit.scale)],
        ["kind", table.kind.rawValue],
      ], to: folder)
    let S = table.industryCount
    func cell(_ k: Int) -> [String] { [table.regions[k / S].code, table.industries[k % S].code] }
    if listsCells {
      try write(
        "cells.csv", ["region", "industry"], (0..<table.dimension).map(cell), to: folder)
    }
    guard !table.satellites.isEmpty else { return }
    try write(
      "satellite-accounts.csv", ["code", "name", "unit"],
      table.satellites.map { [$0.code, $0.name, $0.unit] }, to: folder)
    try write(
      "satellites.csv", ["region", "industry"] + table.satellites.map(\.code),
      (0..<table.dimension)
        .map { k in cell(k) + table.satellites.map { DecimalNumber.text($0.values[k]) } },
      to: folder)
  }

  private func write(
    _ name: String, _ header: [String], _ rows: [[String]], to folder: URL
  ) throws {
    let text = ([header] + rows).map(CSVText.line).joined()
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }
}
