import ArgumentParser
import ImpactEconomies
import ImpactModels
import ImpactReports

/// `tia decompose`: why two economies differ.
struct DecomposeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decompose", abstract: "Split the difference of two economies into its causes.",
    discussion: """
      Factors: intensity (jobs or value added per unit of output), technology (inputs from all \
      origins), sourcing (origins), mix and level of final demand. Both economies have the same regions \
      and industries; money should be in prices of one year.
      """)

  enum Grouping: String, ExpressibleByArgument, CaseIterable { case region, country, industry }

  @Argument(help: "The old economy or table: a shipped name, or the path of a folder.")
  var old: String

  @Argument(help: "The new economy or table.")
  var new: String

  @Option(help: "What is split: value-added or employment.")
  var indicator: ContentIndicator = .employment

  @Option(help: "Rows: region, country or industry.")
  var by: Grouping = .country

  @Option(help: "Rows with the largest change; 0 prints all. CSV and JSON print all by default.")
  var top: Int?

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  func validate() throws {
    if let top, top < 0 { throw ValidationError("--top takes 0 or a positive number.") }
  }

  func run() async throws {
    try await Fault.reported {
      let sources = try [AnalysisSource.open(old), AnalysisSource.open(new)]
      let tables = try sources.map { try $0.interregional() }
      for table in tables { try indicator.require(in: table) }
      let comparison = try Self.comparison(sources, tables)
      let axes = tables[0].axes
      let grouping: CellPartition =
        switch by {
        case .region: .regions(axes)
        case .country: .countries(axes)
        case .industry: .industries(axes)
        }
      let result = try StructuralDecomposition(
        comparison, intensity: tables.map(indicator.satellite(of:)), by: grouping)
      var table = DecompositionTable.groups(
        result, title: "\(indicator.label): from \(old) to \(new)",
        keeping: Set(grouping.codes.indices))
      let total = DecompositionTable.total(of: table)
      var options = TableOptions()
      options.top = top
      options.format = format
      table.rank(by: "change", count: options.count, magnitude: true)
      table.rows.append(total)
      try options.write(table)
    }
  }

  /// Two economies in factors, or two tables.
  private static func comparison(
    _ sources: [AnalysisSource], _ tables: [InterregionalTable]
  ) throws -> any TableComparison {
    switch (sources[0], sources[1]) {
    case (.economy(let old), .economy(let new)):
      return try EconomyComparison(from: old.economy, to: new.economy)
    case (.table, .table):
      return try DenseComparison(from: tables[0], to: tables[1])
    default:
      throw Fault.problem(
        "one is an economy in factors, the other a table",
        expected: "two economies, or two tables; `tia economy export --as folder` with "
          + "concordances makes a table of an economy")
    }
  }
}
