import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactSimulation
import Testing

@testable import ImpactLevers

@Suite struct PlantTests {
  let bench: InvestmentBench

  init() throws { bench = try InvestmentBench() }

  static func cells(_ gwh: Double = 20) -> BatteryPlants {
    BatteryPlants(
      register: .none,
      newPlants: [.init(name: "A", region: "DE11", gwh: gwh, first: 2028, full: 2030)],
      jobsPerGWh: DatedPath(constant: 140))
  }

  func jobs(_ industry: String) -> Double {
    bench.bench.economy.satellites.employment[bench.index("SK01", industry)]
  }

  /// A plant with a twentieth of the jobs of its region's industry.
  func plant(_ jobs: Double? = nil) -> Plant {
    Plant(
      region: "SK01", industry: "C29-OTH", jobs: jobs ?? 0.05 * self.jobs("C29-OTH"), first: 2028,
      full: 2029, investment: 50)
  }

  @Test(arguments: [(2028, 2028, 1), (2028, 2031, 2), (2027, 2035, 4)])
  func whatRunsHasBeenBuilt(_ first: Int, _ full: Int, _ build: Int) {
    let schedule = BuildSchedule(first: first, full: full, buildYears: build)
    let built = (2015...2045).map(schedule.built)
    #expect(abs(built.reduce(0, +) - 1) < 1e-12)
    #expect(schedule.running(first - 1) == 0 && schedule.running(full) == 1)
    #expect(schedule.built(full) == 0 && schedule.built(first - build - 1) == 0)
  }

