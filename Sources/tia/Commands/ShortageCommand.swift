import ArgumentParser
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels
import ImpactReports

/// `tia shortage`: what output stays feasible when makers of a product deliver less.
struct ShortageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shortage",
    abstract: "Shortage of an input: losses up the chain and the bottleneck down the chain.",
    discussion: """
      Output of the cells named falls by --share. suppliers: final users of the product give way \
      first, so only suppliers of its makers lose (mixed model). bottleneck: all buyers of a product \
      are cut alike, inputs are used in fixed proportions, nothing replaces them; more than what this \
      leaves cannot be made in that way.
      """)

  @OptionGroup var analysis: AnalysisOptions

  @Option(help: "Percent by which output of the cells falls.")
  var share: Double

  @Option(
    help: """
      Inputs of less than this percentage of a buyer's output do not stop it (an assumption: \
      accounts hold a little of everything in everything).
      """)
  var leastInput: Double = 1

  @Option(help: "Steps down the chain: 1 reaches the buyers, 2 their buyers, and so on.")
  var rounds: Int = 1

  @Option(help: "Rows of the result: region, industry or cell.")
  var by: CellGrouping.Kind = .industry

  func validate() throws {
    guard share > 0, share <= 100 else {
      throw ValidationError("--share takes a percentage above 0 and up to 100.")
    }
    guard leastInput >= 0, leastInput < 100 else {
      throw ValidationError("--least-input takes a percentage from 0 to below 100.")
    }
    guard (1...1_000).contains(rounds) else {
      throw ValidationError("--rounds takes a number from 1 to 1000.")
    }
    if analysis.industries.isEmpty {
      throw ValidationError("Name the product that is short: --industry.")
    }
  }

  func run() async throws {
    try await Fault.reported { try analysis.write(result()) }
  }

  /// The table that is written.
  func result() throws -> AnalysisTable {
    let economy = try analysis.open().economy(for: "the model of shortages")
    let cells = try analysis.selection(in: NamedPlaces(economy)).cells(of: economy)
    let found = try InputShortage(
      EconomyModel(economy), cells: cells, share: share / 100, leastInput: leastInput / 100,
      rounds: rounds)
    let grouping = CellGrouping(TableAxes(economy), by: by)
    var table = AnalysisTable(
      "Loss of output from a shortage of \(ReadableNumber.percent(share)) % by \(by.rawValue)",
      keys: grouping.keys,
      columns: [
        AnalysisTable.Column("output", label: "output", unit: "million EUR", decimals: 0),
        AnalysisTable.Column("suppliers", label: "suppliers", unit: "million EUR", decimals: 1),
        AnalysisTable.Column("bottleneck", label: "bottleneck", unit: "million EUR", decimals: 1),
        AnalysisTable.Column("bottleneck_percent", label: "of its output", unit: "percent"),
      ],
      rows: grouping.groups.map { Self.row($0.keys, $0.cells, found, economy) },
      notices: found.notices + [assumption(found)])
    table.rank(by: "bottleneck", count: analysis.count)
    let all = Self.row(grouping.totalKeys, Array(0..<economy.dimension), found, economy)
    table.rows.insert(all, at: 0)
    return table
  }

  private func assumption(_ found: InputShortage) -> Notice {
    Notice(
      "bottleneck-assumptions",
      "the bottleneck counts inputs of at least \(leastInput) % of a buyer's output, in "
        + "\(found.rounds) step\(found.rounds == 1 ? "" : "s") down the chain, without stocks or other "
        + "suppliers; further steps can only lower what stays feasible")
  }

  private static func row(
    _ keys: [String], _ cells: [Int], _ found: InputShortage, _ economy: Economy
  ) -> AnalysisTable.Row {
    let output = economy.satellites.output
    let base = cells.reduce(0) { $0 + output[$1] }
    let suppliers = cells.reduce(0) { $0 - found.mixedChange[$1] }
    let stopped = cells.reduce(0) { $0 + (1 - found.feasibleShare[$1]) * output[$1] }
    return AnalysisTable.Row(
      keys, [base, suppliers, stopped, base > 0 ? 100 * stopped / base : .nan])
  }
}
