import ImpactDiagnostics
import ImpactRegionalization
import Testing

@Suite struct PlantRegisterTests {
  @Test func youngPlantsAndBatteriesCarryNoWeight() throws {
    let plants = try register(
      "Works,assembly,DE91,open,,60000", "New,assembly,DE91,planned,,3000",
      "Engines,powertrain,DE91,open,,", "Stopped,powertrain,DE91,halted,,5000",
      "Cells,battery,DE91,ramping,20,1000")
    #expect(plants.persons(.assembly, in: "DE91") == 60_000)
    // A plant without a figure has the typical workforce of its kind.
    #expect(plants.persons(.powertrain, in: "DE91") == 3_000)
    #expect(plants.persons(in: "DE91") == 63_000)
    #expect(plants.persons(in: "DE11") == 0)
  }

  @Test func capacityCountsPlantsThatRampInPart() throws {
    let plants = try register(
      "A,battery,DEG0,open,14,", "B,battery,DEG0,ramping,,", "C,battery,HU33,ramping,40,",
      "D,battery,SK02,planned,20,", "E,assembly,DEG0,open,99,")
    let capacity = plants.capacity(ramping: 0.5, unrecorded: 6)
    #expect(capacity["DEG0"] == 14 + 0.5 * 6)
    #expect(capacity["HU33"] == 20)
    #expect(capacity["SK02"] == 0)
  }

  @Test func everyFaultIsReportedAtOnce() {
    #expect {
      try register(
        "A,shipyard,DE60,open,,100", "B,assembly,DE99,open,,100", "C,battery,DE60,open,-3,100",
        "D,assembly,DE60,open,,many", regions: ["DE60"])
    } throws: { error in
      guard let report = error as? ProblemReport else { return false }
      let lines = report.problems.compactMap(\.location?.line)
      let text = report.description
      return lines == [2, 3, 4, 5] && text.contains("`shipyard` is no kind of plant")
        && text.contains("`DE99` is no region") && text.contains("-3.0 is negative")
        && text.contains("`many` is not a number")
    }
  }
}
