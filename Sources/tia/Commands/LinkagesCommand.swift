import ArgumentParser
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels
import ImpactReports

/// `tia linkages`: who pulls suppliers and who serves buyers.
struct LinkagesCommand: AsyncParsableCommand {
  enum Order: String, ExpressibleByArgument, CaseIterable {
    case backward, forward
  }

  static let configuration = CommandConfiguration(
    commandName: "linkages",
    abstract: "Backward and forward linkages and key industries by region and industry.",
    discussion: """
      Power is the backward linkage i'L over its mean, sensitivity Ghosh's forward linkage over its \
      mean, both over all cells with output. A key industry has both above 1. Forward linkages \
      measure ties to buyers; they do not say that buyers would follow a larger supply.
      """)

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var ranking: RankingOptions

  @Option(help: "Rank by the backward or the forward linkage.")
  var by: Order = .backward

  @Flag(help: "Add how unevenly each cell's linkages spread; two solves for each cell.")
  var variation = false

  /// Most cells whose columns and rows of L are solved for.
  private static let mostVariations = 1_000

  func run() async throws {
    try await Fault.reported { try analysis.write(result()) }
  }

  /// The table that is written.
  func result() throws -> AnalysisTable {
    let source = try analysis.open()
    let selection = try analysis.selection(in: source.places)
    let model = try source.model()
    let found = try model.naming("linkages") {
      try Linkages(model.system, output: model.output)
    }
    let (cells, notices) = ranking.cells(selection, in: model, format: analysis.format)
    var columns = Self.columns(model)
    var rows = cells.map { row($0, found, model) }
    if variation {
      columns += Self.variationColumns
      rows = try varied(rows, cells, model)
    }
    let roleKey = AnalysisTable.Key("role", label: "Role")
    var table = AnalysisTable(
      "Linkages by region and industry", keys: [.region, .regionName, .industry, roleKey],
      columns: columns, rows: rows, notices: model.notices + notices)
    table.rank(by: by == .backward ? "power" : "sensitivity", count: analysis.count)
    return table
  }

  private static func columns(_ model: AccountModel) -> [AnalysisTable.Column] {
    let unit = model.unit(.output)
    return [
      AnalysisTable.Column("output", label: "output", unit: model.money, decimals: 0),
      AnalysisTable.Column("direct_backward", label: "direct back", unit: unit),
      AnalysisTable.Column("direct_forward", label: "direct fwd", unit: unit),
      AnalysisTable.Column("backward", label: "backward", unit: unit),
      AnalysisTable.Column("forward", label: "forward", unit: unit),
      AnalysisTable.Column("power", label: "power", unit: "ratio"),
      AnalysisTable.Column("sensitivity", label: "sensitivity", unit: "ratio"),
    ]
  }

  private static let variationColumns = [
    AnalysisTable.Column("backward_variation", label: "CV back", unit: "ratio"),
    AnalysisTable.Column("forward_variation", label: "CV fwd", unit: "ratio"),
  ]

  private func row(_ cell: Int, _ found: Linkages, _ model: AccountModel) -> AnalysisTable.Row {
    let (r, i) = (model.axes.region(of: cell), model.axes.industry(of: cell))
    let region = model.axes.regions[r]
    return AnalysisTable.Row(
      [
        region.code, region.name, model.axes.industries[i].code, found.role(of: cell).rawValue,
      ],
      [
        model.output[cell], found.directBackward[cell], found.directForward[cell],
        found.backward[cell], found.forwardGhosh[cell], found.powerOfDispersion[cell],
        found.sensitivityGhosh[cell],
      ])
  }

  private func varied(
    _ rows: [AnalysisTable.Row], _ cells: [Int], _ model: AccountModel
  ) throws -> [AnalysisTable.Row] {
    guard cells.count <= Self.mostVariations else {
      throw Fault.problem(
        "--variation of \(cells.count) cells",
        expected: "at most \(Self.mostVariations) cells; name "
          + "regions or industries")
    }
    let (back, forward) = try model.naming("variation") {
      (
        try Linkages.backwardVariation(of: cells, in: model.system),
        try Linkages.forwardVariation(of: cells, in: model.system)
      )
    }
    return rows.enumerated()
      .map { k, row in
        AnalysisTable.Row(row.keys, row.values + [back[k], forward[k]])
      }
  }
}
