import ImpactAxes
import ImpactDocuments
import ImpactSimulation
import Testing

@testable import ImpactLevers

@Suite struct ChargingTests {
  let bench: InvestmentBench

  init() throws { bench = try InvestmentBench() }

  @Test func constructionEndsAndOperationStays() throws {
    let states = try bench.states(
      [InvestmentBench.charging()], [2024, 2025, 2026, 2030, 2031, 2040])
    let spending = states.map { $0.accounts.first?.spending ?? 0 }
    // Nothing stands in 2025, the first fifth is built in 2026, the last in 2030.
    #expect(spending[0] == 0 && spending[1] == 0)
    let level = try PriceLevel(states[0].context.catalogue)
    let costs = try ChargingCosts(states[0].context.catalogue)
    let built = level.inAccounts(20_000 * costs.point(.fast) / 1e6)
    let each = level.inAccounts(
      20_000 * (try states[0].context.catalogue.central("charging.opex.fast")) / 1e6)
    #expect(abs(spending[2] - built - each) < 1e-9 * built)
    #expect(abs(spending[3] - built - 5 * each) < 1e-9 * built)
    #expect(abs(spending[4] - 5 * each) < 1e-9 * built)
    #expect(abs(spending[5] - 5 * each) < 1e-9 * built)
  }

  @Test func publicMoneyIsSpentExactly() throws {
    var lever = Charging(
      budget: Bench.path([2025: 285, 2026: 285]), mix: [.fast: 0.5, .truck: 0.5],
      publicShare: 0.3, places: .households)
    let states = try bench.states([lever], [2024, 2025, 2026, 2027])
    let level = try PriceLevel(states[0].context.catalogue)
    #expect(states[0].accounts.isEmpty)
    for t in [1, 2] {
      let account = states[t].accounts[0]
      #expect(abs(account.byGovernment - level.inAccounts(285)) < 1e-9)
      #expect(abs(account.deficit - level.inAccounts(285)) < 1e-9)
    }
    let invested =
      states[1].figures.first { $0.figure.hasPrefix("investment in charging") }?.value ?? 0
    #expect(abs(invested - level.inAccounts(285 / 0.3)) < 1e-9)
    #expect(states[3].accounts[0].byGovernment == 0)
    lever.funds.financing = .taxes
    let account = try bench.states([lever], [2025])[0].accounts[0]
    #expect(account.deficit == 0 && abs(account.taxesRaised - level.inAccounts(285)) < 1e-9)
  }

  @Test func nothingAtIntensityZero() async throws {
    var lever = InvestmentBench.charging()
    lever.intensity = 0
    let states = try bench.states([lever], [2030])
    #expect(states[0].demand.isEmpty && states[0].accounts.isEmpty && states[0].figures.isEmpty)
    let result = try await bench.run([lever])
    #expect(InvestmentBench.total(result, .output, year: 2030) == 0)
  }

  @Test func twiceThePointsDoTwiceAsMuch() async throws {
    let once = try await bench.run([InvestmentBench.charging()])
    let twice = try await bench.run([
      InvestmentBench.charging(Bench.path([2025: 0, 2030: 200_000]))
    ])
    for indicator in [Indicator.output, .employment] {
      let (a, b) = (
        InvestmentBench.total(once, indicator, year: 2030),
        InvestmentBench.total(twice, indicator, year: 2030)
      )
      #expect(a > 0 && abs(b - 2 * a) < 1e-6 * a)
    }
    #expect(
      InvestmentBench.total(once, .employment, year: 2035)
        < InvestmentBench.total(once, .employment, year: 2030))
  }

  @Test(arguments: [0.0, 0.4, 1.0])
  func hardwareComesFromWhereItIsAsked(_ share: Double) async throws {
    var lever = InvestmentBench.charging()
    lever.equipment = EquipmentOrigin(share: DatedPath(constant: share))
    let result = try await bench.run([lever])
    let found = try #require(
      InvestmentBench.figure(result, "hardware made in the union", year: 2030))
    #expect(abs(found - 100 * share) < 1e-8)
  }

  @Test(arguments: Charging.Owner.allCases, UsePhase.Households.allCases)
  func feesAndProfitsAreBalanced(
    _ owner: Charging.Owner, _ users: UsePhase.Households
  ) async throws {
    var lever = InvestmentBench.charging()
    lever.owner = owner
    lever.users = users
    let result = try await bench.run([lever])
    for name in [
      "money that households save is spent, paid as tax or put aside",
      "what governments spend is borrowed, raised or cut elsewhere",
      "purchasers' prices are basic prices, margins and taxes",
      "what is bought differently reaches final demand",
    ] {
      let check = try #require(result.checks.first { $0.name == name })
      #expect(check.passed && abs(check.value) < 1e-10, "\(name): \(check.value)")
    }
    let account = try bench.states([lever], [2030])[0].accounts[0]
    if owner == .public {
      #expect(account.otherPurchases > 0 && account.deficit > 0)
    } else {
      #expect(account.otherPurchases == 0 && account.byGovernment == 0)
    }
    let abroad = try #require(
      InvestmentBench.figure(result, "of this profit leaves the union", year: 2030))
    #expect((owner == .public) == (abroad == 0))
  }

  @Test func problemsOfPathsAndPlaces() {
    var lever = InvestmentBench.charging(Bench.path([2025: 10, 2030: 5]))
    #expect(
      bench.messages([lever]) == [
        "charging.points.fast: the number of points falls, but what is built stays; expected points "
          + "in use that do not fall"
      ])
    lever = InvestmentBench.charging(DatedPath(constant: 5))
    #expect(
      bench.messages([lever]) == [
        "charging.points.fast: the points have no years; expected a mapping of years to points in use"
      ])
    lever = Charging(budget: DatedPath(constant: 5), places: .households)
    #expect(
      bench.messages([lever]) == [
        "charging.budget: the money has no years; expected a mapping of years to million EUR"
      ])
    lever = InvestmentBench.charging()
    lever.places = .named(["DE99": 1])
    #expect(
      bench.messages([lever]) == [
        "charging.where: the economy has no region `DE99`; expected codes of regions"
      ])
    lever.places = .named(["UK": 1])
    #expect(
      bench.messages([lever]) == [
        "charging.where: no region of the scope has any weight; expected a scope with regions that "
          + "the key gives weight"
      ])
  }
}
