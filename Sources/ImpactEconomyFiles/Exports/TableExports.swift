public import Foundation
import ImpactDocuments
public import ImpactEconomies
import ImpactNumerics

/// A table as one CSV file with labels, and its axes beside it.
///
/// `table.csv` has two header lines (region, code) and two columns of labels: one column for each cell
/// and each column of final uses, then `output`; rows are the cells, then the primary inputs, which have
/// no region. `regions.csv`, `industries.csv`, `final-columns.csv` and `primary-rows.csv` say what
/// the codes are, `satellites.csv` has one column for each account with its unit in brackets. Numbers
/// carry as many digits as give the same number back.
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
    let cells = (0..<table.dimension).map { ExportAxes(table).cell($0) }
    let finals = table.finalColumns.map { [$0.region ?? "", $0.code] }
    let columns = cells + finals + [["", "output"]]
    try file.add(CSVText.line(["region", ""] + columns.map { $0[0] }))
    try file.add(CSVText.line(["code", ""] + columns.map { $0[1] }))
    try file.add(CSVText.line(["region", "code"] + columns.map { _ in "" }))
    for (row, labels) in cells.enumerated() {
      try add(
        labels, [table.intermediate, table.finalUses], row: row, output: table.output[row],
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

/// A table as numpy arrays, and its axes beside them.
///
/// `intermediate.npy` (Z, n×n), `final.npy` (Y, n×m), `primary.npy` (W, k×n), `inputs_of_final_uses.npy`
/// (k×m) and `output.npy` (x, n) in float64, C order; the axes stand in the CSV files that `TableCSV`
/// writes, and `cells.csv` lists the n cells.
public enum TableArrays {
  /// Writes a new folder, all or nothing; throws a `ProblemReport` when it cannot.
  public static func write(_ table: AccountTable, to url: URL) throws {
    try ExportFolder(target: url)
      .write { folder in
        var arrays = [("intermediate", table.intermediate), ("final", table.finalUses)]
        if !table.primaryRows.isEmpty {
          arrays += [
            ("primary", table.primaryInputs),
            ("inputs_of_final_uses", table.primaryInputsOfFinalUses),
          ]
        }
        for (name, matrix) in arrays {
          _ = try MatrixFile.write(matrix, to: folder.appendingPathComponent("\(name).npy"))
        }
        let output = NumpyArray(shape: [table.dimension], values: table.output)
        try Data(output.bytes).write(to: folder.appendingPathComponent("output.npy"))
        let axes = ExportAxes(table)
        try axes.write(to: folder)
        try axes.write(
          "cells.csv", ["region", "industry"], (0..<table.dimension).map(axes.cell), to: folder)
      }
  }
}

/// The axes and satellite accounts of a table as CSV files.
struct ExportAxes {
  private let table: AccountTable

  init(_ table: AccountTable) { self.table = table }

  /// Region and industry of a cell by their codes.
  func cell(_ k: Int) -> [String] {
    let S = table.industryCount
    return [table.regions[k / S].code, table.industries[k % S].code]
  }

  func write(to folder: URL) throws {
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
    guard !table.satellites.isEmpty else { return }
    try write(
      "satellites.csv",
      ["region", "industry"] + table.satellites.map { "\($0.code) [\($0.unit)]" },
      (0..<table.dimension)
        .map { k in cell(k) + table.satellites.map { DecimalNumber.text($0.values[k]) } },
      to: folder)
  }

  func write(_ name: String, _ header: [String], _ rows: [[String]], to folder: URL) throws {
    let text = ([header] + rows).map(CSVText.line).joined()
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }
}
