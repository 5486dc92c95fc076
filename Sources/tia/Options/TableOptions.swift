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
  func write(_ table: AnalysisTable) throws { try write([table]) }

  /// Writes the tables; JSON of several is a list of documents.
  ///
  /// Notices that tables share are told once.
  func write(_ tables: [AnalysisTable]) throws {
    if format == .json {
      let documents = try tables.map { try $0.text(.json) }
      return try Console.write(
        documents.count == 1
          ? documents[0]
          : "[\n" + documents.map { String($0.dropLast()) }.joined(separator: ",\n") + "\n]\n")
    }
    let isTable = format == .table
    for (k, table) in tables.enumerated() {
      if k > 0 { try Console.write("\n") }
      try Console.write(table.text(isTable ? .table : .csv, isBold: isTable && Console.showsBold))
    }
    var told: Set<String> = []
    for notice in tables.flatMap(\.notices) where told.insert(notice.description).inserted {
      Console.message("notice: \(notice.message)")
    }
  }
}
