public import Foundation
import ImpactDocuments
public import ImpactEconomies
import ImpactNumerics

/// Writes a table in the text format of pymrio (`pymrio.load_all`), version 0.4 and later.
///
/// Z, Y, x and unit are tab-separated texts with the labels of regions and sectors; primary inputs
/// and satellite accounts are extensions in folders of their own (F, F_Y, unit). Numbers carry as many
/// digits as give the same number back. A column of final uses without a region stands under
/// `rest-of-world`; an account value that no source has is an empty cell.
public enum PymrioFolder {
  /// Name of the region of final uses that belong to none of the table.
  public static let outside = "rest-of-world"
  private static let primaryFolder = "primary_inputs"
  private static let satelliteFolder = "satellites"

  /// Writes a new folder, all or nothing.
  ///
  /// Throws a `ProblemReport` when something is there already or the folder cannot be written.
  public static func write(_ table: AccountTable, to url: URL) throws {
    try ExportFolder(target: url)
      .write { folder in
        let text = PymrioText(table)
        try text.write("Z", table.intermediate, columns: text.cells, to: folder)
        try text.write("Y", table.finalUses, columns: text.finalColumns, to: folder)
        try text.writeOutput(to: folder)
        try text.writeUnit(to: folder)
        try PymrioText.write(
          parameters(["Z": (2, 2), "Y": (2, 2), "x": (2, 1), "unit": (2, 1)], type: "IOSystem"),
          "file_parameters.json", to: folder)
        try PymrioText.write(metadata(table), "metadata.json", to: folder)
        if !table.primaryRows.isEmpty { try writePrimary(table, text, folder) }
        if !table.satellites.isEmpty { try writeSatellites(table, text, folder) }
      }
  }

  private static func writePrimary(
    _ table: AccountTable, _ text: PymrioText, _ parent: URL
  ) throws {
    let folder = try extensionFolder(primaryFolder, in: parent)
    let labels = table.primaryRows.map(\.code)
    try text.writeRows("F", table.primaryInputs, labels, columns: text.cells, to: folder)
    try text.writeRows(
      "F_Y", table.primaryInputsOfFinalUses, labels, columns: text.finalColumns, to: folder)
    let unit = text.money
    try text.writeUnits(labels.map { ($0, unit) }, to: folder)
    try PymrioText.write(
      parameters(
        ["F": (1, 2), "F_Y": (1, 2), "unit": (1, 1)], type: "Extension", name: primaryFolder),
      "file_parameters.json", to: folder)
  }

  private static func writeSatellites(
    _ table: AccountTable, _ text: PymrioText, _ parent: URL
  ) throws {
    let folder = try extensionFolder(satelliteFolder, in: parent)
    var values = Matrix(rows: table.satellites.count, columns: table.dimension)
    for (k, account) in table.satellites.enumerated() {
      for (cell, value) in account.values.enumerated() { values[k, cell] = value }
    }
    try text.writeRows(
      "F", values, table.satellites.map(\.code), columns: text.cells, to: folder)
    try text.writeUnits(table.satellites.map { ($0.code, $0.unit) }, to: folder)
    try PymrioText.write(
      parameters(["F": (1, 2), "unit": (1, 1)], type: "Extension", name: satelliteFolder),
      "file_parameters.json", to: folder)
  }

  private static func extensionFolder(_ name: String, in parent: URL) throws -> URL {
    let folder = parent.appendingPathComponent(name, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// `file_parameters.json`: how many columns and lines of each file are labels.
  private static func parameters(
    _ files: [String: (index: Int, header: Int)], type: String, name: String? = nil
  ) -> [UInt8] {
    var list: [String: JSONValue] = [:]
    for (key, labels) in files {
      list[key] = .object([
        "name": .text("\(key).txt"), "nr_index_col": .text("\(labels.index)"),
        "nr_header": .text("\(labels.header)"),
      ])
    }
    var members: [String: JSONValue] = ["files": .object(list), "systemtype": .text(type)]
    if let name { members["name"] = .text(name) }
    return Array(JSONValue.object(members).document.utf8)
  }

  private static func metadata(_ table: AccountTable) -> [UInt8] {
    let members: [String: JSONValue] = [
      "description": .text("\(table.title), \(table.year)"), "name": .text(table.name),
      "system": .text(table.kind == .industryByIndustry ? "ixi" : "pxp"),
      "version": .text("\(table.year)"), "history": .list([]),
    ]
    return Array(JSONValue.object(members).document.utf8)
  }
}
