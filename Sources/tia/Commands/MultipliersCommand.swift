import ArgumentParser
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels
import ImpactReports
import ImpactSimulation

/// `tia multipliers`: what a unit of final demand brings about.
struct MultipliersCommand: AsyncParsableCommand {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case simple, I, II
  }

  static let configuration = CommandConfiguration(
    commandName: "multipliers",
    abstract: "Multipliers of output, value added, income and employment by region and industry.",
    discussion: """
      Per million EUR (or EUR) of final demand for an industry's product: what the maker needs \
      itself (direct), what its suppliers need (indirect) and, with --type II, what household \
      spending adds (induced). Effects count wherever they arise. Ranked by the total, with --type \
      I and II by the ratio to the direct effect.
      """)

  @OptionGroup var analysis: AnalysisOptions
  @OptionGroup var ranking: RankingOptions

  @Option(help: "What is counted: output, value-added, income or employment.")
  var indicator: IndicatorOption = .output

  @Option(help: "simple: per unit of final demand; I, II: over the direct effect.")
  var type: Kind = .simple

  @Flag(help: "Take the effect without households apart: own region, feedback, elsewhere.")
  var parts = false

  @Option(
    help: "Also what each round of purchases adds, up to this many rounds after the maker's own.")
  var rounds: Int?

  func validate() throws {
    if let rounds, !(0...100).contains(rounds) {
      throw ValidationError("--rounds takes a number from 0 to 100.")
    }
  }

  func run() async throws {
    try await Fault.reported { try analysis.write(result()) }
  }

  /// The table that is written.
  func result() throws -> AnalysisTable {
    let source = try analysis.open()
    let selection = try analysis.selection(in: source.places)
    let (model, households, closed) = try accounts(source)
    let found = try EconomyMultipliers(
      model, indicator: indicator.indicator, closed: closed,
      partsOf: parts ? selection.regions : nil)
    let series = try rounds.map { try found.rounds($0, in: model) }
    var table = self.table(found, series, model: model, selection: selection)
    table.notices = found.notices + (households?.notices ?? []) + table.notices
    table.rank(by: type == .simple ? "simple" : "multiplier", count: analysis.count)
    return table
  }

  /// The accounts, and with type II the households of an economy and the system they close.
  private func accounts(
    _ source: AnalysisSource
  ) throws -> (AccountModel, EconomyHouseholds?, InputOutputSystem?) {
    guard type == .II else { return (try source.model(), nil, nil) }
    let economy = try source.economy(for: "a type II multiplier, with its households,")
    let model = try EconomyModel(economy)
    let households = try EconomyHouseholds(economy, catalogue: .shipped())
    let closed = try model.naming("households") { try model.closed(by: households.closure) }
    return (AccountModel(model), households, closed)
  }

  private func table(
    _ found: EconomyMultipliers, _ series: [[Double]]?, model: AccountModel,
    selection: CellSelection
  ) -> AnalysisTable {
    let (cells, notices) = ranking.cells(selection, in: model, format: analysis.format)
    var columns = [
      AnalysisTable.Column("output", label: "output", unit: model.money, decimals: 0)
    ]
    let unit = model.unit(indicator.indicator)
    func add(_ name: String, _ label: String, unit: String = unit) {
      columns.append(AnalysisTable.Column(name, label: label, unit: unit))
    }
    add("direct", "direct")
    add("indirect", "indirect")
    add("simple", "direct + indirect")
    if found.multipliers.total != nil {
      add("induced", "induced")
      add("total", "with induced")
    }
    if type != .simple { add("multiplier", "type \(type.rawValue)", unit: "ratio") }
    if parts {
      add("intra_regional", "own region")
      add("feedback", "feedback")
      add("spill_over", "elsewhere")
    }
    for round in series?.indices ?? 0..<0 { add("round_\(round)", "round \(round)") }
    if series != nil { add("later_rounds", "later rounds") }
    return AnalysisTable(
      title(model), keys: [.region, .regionName, .industry], columns: columns,
      rows: cells.map { row($0, found, series, model) }, notices: notices)
  }

  private func title(_ model: AccountModel) -> String {
    let label =
      indicator.indicator.label.prefix(1).uppercased() + indicator.indicator.label.dropFirst()
    return
      "\(label) multipliers by region and industry, \(model.unit(indicator.indicator)) of final demand"
  }

  private func row(
    _ cell: Int, _ found: EconomyMultipliers, _ series: [[Double]]?, _ model: AccountModel
  ) -> AnalysisTable.Row {
    let m = found.multipliers
    let known = found.isUnknown[cell] ? Double.nan : 0
    let (r, i) = (model.axes.region(of: cell), model.axes.industry(of: cell))
    var values = [
      model.output[cell], m.direct[cell] + known,
      m.simple[cell] - m.direct[cell] + known, m.simple[cell] + known,
    ]
    if let total = m.total {
      values += [total[cell] - m.simple[cell] + known, total[cell] + known]
    }
    if type != .simple {
      let top = type == .II ? m.total?[cell] ?? .nan : m.simple[cell]
      values.append(m.direct[cell] == 0 ? .nan : top / m.direct[cell] + known)
    }
    if let parts = found.parts, let k = parts.regions.firstIndex(of: r) {
      let at = k * parts.regionSize + i
      values += [
        parts.intraRegional[at] + known, parts.feedback[at] + known, parts.spillOver[at] + known,
      ]
    }
    if let series {
      let added = series.map { $0[cell] }
      values += (added + [m.simple[cell] - added.reduce(0, +)]).map { $0 + known }
    }
    let region = model.axes.regions[r]
    return AnalysisTable.Row([region.code, region.name, model.axes.industries[i].code], values)
  }
}
