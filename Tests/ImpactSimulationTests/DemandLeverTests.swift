import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactTestSupport
import Testing

@testable import ImpactLevers
@testable import ImpactSimulation

/// Incentives, leases, scrappage, mandates, procurement and spending programmes.
@Suite struct DemandLeverTests {
  static func bench() throws -> Bench {
    let more = ["C19", "C30", "D35", "F", "G46", "G47", "H49", "M71", "N"]
    return try Bench(
      SyntheticEconomy.make(otherIndustries: SyntheticEconomy.catalogueIndustries + more))
  }

  static let active = ProgrammeTerms(from: 2030, to: 2030)

  static func incentive(
    _ amount: Double, terms: ProgrammeTerms = active, intensity: Double = 1,
    cars: CarTerms = CarTerms()
  ) -> PurchaseIncentive {
    PurchaseIncentive(
      intensity: intensity, amounts: [.bev: DatedPath(constant: amount)], terms: terms, cars: cars)
  }

  static func leasing(_ terms: ProgrammeTerms = active) -> SocialLeasing {
    SocialLeasing(
      leases: DatedPath(constant: 10_000), amount: DatedPath(constant: 5_000), terms: terms,
      additionality: 0.5)
  }

  static func transport(
    _ million: Double, _ terms: ProgrammeTerms = active
  ) -> PublicTransport {
    PublicTransport(budget: DatedPath(constant: million), terms: terms)
  }

  private static func all(intensity: Double = 1, terms: ProgrammeTerms) -> [any Lever] {
    var levers: [any Lever] = [incentive(3_000, terms: terms, intensity: intensity)]
    var leasing = Self.leasing(terms)
    leasing.intensity = intensity
    levers.append(leasing)
    levers.append(
      Scrappage(
        intensity: intensity, premiums: DatedPath(constant: 50_000),
        amount: DatedPath(constant: 2_000), terms: terms))
    levers.append(
      Procurement(
        intensity: intensity, buses: DatedPath(constant: 1_000),
        zeroEmission: DatedPath(constant: 0.9), floor: DatedPath(constant: 0.95), terms: terms))
    var transport = Self.transport(500, terms)
    transport.intensity = intensity
    levers.append(transport)
    levers.append(
      TechnologyProgramme(
        intensity: intensity, option: .hydrogen, budget: DatedPath(constant: 300), terms: terms))
    return levers
  }

  private func states(_ levers: [any Lever], _ bench: Bench) throws -> [LeverState] {
    try bench.engine.plan(Bench.scenario(levers, years: [2024, 2030, 2031])).states
  }

  @Test func withoutIntensityOrInOtherYearsNothingChanges() async throws {
    let bench = try Self.bench()
    let mandate = FleetMandate(
      intensity: 0, zeroEmission: ["EU27": DatedPath(constant: 0.9)])
    for levers in [
      Self.all(intensity: 0, terms: Self.active) + [mandate],
      Self.all(terms: ProgrammeTerms(from: 2050, to: 2051)),
    ] {
      let result = try await bench.engine.run(Bench.scenario(levers))
      for effect in Effect.allCases where effect != .productivity {
        #expect(result.change[.employment]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
      }
    }
  }

  @Test(arguments: Financing.allCases)
  func everyEuroIsAccountedFor(_ financing: Financing) async throws {
    let bench = try Self.bench()
    var terms = Self.active
    terms.financing = financing
    let levers = Self.all(terms: terms)
    let result = try await bench.engine.run(Bench.scenario(levers))
    #expect(result.checks.allSatisfy { $0.passed })
    for account in try states(levers, bench)[1].accounts {
      let public_ = account.byGovernment + account.transfers
      #expect(public_ > 0)
      switch financing {
      case .deficit: #expect(abs(account.deficit - public_) < 1e-9 * public_)
      case .taxes: #expect(abs(account.taxesRaised - public_) < 1e-9 * public_)
      case .cuts: #expect(abs(account.otherPurchases + public_) < 1e-9 * public_)
      }
      let households =
        account.byHouseholds + account.respent + account.respentTaxes + account.saved
        + account.taxesRaised - account.transfers
      #expect(abs(households) < 1e-9 * public_)
    }
  }

