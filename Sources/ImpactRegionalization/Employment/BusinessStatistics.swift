package import Foundation

/// Persons employed by region and NACE code, 2015, as published: some cells are confidential.
package struct BusinessStatistics: Sendable {
  /// Persons by NACE code, then region; a key with no value is a confidential cell.
  private let cells: [String: [String: Double?]]
  package let regionCodes: [String]

  package init(_ url: URL) throws {
    var source = try SourceTable(url)
    let nace = try source.column("nace_r2")
    let geo = try source.column("geo")
    let persons = try source.column("persons_2015")
    var cells: [String: [String: Double?]] = [:]
    var codes: Set<String> = []
    for row in 0..<source.rowCount {
      let code = source.text(row, nace)
      let region = source.text(row, geo)
      if cells[code]?[region] != nil {
        source.refuse(row, geo, "`\(code)` of `\(region)` stands twice", expected: "one row each")
      }
      let value = source.number(row, persons)
      if let value, value < 0 {
        source.refuse(row, persons, "\(value) persons", expected: "a number at or above zero")
      }
      cells[code, default: [:]][region] = .some(value)
      codes.insert(region)
    }
    try source.finish()
    self.cells = cells
    self.regionCodes = codes.sorted()
  }

  /// Published persons; nil when the cell is confidential or absent.
  package func persons(_ nace: String, _ region: String) -> Double? {
    if let value = cells[nace]?[region] ?? nil { return value }
    // Sections with a single division are published twice; either cell serves.
    if nace == "D35", let value = cells["D"]?[region] ?? nil { return value }
    return nil
  }
}
