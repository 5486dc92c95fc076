import ArgumentParser
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia sensitivity`: which assumptions drive a region's jobs.
struct SensitivityCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Say which uncertain parameters drive the jobs of a place (Sobol' indices).",
    discussion: """
      For every uncertain parameter the part of the variance of the change of jobs that goes when it \
      becomes certain (first order), and the part that stays when all others are certain (total). \
      Laws are those of `tia run --draws`; see Documentation/Methods/uncertainty.md.
      """)

  @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Option(
    name: .customLong("region"), help: "Region, country, territory or EU27; repeat for several.")
  var places: [String] = ["EU27"]

  @Option(help: "The year; the last of the scenario when left out.")
  var year: Int?

  @Option(help: "Size of the two samples, N; N·(k + 2) runs for k parameters.")
  var draws: Int = 128

  @Option(help: "Seed of the samples.")
  var seed: UInt64 = 1

  @Option(help: "Economy in place of the scenario's: a shipped name, or the path of a folder.")
  var economy: String?

  @Option(
    name: .customLong("override"), parsing: .singleValue,
    help: "Apply a named override block of the file; repeat to apply several in this order.")
  var overrides: [String] = []

  @Option(help: "Parameters shown for each place.")
  var top: Int = 15

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  func validate() throws {
    guard (2...100_000).contains(draws), top > 0 else {
      throw ValidationError("--draws takes a number from 2 to 100000, --top one above 0")
    }
  }

  func run() async throws {
    try await Fault.reported {
      let source = try ScenarioSource.open(path: scenario, economy: economy, overrides: overrides)
      let results = try await Interruption.cancelling {
        try await ImpactEngine(source.folder.economy)
          .sensitivity(
            of: source.scenario, places: places, year: year, draws: draws, seed: seed)
      }
      switch format {
      case .table: try Console.write(text(results))
      case .csv: try Console.write(csv(results))
      case .json: try Console.write(Array(try StableJSON.data(results.map(Place.init))))
      }
    }
  }

  private func text(_ results: [SensitivityResult]) -> String {
    results.map { result in
      var table = TextTable(["Parameter", "first order", "total"])
      for row in result.rows.prefix(top) {
        table.add([row.parameter, percent(row.first), percent(row.total)])
      }
      let deviation = ReadableNumber.persons(result.deviation)
      return
        ([
          "\(result.place), \(result.year): parts of the variance of jobs, % (standard deviation "
            + "\(deviation) jobs, \(result.evaluations) runs)"
        ] + table.lines())
        .joined(separator: "\n") + "\n"
    }
    .joined(separator: "\n")
  }

  private func percent(_ share: Double) -> String {
    "\((1000 * share).rounded() / 10)"
  }

  private func csv(_ results: [SensitivityResult]) -> String {
    "place,year,parameter,first_order,total\n"
      + results.flatMap { result in
        result.rows.map {
          "\(result.place),\(result.year),\($0.parameter),\(FixedDecimal.rounded($0.first, decimals: 4)),\(FixedDecimal.rounded($0.total, decimals: 4))\n"
        }
      }
      .joined()
  }

  private struct Place: Encodable {
    let place: String
    let year: Int
    let standardDeviation: Double
    let unit = "persons"
    let evaluations: Int
    let parameters: [SensitivityResult.Row]

    init(_ result: SensitivityResult) {
      place = result.place
      year = result.year
      standardDeviation = FixedDecimal.rounded(result.deviation, decimals: 1)
      evaluations = result.evaluations
      parameters = result.rows
    }
  }
}
