import ArgumentParser
import ImpactDiagnostics
import ImpactEconomies
import ImpactModels
import ImpactReports

/// `tia resilience`: on whom makers depend for what they buy.
struct ResilienceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resilience",
    abstract: "Import dependence of makers by product, and concentration of their suppliers.",
    discussion: """
      Regions and industries name the buyers; vehicle makers of the Union when left out. Shares count \
      what they buy themselves, and (whole chain) what their suppliers buy as well. What a cut of a \
      supply does to output and jobs is a lever: `supply-cut` in a scenario file.
      """)

  /// Rows of the table.
  enum Rows: String, ExpressibleByArgument, CaseIterable {
    case product, region
  }

  @OptionGroup var analysis: AnalysisOptions

  @Option(help: "Rows: product, or region of the buyers (with --product).")
  var by: Rows = .product

  @Option(
    name: .customLong("product"), parsing: .singleValue,
    help: "A product to look at; repeat for several. Default: all that are bought.")
  var products: [String] = []

  @Option(
    help:
      "An origin with columns of its own: a country, region or zone, or W for the rest of the world."
  )
  var origin: String = "CN"

  func validate() throws {
    if by == .region, products.count != 1 {
      throw ValidationError("--by region takes exactly one --product.")
    }
  }

  func run() async throws {
    try await Fault.reported { try analysis.write(result()) }
  }

  /// The table that is written.
  func result() throws -> AnalysisTable {
    let source = try analysis.open()
    let economy = try source.economy(for: "the view of suppliers")
    let table = ResilienceTable(economy, origin: try origin(in: economy))
    let indices = try productIndices(NamedPlaces(economy))
    let buyers = try buyers(economy)
    let model = try EconomyModel(economy)
    let title = "Where \(buyers.name) buys"
    guard by == .region, let product = indices.first else {
      let cells = buyers.regions.flatMap { r in
        buyers.industries.map { economy.index(region: r, industry: $0) }
      }
      return table.products(
        try ImportDependence(model, cells: cells), title: title, products: indices,
        count: analysis.count, notices: source.notices)
    }
    let makers = buyers.regions.filter { r in
      buyers.industries.contains {
        economy.satellites.output[economy.index(region: r, industry: $0)] > 0
      }
    }
    let found = try makers.map { r in
      (
        region: r,
        dependence: try ImportDependence(
          model, cells: buyers.industries.map { economy.index(region: r, industry: $0) })
      )
    }
    return table.regions(
      found, product: product, title: "\(title) \(economy.industries[product].code), by region",
      count: analysis.count, notices: source.notices)
  }

  private func buyers(
    _ economy: Economy
  ) throws -> (name: String, regions: [Int], industries: [Int]) {
    let selection = try analysis.selection(in: NamedPlaces(economy))
    let regions =
      selection.namesRegions
      ? selection.regions
      : economy.regions.indices.filter { economy.regions[$0].isEuropeanUnion }
    var industries = selection.industries
    if !selection.namesIndustries {
      guard let vehicles = economy.industries.firstIndex(where: { $0.code == Self.vehicles }) else {
        throw Fault.problem(
          "the economy `\(economy.name)` has no industry `\(Self.vehicles)`",
          expected: "the buyers, named with --industry")
      }
      industries = [vehicles]
    }
    let goods =
      selection.namesIndustries ? analysis.industries.joined(separator: ", ") : Self.vehicles
    let places = analysis.regions + analysis.territories
    return (
      "\(goods) of \(places.isEmpty ? "EU27" : places.joined(separator: ", "))", regions,
      industries
    )
  }

  private static let vehicles = "C29-VEH"

  private func productIndices(_ places: NamedPlaces) throws -> [Int] {
    try places.selection(regions: [], industries: products, territories: []).industries
  }

  private func origin(in economy: Economy) throws -> ResilienceTable.Origin {
    let members = economy.regionIndices(named: origin)
    guard !members.isEmpty || origin == "W" else {
      throw Fault.problem(
        "the economy `\(economy.name)` knows no place `\(origin)`",
        expected: "--origin with a country, region, territory or zone of the economy, or W")
    }
    var mask = [Bool](repeating: false, count: economy.regionCount)
    for r in members { mask[r] = true }
    return ResilienceTable.Origin(
      name: "from \(origin)", regions: mask, includesWorld: ["W", "WORLD"].contains(origin))
  }
}
