import ArgumentParser
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactModels
import ImpactReports

/// `tia prices`: how far a change of costs is passed on.
struct PricesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices",
    abstract: "Price model: how wages, taxes, import prices and input premia are passed on.",
    discussion: """
      Costs change for the makers and buyers named by --region, --industry and --territory (default: \
      all); prices follow everywhere, in full and at fixed quantities. --import and --premium take \
      PERCENT for every product or PRODUCT=PERCENT, and may be repeated. An import comes from the \
      rest of the world; a premium is paid on purchases of any origin at base prices.
      """)

  @OptionGroup var analysis: AnalysisOptions

  @Option(help: "Rise of wages, in percent of compensation.")
  var wage: Double = 0

  @Option(help: "Rise of net product taxes and margins on inputs, in percent of them.")
  var tax: Double = 0

  @Option(
    name: .customLong("import"), parsing: .unconditionalSingleValue,
    help: "Rise of prices from the rest of the world, [PRODUCT=]PERCENT.")
  var imports: [ProductPercent] = []

  @Option(
    name: .customLong("premium"), parsing: .unconditionalSingleValue,
    help: "Premium on purchases of a product, [PRODUCT=]PERCENT.")
  var premia: [ProductPercent] = []

  @Option(help: "Rows of the result: region, industry or cell.")
  var by: CellGrouping.Kind = .cell

  func validate() throws {
    guard wage.isFinite, tax.isFinite else { throw ValidationError("A percentage is a number.") }
    guard wage > -100, (imports + premia).allSatisfy({ $0.percent > -100 }) else {
      throw ValidationError("Wages and prices cannot fall by 100 percent or more.")
    }
    if wage == 0, tax == 0, imports.isEmpty, premia.isEmpty {
      throw ValidationError("Name a change of costs: --wage, --tax, --import or --premium.")
    }
  }

  func run() async throws {
    try await Fault.reported { try analysis.write(result()) }
  }

  /// The table that is written.
  func result() throws -> AnalysisTable {
    let economy = try analysis.open().economy(for: "the price model")
    let selection = try analysis.selection(in: NamedPlaces(economy))
    var change = CostChange()
    change.wages = wage / 100
    change.taxes = tax / 100
    change.imports = try ProductPercent.byProduct(imports, in: economy)
    change.premia = try ProductPercent.byProduct(premia, in: economy)
    let model = try EconomyModel(economy)
    let found = try EconomyPrices(model, change, in: selection)
    var table = self.table(found, economy)
    table.rank(by: "price_change", count: analysis.count, magnitude: true)
    return table
  }

  private func table(_ found: EconomyPrices, _ economy: Economy) -> AnalysisTable {
    var columns = [
      AnalysisTable.Column(
        "output", label: "output", unit: "million EUR", decimals: 0, isShown: by == .cell),
      AnalysisTable.Column("direct_cost", label: "own costs", unit: "percent"),
      AnalysisTable.Column("price_change", label: "price", unit: "percent"),
    ]
    if by == .region {
      columns.append(
        AnalysisTable.Column(
          "household_price_change", label: "household purchases", unit: "percent"))
    }
    let grouping = CellGrouping(TableAxes(economy), by: by)
    let output = economy.satellites.output
    let rows = grouping.groups.enumerated()
      .compactMap { k, group -> AnalysisTable.Row? in
        let weight = group.cells.reduce(0) { $0 + output[$1] }
        guard weight > 0 else { return nil }
        func mean(_ values: [Double]) -> Double {
          100 * group.cells.reduce(0) { $0 + values[$1] * output[$1] } / weight
        }
        let basket = by == .region ? [100 * found.households[k]] : []
        return AnalysisTable.Row(
          group.keys, [weight, mean(found.costs), mean(found.changes)] + basket)
      }
    return AnalysisTable(
      "Change of prices by \(by.rawValue)", keys: grouping.keys, columns: columns, rows: rows,
      notices: found.remark.map { [Notice("estimated-compensation", $0)] } ?? [])
  }
}

/// `PRODUCT=PERCENT`, or `PERCENT` for every product.
struct ProductPercent: ExpressibleByArgument {
  /// Nil for every product.
  let product: String?
  let percent: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count <= 2, let last = parts.last, let percent = Double(last), percent.isFinite
    else { return nil }
    product = parts.count == 2 ? String(parts[0]) : nil
    self.percent = percent
  }

  /// Shares by product, empty when nothing is named; several that name a product add up.
  static func byProduct(_ list: [ProductPercent], in economy: Economy) throws -> [Double] {
    guard !list.isEmpty else { return [] }
    let named = list.compactMap(\.product)
    // All unknown products are reported together.
    if !named.isEmpty { _ = try economy.selection(regions: [], industries: named) }
    var shares = [Double](repeating: 0, count: economy.industryCount)
    for item in list {
      let products =
        try economy.selection(
          regions: [], industries: item.product.map { [$0] } ?? []
        )
        .industries
      for i in products { shares[i] += item.percent / 100 }
    }
    return shares
  }
}
