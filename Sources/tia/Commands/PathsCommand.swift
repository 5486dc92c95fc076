import ArgumentParser
import ImpactModels
import ImpactReports

/// `tia paths`: the strongest supply chains behind final goods.
struct PathsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "The strongest supply chains behind final goods.",
    discussion: """
      A chain runs from the maker of the final good back to the supplier where value added or jobs \
      are counted. Without --industry all final sales of the regions are taken together.
      """)

  @OptionGroup var options: AnalysisOptions

  @Option(help: "What is counted at the end of a chain: value-added or employment.")
  var indicator: ContentIndicator = .valueAdded

  @Option(help: "Most cells of a chain, the final maker included.")
  var longest: Int?

  @Option(help: "Chains below this share of the content are not looked for.")
  var smallestShare = 1e-6

  func validate() throws {
    if let longest, longest < 1 { throw ValidationError("--longest takes 1 or more.") }
    guard smallestShare > 0, smallestShare < 1 else {
      throw ValidationError("--smallest-share takes a number between 0 and 1.")
    }
    if options.top == 0 { throw ValidationError("--top takes 1 or more: chains have no end.") }
  }

  func run() async throws {
    try await Fault.reported {
      let source = try options.open()
      let selection = try options.selection(in: source.places)
      let table = try source.interregional()
      try indicator.require(in: table)
      let bundle = try options.bundle(.finalSales, selection, table)
      let satellite = indicator.satellite(of: table)
      let search = try StructuralPaths(
        table, bundle: bundle, satellite: satellite,
        limits: .init(
          count: options.top ?? 20, longest: longest, smallestShare: smallestShare))
      try options.write(
        TradeTable.paths(
          search, axes: table.axes,
          title: "\(indicator.label): strongest chains of \(bundle.name)", unit: satellite.unit))
    }
  }
}
