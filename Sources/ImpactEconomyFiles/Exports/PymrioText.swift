import Foundation
import ImpactDocuments
import ImpactEconomies
import ImpactNumerics

/// The tab-separated texts of a pymrio folder.
struct PymrioText {
  typealias Label = (region: String, name: String)

  private let table: AccountTable
  /// Region and sector of every cell.
  let cells: [Label]
  /// Region and category of every column of final uses.
  let finalColumns: [Label]

  init(_ table: AccountTable) {
    self.table = table
    cells = table.regions.flatMap { region in
      table.industries.map { (Self.plain(region.code), Self.plain($0.code)) }
    }
    finalColumns = table.finalColumns.map {
      (Self.plain($0.region ?? PymrioFolder.outside), Self.plain($0.code))
    }
  }

  /// A label without tabs and line ends, which the format has no way to quote here.
  private static func plain(_ label: String) -> String {
    label.replacing("\t", with: " ").replacing("\n", with: " ").replacing("\r", with: " ")
  }

  /// Unit of the flows in words.
  var money: String {
    let currency = table.unit.currency
    return switch table.unit.scale {
    case 1: currency
    case 1e3: "Thousand \(currency)"
    case 1e6: "Mill \(currency)"
    case 1e9: "Bill \(currency)"
    default: "\(DecimalNumber.text(table.unit.scale)) \(currency)"
    }
  }

  static func write(_ bytes: [UInt8], _ name: String, to folder: URL) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  /// A matrix whose rows are cells: two header lines, two columns of labels.
  func write(_ name: String, _ matrix: Matrix, columns: [Label], to folder: URL) throws {
    var file = try GrowingFile(folder.appendingPathComponent("\(name).txt"))
    let axis = name == "Y" ? "category" : "sector"
    try file.add("region\t\t" + columns.map(\.region).joined(separator: "\t") + "\n")
    try file.add("\(axis)\t\t" + columns.map(\.name).joined(separator: "\t") + "\n")
    try file.add("region\tsector" + String(repeating: "\t", count: columns.count) + "\n")
    for (i, cell) in cells.enumerated() {
      try file.add("\(cell.region)\t\(cell.name)")
      try add(matrix, row: i, to: &file)
    }
    try file.close()
  }

  /// A matrix whose rows have one label each.
  func writeRows(
    _ name: String, _ matrix: Matrix, _ labels: [String], columns: [Label], to folder: URL
  ) throws {
    var file = try GrowingFile(folder.appendingPathComponent("\(name).txt"))
    let axis = name == "F_Y" ? "category" : "sector"
    try file.add("region\t" + columns.map(\.region).joined(separator: "\t") + "\n")
    try file.add("\(axis)\t" + columns.map(\.name).joined(separator: "\t") + "\n")
    try file.add("stressor" + String(repeating: "\t", count: columns.count) + "\n")
    for (i, label) in labels.enumerated() {
      try file.add(Self.plain(label))
      try add(matrix, row: i, to: &file)
    }
    try file.close()
  }

  private func add(_ matrix: Matrix, row: Int, to file: inout GrowingFile) throws {
    for j in 0..<matrix.columns {
      try file.add("\t" + DecimalNumber.text(matrix.values[j * matrix.rows + row]))
    }
    try file.add("\n")
  }

  /// x by cell.
  func writeOutput(to folder: URL) throws {
    var file = try GrowingFile(folder.appendingPathComponent("x.txt"))
    try file.add("region\tsector\tindout\n")
    for (cell, value) in zip(cells, table.output) {
      try file.add("\(cell.region)\t\(cell.name)\t\(DecimalNumber.text(value))\n")
    }
    try file.close()
  }

  /// Unit of every cell.
  func writeUnit(to folder: URL) throws {
    var file = try GrowingFile(folder.appendingPathComponent("unit.txt"))
    try file.add("region\tsector\tunit\n")
    for cell in cells { try file.add("\(cell.region)\t\(cell.name)\t\(money)\n") }
    try file.close()
  }

  /// Unit of every row of an extension.
  func writeUnits(_ units: [(label: String, unit: String)], to folder: URL) throws {
    var file = try GrowingFile(folder.appendingPathComponent("unit.txt"))
    try file.add("stressor\tunit\n")
    for row in units { try file.add("\(Self.plain(row.label))\t\(Self.plain(row.unit))\n") }
    try file.close()
  }
}
