import Foundation
import ImpactNumerics
import Testing

/// A reference case in `References`: inputs and expected values of one method.
struct ReferenceCase {
  private let root: Any

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "References")

  init(_ name: String, in folder: URL = ReferenceCase.folder) throws {
    let data = try Data(contentsOf: folder.appending(path: name + ".json"))
    root = try JSONSerialization.jsonObject(with: data)
  }

  private func value(_ path: [String]) throws -> Any {
    var here = root
    for key in path {
      let table = try #require(here as? [String: Any], "\(path)")
      here = try #require(table[key], "\(path) has no \(key)")
    }
    return here
  }

  func number(_ path: String...) throws -> Double {
    try #require(try value(path) as? NSNumber, "\(path)").doubleValue
  }
  func vector(_ path: String...) throws -> [Double] {
    try #require(try value(path) as? [NSNumber], "\(path)").map(\.doubleValue)
  }
  func matrix(_ path: String...) throws -> Matrix {
    let rows = try #require(try value(path) as? [[NSNumber]], "\(path)")
    return Matrix(rowsOf: rows.map { $0.map(\.doubleValue) })
  }
  func matrices(_ path: String...) throws -> [Matrix] {
    let list = try #require(try value(path) as? [[[NSNumber]]], "\(path)")
    return list.map { Matrix(rowsOf: $0.map { $0.map(\.doubleValue) }) }
  }
}

/// Largest |found − expected| / max(1, |expected|); infinite when the lengths differ.
func deviation(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
}

func deviation(_ found: Matrix, _ expected: Matrix) -> Double {
  found.rows == expected.rows ? deviation(found.values, expected.values) : .infinity
}
