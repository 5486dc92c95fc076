import ArgumentParser
import ImpactNumerics
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia attribute`: what each lever of a scenario contributes.
struct AttributeCommand: AsyncParsableCommand {
  enum Rows: String, ExpressibleByArgument, CaseIterable { case lever, region, year }

  static let configuration = CommandConfiguration(
    commandName: "attribute",
    abstract: "What each lever of a scenario contributes to a change.",
    discussion: """
      Shapley values: the mean over all orders in which levers could be added of what each adds. They \
      sum to the change of the run. Up to ten levers every combination is worked out; beyond, orders \
      are drawn and standard errors printed. --by lever shows one place and year by channel, \
      --by region all regions, --by year one place over time.
      """)

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var question: QuestionOptions

  @Option(help: "Rows: lever, region or year.")
  var by: Rows = .lever

  @Option(help: "Pairs of orders drawn where levers are many.")
  var pairs = 32

  @Option(help: "Levers up to which every combination is worked out, at most 14.")
  var exactUpTo = 10

  @Option(help: "Seed of the orders.")
  var seed: UInt64 = 1

  @OptionGroup var table: TableOptions

  func run() async throws {
    try await Fault.reported {
      let answer = try await Interruption.cancelling { try await self.answer() }
      try table.write([answer])
    }
  }

  private func answer() async throws -> AnalysisTable {
    ProcessMemory.keepFreed()
    var source = try scenario.open()
    if by != .year {
      source.scenario = source.scenario.only([try question.year(in: source.scenario.years)])
    }
    let engine = try ImpactEngine(source.folder.economy)
    var options = AttributionOptions(exactUpTo: exactUpTo, pairs: pairs, seed: seed)
    options.indicators = [question.indicator.indicator]
    let (result, attribution) = try await engine.attributed(source.scenario, options: options)
    let shown = source.scenario.inducedEffects ? result : result.withoutInducedEffects()
    let sheet = ResultSheet(shown, attribution: attribution)
    let place = try question.place(in: sheet.places)
    let indicator = question.indicator.indicator
    return switch by {
    case .lever: AttributionTable.channels(sheet, indicator, in: place, year: 0)
    case .region: AttributionTable.regions(sheet, indicator, year: 0, count: table.count)
    case .year: AttributionTable.years(sheet, indicator, in: place)
    }
  }
}
