import ImpactAxes
import ImpactLevers
import Testing

/// Levers that ask for nothing, or for what no car is worth, are refused with a message.
@Suite struct IdleLeverTests {
  let bench: InvestmentBench

  init() throws { bench = try InvestmentBench() }

  @Test func aPlantOfNothingIsRefused() {
    let plant = Plant(region: "DE11", industry: "C29-OTH", jobs: 0, first: 2028, full: 2028)
    #expect(
      bench.messages([plant]) == [
        "plant.jobs: a plant without jobs and sales changes nothing; expected jobs or sales above zero"
      ])
  }

  @Test func exceptionsMustLeaveOrigins() {
    var cut = SupplyCut(
      regions: Scope(["EU27"]), product: "C26", origins: Scope(["UK"]), cut: 0.5, from: 2030,
      months: 12, stockWeeks: 0, substitution: 0, users: ["C29-VEH": 1], tiers: 1)
    cut.except = Scope(["UK"])
    #expect(
      bench.messages([cut]) == [
        "supply-cut.except: no origin is left that could fail; expected exceptions that leave some of "
          + "the origins"
      ])
  }

  @Test func supportStaysBelowThePriceOfACar() {
    let leases = SocialLeasing(
      leases: DatedPath(constant: 1_000), amount: DatedPath(constant: 13_000_000))
    let premium = Scrappage(
      premiums: DatedPath(constant: 1_000), amount: DatedPath(constant: 60_000),
      terms: ProgrammeTerms(from: 2026, to: 2027))
    #expect(
      bench.messages([leases, premium]) == [
        "social-leasing.amount: 13000000 EUR for a car are more than a new one costs, 35000 EUR; "
          + "expected an amount below the price of a car",
        "scrappage.amount: 60000 EUR for a car are more than a new one costs, 35000 EUR; expected an "
          + "amount below the price of a car",
      ])
  }
}
