import Foundation
import ImpactAxes
import ImpactDocuments
import ImpactEconomyFiles
import ImpactLevers
import Testing

@Suite struct ShippedScenarioTests {
  @Test func everyFileAndBlockReads() throws {
    let files = try Fixtures.files(in: Fixtures.scenarios)
    #expect(
      files.map(\.lastPathComponent) == [
        "baseline.yaml", "combined.yaml", "drive-train-2035.yaml", "emission-standards-100.yaml",
        "emission-standards-90.yaml", "emission-standards-delay.yaml", "local-content-75.yaml",
        "productivity-and-volume.yaml", "use-phase-respending.yaml",
      ])
    for file in files {
      let scenario = try ScenarioFile.read(path: file.path, vocabulary: Fixtures.vocabulary)
      #expect("\(scenario.id).yaml" == file.lastPathComponent)
      #expect(scenario.years == Array(2024...2040))
      for block in scenario.overrides {
        let changed = try ScenarioFile.read(
          path: file.path, vocabulary: Fixtures.vocabulary, overrides: [block.name])
        #expect(changed.levers.map(\.id) == scenario.levers.map(\.id))
      }
    }
  }

  /// The keys and units of the shipped catalogue, and values within its ranges.
  @Test func everyFileFitsTheShippedCatalogue() throws {
    var vocabulary = Fixtures.vocabulary
    vocabulary.catalogue = try ParameterCatalogue.shipped()
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
