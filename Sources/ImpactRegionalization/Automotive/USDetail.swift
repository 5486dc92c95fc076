package import Foundation
import ImpactDocuments

/// What the detailed US tables say about the inside of motor vehicle manufacturing.
///
/// Use table after redefinitions, 402 industries, 2017, million USD; US Bureau of Economic Analysis,
/// public domain. It separates vehicle assembly, engines and transmissions, and other parts, which
/// European tables hold in one industry.
package struct USDetail: Sendable {
  /// The parts of the block, in storage order.
  package enum Part: Int, CaseIterable, Sendable { case vehicles, combustion, otherComponents }

  /// Classes of users whose purchases differ in composition.
  package enum User: Hashable, Sendable {
    case part(Part), households, government, investment, exports, repair, other
  }

  static let members: [Part: [String]] = [
    .vehicles: ["336111", "336112", "336120", "336211", "336212", "336213", "336214"],
    .combustion: ["336310", "336350"],
    .otherComponents: ["336320", "336360", "336370", "336390", "3363A0"],
  ]
  static let batteries = ["335911"]

  /// Output per EUR of compensation, relative to the mean of the block.
  package let outputPerCompensation: [Double]
  /// Value added per output.
  package let valueAddedShare: [Double]
  /// Use of inputs by product group of the 2016 release, relative to the mean of the block.
  package let inputIntensity: [[String: Double]]
  /// The same for storage batteries relative to all electrical equipment.
  package let batteryIntensity: [String: Double]
  /// Composition of purchases of the block's products by class of user; sums to 1.
  package let composition: [User: [Double]]

  package init(folder: URL) throws {
    let url = folder.appending(path: "use.csv")
    let table = try CSVTable(text: String(contentsOf: url, encoding: .utf8), file: url.path)
    let (r, c, v) = (
      try table.column("row"), try table.column("column"), try table.column("million_usd")
    )
    var cells: [(row: String, column: String, value: Double)] = []
    for (k, row) in table.rows.enumerated() {
      guard let value = Double(row[v]) else {
        throw BuildFault("\(table.location(row: k)): `\(row[v])` is not a number")
      }
      if !row[r].hasPrefix("T0"), !row[c].hasPrefix("T0") { cells.append((row[r], row[c], value)) }
    }
    let partOf = Self.partOf()
    let accounts = Self.accounts(cells, partOf)
    outputPerCompensation = accounts.outputPerCompensation
    valueAddedShare = accounts.valueAddedShare
    inputIntensity = Self.intensities(cells) { partOf[$0]?.rawValue }
    let electrical = Self.intensities(cells) { code in
      Self.batteries.contains(code) ? 0 : code.hasPrefix("335") ? 1 : nil
    }
    batteryIntensity = electrical[0]
    composition = Self.composition(cells, partOf)
  }

  private static func partOf() -> [String: Part] {
    var result: [String: Part] = [:]
    for part in Part.allCases { for code in members[part] ?? [] { result[code] = part } }
    return result
  }

  private static func accounts(
    _ cells: [(row: String, column: String, value: Double)], _ partOf: [String: Part]
  ) -> (outputPerCompensation: [Double], valueAddedShare: [Double]) {
    var output = [Double](repeating: 0, count: 3)
    var valueAdded = output
    var compensation = output
    for cell in cells {
      guard let part = partOf[cell.column]?.rawValue else { continue }
      output[part] += cell.value
      if cell.row.hasPrefix("V0") { valueAdded[part] += cell.value }
      if cell.row == "V00100" { compensation[part] += cell.value }
    }
    let mean = output.reduce(0, +) / compensation.reduce(0, +)
    return (
      zip(output, compensation).map { $0 / $1 / mean }, zip(valueAdded, output).map { $0 / $1 }
    )
  }

  /// The product group of the 2016 release that a US commodity belongs to, for manufactures that
  /// car makers buy; nil elsewhere.
  static func group(_ code: String) -> String? {
    if ["3361", "3362", "3363"].contains(String(code.prefix(4))) { return "C29" }
    let groups = [
      "331": "C24", "332": "C25", "333": "C28", "334": "C26", "335": "C27", "325": "C20",
      "326": "C22", "327": "C23", "313": "C13-C15", "314": "C13-C15", "316": "C13-C15",
      "321": "C16", "322": "C17",
    ]
    return groups[String(code.prefix(3))]
  }

  /// Coefficients by product group of each class of buyers, relative to all classes together.
  private static func intensities(
    _ cells: [(row: String, column: String, value: Double)], _ classOf: (String) -> Int?
  ) -> [[String: Double]] {
    var purchases: [[String: Double]] = []
    var output: [Double] = []
    for cell in cells {
      guard let k = classOf(cell.column) else { continue }
      while purchases.count <= k {
        purchases.append([:])
        output.append(0)
      }
      output[k] += cell.value
      if let group = group(cell.row) { purchases[k][group, default: 0] += cell.value }
    }
    let total = output.reduce(0, +)
    return purchases.indices.map { k in
      purchases[k]
        .reduce(into: [:]) { result, entry in
          let all = purchases.reduce(0) { $0 + ($1[entry.key] ?? 0) }
          result[entry.key] = all > 0 ? (entry.value / output[k]) / (all / total) : 1
        }
    }
  }

  private static func user(of column: String, _ partOf: [String: Part]) -> User? {
    if let part = partOf[column] { return .part(part) }
    if column == "F01000" { return .households }
    if column.hasPrefix("F02") { return .investment }
    if column == "F04000" { return .exports }
    if column == "F03000" || column == "F05000" { return nil }
    if column.hasPrefix("F") { return .government }
    return column.hasPrefix("8111") || column.hasPrefix("441") ? .repair : .other
  }

  private static func composition(
    _ cells: [(row: String, column: String, value: Double)], _ partOf: [String: Part]
  ) -> [User: [Double]] {
    var sums: [User: [Double]] = [:]
    for cell in cells {
      guard let part = partOf[cell.row], let user = user(of: cell.column, partOf) else { continue }
      sums[user, default: [0, 0, 0]][part.rawValue] += max(cell.value, 0)
    }
    return sums.mapValues { values in
      // A small floor keeps every child possible for every user, so that margins can be met.
      let total = values.reduce(0, +)
      let raised = values.map { $0 + 0.005 * total }
      return raised.map { $0 / (total * 1.015) }
    }
  }
}
