import ArgumentParser
import ImpactDiagnostics
import ImpactDocuments
import ImpactLevers
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// `tia regret`: which of several scenarios misses least, whatever the world is like.
struct RegretCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regret",
    abstract: "Which scenario misses least against the best one, whatever the world is like.",
    discussion: """
      Each SCENARIO is a choice. Each --world is a state of the world that holds for all of them: \
      NAME:KEY=VALUE,KEY=VALUE with catalogue keys and numbers, or low, central, high of their ranges. \
      The scenarios as they are stand as the world `as-is`. More of the indicator is better.
      """)

  @Argument(help: "Scenario files, two or more.", completion: .file(extensions: ["yaml", "yml"]))
  var scenarios: [String]

  @Option(
    name: .customLong("world"), parsing: .singleValue,
    help: "A state of the world, NAME:KEY=low,KEY=12; repeat for several.")
  var worlds: [String] = []

  @Option(help: "Economy in place of the scenarios': a shipped name, or the path of a folder.")
  var economy: String?

  @OptionGroup var question: QuestionOptions

  @Option(help: "Standard output: table, csv or json.")
  var format: RunFormat = .table

  func validate() throws {
    if scenarios.count < 2 { throw ValidationError("Give two scenarios or more.") }
    if worlds.isEmpty { throw ValidationError("Give at least one --world NAME:KEY=VALUE,….") }
  }

  func run() async throws {
    try await Fault.reported {
      let answer = try await Interruption.cancelling { try await self.answer() }
      var options = TableOptions()
      options.format = format
      // Programs that read CSV get the values; regret follows from them.
      try options.write(format == .csv ? [answer[0]] : answer)
    }
  }

  private func answer() async throws -> [AnalysisTable] {
    let catalogue = try ParameterCatalogue.shipped()
    let states = try World.read(worlds, catalogue: catalogue)
    let open = { (path: String, settings: [ScenarioSetting]) in
      try ScenarioSource.open(path: path, economy: economy, overrides: [], settings: settings)
    }
    let first = try open(scenarios[0], [])
    let year = try question.year(in: first.scenario.years)
    let place = try question.place(in: first.places)
    var (choices, values) = ([String](), [[Double]]())
    for path in scenarios {
      let source = try open(path, [])
      guard source.folder.fingerprint == first.folder.fingerprint else {
        throw Fault.problem(
          "the scenarios stand on different economies (\(path))", expected: "one economy for all")
      }
      guard source.scenario.years.contains(year) else {
        let years = source.scenario.years
        throw Fault.problem(
          "\(path) has no year \(year)"
            + (years.first.map { " (its years are \($0) to \(years.last ?? $0))" } ?? ""),
          expected: "--year with a year of all scenarios")
      }
      let asked = Question(
        engine: try ImpactEngine(source.folder.economy), year: year,
        indicator: question.indicator.indicator)
      var row: [Double] = []
      for state in states {
        let changed = try open(path, state.settings).scenario
        let result = try await asked.run(changed)
        for notice in result.idleParameters {
          Console.message("notice: \(source.scenario.id), \(state.name): \(notice.message)")
        }
        row.append(asked.change(result, place))
      }
      choices.append(
        choices.contains(source.scenario.id) ? path : source.scenario.id)
      values.append(row)
    }
    return RobustnessTables.regret(
      Regret(choices: choices, worlds: states.map(\.name), values: values),
      title: "\(question.indicator.indicator.label.prefix(1).uppercased())"
        + "\(question.indicator.indicator.label.dropFirst()) in \(place.name), \(year)",
      indicator: question.indicator.indicator)
  }
}

/// A state of the world: catalogue values that hold for every choice.
private struct World: Sendable {
  let name: String
  let settings: [ScenarioSetting]

  /// Reads `NAME:KEY=VALUE,…`, `as-is` first; all faults are reported together.
  static func read(_ texts: [String], catalogue: ParameterCatalogue) throws -> [World] {
    var problems: [Problem] = []
    var worlds = [World(name: "as-is", settings: [])]
    for text in texts {
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        problems.append(
          Problem(
            at: nil, path: "--world", "`\(text)` names no state",
            expected: "NAME:KEY=VALUE,…"))
        continue
      }
      if worlds.contains(where: { $0.name == parts[0] }) {
        problems.append(
          Problem(
            at: nil, path: "--world", "`\(parts[0])` is named twice",
            expected: "a name of its own, other than as-is"))
      }
      let settings = parts[1].split(separator: ",")
        .compactMap {
          setting(String($0), catalogue, &problems)
        }
      worlds.append(World(name: parts[0], settings: settings))
    }
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return worlds
  }

  private static func setting(
    _ text: String, _ catalogue: ParameterCatalogue, _ problems: inout [Problem]
  ) -> ScenarioSetting? {
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2, let parameter = catalogue[sides[0]] else {
      problems.append(
        Problem(
          at: nil, path: "--world", "`\(text)` sets no parameter of the catalogue",
          expected: "KEY=VALUE with a key of `tia list parameters`"))
      return nil
    }
    let ends = ["low": parameter.low, "central": parameter.central, "high": parameter.high]
    guard let end = ends[sides[1]] else { return ScenarioSetting(path: sides[0], value: sides[1]) }
    guard let end else {
      problems.append(
        Problem(
          at: nil, path: "--world", "`\(sides[0])` has no \(sides[1]) value",
          expected: "a number in \(parameter.unit)"))
      return nil
    }
    return ScenarioSetting(path: sides[0], value: "\(end)")
  }
}
