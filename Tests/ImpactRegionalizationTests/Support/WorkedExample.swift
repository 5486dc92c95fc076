import Foundation
import ImpactNumerics
import Testing

/// The worked example of a page in `Documentation/Methods`: lines `name = numbers`, rows parted by `/`.
struct WorkedExample {
  private var lines: [String: [[Substring]]] = [:]
  private(set) var unread: Set<String> = []

  init(_ name: String) throws {
    let url = ReferenceData.root.appending(path: "Documentation/Methods/\(name).md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let block = try #require(text.components(separatedBy: "```example\n").dropFirst().first)
    let body = try #require(block.components(separatedBy: "```").first)
    for line in body.split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      try #require(parts.count == 2, "\(line)")
      lines[parts[0]] = parts[1].split(separator: "/")
        .map { $0.split(separator: " ").map { Substring($0) } }
    }
    unread = Set(lines.keys)
  }

  mutating func matrix(_ name: String) throws -> Matrix {
    unread.remove(name)
    let rows = try #require(lines[name], "the page has no \(name)")
    return Matrix(rowsOf: try rows.map { try $0.map { try #require(Double($0)) } })
  }

  mutating func vector(_ name: String) throws -> [Double] {
    let values = try matrix(name)
    return (0..<values.columns).map { values[0, $0] }
  }

  /// Compares with a line, to half a unit of the last digit printed there.
  mutating func expect(_ found: Matrix, _ name: String) throws {
    let words = try #require(lines[name], "the page has no \(name)")
    let printed = try matrix(name)
    try #require(found.rows == printed.rows && found.columns == printed.columns, "\(name)")
    for i in 0..<found.rows {
      for j in 0..<found.columns {
        let decimals = words[i][j].split(separator: ".").dropFirst().first?.count ?? 0
        // A little more for numbers that end in 5.
        let unit = 0.500001 * pow(10, -Double(decimals))
        #expect(
          abs(found[i, j] - printed[i, j]) <= unit,
          "\(name): \(found[i, j]) against \(printed[i, j])")
      }
    }
  }

  mutating func expect(_ found: [Double], _ name: String) throws {
    try expect(Matrix(rowsOf: [found]), name)
  }
}
