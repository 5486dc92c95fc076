import ArgumentParser
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia spill-over`: where changes are set off and where they are felt.
struct SpillOverCommand: AsyncParsableCommand {
  enum Grouping: String, ExpressibleByArgument, CaseIterable { case country, region }

  static let configuration = CommandConfiguration(
    commandName: "spill-over",
    abstract: "Where changes are set off and where they are felt, across borders.",
    discussion: """
      The change of one year is split by the place of the shock: of the buyer whose purchases change, \
      of exports and sales that answer prices, of plants whose labour changes. Places are countries, \
      regions, or the territories named, which may not overlap; all other regions are `elsewhere`.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    name: .customLong("territory"), parsing: .singleValue,
    help: "A territory or NAME=DE11,FRF3 in place of countries; repeat for several.")
  var territories: [String] = []

  @Option(help: "Places: country or region.")
  var by: Grouping = .country

  @Flag(help: "The matrix of all places in place of the summary.")
  var matrix = false

  @Option(help: "A year of the scenario. Default: its last.")
  var year: Int?

  @Option(help: "Indicator: output, value-added, employment, compensation.")
  var indicator: QuestionOptions.Subject = .employment

  @OptionGroup var table: TableOptions

  func validate() throws {
    if !territories.isEmpty, by == .region {
      throw ValidationError("--territory stands in place of --by.")
    }
  }

  func run() async throws {
    try await Fault.reported {
      let answer = try await Interruption.cancelling { try await self.answer() }
      try table.write([answer])
    }
  }

  private func answer() async throws -> AnalysisTable {
    var source = try scenario.open()
    var question = QuestionOptions()
    question.year = year
    let asked = try question.year(in: source.scenario.years)
    source.scenario = source.scenario.only([asked])
    let places = try groups(source.places)
    let engine = try ImpactEngine(source.folder.economy)
    let result = try await engine.run(source.scenario)
    Console.tell(result.idleParameters)
    let found = try await engine.spillOver(
      of: source.scenario, result: result, year: asked, groups: places.map(\.regions))
    let tables = SpillOverTables(found, indicator.indicator, places: places)
    return matrix ? tables.matrix() : tables.summary(count: table.count)
  }

  /// Places that hold every region once.
  private func groups(_ places: Places) throws -> [Place] {
    guard !territories.isEmpty else {
      return by == .region ? places.regions : places.everyCountry
    }
    var chosen: [Place] = []
    for name in territories {
      guard let place = name.contains("=") ? try places.made(name) : places.named(name) else {
        throw Fault.problem(
          "there is no place `\(name)`", expected: places.expectation(near: name))
      }
      if let other = chosen.first(where: { !Set($0.regions).isDisjoint(with: place.regions) }) {
        throw Fault.problem(
          "`\(place.code)` and `\(other.code)` share regions", expected: "places without overlap")
      }
      chosen.append(place)
    }
    let taken = Set(chosen.flatMap(\.regions))
    let rest = places.regions.flatMap(\.regions).filter { !taken.contains($0) }
    return rest.isEmpty
      ? chosen
      : chosen + [
        Place(code: "elsewhere", name: "All other regions", kind: .territory, regions: rest)
      ]
  }
}
