import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactLevers
import Testing

@Suite struct ValidScenarioTests {
  let text: String

  init() throws { text = try Fixtures.text(Fixtures.valid.appendingPathComponent("complete.yaml")) }

  @Test func everyValueArrives() throws {
    let scenario = try Fixtures.read(text)
    #expect(scenario.id == "complete")
    #expect(scenario.title == "Every key once")
    #expect(scenario.description == "A scenario that names all keys.")
    #expect(scenario.economy == "eu-nuts2")
    #expect(scenario.years == [2024, 2028, 2032, 2036, 2040])
    #expect(!scenario.inducedEffects)
    #expect(scenario.levers.map(\.id) == ["transition", "floor", "local-content"])
    #expect(
      scenario.parameters["labour.ratio.bev_ice.assembly"]
        == ParameterOverride(value: 0.5, source: "plant study 2025"))
    #expect(
      scenario.overrides == [
        OverrideBlock(name: "slow", description: "Later."),
        OverrideBlock(name: "open", description: "A wider zone."),
      ])
    #expect(scenario.appliedOverrides.isEmpty)
  }

  @Test func driveTrainArrives() throws {
    let lever = try #require(try Fixtures.read(text).levers[0] as? DriveTrain)
    #expect(lever.intensity == 0.9)
    #expect(lever.regions == Scope(["DE", "NO", "greater-region", "FRF3"]))
    // 17.4 % is the double nearest to 0.174: no rounding of its own.
    #expect(
      lever.mix[.bev]?.points == [.init(year: 2025, value: 0.174), .init(year: 2030, value: 0.5)])
    #expect(lever.mix[.phev]?.interpolation == .step)
    #expect(lever.mix[.hev] == DatedPath(constant: 0.1))
    #expect(lever.mix[.ice] == nil)
    #expect(lever.batteryPackPrice?.value(in: 2030) == 69)
    #expect(lever.factoryCostShare == 0.8)
    #expect(lever.passThrough == 1)
    #expect(lever.demandElasticity == -1)
  }

  @Test func marketsArrive() throws {
    let lines = """
      scenario: a
      title: A
      economy: eu-nuts2
      years: [2030]
      levers:
        - drive-train:
            preset: delay-five-years
            averaging: false
            registrations:
              DE: {bev: {2030: 70 %}, fcev: 1 %, efuel: 2 %}
              WORLD: {bev: 30 %}
            conversion: {DE11: 3, FR: -2}
            vehicles: cars
            volume: {EU27: {2025: 100 %, 2035: 90 %}}
            price: {EU27: 105 %}
            labour-set: fraunhofer-vw
            cell-jobs: {2025: 140 jobs/GWh, 2035: 80 jobs/GWh}
            battery-learning: 18 %
            use-phase: {households: save}
        - productivity:
            rates: {all: 0.8 %, C29-VEH: {2025: 1 %, 2030: 2 %}}
            output: stays
            from: 2024
      """
    let levers = try Fixtures.read(lines).levers
    let lever = try #require(levers[0] as? DriveTrain)
    #expect(lever.preset == .delay && !lever.averaging && lever.mix.isEmpty)
    #expect(lever.registrations["DE"]?.shares[.fcev] == DatedPath(constant: 0.01))
    #expect(lever.registrations["WORLD"]?.shares[.bev] == DatedPath(constant: 0.3))
    #expect(lever.conversion == ["DE11": 3, "FR": -2])
    #expect(lever.vehicles == .cars && lever.labourSet == .fraunhoferVW)
    #expect(lever.volume["EU27"]?.value(in: 2030) == 0.95)
    #expect(lever.price["EU27"] == DatedPath(constant: 1.05))
    #expect(lever.cellJobs?.value(in: 2030) == 110)
    #expect(lever.batteryLearning == 0.18)
    #expect(lever.usePhase == UsePhase(households: .save))
    let growth = try #require(levers[1] as? Productivity)
    #expect(growth.rates["C29-VEH"]?.value(in: 2030) == 0.02)
    #expect(growth.output == .stays && growth.from == 2024 && growth.id == "productivity")
  }

  @Test func localContentArrives() throws {
    let levers = try Fixtures.read(text).levers
    let lever = try #require(levers[1] as? LocalContent)
    #expect(lever.zone == Scope(["EU27", "UK"]))
    #expect(lever.floors[.packs] == DatedPath(constant: 0.7))
    #expect(lever.floors[.componentsWithoutBatteries]?.first == .init(year: 2027, value: 0.6))
    #expect(lever.definition == .invoiceOrigin)
    #expect(lever.coverage == 0.5)
    #expect(lever.dispersion == 0.1)
    #expect(lever.premiums == ["cells": 0.4, "pack_ex_cells": 0.15, "ee_electronics": 1.2])
    #expect(lever.passThrough == 0.8)
    #expect(lever.demandElasticity == 0)
    #expect(lever.exportElasticity == -3.1)
    let plain = try #require(levers[2] as? LocalContent)
    #expect(plain.regions == .eu27 && plain.zone == .eu27)
    #expect(plain.dispersion == nil && plain.premiums.isEmpty && plain.coverage == 1)
  }

  @Test func overridesApplyInOrder() throws {
    let scenario = try Fixtures.read(text, ["open", "slow"])
    #expect(scenario.appliedOverrides == ["open", "slow"])
    let train = try #require(scenario.levers[0] as? DriveTrain)
    #expect(train.mix[.bev]?.points == [.init(year: 2030, value: 0.3)])
    #expect(train.mix[.hev] == DatedPath(constant: 0.1))
    #expect(train.intensity == 0.5)
    let floor = try #require(scenario.levers[1] as? LocalContent)
    #expect(floor.zone == Scope(["EUROPE"]))
    #expect(floor.floors[.cells] == DatedPath(constant: 0.2))
    #expect(floor.floors[.packs] == DatedPath(constant: 0.7))
    #expect(scenario.parameters.count == 2)
  }

  @Test func laterOverrideWins() throws {
    let both = text.replacingOccurrences(
      of: "      floor: {zone: [EUROPE]",
      with: "      transition: {intensity: 10 %}\n      floor: {zone: [EUROPE]")
    let last = try Fixtures.read(both, ["slow", "open"]).levers[0].intensity
    let first = try Fixtures.read(both, ["open", "slow"]).levers[0].intensity
    #expect(last == 0.1)
    #expect(first == 0.5)
  }

  @Test func combinedOverridesAreCheckedTogether() {
    let text = """
      scenario: sample
      title: Each block is sound, both together are not
      economy: eu-nuts2
      years: {from: 2024, to: 2040}
      overrides:
        more-battery: {levers: {transition: {mix: {bev: 70 %}}}}
        more-hybrid: {levers: {transition: {mix: {hev: 60 %}}}}
      levers:
        - drive-train: {id: transition, mix: {bev: 30 %, hev: 20 %}}
      """
    #expect(Fixtures.messages(text, ["more-battery"]) == "no problem")
    #expect(Fixtures.messages(text, ["more-hybrid"]) == "no problem")
    #expect(
      Fixtures.messages(text, ["more-battery", "more-hybrid"])
        == "scenario.yaml:7:44: overrides.more-hybrid.levers.transition.mix: the shares add up to "
        + "130.0 % in 2024; expected at most 100 % together")
  }

  @Test func unknownOverrideIsRefused() {
    #expect(
      Fixtures.messages(text, ["slwo"])
        == "scenario.yaml:13:3: overrides: the scenario has no override block `slwo`, which was "
        + "asked for; expected one of slow, open (did you mean `slow`?)")
  }

  @Test func valuesOutsideTheRangeAreNoticed() throws {
    #expect(
      try Fixtures.read(text).notices == [
        Notice(
          "parameter-outside-range",
          "labour.ratio.bev_ice.assembly is 0.5 x, outside the catalogue's range 0.8 to 1.0 "
            + "(source given: plant study 2025)")
      ])
    let inside = text.replacingOccurrences(of: "value: 0.5", with: "value: 0.9")
    #expect(try Fixtures.read(inside).notices.isEmpty)
  }

  @Test(arguments: ["\r\n", "\r"])
  func lineEndsDoNotMatter(_ end: String) throws {
    let other = "\u{FEFF}" + text.replacingOccurrences(of: "\n", with: end)
    let (a, b) = (try Fixtures.read(text), try Fixtures.read(other))
    #expect(String(describing: a.title) == String(describing: b.title))
    #expect(a.description == b.description)
    let (first, second) = (a.levers[0] as? DriveTrain, b.levers[0] as? DriveTrain)
    #expect(first?.mix == second?.mix)
    #expect((a.levers[1] as? LocalContent)?.floors == (b.levers[1] as? LocalContent)?.floors)
  }

  @Test func economyIsKnownBeforeTheVocabulary() throws {
    #expect(try ScenarioFile.economyName(text: text, file: "a/b.yaml") == "eu-nuts2")
    let folder = text.replacingOccurrences(of: "economy: eu-nuts2", with: "economy: ../mine")
    #expect(try ScenarioFile.economyName(text: folder, file: "/a/b/c.yaml") == "/a/mine")
    #expect(throws: ProblemReport.self) {
      try ScenarioFile.economyName(text: "title: none", file: "a.yaml")
    }
  }

  @Test func economyFolderIsFoundFromTheFile() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("scenario-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let economy = folder.appendingPathComponent("mine")
    try FileManager.default.createDirectory(at: economy, withIntermediateDirectories: true)
    try "{}"
      .write(
        to: economy.appendingPathComponent("datapackage.json"), atomically: true, encoding: .utf8)
    let file = folder.appendingPathComponent("scenario.yaml")
    try text.replacingOccurrences(of: "economy: eu-nuts2", with: "economy: ./mine")
      .write(to: file, atomically: true, encoding: .utf8)
    let scenario = try ScenarioFile.read(path: file.path, vocabulary: Fixtures.vocabulary)
    #expect(scenario.economy == economy.standardizedFileURL.path)
  }

  @Test func missingFileIsAProblem() {
    #expect(throws: ProblemReport.self) {
      try ScenarioFile.read(path: "/no/such/file.yaml", vocabulary: Fixtures.vocabulary)
    }
  }
}
