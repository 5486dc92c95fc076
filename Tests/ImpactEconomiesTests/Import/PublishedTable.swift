import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles

/// Small accounts that balance, written as the publishers write theirs.
///
/// Flows are eighths, so that sums are exact: Z[i,j] = ((7i + 3j) mod 16)/8, twice that within a cell.
struct PublishedTable {
  let regions: [String]
  let industries: [String]
  let finals: [String]
  /// Taxes on products, then value added, by cell.
  var n: Int { regions.count * industries.count }
  var cells: [(String, String)] {
    regions.flatMap { region in industries.map { (region, $0) } }
  }
  var columns: [(String, String)] {
    regions.flatMap { region in finals.map { (region, $0) } }
  }

  func flow(_ i: Int, _ j: Int) -> Double { Double((7 * i + 3 * j) % 16) / 8 * (i == j ? 2 : 1) }
  func final(_ i: Int, _ c: Int) -> Double {
    Double((5 * i + 11 * c) % 64) / 4 - (c == 2 ? 0.5 : 0)
  }
  func taxes(_ j: Int) -> Double { Double(j % 3) / 8 }
  func output(_ i: Int) -> Double {
    (0..<n).reduce(0) { $0 + flow(i, $1) } + columns.indices.reduce(0) { $0 + final(i, $1) }
  }
  func valueAdded(_ j: Int) -> Double {
    output(j) - (0..<n).reduce(0) { $0 + flow($1, j) } - taxes(j)
  }

  /// Lines of fields: a header, the cells, then the given rows over the cells.
  func lines(
    corner: [String], label: ((String, String)) -> [String], column: ((String, String)) -> String,
    output: String? = nil, rows: [([String], (Int) -> Double)]
  ) -> [[String]] {
    let tail = output.map { [$0] } ?? []
    var lines = [corner + cells.map(column) + columns.map(column) + tail]
    for (i, cell) in cells.enumerated() {
      let numbers =
        (0..<n).map { flow(i, $0) } + columns.indices.map { final(i, $0) }
        + (output == nil ? [] : [self.output(i)])
      lines.append(label(cell) + numbers.map { "\($0)" })
    }
    for (labels, value) in rows {
      let numbers =
        (0..<n).map { "\(value($0))" } + columns.map { _ in "0" } + tail.map { _ in "0" }
      lines.append(labels + numbers)
    }
    return lines
  }

  static func text(_ lines: [[String]], _ separator: String = ",") -> String {
    lines.map { $0.joined(separator: separator) + "\n" }.joined()
  }

  static let figaroTable = PublishedTable(
    regions: ["DE", "GR", "FIGW1"], industries: ["A01", "C10T12", "C29"],
    finals: ["P3_S13", "P3_S14", "P3_S15", "P51G", "P5M"])

  /// FIGARO as a matrix; products carry `CPA_`.
  func figaro(prefix: String = "") -> [[String]] {
    func name(_ cell: (String, String)) -> String {
      "\(cell.0)_\(cell.1.hasPrefix("P") ? "" : prefix)\(cell.1)"
    }
    return lines(
      corner: ["rowLabels"], label: { [name($0)] }, column: name,
      rows: [
        (["W2_D21X31"], taxes), (["W2_OP_RES"], { _ in 0 }), (["W2_OP_NRES"], { _ in 0 }),
        (["W2_D1"], { valueAdded($0) / 2 }), (["W2_D29X39"], { _ in 0 }),
        (["W2_B2A3G"], { valueAdded($0) / 2 }),
      ])
  }

  /// FIGARO in the flat format.
  func figaroFlat() -> [[String]] {
    let matrix = figaro()
    var lines = [
      ["icioiRow", "icioiCol", "refArea", "rowIi", "counterpartArea", "colIi", "obsValue"]
    ]
    func split(_ label: String) -> [String] {
      let at = label.firstIndex(of: "_") ?? label.endIndex
      return [String(label[..<at]), String(label[label.index(after: at)...])]
    }
    for row in matrix.dropFirst() {
      for (k, column) in matrix[0].enumerated().dropFirst() {
        lines.append([row[0], column] + split(row[0]) + split(column) + [row[k]])
      }
    }
    return lines
  }

  /// OECD ICIO: the edition of 2021 has taxes by country and VALU, OUTPUT, TOTAL.
  func oecd(_ edition: Int) -> [[String]] {
    let joined: ((String, String)) -> String = { "\($0.0)_\($0.1)" }
    if edition == 2021 {
      let taxRows = regions.map { region in
        (["\(region)_TAXSUB"], { (j: Int) in region == regions[0] ? taxes(j) : 0 })
      }
      return lines(
        corner: [""], label: { [joined($0)] }, column: joined, output: "TOTAL",
        rows: taxRows + [(["VALU"], valueAdded), (["OUTPUT"], output)])
    }
    return lines(
      corner: ["V1"], label: { [joined($0)] }, column: joined, output: "OUT",
      rows: [(["TLS"], taxes), (["VA"], valueAdded), (["OUT"], output)])
  }
}

/// Runs imports in a folder of their own.
enum Importing {
  /// Writes files and imports those named, all by default.
  static func run(
    _ files: [String: String], _ named: [String]? = nil,
    _ change: (inout TableImport.Request, URL) -> Void = { _, _ in }
  ) throws -> TableImport {
    try run(files.mapValues { Array($0.utf8) }, named, change)
  }

  static func run(
    _ files: [String: [UInt8]], _ named: [String]? = nil,
    _ change: (inout TableImport.Request, URL) -> Void = { _, _ in }
  ) throws -> TableImport {
    try TemporaryFolder.with { folder in
      for (name, bytes) in files {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
      }
      var request = TableImport.Request(
        paths: (named ?? files.keys.sorted()).map { folder.appending(path: $0).path })
      change(&request, folder)
      do {
        return try TableImport.read(request)
      } catch let report as ProblemReport {
        throw Refused(
          lines: report.problems.map {
            $0.description.replacingOccurrences(of: folder.path + "/", with: "")
              .replacingOccurrences(of: folder.path, with: ".")
          })
      }
    }
  }

  /// The problems of an import, without the path of the folder.
  struct Refused: Error {
    let lines: [String]
  }

  /// What an import that must fail says; empty when it does not fail.
  static func faults(_ run: () throws -> TableImport) throws -> [String] {
    do {
      _ = try run()
      return []
    } catch let refused as Refused {
      return refused.lines
    }
  }
}
