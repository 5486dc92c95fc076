import ArgumentParser
import ImpactEconomyFiles
import ImpactReports

/// `tia economy info`: sizes, sources, licences and the quality report.
struct EconomyInfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Sizes, sources, licences, steps and quality of an economy.")

  @Argument(help: "Name of a shipped economy, or path of a folder with an economy or a table.")
  var economy: String = EconomySource.standard

  func run() async throws {
    try await Fault.reported {
      let source = try AnalysisSource.open(economy)
      switch source {
      case .economy(let folder): try Console.write(Self.text(folder))
      case .table(let folder): try Console.write(Self.text(folder))
      }
      for notice in source.notices { Console.message("notice: \(notice.message)") }
    }
  }

  private static func text(_ folder: EconomyFolder) -> String {
    let economy = folder.economy
    let provenance = folder.provenance
    var lines = TextTable.wrapped("\(economy.title) (\(economy.name))", first: "")
    if !provenance.description.isEmpty {
      lines += TextTable.wrapped(provenance.description, first: "")
    }
    lines.append("")
    var sizes = TextTable([], leading: 2)
    let inUnion = economy.regions.count { $0.isEuropeanUnion }
    sizes.add(["Regions", "\(economy.regionCount), \(inUnion) of them in the European Union"])
    sizes.add(["Economies", "\(economy.countryCount)"])
    sizes.add(["Industries", "\(economy.industryCount)"])
    sizes.add(["Unknowns of the model", ReadableNumber.grouped(Double(economy.dimension))])
    sizes.add(["Year of the accounts", "\(economy.baseYear)"])
    sizes.add(["Year of the persons employed", "\(economy.employmentYear)"])
    sizes.add(["Year of the technology mix", "\(economy.updateYear)"])
    sizes.add(["Prices", provenance.priceBasis])
    sizes.add(["Version", provenance.version])
    lines += sizes.lines(width: .max)
    lines += origins(provenance)
    lines += list(
      "Quality",
      economy.quality.map { figure in
        let note = figure.note.isEmpty ? "" : " (\(figure.note))"
        return "\(figure.step): \(figure.figure): \(figure.value) \(figure.unit)\(note)"
      })
    return lines.map { $0 + "\n" }.joined()
  }

  /// Size of a table, what its rows and columns are, its sources.
  private static func text(_ folder: TableFolder) -> String {
    let (table, provenance) = (folder.table, folder.provenance)
    var lines = TextTable.wrapped("\(table.title) (\(table.name))", first: "")
    if !provenance.description.isEmpty {
      lines += TextTable.wrapped(provenance.description, first: "")
    }
    lines.append("")
    var sizes = TextTable([], leading: 2)
    sizes.add(["Table", "\(table.kind.rawValue), held in full"])
    sizes.add(["Regions", "\(table.regionCount)"])
    sizes.add(["Industries", "\(table.industryCount)"])
    sizes.add(["Unknowns of the model", ReadableNumber.grouped(Double(table.dimension))])
    sizes.add(["Year", "\(table.year)"])
    sizes.add(["Money", "\(table.unit.currency) × \(ReadableNumber.grouped(table.unit.scale))"])
    sizes.add(["Output", ReadableNumber.grouped(table.output.reduce(0, +))])
    sizes.add(["Columns of final uses", "\(table.finalColumns.count)"])
    sizes.add(["Prices", provenance.priceBasis])
    lines += sizes.lines(width: .max)
    lines += list(
      "Primary inputs", table.primaryRows.map { "\($0.code): \($0.name) (\($0.category.rawValue))" }
    )
    lines += list(
      "Satellite accounts", table.satellites.map { "\($0.code): \($0.name), \($0.unit)" })
    lines += origins(provenance)
    return lines.map { $0 + "\n" }.joined()
  }

  private static func origins(_ provenance: Provenance) -> [String] {
    list("Sources", provenance.sources.map { "\($0.title). \($0.licence). \($0.path)" })
      + list("Licences", provenance.licences.map { "\($0.title) (\($0.name)) \($0.path)" })
      + list("How it was made", provenance.steps.map { "\($0.name): \($0.text)" })
  }

  private static func list(_ heading: String, _ items: [String]) -> [String] {
    guard !items.isEmpty else { return [] }
    return ["", heading] + items.flatMap { TextTable.wrapped($0, first: "  - ") }
  }
}