  @Test(arguments: Financing.allCases)
  func theBudgetIsMetExactly(_ financing: Financing) throws {
    let bench = try Self.bench()
    var terms = Self.active
    terms.financing = financing
    terms.budget = DatedPath(constant: 10)
    let levers: [any Lever] = [
      Self.incentive(3_000, terms: terms), Self.leasing(terms), Self.transport(500, terms),
      Scrappage(
        premiums: DatedPath(constant: 50_000), amount: DatedPath(constant: 2_000), terms: terms),
      Procurement(
        buses: DatedPath(constant: 1_000), zeroEmission: DatedPath(constant: 0.9),
        floor: DatedPath(constant: 0.95), terms: terms),
    ]
    let state = try states(levers, bench)[1]
    #expect(state.accounts.count == 5)
    for account in state.accounts {
      // 10 million EUR of 2024 at 1.25.
      #expect(abs(account.byGovernment + account.transfers - 8) < 1e-9)
    }
    let served = state.figures.filter { $0.figure == "share of claims served" }
    #expect(served.contains { $0.lever == "purchase-incentive" && $0.value < 100 })
  }

  @Test func aSmallBonusActsInProportion() throws {
    let bench = try Self.bench()
    func bought(_ amount: Double) throws -> Double {
      try states([Self.incentive(amount)], bench)[1].figures
        .first { $0.figure == "bev cars bought more" && $0.place == "EU27" }?
        .value ?? 0
    }
    let (one, two) = (try bought(10), try bought(20))
    #expect(one > 0)
    #expect(abs(two / one - 2) < 0.01)
    func spent(_ million: Double) throws -> Double {
      try states([Self.transport(million)], bench)[1].demand.total
    }
    #expect(abs(try spent(2) - 2 * spent(1)) < 1e-12)
  }

