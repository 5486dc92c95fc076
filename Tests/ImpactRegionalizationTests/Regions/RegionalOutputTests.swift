import ImpactRegionalization
import Testing

@Suite struct RegionalOutputTests {
  private static let persons = [[30.0, 50, 0], [10, 150, 0], [60, 100, 0]]
  private static let output = [200.0, 900, 60]
  private static let valueAdded = [80.0, 300, 0]
  private static let product = [50.0, 100, 120]

  private func distribute() throws -> [[Double]] {
    try RegionalOutput.distribute(
      persons: Self.persons, output: Self.output, valueAdded: Self.valueAdded,
      product: Self.product)
  }

  @Test func regionsAddUpToTheCountry() throws {
    let output = try distribute()
    let sums = (0..<3).map { i in output.reduce(0) { $0 + $1[i] } }
    // 1e-9 of 900: the columns of the fit are scaled last.
    #expect(largestGap(sums, Self.output) < 1e-9)
    #expect(output.joined().allSatisfy { $0 >= 0 })
  }

  @Test func valueAddedOfRegionsFollowsTheirProduct() throws {
    let output = try distribute()
    // National value added of 380 by the product's shares of 270.
    let expected = Self.product.map { $0 / 270 * 380 }
    let found = output.map { $0[0] * 80 / 200 + $0[1] * 300 / 900 }
    // 1e-8: the fit stops at 1e-12 of 380.
    #expect(largestGap(found, expected) < 1e-8)
  }

  @Test func theOddsOfPersonsStay() throws {
    let output = try distribute()
    let odds = output[0][0] * output[1][1] / (output[0][1] * output[1][0])
    // 30·150 / (50·10), exact but for rounding.
    #expect(abs(odds - 9) < 1e-9)
  }

  @Test func anIndustryWithoutValueAddedFollowsAllPersons() throws {
    let output = try distribute()
    // No person is recorded in the third industry: 80, 160 and 160 of 400 persons share it.
    #expect(largestGap(output.map { $0[2] }, [12, 24, 24]) < 1e-12)
    let known = try RegionalOutput.distribute(
      persons: [[1, 3], [1, 1]], output: [10, 8], valueAdded: [5, -2], product: [1, 1])
    // Persons of the industry itself, where there are some.
    #expect(largestGap(known.map { $0[1] }, [6, 2]) < 1e-12)
  }

  @Test func aCountryOfOneRegionKeepsItsOutput() throws {
    let output = try RegionalOutput.distribute(
      persons: [[1, 2, 3]], output: Self.output, valueAdded: Self.valueAdded, product: [7])
    #expect(output == [Self.output])
  }
}

@Suite struct RegionalDemandTests {
  private let demand = RegionalDemand(
    population: [1000, 3000], product: [60_000, 60_000], publicPersons: [30, 10], flatShare: 0.6)

  @Test func householdsFollowPopulationAndProductPerHead() {
    // Relative product per head 2 and 2/3: weights 1000·1.4 and 3000·(0.6 + 0.4·2/3) = 2600.
    #expect(abs(demand.households[0] - 0.35) < 1e-15)
    #expect(abs(demand.households[1] - 0.65) < 1e-15)
    #expect(demand.share(.nonProfit, 0) == demand.households[0])
  }

  @Test func governmentFollowsPublicServicesAndInvestmentFollowsProduct() {
    #expect(demand.share(.government, 0) == 0.75)
    #expect(demand.share(.investment, 1) == 0.5)
    #expect(demand.share(.inventories, 1) == 0.5)
  }

  @Test func withAFlatShareOfOnePopulationDecides() {
    let flat = RegionalDemand(
      population: [1000, 3000], product: [1, 9], publicPersons: [1, 1], flatShare: 1)
    #expect(largestGap(flat.households, [0.25, 0.75]) < 1e-15)
  }
}
