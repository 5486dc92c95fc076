import ArgumentParser
import Foundation
import ImpactDiagnostics
import ImpactResultStore

/// `tia results`: many runs in one database.
struct ResultsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: "Collect results of many runs in a SQLite file and query them.",
    discussion: """
      Part of programs built with the package trait ResultDatabase: \
      `swift build -c release --product tia --traits ResultDatabase`. It needs the headers of SQLite \
      (Debian: libsqlite3-dev).
      """,
    subcommands: [ResultsAddCommand.self, ResultsQueryCommand.self])

  #if !ResultDatabase
  /// What a program without the trait says.
  static var absent: ProblemReport {
    Fault.problem(
      "this program was built without the database of results",
      expected: "a build with `swift build -c release --product tia --traits ResultDatabase`")
  }
  #endif
}

/// `tia results add`: the lines of result folders go into a database.
struct ResultsAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Add result folders; the same results are never there twice.")

  @Argument(help: "The SQLite file; made when it is not there.")
  var database: String

  @Argument(help: "Folders that `tia run --out` wrote.")
  var folders: [String]

  func run() async throws {
    try await Fault.reported {
      #if ResultDatabase
      let store = try ResultStore(path: database, isReadOnly: false)
      for folder in folders {
        let count = try store.add(folder: URL(filePath: folder, directoryHint: .isDirectory))
        Console.message(
          count.map { "\(folder): \($0) lines" } ?? "\(folder): its results are there already")
      }
      #else
      throw ResultsCommand.absent
      #endif
    }
  }
}

/// `tia results query`: lines of all runs, by place, industry, year and indicator, or by SQL.
struct ResultsQueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Lines of all runs, or the answer to a SQL statement.",
    discussion: """
      Each option may be repeated. Tables for --sql: run (id, scenario, folder, results_hash, \
      manifest, added) and result (run, scenario, region, industry, year, indicator, effect, lever, \
      value, p05, p50, p95, unit). The file is opened to be read only.
      """)

  @Argument(help: "The SQLite file.")
  var database: String

  @Option(name: .customLong("scenario"), parsing: .singleValue, help: "Identifier of a scenario.")
  var scenarios: [String] = []

  @Option(name: .customLong("region"), parsing: .singleValue, help: "Code of a place.")
  var regions: [String] = []

  @Option(name: .customLong("industry"), parsing: .singleValue, help: "Code of an industry.")
  var industries: [String] = []

  @Option(name: .customLong("year"), parsing: .singleValue, help: "A year.")
  var years: [Int] = []

  @Option(name: .customLong("indicator"), parsing: .singleValue, help: "Such as employment.")
  var indicators: [String] = []

  @Option(name: .customLong("effect"), parsing: .singleValue, help: "Such as total or direct.")
  var effects: [String] = []

  @Option(help: "A SQL statement in place of the other options.")
  var sql: String?

  @Option(help: "table for people, csv for programs.")
  var format: ListFormat = .table

  func validate() throws {
    let named = [scenarios, regions, industries, indicators, effects].contains { !$0.isEmpty }
    if sql != nil, named || !years.isEmpty {
      throw ValidationError("--sql stands in place of the other options.")
    }
  }

  func run() async throws {
    try await Fault.reported {
      #if ResultDatabase
      let store = try ResultStore(path: database, isReadOnly: true)
      let answer = try sql.map(store.answer(sql:)) ?? store.answer(query)
      try Listing(header: answer.columns, leading: answer.columns.count, rows: answer.rows)
        .write(format)
      #else
      throw ResultsCommand.absent
      #endif
    }
  }

  private var query: ResultQuery {
    var query = ResultQuery()
    query.scenarios = scenarios
    query.regions = regions
    query.industries = industries
    query.years = years
    query.indicators = indicators
    query.effects = effects
    return query
  }
}
