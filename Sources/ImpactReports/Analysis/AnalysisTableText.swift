import Foundation
import ImpactDocuments

extension AnalysisTable {
  /// The forms a table can be written in.
  package enum Form: Sendable { case table, csv, json }

  /// Digits after the point in CSV and JSON: about the accuracy of the solves.
  private static let machineDigits = 9

  /// The whole table as text, with a final line end.
  package func text(_ form: Form, isBold: Bool = false) throws -> String {
    switch form {
    case .table: people(isBold: isBold)
    case .csv: csv()
    case .json: String(decoding: try StableJSON.data(document), as: UTF8.self)
    }
  }

  /// Title, units, aligned rows; notices belong to standard error.
  private func people(isBold: Bool) -> String {
    let shownKeys = keys.indices.filter { keys[$0].isShown }
    let shown = columns.indices.filter { columns[$0].isShown }
    var lines = [isBold ? "\u{1B}[1m\(title)\u{1B}[0m" : title]
    let units = Set(shown.map { columns[$0].unit })
    if let unit = units.first, units.count == 1, !unit.isEmpty { lines.append("  in \(unit)") }
    var table = TextTable(
      shownKeys.map { keys[$0].label }
        + shown.map { c in
          let unit = columns[c].unit
          return units.count == 1 || unit.isEmpty
            ? columns[c].label : "\(columns[c].label), \(unit)"
        },
      leading: shownKeys.count)
    for row in rows {
      table.add(
        shownKeys.map { TextTable.cut(row.keys[$0], to: Self.widestKey) }
          + shown.map { Self.readable(row.values[$0], decimals: columns[$0].decimals) })
    }
    lines += table.lines(width: .max)
    return lines.map { $0 + "\n" }.joined()
  }

  /// Longest text of a key for people.
  private static let widestKey = 34

  /// Thousands separated by commas, a fixed count of decimals, a dash for the unknown.
  private static func readable(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return ReadableNumber.unknown }
    let text = FixedDecimal.text(value, decimals: decimals)
    guard let point = text.firstIndex(of: "."), text.count > 7 else {
      return decimals == 0 ? ReadableNumber.grouped(value) : text
    }
    let whole = Double(text[..<point]) ?? 0
    let sign = value < 0 && whole == 0 && text.hasPrefix("-") ? "-" : ""
    return sign + ReadableNumber.grouped(whole) + text[point...]
  }

  private func csv() -> String {
    var text = CSVText.line(keys.map(\.name) + columns.map(\.heading))
    for row in rows { text += CSVText.line(row.keys + row.values.map(Self.machine)) }
    return text
  }

  /// Nine significant digits, empty where unknown.
  private static func machine(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    let text = String(format: "%.\(machineDigits)g", value)
    return text == "-0" ? "0" : text
  }

  private var document: Document {
    Document(
      title: title,
      columns: columns.map { Document.Column(name: $0.name, unit: $0.unit) },
      rows: rows.map { row in
        var fields: [String: Document.Field] = [:]
        for (key, text) in zip(keys, row.keys) { fields[key.name] = .text(text) }
        for (column, value) in zip(columns, row.values) {
          fields[column.name] = .number(Double(Self.machine(value)))
        }
        return fields
      },
      notices: notices.map { Document.Remark(code: $0.code, message: $0.message) })
  }

  /// The table as JSON.
  private struct Document: Encodable {
    struct Column: Encodable {
      let name: String
      let unit: String
    }
    struct Remark: Encodable {
      let code: String
      let message: String
    }
    enum Field: Encodable {
      case text(String)
      case number(Double?)

      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number?): try container.encode(number)
        case .number(nil): try container.encodeNil()
        }
      }
    }
    let title: String
    let columns: [Column]
    let rows: [[String: Field]]
    let notices: [Remark]
  }
}
