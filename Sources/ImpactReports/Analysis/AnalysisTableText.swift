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

  /// Title, a line of labels, a line of units, aligned rows; notices belong to standard error.
  private func people(isBold: Bool) -> String {
    let shownKeys = keys.indices.filter { keys[$0].isShown }
    let shown = columns.indices.filter { columns[$0].isShown }
    var table = TextTable(
      shownKeys.map { keys[$0].label } + shown.map { columns[$0].label }, leading: shownKeys.count)
    table.add(shownKeys.map { _ in "" } + shown.map { Self.short(unit: columns[$0].unit) })
    for row in rows {
      table.add(
        shownKeys.map { TextTable.cut(row.keys[$0], to: Self.widestKey) }
          + shown.map { Self.readable(row.values[$0], decimals: columns[$0].decimals) })
    }
    let lines = [isBold ? "\u{1B}[1m\(title)\u{1B}[0m" : title] + table.lines(width: .max)
    return lines.map { $0 + "\n" }.joined()
  }

  /// Longest text of a key for people.
  private static let widestKey = 34

  /// A unit as it stands above a column.
  private static func short(unit: String) -> String {
    switch unit {
    case "million EUR": "M EUR"
    case "EUR per EUR": "EUR/EUR"
    case "persons per million EUR": "pers./M EUR"
    case "percent": "%"
    case "ratio": ""
    case "percentage points": "pp"
    case _ where unit.contains("million "): unit.replacing("million ", with: "M ")
    case _ where unit.contains(" per "): unit.replacing(" per ", with: "/")
    default: unit
    }
  }

  /// Thousands separated by commas, a fixed count of decimals, a dash for the unknown.
  private static func readable(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return ReadableNumber.unknown }
    let text = FixedDecimal.text(abs(value), decimals: decimals)
    let whole = text.prefix { $0 != "." }
    let isZero = !text.contains { $0 != "0" && $0 != "." }
    let grouped = ReadableNumber.grouped(Double(whole) ?? 0)
    return (value < 0 && !isZero ? "-" : "") + grouped + text.dropFirst(whole.count)
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
