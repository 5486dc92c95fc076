import Foundation
import ImpactDiagnostics
import ImpactDocuments

/// The values a build takes from files of parameters (`key, low, central, high, unit, source, evidence`).
package struct BuildAssumptions: Sendable {
  private let values: [String: Double]

  /// Reads several files; a key may stand in one of them only.
  ///
  /// Throws `ProblemReport` with every value that is no number and every key given twice.
  package init(texts: [(file: String, text: String)]) throws {
    var values: [String: Double] = [:]
    var problems: [Problem] = []
    for (file, text) in texts {
      let table = try CSVTable(text: text, file: file)
      let (key, central) = (try table.column("key"), try table.column("central"))
      for (n, row) in table.rows.enumerated() where !row[central].isEmpty {
        guard let value = Double(row[central]), value.isFinite else {
          problems.append(
            Problem(
              at: table.location(row: n, column: central), path: "central",
              "`\(row[central])` is not a number", expected: "a finite number or an empty cell"))
          continue
        }
        if values.updateValue(value, forKey: row[key]) != nil {
          problems.append(
            Problem(
              at: table.location(row: n, column: key), path: "key", "`\(row[key])` is given twice",
              expected: "every key once in all files"))
        }
      }
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    self.values = values
  }

  /// The central value of a parameter; throws `ProblemReport` when there is none.
  package func callAsFunction(_ key: String) throws -> Double {
    guard let value = values[key] else {
      throw ProblemReport([
        Problem(
          at: nil, "no parameter `\(key)` with a central value",
          expected: "a line for it in the parameter files of the build")
      ])
    }
    return value
  }
}
