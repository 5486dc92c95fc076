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

  @Option(help: "Rows of a ranking; 0 prints all. CSV and JSON print all unless it is given.")
  var top: Int?

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  func validate() throws {
    if let top, top < 0 { throw ValidationError("--top takes 0 or a positive number.") }
  }

  /// Rows to print, nil for all.
  var count: Int? {
    switch top {
    case 0: nil
    case .some(let rows): rows
    case nil: format == .table ? 20 : nil
    }
  }

  /// The economy or table with its provenance.
  func open() throws -> AnalysisSource { try AnalysisSource.open(economy) }

  /// The cells asked for; every unknown name is reported, with the nearest known one.
  func selection(in places: NamedPlaces) throws -> CellSelection {
    try places.selection(
      regions: regions, industries: industries, territories: territories)
  }

  /// Writes the result to standard output; a table for people is followed by its notices on
  /// standard error, which the other forms carry (JSON) or send there as well (CSV).
  func write(_ table: AnalysisTable) throws {
    switch format {
    case .table: try Console.write(table.text(.table, isBold: Console.showsBold))
    case .csv: try Console.write(table.text(.csv))
    case .json: try Console.write(table.text(.json))
    }
    guard format != .json else { return }
    for notice in table.notices { Console.message("notice: \(notice.message)") }
  }
}
