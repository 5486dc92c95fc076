import ArgumentParser
import ImpactEconomies
import ImpactModels
import ImpactReports

/// `tia content`: where value and jobs in goods come from, and who depends on whom.
struct ContentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "content",
    abstract: "Where the value and the jobs in goods come from, and who depends on whom.",
    discussion: """
      Regions and industries name the goods: their makers, or with `--of purchases` their buyers. \
      Content follows the whole supply chain; the rest of the world, taxes and margins have rows of \
      their own. --measures prints value added in the exports of every country, or by region or \
      industry. --matrix prints what hangs on each region: on final use of its residents, or, where \
      industries are named, on the output of these industries there.
      """)

  @OptionGroup var options: AnalysisOptions

  @Option(help: "Goods to look into: final-sales, exports or purchases.")
  var of: ContentOf = .finalSales

  @Option(
    help: "Rows: region, country, industry, zone (own country, rest of the EU, other) or stage.")
  var by: ContentGrouping?

  @Option(help: "What is counted: value-added or employment.")
  var indicator: ContentIndicator = .valueAdded

  @Option(help: "Tiers that `--by stage` tells apart, beside the makers themselves.")
  var tiers = 4

  @Flag(help: "Value added in exports by country, or by region or industry with --by.")
  var measures = false

  @Flag(help: "Region by region: what depends on whom.")
  var matrix = false

  func validate() throws {
    guard !(measures && matrix) else {
      throw ValidationError("--measures and --matrix cannot be combined.")
    }
    guard (0...50).contains(tiers) else { throw ValidationError("--tiers takes 0 to 50.") }
    if matrix, by == .zone || by == .stage {
      throw ValidationError("--matrix takes --by region, country or industry.")
    }
    if measures, by == .zone || by == .stage {
      throw ValidationError("--measures takes --by country, region or industry.")
    }
  }

  func run() async throws {
    try await Fault.reported {
      let source = try options.open()
      let selection = try options.selection(in: source.places)
      let table = try source.interregional()
      try indicator.require(in: table)
      let result =
        if measures {
          try tradeMeasures(table, selection)
        } else if matrix {
          try dependence(table, selection)
        } else {
          try content(table, selection)
        }
      try options.write(result)
    }
  }

  private func content(
    _ table: InterregionalTable, _ selection: CellSelection
  ) throws -> AnalysisTable {
    let bundle = try options.bundle(of, selection, table)
    let content = try ContentOfGoods(table, bundles: [bundle])
    let by = by ?? .country
    let grouping = by.grouping(table.axes, home: bundle.home)
    let title = "\(indicator.label) in \(of.label) \(bundle.name), by \(by.rawValue)"
    if by == .stage {
      let stages = try ContentByStage(
        content, bundle: 0, satellite: indicator == .valueAdded ? nil : table.employment,
        by: grouping, lastTier: tiers)
      return ContentTable.stages(stages, title: title)
    }
    let found =
      indicator == .valueAdded
      ? content.valueAdded(bundle: 0, by: grouping)
      : content.content(of: indicator.satellite(of: table), bundle: 0, by: grouping)
    return ContentTable.origins(found, title: title, by: by.label, count: options.count)
  }

  private func tradeMeasures(
    _ table: InterregionalTable, _ selection: CellSelection
  ) throws -> AnalysisTable {
    let trade = try ValueAddedInTrade(table, tolerance: 1e-10)
    let by = by ?? .country
    guard by != .country else {
      let chosen = Set(selection.regions.map { table.axes.countryOfRegion[$0] })
      var result = TradeTable.countries(
        chosen.sorted().map { trade.countries[$0] }, notices: table.notices,
        money: table.valueAdded.unit)
      result.rank(by: "exports", count: options.count)
      return result
    }
    let grouping = by.grouping(table.axes, home: [])
    let kept = by == .region ? selection.regions : selection.industries
    var result = TradeTable.groups(
      ExportsByGroup(trade, table, by: grouping), by: by.label, keeping: Set(kept),
      notices: table.notices + (table.employment?.notices ?? []), money: table.valueAdded.unit)
    result.rank(by: "exports", count: options.count)
    return result
  }

  private func dependence(
    _ table: InterregionalTable, _ selection: CellSelection
  ) throws -> AnalysisTable {
    let satellite = indicator.satellite(of: table)
    let basis: DependenceMatrix.Basis =
      selection.namesIndustries ? .output(industries: selection.industries) : .finalUse
    let rows = (by ?? .region).grouping(table.axes, home: [])
    let matrix = try DependenceMatrix(table, satellite: satellite, basis: basis, rows: rows)
    let all = rows.sums(satellite.totals(for: table.output))
    let world = selection.namesRegions ? [] : [table.axes.regionCount]
    let what =
      selection.namesIndustries
      ? "output of \(options.industries.joined(separator: ", ")) in another region"
      : "final use in another region"
    var result = TradeTable.pairs(
      matrix, title: "\(indicator.label) that depends on \(what)", of: all,
      columns: Set(selection.regions + world), isForPeople: options.format == .table)
    result.rank(by: "value", count: options.count)
    return result
  }
}
