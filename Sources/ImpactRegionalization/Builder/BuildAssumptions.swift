import Foundation
import ImpactDocuments

/// The values a build takes from files of parameters (`key, low, central, high, unit, source, evidence`).
package struct BuildAssumptions: Sendable {
  private let values: [String: Double]

  /// Reads several files; a key may stand in one of them only.
  package init(texts: [(file: String, text: String)]) throws {
    var values: [String: Double] = [:]
    for (file, text) in texts {
      let table = try CSVTable(text: text, file: file)
      let (key, central) = (try table.column("key"), try table.column("central"))
      for (n, row) in table.rows.enumerated() where !row[central].isEmpty {
        guard let value = Double(row[central]), value.isFinite else {
          throw BuildFault("\(table.location(row: n)): `\(row[central])` is not a number")
        }
        guard values.updateValue(value, forKey: row[key]) == nil else {
          throw BuildFault("\(table.location(row: n)): `\(row[key])` is given twice")
        }
      }
    }
    self.values = values
  }

  package func callAsFunction(_ key: String) throws -> Double {
    guard let value = values[key] else { throw BuildFault("no parameter `\(key)` with a central value") }
    return value
  }
}
