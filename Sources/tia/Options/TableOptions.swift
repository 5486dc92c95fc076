import ArgumentParser
import ImpactReports

/// Form and length of a table of answers.
struct TableOptions: ParsableArguments {
  @Option(help: "Rows of a ranking; 0 prints all. CSV and JSON print all unless it is given.")
  var top: Int?

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  func validate() throws {
    if let top, top < 0 { throw ValidationError("--top takes 0 or a positive number.") }
  }

  /// Rows to print, nil for all.
  var count: Int? {
    switch top {
    case 0: nil
    case .some(let rows): rows
    case nil: format == .table ? 20 : nil
    }
  }

  /// Writes the result to standard output; a table for people is followed by its notices on
  /// standard error, which the other forms carry (JSON) or send there as well (CSV).
  func write(_ table: AnalysisTable) throws {
    switch format {
    case .table: try Console.write(table.text(.table, isBold: Console.showsBold))
    case .csv: try Console.write(table.text(.csv))
    case .json: try Console.write(table.text(.json))
    }
    guard format != .json else { return }
    for notice in table.notices { Console.message("notice: \(notice.message)") }
  }

  /// Writes the tables; JSON of several is a list of documents.
  func write(_ tables: [AnalysisTable]) throws {
    switch format {
    case .json where tables.count > 1:
      let documents = try tables.map { try $0.text(.json) }
      try Console.write(
        "[\n" + documents.map { String($0.dropLast()) }.joined(separator: ",\n") + "\n]\n")
    default:
      for (k, table) in tables.enumerated() {
        if k > 0 { try Console.write("\n") }
        try write(table)
      }
    }
  }
}
