import ImpactRegionalization
import Testing

@Suite struct BlockPersonsTests {
  private static let regions = ["DE91", "DE11", "SK02", "MT00"]
  private static let persons = [80_000.0, 100_000, 20_000, 0]

  private func block() throws -> [[Double]] {
    try BlockPersons(
      regions: Self.regions, persons: Self.persons,
      register: register(
        "Assembly,assembly,DE91,open,,60000", "Engines,powertrain,DE11,open,,30000",
        "Ghost,assembly,MT00,open,,500"),
      assumptions: shippedAssumptions()
    )
    .values
  }

  @Test func regionsAndTotalsAreMet() throws {
    let values = try block()
    // 1e-6 persons: the fit stops at 1e-12 of 200,000 persons.
    #expect(largestGap(values.map { $0.reduce(0, +) }, Self.persons) < 1e-6)
    let totals = (0..<3).map { k in values.reduce(0) { $0 + $1[k] } }
    // Default shares: 45 % assembly, 25 % combustion powertrain, 30 % other parts.
    #expect(largestGap(totals, [90_000, 50_000, 60_000]) < 1e-6)
    #expect(values.joined().allSatisfy { $0 >= 0 })
  }

  @Test func plantsShapeTheirRegions() throws {
    let values = try block()
    func share(_ region: Int, _ part: Int) -> Double {
      values[region][part] / Self.persons[region]
    }
    #expect(share(1, 1) > 1.5 * share(0, 1))
    #expect(share(1, 1) > share(2, 1))
    #expect(share(0, 0) > 1.5 * share(1, 0))
    // A region without a plant keeps a composition of its own.
    #expect(share(2, 0) > 0.02 && share(2, 1) > 0.02 && share(2, 2) > 0.3)
  }

  @Test func sharesThatMissTheWholeAreRefused() throws {
    let text = """
      key,central
      build.block.persons_share.vehicles,45
      build.block.persons_share.combustion,25
      build.block.persons_share.other_components,20
      build.block.floor.vehicles,0.15
      build.block.floor.combustion,0.2
      build.block.floor.other_components,0.5

      """
    let assumptions = try BuildAssumptions(texts: [("wrong.csv", text)])
    let plants = try register()
    #expect {
      try BlockPersons(
        regions: ["DE11"], persons: [100], register: plants, assumptions: assumptions)
    } throws: { error in
      "\(error)".hasPrefix("the shares of the automotive block sum to 0.")
    }
  }
}
