import ArgumentParser
import ImpactLevers
import ImpactReports
import ImpactSimulation
import TerritorialImpact

/// A scenario file with what may be changed from outside, spelled the same in every command.
struct ScenarioOptions: ParsableArguments {
  @Argument(help: "The scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  var scenario: String

  @Option(help: "Economy in place of the scenario's: a shipped name, or the path of a folder.")
  var economy: String?

  @Option(
    name: .customLong("override"), parsing: .singleValue,
    help: "Apply a named override block of the file; repeat to apply several in this order.")
  var overrides: [String] = []

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: "Set a value, PATH=VALUE: LEVER.KEY or a catalogue key; repeat for several.")
  var settings: [String] = []

  @Flag(help: "Leave out the effects of household spending.")
  var noInduced = false

  /// Reads the scenario with its changes; `further` settings come last.
  func open(_ further: [ScenarioSetting] = []) throws -> ScenarioSource {
    var source = try ScenarioSource.open(
      path: scenario, economy: economy, overrides: overrides,
      settings: settings.map { try ScenarioSetting($0) } + further)
    if noInduced { source.scenario.inducedEffects = false }
    return source
  }

  /// The options that change results, in the order of the help text.
  var given: [String] {
    (economy.map { ["--economy", $0] } ?? []) + overrides.flatMap { ["--override", $0] }
      + settings.flatMap { ["--set", $0] } + (noInduced ? ["--no-induced"] : [])
  }
}

/// What a question asks about: an indicator in a place and year.
struct QuestionOptions: ParsableArguments {
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case output
    case valueAdded = "value-added"
    case employment, compensation

    var indicator: Indicator {
      switch self {
      case .output: .output
      case .valueAdded: .valueAdded
      case .employment: .employment
      case .compensation: .compensation
      }
    }
  }

  @Option(help: "Indicator: \(Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
  var indicator: Subject = .employment

  @Option(
    help:
      "A region, country, territory, EU27, or NAME=DE11,FRF3. Default: EU27, or all regions.")
  var region: String?

  @Option(help: "A year of the scenario. Default: its last.")
  var year: Int?

  /// The year asked for; one that the scenario lacks is a problem.
  func year(in years: [Int]) throws -> Int {
    guard let year = year ?? years.last, years.contains(year) else {
      throw Fault.problem(
        "\(year.map { "\($0)" } ?? "no year") is not among the years",
        expected: years.count > 1
          ? "a year of the scenario from \(years[0]) to \(years[years.count - 1])"
          : years.first.map { "\($0)" } ?? "a scenario with years")
    }
    return year
  }

  /// The place asked for; an unknown one is a problem with the nearest known name.
  func place(in places: Places) throws -> Place {
    guard let region else { return places.union ?? places.everywhere }
    if region.contains("=") { return try places.made(region) }
    guard let place = places.named(region) else {
      throw Fault.problem(
        "there is no place `\(region)`",
        expected: places.expectation(near: region))
    }
    return place
  }
}
