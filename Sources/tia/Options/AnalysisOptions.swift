import ArgumentParser
import ImpactEconomies
import ImpactEconomyFiles
import ImpactReports

/// The economy, the cells and the form of output, spelled the same in every analysis.
struct AnalysisOptions: ParsableArguments {
  @Option(help: "Name of a shipped economy, or path of a folder with an economy or a table.")
  var economy: String = EconomySource.standard

  @Option(
    name: .customLong("region"), parsing: .singleValue,
    help: "A region, country or zone (EU27, EEA, EUROPE); repeat for several. Default: all.")
  var regions: [String] = []

  @Option(
    name: .customLong("industry"), parsing: .singleValue,
    help: "An industry, or AUTO for the automotive block; repeat for several. Default: all.")
  var industries: [String] = []

  @Option(
    name: .customLong("territory"), parsing: .singleValue,
    help: "A territory, for its regions; repeat for several.")
  var territories: [String] = []

  @OptionGroup var table: TableOptions

  var top: Int? { table.top }
  var format: RunFormat { table.format }
  var count: Int? { table.count }

  /// The economy or table with its provenance.
  func open() throws -> AnalysisSource { try AnalysisSource.open(economy) }

  /// The cells asked for; every unknown name is reported, with the nearest known one.
  func selection(in places: NamedPlaces) throws -> CellSelection {
    try places.selection(
      regions: regions, industries: industries, territories: territories)
  }

  func write(_ table: AnalysisTable) throws { try self.table.write(table) }
}
