import ArgumentParser
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia tornado`: which parameter moves an answer most.
struct TornadoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tornado",
    abstract: "Which assumption moves the answer most: one at a time to the ends of its range.",
    discussion: """
      Every parameter of the catalogue with a range goes to its low and its high end, all others stay. \
      Parameters that move nothing are left out. Evidence: L from the originating body, L2 from a \
      secondary page, D derived, M general knowledge, J judgement, S a stakeholder's own demand.
      """)

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var question: QuestionOptions
  @OptionGroup var table: TableOptions

  func run() async throws {
    try await Fault.reported {
      let answer = try await Interruption.cancelling { try await self.answer() }
      try table.write([answer])
    }
  }

  private func answer() async throws -> AnalysisTable {
    let source = try scenario.open()
    let year = try question.year(in: source.scenario.years)
    let place = try question.place(in: source.places)
    let indicator = question.indicator.indicator
    let engine = try ImpactEngine(source.folder.economy)
    if !source.scenario.parameters.isEmpty {
      Console.tell(try await engine.run(source.scenario.only([year])).idleParameters)
    }
    let tornado = try await engine.tornado(
      of: source.scenario, year: year, indicator: indicator, regions: place.regions)
    return RobustnessTables.tornado(
      tornado,
      title:
        "\(source.scenario.id): \(indicator.label) in \(place.name), \(year), one parameter at a "
        + "time", indicator: indicator, count: table.count)
  }
}
