import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import Testing

@testable import ImpactLevers

/// Values set from outside the file, and numbers that a search may turn.
@Suite struct ScenarioSettingTests {
  private static let text = """
    scenario: settings
    title: Settings
    economy: eu-nuts2
    years: [2025, 2030, 2035]
    territories: {mine: [DE11, FRF3]}
    parameters:
      labour.ratio.bev_ice.assembly: {value: 0.9, unit: x, source: test}
    levers:
      - drive-train:
          id: transition
          intensity: 80 %
          mix: {bev: {2025: 10 %, 2035: 50 %}}
      - local-content:
          id: floor
          floors: {cells: {2027: 60 %}}
    overrides:
      slow: {levers: {transition: {intensity: 40 %}}}
    """

  private func read(_ settings: String..., overrides: [String] = []) throws -> Scenario {
    try ScenarioFile.read(
      text: Self.text, file: "scenario.yaml", vocabulary: Fixtures.vocabulary,
      overrides: overrides, settings: settings.map { try ScenarioSetting($0) })
  }

  private func message(_ work: () throws -> Void) -> String {
    do {
      try work()
      return "no problem"
    } catch {
      return "\(error)"
    }
  }

  @Test func settingsReplaceSingleValues() throws {
    let scenario = try read(
      "transition.intensity=25 %", "transition.mix.bev.2030=30 %", "floor.floors.cells.2027=0.7",
      "floor.dispersion=12 %", "content.eu_cost_premium.cells=33")
    let transition = try #require(scenario.levers[0] as? DriveTrain)
    #expect(transition.intensity == 0.25)
    #expect(transition.mix[.bev]?.points.map(\.year) == [2025, 2030, 2035])
    #expect(transition.mix[.bev]?.value(in: 2030) == 0.3)
    let floor = try #require(scenario.levers[1] as? LocalContent)
    #expect(floor.floors[.cells]?.value(in: 2030) == 0.7)
    #expect(floor.dispersion == 0.12)
    #expect(scenario.parameters["content.eu_cost_premium.cells"]?.value == 33)
    #expect(scenario.parameters["labour.ratio.bev_ice.assembly"]?.value == 0.9)
    #expect(scenario.territories.map(\.code) == ["mine"])
  }

  /// Settings come after blocks, and what is outside the catalogue's range is said.
  @Test func settingsComeLastAndAreNoticed() throws {
    let scenario = try read(
      "transition.intensity=60 %", "labour.ratio.bev_ice.assembly=0.5", overrides: ["slow"])
    #expect((scenario.levers[0] as? DriveTrain)?.intensity == 0.6)
    #expect(scenario.notices.contains { $0.message.contains("set on the command line") })
  }

  static let faults: [(String, String)] = [
    (
      "transition",
      "--set: `transition` sets nothing; expected PATH=VALUE, such as floor.intensity=50 % or content.dispersion=0.12"
    ),
    (
      "=5",
      "--set: `=5` sets nothing; expected PATH=VALUE, such as floor.intensity=50 % or content.dispersion=0.12"
    ),
    (
      "flor.intensity=5 %",
      "--set flor.intensity:1:1: flor.intensity: the scenario has no lever with a key of this path, and the catalogue no such parameter; expected LEVER.KEY with one of the levers transition, floor, or a catalogue key"
    ),
    (
      "floor.intensity=50",
      "--set floor.intensity:1:1: levers[1].local-content.intensity: `50` is impossible for a share without unit, which lies between 0 and 1; expected `50 %`?"
    ),
    (
      "floor.flors.cells=5 %",
      "--set floor.flors.cells:1:1: levers[1].local-content.flors: the key `flors` is not known here; expected one of "
    ),
    (
      "labour.ratio.bev_ice.assembly=-1",
      "--set labour.ratio.bev_ice.assembly:1:1: parameters.labour.ratio.bev_ice.assembly.value: -1.0 x is impossible; expected a ratio above 0"
    ),
  ]

  @Test(arguments: faults)
  func faultsAreNamed(setting: String, expected: String) {
    let found = message { _ = try read(setting) }
    #expect(found.hasPrefix(expected), "\(found)")
  }

  private func knob(_ path: String) throws -> ScenarioKnob {
    let document = YamlDocument(text: Self.text, file: "scenario.yaml")
    return try ScenarioKnob.find(
      path, in: try #require(document.root), scenario: try read(),
      catalogue: Fixtures.vocabulary.catalogue)
  }

  @Test func knobsHaveUnitsAndRanges() throws {
    let cells = try knob("content.eu_cost_premium.cells")
    #expect(cells.now == 40 && cells.low == 20 && cells.high == 60 && cells.unit == "pct")
    #expect(cells.setting(33).text == "content.eu_cost_premium.cells=33.0")
    // A key that the file leaves to the catalogue is the catalogue's entry.
    #expect(try knob("floor.premiums.cells") == cells)
    let ratio = try knob("labour.ratio.bev_ice.assembly")
    #expect(ratio.now == 0.9 && ratio.low == 0.8)
    let share = try knob("transition.intensity")
    #expect(share.now == 80 && share.low == 0 && share.high == 100)
    #expect(share.setting(25).text == "transition.intensity=25.0 %")
    let year = try knob("floor.floors.cells.2027")
    #expect(year.now == 60 && year.low == nil && year.setting(71.5).value == "71.5 %")
    #expect(try knob("floor.intensity").high == 1)
  }

  static let noKnobs: [(String, String)] = [
    (
      "transition.mix.bev",
      "transition.mix.bev: a mapping stands there; expected one of its numbers: transition.mix.bev.2025, transition.mix.bev.2035"
    ),
    (
      "transition",
      "transition: it is neither LEVER.KEY nor a key of the catalogue; expected one of transition, floor (did you mean `transition`?) with a key, or a key of `tia list parameters`"
    ),
    (
      "floor.zone",
      "floor.zone: the file does not give it, and the catalogue has no value for it; expected a number that the file gives, or a key with a catalogue value in `tia explain local-content`"
    ),
    (
      "transition.id",
      "transition.id: found the value `transition`, which is no number; expected a number"
    ),
  ]

  @Test(arguments: noKnobs)
  func whatIsNoKnobIsSaid(path: String, expected: String) {
    #expect(message { _ = try knob(path) }.hasPrefix(expected))
  }

  /// The file's own number stands in place of the catalogue's, so turning the latter would change nothing.
  @Test func anEntryThatTheFileReplacesIsNoKnob() throws {
    let text = Self.text.replacing(
      "floors: {cells: {2027: 60 %}}",
      with: "floors: {cells: {2027: 60 %}}\n      premiums: {cells: 30 %}")
    let document = YamlDocument(text: text, file: "scenario.yaml")
    let root = try #require(document.root)
    let found = message {
      _ = try ScenarioKnob.find(
        "content.eu_cost_premium.cells", in: root, scenario: try read(),
        catalogue: Fixtures.vocabulary.catalogue)
    }
    #expect(
      found.contains(
        "floor.premiums.cells: the file gives this itself, so that nothing reads "
          + "`content.eu_cost_premium.cells` of the catalogue; expected `floor.premiums.cells` in place of "
          + "`content.eu_cost_premium.cells`, or a file without that key"), "\(found)")
    // Packs are left to the catalogue.
    _ = try ScenarioKnob.find(
      "content.eu_cost_premium.pack_ex_cells", in: root, scenario: try read(),
      catalogue: Fixtures.vocabulary.catalogue)
  }
}
