import Foundation
import ImpactDocuments
import ImpactNumerics
import Testing

/// A reference case: inputs, expected values and tolerance from a JSON file.
struct Golden {
  let root: Any

  static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("References")
  }

  init(_ name: String, in folder: URL = Golden.folder) throws {
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
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
  func records(_ path: String...) throws -> [[String: Any]] {
    try #require(try value(path) as? [[String: Any]], "\(path)")
  }
  func table(_ path: String...) throws -> [[Double]] {
    try #require(try value(path) as? [[NSNumber]], "\(path)").map { $0.map(\.doubleValue) }
  }
  func matrix(_ path: String...) throws -> Matrix {
    Matrix(
      rowsOf: try #require(try value(path) as? [[NSNumber]], "\(path)")
        .map {
          $0.map(\.doubleValue)
        })
  }
  /// Relative tolerance of the file, against max(1, |expected|).
  func tolerance() throws -> Double { try number("tolerance", "rel") }
}

/// Largest |found − expected| / max(1, |expected|); infinite when the lengths differ.
func deviation(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  return zip(found, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
}

func deviation(_ found: Matrix, _ expected: Matrix) -> Double {
  found.rows == expected.rows ? deviation(found.values, expected.values) : .infinity
}

/// The folder of reference data, which is not part of the package: `TIA_REFERENCE_DATA` or
/// `../shared` beside the package.
enum ReferenceData {
  static let folder: URL? = {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["TIA_REFERENCE_DATA"]
      .flatMap { $0.isEmpty ? nil : $0 }
      .map {
        URL(fileURLWithPath: $0)
      }
    let folder = named ?? package.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  static var isPresent: Bool { folder != nil }

  static func file(_ path: String) throws -> URL {
    try #require(folder).appendingPathComponent(path)
  }

  static func array(_ path: String) throws -> NumpyArray {
    try NumpyArray(bytes: [UInt8](Data(contentsOf: try file(path))), file: path)
  }

  /// Rows of a CSV file without quoted commas in the columns that are used.
  static func rows(_ path: String) throws -> [[String]] {
    try String(contentsOf: try file(path), encoding: .utf8).split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  /// First column of a CSV file without its heading.
  static func codes(_ path: String) throws -> [String] { try rows(path).dropFirst().map { $0[0] } }
}
