import Foundation
import ImpactAxes
import ImpactDocuments
import ImpactEconomyFiles
import ImpactLevers
import Testing

@Suite struct ShippedScenarioTests {
  @Test func everyFileAndBlockReads() throws {
    let files = try Fixtures.files(in: Fixtures.scenarios)
    #expect(!files.isEmpty)
    let vocabulary = try Fixtures.shipped()
    for file in files {
      let scenario = try ScenarioFile.read(path: file.path, vocabulary: vocabulary)
      #expect("\(scenario.id).yaml" == file.lastPathComponent)
      #expect(scenario.years.first == 2024)
      for block in scenario.overrides {
        let changed = try ScenarioFile.read(
          path: file.path, vocabulary: vocabulary, overrides: [block.name])
        #expect(changed.levers.map(\.id) == scenario.levers.map(\.id))
      }
    }
  }

  /// The keys and units of the shipped catalogue, and values within its ranges.
  @Test func everyFileFitsTheShippedCatalogue() throws {
    let vocabulary = try Fixtures.shipped()
    for file in try Fixtures.files(in: Fixtures.scenarios) {
      let blocks = try ScenarioFile.read(path: file.path, vocabulary: vocabulary).overrides
      for block in blocks {
        let scenario = try ScenarioFile.read(
          path: file.path, vocabulary: vocabulary, overrides: [block.name])
        #expect(scenario.notices.isEmpty)
      }
    }
    #expect(vocabulary.premiumGroups.contains("cells"))
  }

  private static func asks(_ name: String) -> Bool {
    ["content-", "chinese-", "preferential-", "us-tariff"].contains { name.hasPrefix($0) }
  }

  /// A question in the first line, how to read the answer at the end.
  @Test func contentScenariosAskAndExplain() throws {
    for file in try Fixtures.files(in: Fixtures.scenarios)
    where Self.asks(file.lastPathComponent) {
      let text = try Fixtures.text(file)
      let opening = text.prefix { $0 != "?" }
      #expect(opening.split(separator: "\n").allSatisfy { $0.hasPrefix("#") }, "\(file)")
      #expect(text.contains("# How to read the answer:"), "\(file)")
    }
  }

  @Test func presetsFillWhatTheFileLeavesOut() throws {
    func rule(_ keys: String) throws -> LocalContent {
      let text =
        "scenario: a\ntitle: a\neconomy: eu-nuts2\nyears: [2030]\nlevers: [{local-content: {\(keys)}}]"
      return try #require(Fixtures.read(text).levers[0] as? LocalContent)
    }
    let cars = try rule("preset: usmca-cars")
    #expect(cars.definition == .netCost && cars.penalty == 0.1 && cars.coverageClass == nil)
    #expect(cars.floors[.vehicle] == DatedPath(points: [.init(year: 2028, value: 0.75)]))
    #expect(Set(cars.floors.keys) == [.vehicle, .coreParts, .complementaryParts])
    let own = try rule("preset: usmca-cars, penalty: 2 %, definition: value-added, coverage: 40 %")
    #expect(own.definition == .valueAdded && own.penalty == 0.02 && own.coverage == 0.4)
    let packs = try rule("preset: unions-75, floors: {packs: 60 %}")
    #expect(Set(packs.floors.keys) == [.componentsWithoutBatteries, .packs])
    #expect(try rule("preset: commission-70").coverageClass == .publiclySupported)
    #expect(try rule("preset: commission-70, coverage: all-sales").coverageClass == .allSales)
    let limited = try rule("floors: {cells: 50 %}, capacity: {lag: 3, battery-plants: open}")
    #expect(limited.capacity == ContentCapacity(lag: 3, plants: .open))
  }

  @Test func overridesOfTheTransitionChangeItsPath() throws {
    let path = Fixtures.scenarios.appendingPathComponent("drive-train-2035.yaml").path
    func share(_ overrides: [String]) throws -> Double? {
      let scenario = try ScenarioFile.read(
        path: path, vocabulary: Fixtures.vocabulary, overrides: overrides)
      return (scenario.levers[0] as? DriveTrain)?.mix[.bev]?.value(in: 2035)
    }
    #expect(try share([]) == 0.82)
    #expect(try share(["slow"]) == 0.65)
    #expect(try share(["all-electric-2035"]) == 1)
  }

  @Test func combinedHoldsTheTwoSingleScenarios() throws {
    func levers(_ name: String) throws -> [any Lever] {
      let path = Fixtures.scenarios.appendingPathComponent(name).path
      return try ScenarioFile.read(path: path, vocabulary: Fixtures.vocabulary).levers
    }
    let single = try levers("drive-train-2035.yaml") + levers("local-content-75.yaml")
    let both = try levers("combined.yaml")
    #expect(both.map(\.id) == single.map(\.id))
    #expect((both[0] as? DriveTrain)?.mix == (single[0] as? DriveTrain)?.mix)
    #expect((both[1] as? LocalContent)?.floors == (single[1] as? LocalContent)?.floors)
  }
}
