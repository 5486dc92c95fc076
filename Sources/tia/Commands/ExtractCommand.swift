import ArgumentParser
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels
import ImpactReports

/// `tia extract`: what the economy would lose without an industry, a region, or both.
struct ExtractCommand: AsyncParsableCommand {
  enum Direction: String, ExpressibleByArgument, CaseIterable {
    case total, backward, forward, deliveries

    var direction: HypotheticalExtraction.Direction {
      switch self {
      case .total: .total
      case .backward: .backward
      case .forward: .forward
      case .deliveries: .deliveries
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Hypothetical extraction: the loss without an industry, a region, or both.",
    discussion: """
      Name what is taken out: a region, an industry, or an industry of a region. total: it makes \
      nothing, its final demand goes as well. backward: it buys nothing. forward: it delivers \
      nothing to other producers (Ghosh). deliveries: the same in the quantity model. The last \
      three keep its final demand and take its own use out unless --keep-own-use is given.
      """)

  @OptionGroup var analysis: AnalysisOptions

  @Option(help: "Which ties are cut: total, backward, forward or deliveries.")
  var direction: Direction = .total

  @Option(help: "Percent that is taken out.")
  var share: Double = 100

  @Flag(help: "Leave what the cells buy of themselves in place (not with total).")
  var keepOwnUse = false

  @Option(help: "Rows of the result: region, industry or cell.")
  var by: CellGrouping.Kind = .region

  func validate() throws {
    guard share > 0, share <= 100 else {
      throw ValidationError("--share takes a percentage above 0 and up to 100.")
    }
    if keepOwnUse, direction == .total {
      throw ValidationError("--keep-own-use has no meaning with --direction total.")
    }
    if analysis.regions.isEmpty, analysis.industries.isEmpty, analysis.territories.isEmpty {
      throw ValidationError("Name what is extracted: --region, --industry or --territory.")
    }
  }

  func run() async throws {
    try await Fault.reported { try analysis.write(result()) }
  }

  /// The table that is written.
  func result() throws -> AnalysisTable {
    let source = try analysis.open()
    let selection = try analysis.selection(in: source.places)
    let model = try source.model()
    let loss = try model.naming("extraction") {
      try HypotheticalExtraction(model.system, output: model.output)
        .loss(
          of: selection.cells(industryCount: model.axes.industryCount),
          direction: direction.direction, share: share / 100,
          keepsOwnUse: keepOwnUse)
    }
    var table = self.table(loss, model)
    table.rank(by: "output_loss", count: analysis.count)
    table.rows.insert(contentsOf: totals(loss, model), at: 0)
    return table
  }

  private static func columns(_ money: String) -> [AnalysisTable.Column] {
    [
      AnalysisTable.Column("output_loss", label: "output", unit: money, decimals: 1),
      AnalysisTable.Column(
        "output_loss_elsewhere", label: "in other cells", unit: money, decimals: 1),
      AnalysisTable.Column("output_loss_percent", label: "of its output", unit: "percent"),
      AnalysisTable.Column("value_added_loss", label: "value added", unit: money, decimals: 1),
      AnalysisTable.Column("employment_loss", label: "jobs", unit: "persons", decimals: 0),
    ]
  }

  private func table(_ loss: HypotheticalExtraction.Loss, _ model: AccountModel) -> AnalysisTable {
    let grouping = CellGrouping(model.axes, by: by)
    let rows = grouping.groups.map { group in
      AnalysisTable.Row(group.keys, values(loss, model, cells: group.cells))
    }
    let unknown = model.employment.count { $0.isNaN }
    let notices =
      unknown == 0
      ? []
      : [
        Notice(
          "unknown-employment",
          "No source gives employment for \(unknown) cells; sums of jobs leave them out")
      ]
    return AnalysisTable(
      "Loss by extraction (\(direction.rawValue), \(ReadableNumber.percent(share)) %) by "
        + by.rawValue,
      keys: grouping.keys, columns: Self.columns(model.money), rows: rows,
      notices: model.notices + notices)
  }

  private func totals(
    _ loss: HypotheticalExtraction.Loss, _ model: AccountModel
  ) -> [AnalysisTable.Row] {
    let keys = CellGrouping(model.axes, by: by).totalKeys
    return [
      AnalysisTable.Row(keys, values(loss, model, cells: Array(0..<model.dimension)))
    ]
  }

  private func values(
    _ loss: HypotheticalExtraction.Loss, _ model: AccountModel, cells: [Int]
  ) -> [Double] {
    let extracted = Set(loss.cells)
    var (output, other, base) = (0.0, 0.0, 0.0)
    for k in cells {
      output -= loss.change[k]
      if !extracted.contains(k) { other -= loss.change[k] }
      base += model.output[k]
    }
    /// Nan where nothing of a sum is known.
    func sum(_ indicator: AccountIndicator) -> Double {
      let totals = model.totals(indicator)
      let known = cells.filter { !totals[$0].isNaN && model.output[$0] > 0 }
      guard !known.isEmpty else { return .nan }
      return known.reduce(0) { $0 - loss.change[$1] * totals[$1] / model.output[$1] }
    }
    return [
      output, other, base > 0 ? 100 * output / base : .nan, sum(.valueAdded), sum(.employment),
    ]
  }
}
