import ArgumentParser
import ImpactDiagnostics
import ImpactDocuments
import ImpactLevers
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia solve`: the value of a parameter at which an answer is reached.
struct SolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve",
    abstract: "Find the value of a parameter at which an indicator reaches a target.",
    discussion: """
      Example: tia solve scenario.yaml --find content.eu_cost_premium.cells --until employment=0. \
      The parameter is a catalogue key, or LEVER.KEY with a number in the file, such as \
      floor.floors.cells.2030. The search runs between the ends of the catalogue's range, or those of \
      --between; the indicator is the change against the baseline, with % a share of the baseline.
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(help: "The parameter: LEVER.KEY or a catalogue key.")
  var find: String

  @Option(help: "INDICATOR=VALUE: employment=0, output=-2.5%, value-added=100.")
  var until: String

  @Option(help: "A region, country, territory or EU27. Default: EU27, or all regions.")
  var region: String?

  @Option(help: "A year of the scenario. Default: its last.")
  var year: Int?

  @Option(help: "Bracket A,B in the parameter's unit, in place of the catalogue's range.")
  var between: String?

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  func validate() throws {
    _ = try target()
    _ = try bracket()
  }

  private struct Target {
    let subject: QuestionOptions.Subject
    let value: Double
    let isPercent: Bool
  }

  private func target() throws -> Target {
    let parts = until.split(separator: "=", maxSplits: 1).map(String.init)
    let split = parts.count == 2 ? NumberText.split(parts[1]) : nil
    guard let subject = parts.first.flatMap(QuestionOptions.Subject.init(rawValue:)), let split,
      split.rest.isEmpty || split.rest == "%", let value = Double(split.number), value.isFinite
    else {
      throw ValidationError(
        "--until takes INDICATOR=VALUE, such as employment=0 or output=-2%; indicators are "
          + QuestionOptions.Subject.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
    return Target(subject: subject, value: value, isPercent: split.rest == "%")
  }

  private func bracket() throws -> (Double, Double)? {
    guard let between else { return nil }
    let ends = between.split(separator: ",", omittingEmptySubsequences: false)
      .map { NumberText.value(String($0)) }
    guard ends.count == 2, let a = ends[0], let b = ends[1], a < b else {
      throw ValidationError("--between takes two ascending numbers, such as 0,50.")
    }
    return (a, b)
  }

  func run() async throws {
    try await Fault.reported {
      let answer = try await Interruption.cancelling { try await self.answer() }
      var options = TableOptions()
      options.format = format
      try options.write(answer)
    }
  }

  private func answer() async throws -> AnalysisTable {
    let source = try scenario.open()
    let knob = try ScenarioFile.knob(
      find, path: scenario.scenario, scenario: source.scenario, catalogue: .shipped())
    guard let (low, high) = try bracket() ?? knob.low.flatMap({ a in knob.high.map { (a, $0) } }),
      low < high
    else {
      throw Fault.problem(
        "nothing says between which values of `\(find)` to search",
        expected: "--between A,B in \(knob.unit.isEmpty ? "the unit of the file" : knob.unit)")
    }
    var question = QuestionOptions()
    (question.region, question.year) = (region, year)
    let target = try target()
    let asked = Question(
      engine: try ImpactEngine(source.folder.economy),
      year: try question.year(in: source.scenario.years), indicator: target.subject.indicator)
    let first = try await asked.run(source.scenario)
    Console.tell(first.idleParameters)
    let place = try question.place(in: ResultSheet(first).places)
    let level = asked.baseline(first, place)
    let aim = target.isPercent ? level * target.value / 100 : target.value
    let search = try await RootSearch(
      between: low, and: high, width: (high - low) * 1e-7,
      tolerance: max(1e-9 * abs(level), 1e-6)
    ) { value in
      let changed = try scenario.open([knob.setting(value)]).scenario
      return asked.change(try await asked.run(changed), place) - aim
    }
    let indicator = target.subject.indicator
    return RobustnessTables.search(
      search,
      title: "\(find) until \(until) in \(place.name), \(asked.year) (now "
        + (knob.now.map { "\($0)" } ?? "unknown") + (knob.unit.isEmpty ? "" : " \(knob.unit)")
        + ", change \(FixedDecimal.text(asked.change(first, place), decimals: 1)) \(indicator.unit))",
      parameter: find, unit: knob.unit, answer: indicator.label, answerUnit: indicator.unit,
      target: aim)
  }
}

/// One number of a run: the change of an indicator in a place and year.
struct Question: Sendable {
  let engine: ImpactEngine
  let year: Int
  let indicator: Indicator

  /// The scenario in the question's year alone.
  func run(_ scenario: Scenario) async throws -> ImpactResult {
    try await engine.run(scenario.only([year]))
  }

  /// Σ of changes, all channels that the scenario follows.
  func change(_ result: ImpactResult, _ place: Place) -> Double {
    let sheet = ResultSheet(result)
    return sheet.change(indicator, year: 0, in: place)
  }

  func baseline(_ result: ImpactResult, _ place: Place) -> Double {
    ResultSheet(result).baseline(indicator, year: 0, in: place)
  }
}