  @Test func cellPlantsHaveTheirJobsAndSpendTheirInvestment() async throws {
    let years = InvestmentBench.years(2024, 2032)
    let lever = Self.cells()
    let result = try await bench.run([lever], years, induced: false)
    let k = bench.index("DE11", "C27-CEL")
    let direct = InvestmentBench.change(result, .employment, [.direct], year: 2030, at: k)
    #expect(abs(direct - 2800) < 1e-6)
    #expect(
      abs(InvestmentBench.change(result, .employment, [.direct], year: 2028, at: k) - 2800 / 3)
        < 1e-6)
    let states = try bench.states([lever], years)
    let catalogue = states[0].context.catalogue
    let level = try PriceLevel(catalogue)
    let spent = states.reduce(0) { $0 + ($1.accounts.first?.spending ?? 0) }
    let cost = level.inAccounts(20 * (try catalogue.central("battery.capex")))
    #expect(abs(spent - cost) < 1e-9 * cost)
    // Built before it runs, nothing afterwards.
    #expect(states[6].accounts[0].spending == 0 && states[2].accounts[0].spending > 0)
    let use = try catalogue.central("battery.utilisation") / 100
    let value = try 20 * use * catalogue.central("content.capacity.cell_value")
    #expect(abs(states[6].plants[0].output - value) < 1e-9 * value)
    #expect(result.checks.allSatisfy { $0.passed })
  }

  @Test func aPlantDoesTwiceAsMuchAtTwiceTheSize() async throws {
    var (once, twice) = (Self.cells(), Self.cells(40))
    // What others sell limits what can be taken; without displacement the plant is linear.
    once.displacement = SalesDisplacement(imports: 0, makers: 0)
    twice.displacement = once.displacement
    for year in [2027, 2030] {
      let a = try await bench.run([once], [year])
      let b = try await bench.run([twice], [year])
      let (x, y) = (
        InvestmentBench.total(a, .employment, year: year),
        InvestmentBench.total(b, .employment, year: year)
      )
      #expect(x > 0 && abs(y - 2 * x) < 1e-6 * x)
    }
    once.intensity = 0
    #expect(try bench.states([once], [2030])[0].plants.isEmpty)
  }

  @Test func whatPlantsTakeFromOthersIsLostThere() throws {
    var lever = Self.cells(0.01)
    lever.displacement = SalesDisplacement(imports: 0, makers: 0.5)
    let state = try bench.states([lever], [2030])[0]
    let output = state.plants[0].output
    #expect(abs(state.accounts[0].displacedSales + 0.5 * output) < 1e-9 * output)
    #expect(abs(state.demand.total - state.accounts[0].basic + 0.5 * output) < 1e-9 * output)
    // All cells of this economy are made in SK02.
    let lost = state.demand.atOrigin[bench.index("SK02", "C27-CEL")] ?? 0
    #expect(abs(lost + 0.5 * output) < 1e-9 * output)
    lever.displacement = SalesDisplacement(imports: 0.7, makers: 0.4)
    #expect(
      bench.messages([lever]) == [
        "battery-plants: a plant cannot take 70 % of its sales from imports and 40 % from other "
          + "makers; expected displaced-imports and displaced-makers that add up to 100 % at most"
      ])
  }

  @Test func whatNobodySellsCannotBeTaken() throws {
    var lever = Self.cells(1e6)
    lever.displacement = SalesDisplacement(imports: 0, makers: 1)
    let state = try bench.states([lever], [2030])[0]
    #expect(state.notices.contains { $0.code == "displacement-exceeds-sales" })
    #expect(-state.accounts[0].displacedSales < state.plants[0].output)
  }

  /// Jobs in the plant's industry: what is shut takes no part in the transition any more.
  @Test func aClosureLeavesTheTransition() async throws {
    let drive = DriveTrain(mix: [.bev: DatedPath(points: [.init(year: 2030, value: 0.8)])])
    let none = SalesDisplacement(imports: 0, makers: 0)
    var closure = plant(0.4 * jobs("C29-ICE"))
    (closure.industry, closure.change) = ("C29-ICE", .closure)
    (closure.investment, closure.displacement) = (0, none)
    let k = bench.index("SK01", "C29-ICE")
    func lost(_ levers: [any Lever]) async throws -> Double {
      let result = try await bench.run(levers, [2030], induced: false)
      #expect(result.checks.allSatisfy { $0.passed })
      return InvestmentBench.change(
        result, .employment, [.direct, .indirect, .price], year: 2030, at: k)
    }
    var twice = closure
    twice.replacesTransition = false
    let transition = try await lost([drive])
    let (once, double) = (try await lost([drive, closure]), try await lost([drive, twice]))
    #expect(transition < 0 && double < once)
    // A share of 0.4 of the transition's loss is not counted a second time.
    #expect(abs((once - double) + 0.4 * transition) < 1e-6 * abs(transition))
    #expect(abs(try await lost([closure, drive]) - once) < 1e-6 * abs(once), "in any order")
    #expect(try await lost([closure]) == lost([twice]), "nothing without another lever")
    // With another plant in the register the shares add up, and cannot exceed the industry.
    var second = closure
    (second.id, second.jobs) = ("second", 0.7 * jobs("C29-ICE"))
    await #expect(throws: ProblemReport.self) {
      _ = try await bench.run([drive, closure, second], [2030])
    }
  }

  @Test func aClosureIsAnOpeningBackwards() async throws {
    let none = SalesDisplacement(imports: 0, makers: 0)
    var opening = plant()
    (opening.investment, opening.displacement) = (0, none)
    var closure = opening
    closure.change = .closure
    let a = try await bench.run([opening], [2030])
    let b = try await bench.run([closure], [2030])
    let (x, y) = (
      InvestmentBench.total(a, .employment, year: 2030),
      InvestmentBench.total(b, .employment, year: 2030)
    )
    #expect(x > (opening.jobs ?? 0) && abs(x + y) < 1e-6 * x)
  }

  @Test func aConversionGivesUpItsLines() async throws {
    var lever = plant()
    lever.change = .conversion
    lever.replaces = Plant.Lines(industry: "C29-ICE", jobs: 0.1 * jobs("C29-ICE"))
    let result = try await bench.run([lever], [2030], induced: false)
    let old = InvestmentBench.change(
      result, .employment, [.direct], year: 2030, at: bench.index("SK01", "C29-ICE"))
    #expect(abs(old + 0.1 * jobs("C29-ICE")) < 1e-6)
    lever.replaces = nil
    #expect(
      bench.messages([lever]) == [
        "plant.replaces: only a conversion replaces lines, and it has to; expected `replaces` with "
          + "`change: conversion`, and not without"
      ])
  }

  @Test func conditionsMoveInputsPayAndProfit() async throws {
    var lever = plant()
    lever.conditions = PlantConditions(localHiring: 0.5, inputContent: 0.6, profitAbroad: 1)
    let state = try bench.states([lever], [2030])[0]
    let account = state.plants[0]
    #expect(abs(account.localPay - 0.5 * account.compensation) < 1e-9)
    let union = state.plantInputs.atOrigin.sorted { $0.key < $1.key }
      .reduce(0.0) {
        let region = bench.bench.economy.regions[$1.key / bench.bench.economy.industryCount]
        return region.isEuropeanUnion ? $0 + $1.value : $0
      }
    #expect(abs(union / account.inputs - 0.6) < 1e-9)
    #expect(abs(state.plantInputs.total - account.inputs) < 1e-9)
    let strict = try await bench.run([lever], [2030])
    lever.conditions?.localHiring = 1
    let local = try await bench.run([lever], [2030])
    #expect(
      InvestmentBench.total(local, .employment, year: 2030)
        > InvestmentBench.total(strict, .employment, year: 2030))
    let stays = try #require(
      InvestmentBench.figure(
        strict, "value added of the plant that stays", place: "SK01", year: 2030))
    let profit = max(0, account.valueAdded - account.compensation)
    #expect(abs(stays - (account.valueAdded - profit)) < 1e-9)
  }

  @Test func impossiblePlants() {
    var lever = plant(1e9)
    lever.change = .closure
    lever.investment = 0
    let message = bench.messages([lever])
    #expect(message.count == 1)
    #expect(
      message.first?
        .hasPrefix("plant: the plant `plant` shuts 1000000000 jobs, but C29-OTH of SK01 has ")
        == true)
    lever = plant()
    lever.aid = 60
    lever.full = 2020
    #expect(
      bench.messages([lever]) == [
        "plant.full: 2020 is before the first year 2028; expected a year from 2028 on",
        "plant.aid: the aid of 60.0 million EUR is more than the investment of 50.0; expected aid up "
          + "to the investment",
      ])
    lever = plant()
    lever.jobs = nil
    lever.region = "XX00"
    #expect(
      bench.messages([lever]) == [
        "plant.jobs: the size of the plant is not known; expected jobs, sales, or both",
        "plant.region: the economy has no region `XX00`; expected the code of a region",
      ])
  }
}