  @Test func theShareOfTheMarketFollowsTheStudy() throws {
    let bench = try Self.bench()
    let lever = Self.incentive(1_000)
    let state = try states([lever], bench)[1]
    var ignored: [Problem] = []
    let union = state.context.mask(of: .eu27, path: "", problems: &ignored)
    let market = try CarMarketNow(
      LeverState(context: state.context, year: 2030), in: union,
      households: FinalPurchases.of(state.context, .households))
    // 6 % of the battery cars of a market where they are rare: s'/s = 1.06/(1 + 0.06·s).
    let expected = state.context.economy.regions.indices.reduce(0.0) { sum, s in
      let share = market.mix[s][3]
      return sum + market.cars[s] * share * (1.06 / (1 + 0.06 * share) - 1)
    }
    let found = try #require(
      state.figures.first { $0.figure == "bev cars bought more" && $0.place == "EU27" }?.value)
    #expect(abs(1000 * found - expected) < 1e-6 * expected)
    let all = try #require(
      state.figures.first { $0.figure == "cars bought more" && $0.place == "EU27" }?.value)
    #expect(abs(all) < 1e-9 * found)
  }

  @Test func aLeaseIsPaidAsCalculatedByHand() throws {
    let bench = try Self.bench()
    let state = try states([Self.leasing()], bench)[1]
    let account = try #require(state.accounts.first)
    let models = try VehicleModels(LeverState(context: state.context, year: 2030))
    // 10,000 leases of 5,000 EUR; half of the cars are additional, and 40 % of these replace new cars.
    #expect(abs(account.transfers - 10_000 * 5_000 / 1e6 / 1.25) < 1e-9)
    let electric = 5_000 * models.price(of: .bev) / 1e6 / 1.25
    let combustion = 2_000 / 1e6 / 1.25
    #expect(account.byHouseholds < electric - combustion * models.price(of: .ice) * 0.99)
    #expect(account.byHouseholds > electric - combustion * models.price(of: .hev) * 1.01)
    #expect(abs(account.spending - account.byHouseholds) < 1e-9)
    #expect(abs(account.taxes / account.spending - 0.175) < 1e-9)
    // A combustion car costs what the catalogue says.
    #expect(models.price(of: .ice) == 35_000)
    #expect(models.price(of: .bev) > 35_000)
  }

  @Test func windfallsAreRespentOrSaved() throws {
    let bench = try Self.bench()
    func saved(_ windfall: CarTerms.Windfall) throws -> Double {
      try states([Self.incentive(3_000, cars: CarTerms(windfall: windfall))], bench)[1]
        .accounts[0].saved
    }
    #expect(try saved(.respend) == 0)
    #expect(try saved(.save) > 0)
  }

  @Test func additionalCarsArePaidFromPurchasesOrSavings() throws {
    let bench = try Self.bench()
    var lever = Self.leasing()
    let first = try #require(states([lever], bench)[1].accounts.first)
    #expect(first.saved == 0 && first.respent < 0)
    lever.cars.paidFrom = .savings
    let second = try #require(states([lever], bench)[1].accounts.first)
    #expect(second.saved < 0 && second.respent > 0)
  }

  @Test func allPlacesTogetherAreNoCondition() throws {
    let bench = try Self.bench()
    let free = try states([Self.incentive(3_000)], bench)[1].demand
    let world = try states(
      [Self.incentive(3_000, cars: CarTerms(madeIn: Scope(["WORLD"])))], bench)[1]
      .demand
    #expect(world.difference(from: free).isEmpty)
  }

  @Test func aConditionOnThePlaceMovesCarsThere() throws {
    let bench = try Self.bench()
    func outside(_ cars: CarTerms) throws -> Double {
      try states([Self.incentive(3_000, cars: cars)], bench)[1].figures
        .first { $0.figure == "vehicles bought more from outside the union" }?
        .value ?? .nan
    }
    let (anywhere, union) = (try outside(CarTerms()), try outside(CarTerms(madeIn: .eu27)))
    #expect(anywhere > union)
    // Cars that would have come from outside move into the Union.
    #expect(union < 0)
  }

  @Test func scrappageOnlyPullsForward() throws {
    let bench = try Self.bench()
    let lever = Scrappage(
      premiums: DatedPath(constant: 30_000), amount: DatedPath(constant: 2_000),
      terms: ProgrammeTerms(from: 2026, to: 2026), additionality: 0.6, pulledForward: 1)
    let plan = try bench.engine.plan(Bench.scenario([lever], years: Array(2025...2031)))
    let cars = plan.states.map { state in
      state.figures.filter { $0.figure == "cars bought more" && $0.place == "EU27" }
        .reduce(0) { $0 + $1.value }
    }
    #expect(cars[0] == 0 && abs(cars[1] - 18) < 1e-9)
    for k in 2...4 { #expect(abs(cars[k] + 6) < 1e-9) }
    #expect(cars[5] == 0 && abs(cars.reduce(0, +)) < 1e-9)
    // Nothing is paid for sales that are missing.
    #expect(plan.states[2].accounts.allSatisfy { $0.transfers == 0 && $0.deficit == 0 })
  }

  @Test func busesThatAreElectricAndEuropeanAnywayChangeNothing() throws {
    let bench = try Self.bench()
    let lever = Procurement(
      buses: DatedPath(constant: 1_000), zeroEmission: DatedPath(constant: 0.49),
      floor: DatedPath(constant: 0.8))
    let state = try states([lever], bench)[1]
    #expect(state.demand.isEmpty && state.labour.isEmpty)
    #expect(state.accounts.allSatisfy { $0.spending == 0 && $0.deficit == 0 })
  }

  @Test func theFloorCostsThePremiumAlone() throws {
    let bench = try Self.bench()
    let lever = Procurement(
      buses: DatedPath(constant: 1_000), floor: DatedPath(constant: 1), premium: 0.2)
    let account = try #require(states([lever], bench)[1].accounts.first)
    // 490 electric buses, a fifth of them moves and costs 20 % of 500,000 EUR more.
    #expect(abs(account.byGovernment - 98 * 0.1 / 1.25) < 1e-9)
    #expect(account.taxes == 0)
  }

  @Test func theJobsOfAProgrammeAreThoseOfTheRun() async throws {
    let bench = try Self.bench()
    let result = try await bench.engine.run(
      Bench.scenario([Self.transport(1_000)], induced: false))
    let jobs = try #require(
      result.leverFigures.first { $0.figure.hasPrefix("jobs that the purchases carry") }?.value)
    let found = try #require(result.employmentChange(in: "EU27", year: 2030)?.value)
    #expect(jobs > 0)
    #expect(abs(found - jobs) < 1e-7 * abs(jobs))
    let cost = try #require(
      result.leverFigures.first { $0.figure == "public money for a job-year" }?.value)
    #expect(abs(cost * jobs - 1_000_000) < 1)
  }

  @Test func optionsSpendTheSameMoneyOnOtherThings() throws {
    let bench = try Self.bench()
    let demands = try TechnologyProgramme.Option.allCases.map { option in
      try states(
        [TechnologyProgramme(option: option, budget: DatedPath(constant: 100), terms: Self.active)],
        bench)[1]
        .demand
    }
    for demand in demands { #expect(abs(demand.total - 80) < 1e-9) }
    #expect(demands[0].difference(from: demands[1]).isEmpty == false)
  }
}
