#if ResultDatabase
package import Foundation
import GRDB
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomyFiles

/// Many results in one SQLite file.
///
/// Table `run`: one line for each folder that was added (`id`, `scenario`, `folder`, `results_hash`,
/// `manifest`, `added`). Table `result`: the lines of `results.csv` with the `run` they belong to; an
/// empty band is NULL. `PRAGMA user_version` is the version of this schema. Any program that
/// reads SQLite can open the file.
package struct ResultStore {
  /// Version of the schema.
  package static let version = 1
  private static let mark = 0x5449_4131  // "TIA1"

  private let queue: DatabaseQueue
  private let path: String

  /// Opens a file; a new one is made unless it is opened to be read.
  ///
  /// Throws a `ProblemReport` when the file is missing or is no database of this program.
  package init(path: String, isReadOnly: Bool) throws {
    self.path = path
    if isReadOnly, !FileManager.default.fileExists(atPath: path) {
      throw Self.fault(path, "there is no such file", "a database that `tia results add` made")
    }
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      if !isReadOnly { try queue.write(Self.create) }
      try queue.read { try Self.check($0, path) }
    } catch let error as DatabaseError {
      throw Self.fault(path, "\(error.message ?? "it cannot be opened")", "a SQLite database")
    }
  }

  private static func fault(_ path: String, _ message: String, _ expected: String) -> ProblemReport
  {
    ProblemReport([Problem(at: Location(file: path), message, expected: expected)])
  }

  private static func check(_ db: Database, _ path: String) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard found == mark, version == Self.version else {
      throw fault(
        path, "this is no database of results of version \(Self.version)",
        "a new path, or a database that `tia results add` made")
    }
  }

  /// Makes the tables in an empty file; any other is left as it is.
  private static func create(_ db: Database) throws {
    let tables = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
    guard tables == 0 else { return }
    try db.execute(
      sql: """
        CREATE TABLE run (
          id INTEGER PRIMARY KEY, scenario TEXT NOT NULL, folder TEXT NOT NULL,
          results_hash TEXT NOT NULL UNIQUE, manifest TEXT NOT NULL, added TEXT NOT NULL);
        CREATE TABLE result (
          run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE, scenario TEXT NOT NULL,
          region TEXT NOT NULL, industry TEXT NOT NULL, year INTEGER NOT NULL,
          indicator TEXT NOT NULL, effect TEXT NOT NULL, lever TEXT NOT NULL, value REAL NOT NULL,
          p05 REAL, p50 REAL, p95 REAL, unit TEXT NOT NULL);
        CREATE INDEX result_place ON result (indicator, region, industry, year);
        CREATE INDEX result_run ON result (run);
        PRAGMA application_id = \(mark);
        PRAGMA user_version = \(version);
        """)
  }

  /// Adds the result in a folder; nil when the same results are there already.
  ///
  /// Returns the number of lines. Nothing is added unless all is. Throws a `ProblemReport` with every
  /// line of `results.csv` that cannot be read.
  package func add(folder: URL, at time: Date = Date()) throws -> Int? {
    let file = folder.appendingPathComponent("results.csv")
    let manifest = folder.appendingPathComponent("manifest.json")
    guard let bytes = try? Data(contentsOf: file), let text = try? Data(contentsOf: manifest) else {
      throw Self.fault(
        folder.relativePath, "there is no results.csv with a manifest.json",
        "a folder that `tia run --out` wrote")
    }
    let lines = try ResultLines(bytes: Array(bytes), file: file.relativePath)
    let hash = SHA256.hexadecimal(Array(bytes))
    do {
      return try queue.write { db in
        let known = try Int.fetchOne(
          db, sql: "SELECT id FROM run WHERE results_hash = ?", arguments: [hash])
        guard known == nil else { return nil }
        try db.execute(
          sql: """
            INSERT INTO run (scenario, folder, results_hash, manifest, added)
            VALUES (?, ?, ?, ?, ?)
            """,
          arguments: [
            lines.scenario, folder.standardizedFileURL.path, hash,
            String(decoding: text, as: UTF8.self), time.ISO8601Format(),
          ])
        return try lines.insert(into: db, run: db.lastInsertedRowID)
      }
    } catch let error as DatabaseError {
      throw Self.fault(path, "\(error.message ?? "it cannot be written")", "a file we may write to")
    }
  }

  /// Lines of all runs that meet the query, in the order of runs and lines.
  package func answer(_ query: ResultQuery) throws -> ResultAnswer {
    let (condition, values) = query.condition
    let columns = ResultQuery.columns.joined(separator: ", ")
    return try answer(
      sql: "SELECT \(columns) FROM result\(condition) ORDER BY run, rowid",
      arguments: StatementArguments(values))
  }

  /// The answer to a statement of the user's; the file is opened to be read, so nothing changes.
  package func answer(sql: String) throws -> ResultAnswer { try answer(sql: sql, arguments: []) }

  private func answer(sql: String, arguments: StatementArguments) throws -> ResultAnswer {
    do {
      return try queue.read { db in
        let statement = try db.makeStatement(sql: sql)
        let rows = try Row.fetchAll(statement, arguments: arguments)
        return ResultAnswer(
          columns: statement.columnNames,
          rows: rows.map { row in row.databaseValues.map(Self.text) })
      }
    } catch let error as DatabaseError {
      throw Self.fault(
        path, "\(error.message ?? "the statement fails")",
        "SQL on the tables run and result that reads only")
    }
  }

  private static func text(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .null: ""
    case .int64(let number): "\(number)"
    case .double(let number): DecimalNumber.text(number)
    case .string(let text): text
    case .blob(let data): "\(data.count) bytes"
    }
  }
}

/// The lines of a `results.csv`, read strictly.
struct ResultLines {
  static let columns = [
    "scenario", "region", "industry", "year", "indicator", "effect", "lever", "value", "p05", "p50",
    "p95", "unit",
  ]

  let scenario: String
  private let reader: TableReader

  init(bytes: [UInt8], file: String) throws {
    var reader = try TableReader(bytes: bytes, file: file, columns: Self.columns)
    for row in 0..<reader.rowCount {
      _ = reader.number(row, 7)
      for column in 8...10 { _ = reader.optionalNumber(row, column) }
      if Int(reader.text(row, 3)) == nil {
        reader.report(row, 3, "`\(reader.text(row, 3))` is no year", expected: "a whole number")
      }
    }
    try reader.finish()
    guard reader.rowCount > 0 else {
      throw ProblemReport([
        Problem(at: Location(file: file), "the table has no lines", expected: "results of a run")
      ])
    }
    scenario = reader.text(0, 0)
    self.reader = reader
  }

  /// Inserts every line; returns their number.
  func insert(into db: Database, run: Int64) throws -> Int {
    let marks = Array(repeating: "?", count: Self.columns.count + 1).joined(separator: ", ")
    let statement = try db.makeStatement(
      sql: "INSERT INTO result (run, \(Self.columns.joined(separator: ", "))) VALUES (\(marks))")
    var reader = reader
    for row in 0..<reader.rowCount {
      let texts = (0..<7).map { reader.text(row, $0) }
      var values: [(any DatabaseValueConvertible)?] = [run]
      for (k, text) in texts.enumerated() { values.append(k == 3 ? Int(text) : text) }
      for column in 7...10 { values.append(reader.optionalNumber(row, column)) }
      values.append(reader.text(row, 11))
      try statement.execute(arguments: StatementArguments(values))
    }
    return reader.rowCount
  }
}
#endif
