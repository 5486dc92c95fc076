import ImpactAxes
import ImpactDocuments
import ImpactSimulation
import Testing

@testable import ImpactLevers

@Suite struct StateAidTests {
  let bench: InvestmentBench

  init() throws { bench = try InvestmentBench() }

  static func aid(_ amount: Double = 100, additionality: Double = 0.5) -> StateAid {
    StateAid(
      budget: Bench.path([2025: amount, 2026: amount]), stage: .components, aidIntensity: 0.2,
      additionality: additionality, displacement: SalesDisplacement(imports: 0, makers: 0))
  }

  @Test func moneyIsSpentAndPlantsStay() throws {
    let states = try bench.states([Self.aid()], InvestmentBench.years(2024, 2030))
    let level = try PriceLevel(states[0].context.catalogue)
    let money = level.inAccounts(100)
    #expect(states[0].accounts.isEmpty)
    for t in [1, 2] {
      #expect(abs(states[t].accounts[0].byGovernment - money) < 1e-9)
      // 100 of aid at a fifth of the investment, half of it additional.
      #expect(abs(states[t].accounts[0].spending - 2.5 * money) < 1e-9)
    }
    #expect(states[3].accounts[0].spending == 0 && states[3].accounts[0].byGovernment == 0)
    let ratio = try states[0].context.catalogue.central(StateAid.ratioKey)
    func sales(_ t: Int) -> Double { states[t].plants.reduce(0) { $0 + $1.output } }
    #expect(sales(2) == 0)
    #expect(abs(sales(3) - 2.5 * money / ratio) < 1e-9)
    #expect(abs(sales(6) - 5 * money / ratio) < 1e-9)
  }

  @Test func aidThatBuildsNothingCostsAllTheSame() throws {
    let state = try bench.states([Self.aid(additionality: 0)], [2026])[0]
    #expect(state.demand.isEmpty && state.plants.isEmpty)
    #expect(state.accounts[0].deficit > 0)
  }

  @Test func cellsAreCountedInGigawattHours() async throws {
    var lever = Self.aid(750)
    lever.stage = .cells
    let result = try await bench.run([lever], [2026, 2030])
    // 1500 of aid, 7500 of investment, half additional, 75 a GWh.
    let capacity = try #require(
      InvestmentBench.figure(result, "capacity that runs", year: 2030))
    #expect(abs(capacity - 50) < 1e-9)
    let jobs = try #require(InvestmentBench.figure(result, "jobs in the plants", year: 2030))
    #expect(abs(jobs - 50 * 110) < 1e-6)
    let each = try #require(
      InvestmentBench.figure(result, "public aid for each job in the plants", year: 2030))
    let level = try PriceLevel(.shipped())
    #expect(abs(each - level.inAccounts(1500) * 1e6 / jobs) < 1e-6)
  }

  @Test func twiceTheAidDoesTwiceAsMuch() async throws {
    let once = try await bench.run([Self.aid()])
    let twice = try await bench.run([Self.aid(200)])
    let (a, b) = (
      InvestmentBench.total(once, .employment, year: 2030),
      InvestmentBench.total(twice, .employment, year: 2030)
    )
    #expect(a > 0 && abs(b - 2 * a) < 1e-6 * a)
    var idle = Self.aid()
    idle.intensity = 0
    #expect(try bench.states([idle], [2026])[0].accounts.isEmpty)
  }

  @Test func researchSpendsItsMoneyOnce() throws {
    let lever = Research(
      budget: Bench.path([2025: 100, 2027: 100]), coFunding: 0.5, testBeds: 0.2)
    let states = try bench.states([lever], InvestmentBench.years(2024, 2029))
    let level = try PriceLevel(states[0].context.catalogue)
    let spent = states.reduce(0) { $0 + ($1.accounts.first?.spending ?? 0) }
    let paid = states.reduce(0) { $0 + ($1.accounts.first?.byGovernment ?? 0) }
    #expect(abs(spent - level.inAccounts(450)) < 1e-9)
    #expect(abs(paid - level.inAccounts(300)) < 1e-9)
    #expect(states[0].accounts.isEmpty && states[4].accounts.isEmpty)
  }

  @Test func sharesOfABasketAddUp() throws {
    var entries = Array(try ParameterCatalogue.shipped().parameters.values)
    entries.removeAll { $0.key == "investment.cells.F" }
    #expect(throws: (any Error).self) {
      _ = try InvestmentBasket("cells", ParameterCatalogue(entries))
    }
    for kind in ["cells", "plant", "conversion", "research", "test_bed"] {
      #expect(!(try InvestmentBasket(kind, .shipped()).shares.isEmpty))
    }
  }

  @Test func moneyWithoutYearsIsRefused() {
    var lever = Self.aid()
    lever.budget = DatedPath(constant: 5)
    #expect(
      bench.messages([lever]) == [
        "state-aid.budget: the money has no years; expected a mapping of years to million EUR"
      ])
  }
}
