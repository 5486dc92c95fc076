import ArgumentParser
import ImpactEconomyFiles
import ImpactReports

/// `tia economy info`: sizes, sources, licences and the quality report.
struct EconomyInfoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Sizes, sources, licences, steps and quality of an economy.")

  @Argument(help: "Name of a shipped economy, or path of an economy folder.")
  var economy: String = EconomySource.standard

  func run() async throws {
    try await Fault.reported {
      let folder = try EconomySource.open(economy)
      try Console.write(Self.text(folder))
      for notice in folder.notices { Console.message("notice: \(notice.message)") }
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
    lines += list("Sources", provenance.sources.map { "\($0.title). \($0.licence). \($0.path)" })
    lines += list(
      "Licences of this economy", provenance.licences.map { "\($0.title) (\($0.name)) \($0.path)" })
    lines += list("How it was made", provenance.steps.map { "\($0.name): \($0.text)" })
    lines += list(
      "Quality",
      economy.quality.map { figure in
        let note = figure.note.isEmpty ? "" : " (\(figure.note))"
        return "\(figure.step): \(figure.figure): \(figure.value) \(figure.unit)\(note)"
      })
    return lines.map { $0 + "\n" }.joined()
  }

  private static func list(_ heading: String, _ items: [String]) -> [String] {
    guard !items.isEmpty else { return [] }
    return ["", heading] + items.flatMap { TextTable.wrapped($0, first: "  - ") }
  }
}
