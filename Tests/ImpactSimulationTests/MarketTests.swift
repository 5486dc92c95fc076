import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactLevers

@Suite struct MarketTests {
  private func context(_ bench: Bench) throws -> LeverContext {
    try bench.engine.plan(Bench.scenario([], years: [2030])).states[0].context
  }

  private static let union = MarketPath([
    .bev: Bench.path([2030: 0.5, 2035: 0.9]), .phev: Bench.path([2030: 0.1, 2035: 0.05]),
  ])
  private static let bev = Technology.allCases.firstIndex(of: .bev) ?? -1

  @Test func theMeanOfAZoneMeetsItsPathAndCountriesKeepTheirOrder() throws {
    let context = try context(Bench())
    let markets = try VehicleMarkets(["EU27": Self.union], context: context)
    let zone = markets.markets.indices.filter { markets.markets[$0].entry == "EU27" }
    #expect(zone.count == 2)
    for year in [2030, 2035] {
      let mixes = markets.mixes(in: year).mixes
      let weight = zone.reduce(0) { $0 + markets.markets[$1].weight }
      let mean = zone.reduce(0) { $0 + markets.markets[$1].weight * mixes[$1][Self.bev] } / weight
      // The balance ends at 1e-12 of a total.
      #expect(abs(mean - (year == 2030 ? 0.5 : 0.9)) < 1e-9)
      for mix in mixes { #expect(abs(mix.reduce(0, +) - 1) < 1e-9) }
      let ordered = zone.sorted { markets.base[$0][Self.bev] < markets.base[$1][Self.bev] }
      #expect(mixes[ordered[0]][Self.bev] <= mixes[ordered[1]][Self.bev])
    }
  }

  @Test func aCountryComesBeforeItsZoneAndARegionBeforeItsCountry() throws {
    let context = try context(Bench())
    let markets = try VehicleMarkets(
      [
        "EU27": Self.union, "DE": MarketPath([.bev: DatedPath(constant: 0.7)]),
        "DE12": MarketPath([.bev: DatedPath(constant: 0.2)]),
      ], context: context)
    let mixes = markets.mixes(in: 2030).mixes
    #expect(mixes[markets.marketOfRegion[0]][Self.bev] == 0.7)
    #expect(mixes[markets.marketOfRegion[1]][Self.bev] == 0.2)
    // Slovakia is all that is left of the zone, so it follows the path alone.
    #expect(abs(mixes[markets.marketOfRegion[2]][Self.bev] - 0.5) < 1e-9)
  }

  @Test func everyMarketGetsWhatItRegistersAndEveryPlantKeepsItsVolume() throws {
    let context = try context(Bench())
    let markets = try VehicleMarkets(["EU27": Self.union], context: context)
    let production = try MarketProduction(
      markets, leads: ["DE11": 5, "SK": -4], context: context)
    let (found, excess) = production.mixes(in: 2030)
    #expect(excess == nil)
    let (mixes, gap) = (try #require(found).rows, try #require(found).gap)
    #expect(gap <= MixBalance.tolerance)
    // Σ_r made[r,bev] + W = Σ_m registered[m,bev]; W as an origin makes the rest, at least nothing.
    let flows = VehicleDeliveries(context)
    let R = context.economy.regionCount
    let now = markets.mixes(in: 2030).mixes
    func made(_ r: Int) -> Double {
      (0..<R).reduce(flows.toWorld[r]) { $0 + flows.flows[$1 * R + r] }
    }
    let registered = markets.markets.indices.reduce(0.0) { sum, m in
      let total =
        markets.markets[m].regions.reduce(0) { $0 + flows.bought(in: $1) }
        + (markets.markets[m].regions.isEmpty ? flows.toWorld.reduce(0, +) : 0)
      return sum + total * now[m][Self.bev]
    }
    let own = (0..<R).reduce(0) { $0 + made($1) * mixes[$1][Self.bev] }
    let all = (0..<R).reduce(0) { $0 + made($1) } + flows.fromWorld.reduce(0, +)
    let fromWorld = registered - own
    #expect(fromWorld >= -1e-9 * all && fromWorld <= flows.fromWorld.reduce(0, +) * (1 + 1e-9))
    // Plants ahead of their markets make more battery cars than those behind.
    #expect(mixes[0][Self.bev] > mixes[1][Self.bev])
    #expect(mixes[1][Self.bev] > mixes[3][Self.bev])
  }

  @Test func marketsThatStayChangeNothing() async throws {
    let bench = try Bench()
    let context = try context(bench)
    let markets = try VehicleMarkets(["EU27": Self.union], context: context)
    let production = try MarketProduction(markets, leads: ["DE11": 7], context: context)
    // In the update year and before no path has begun.
    #expect(production.mixes(in: 2010).outcome?.rows == production.base().rows)
    var lever = DriveTrain()
    lever.registrations = ["EU27": Self.union]
    lever.volume = ["EU27": DatedPath(constant: 0.8)]
    lever.labourSet = .cmu
    lever.intensity = 0
    let result = try await bench.engine.run(Bench.scenario([lever]))
    for effect in Effect.allCases where effect != .productivity {
      #expect(result.change[.employment]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
    }
  }

  @Test func aPresetBringsTheUnionToItsEndAndAveragingTakesCarsOut() throws {
    let context = try context(Bench())
    func share(_ preset: StandardPreset, _ year: Int, averaging: Bool = true) throws -> Double {
      let paths = try preset.paths(context.catalogue, averaging: averaging)
      let mix = paths["EU27"]?
        .mix(in: year, base: [0.6, 0.2, 0.1, 0.1, 0, 0], updateYear: 2024)
      return try #require(mix)[Self.bev]
    }
    #expect(try share(.full2035, 2035) == 1)
    #expect(try share(.ninety2035, 2035) == 0.82)
    #expect(try share(.delay, 2035) == 0.61)
    // 2 million cars over three years of 10.8 million.
    let lift = 2 / 32.4
    for year in 2025...2027 {
      let moved =
        try share(.full2035, year, averaging: false) - share(.full2035, year)
      #expect(abs(moved - lift) < 1e-12)
    }
    #expect(try share(.full2035, 2028, averaging: false) == share(.full2035, 2028))
  }

  @Test func packsLearn() throws {
    let path = try BatteryLearning.price(rate: 0.18, .shipped())
    #expect(path.value(in: 2025) == 99)
    // Demand 1600, 1950, 2300, 2650, 3000 GWh in 2026 to 2030 on top of 4600: 16100 GWh.
    let doublings = logarithm(16_100.0 / 4_600) / logarithm(2)
    #expect(abs(path.value(in: 2030) - 99 * power(0.82, doublings)) < 1e-9)
  }

  @Test func syntheticFuelChangesNoRecipeAndFuelCellsHaveTheirOwn() throws {
    let recipes = try VehicleRecipes(
      catalogue: .shipped(), groups: .shipped(),
      industryIndex: Dictionary(
        uniqueKeysWithValues: ["C29-ICE", "C27-EDR", "C27-CEL", "C27", "C20", "C22", "C25", "C28"]
          .enumerated().map { ($1, $0) }), packPrice: nil, hasFuelCells: true)
    #expect(recipes.costs(of: .efuel, year: 2030) == recipes.costs(of: .ice, year: 2030))
    let cell = recipes.costs(of: .fcev, year: 2030)
    // 27 % of 160 for the stack, six tenths of it electrical equipment.
    #expect(abs((cell[3] ?? 0) - 0.6 * 27 * 1.6 - 0.1 * 9 * 1.6) < 1e-12)
    #expect(cell[0] == nil)
  }

  @Test func keysThatDoNotGoTogetherAreRefusedTogether() throws {
    let bench = try Bench()
    var lever = DriveTrain()
    lever.averaging = false
    lever.conversion = ["DE": 2, "XX": 1]
    lever.batteryLearning = 0.18
    lever.batteryPackPrice = DatedPath(constant: 80)
    lever.usePhase = UsePhase()
    let report = #expect(throws: ProblemReport.self) {
      try bench.engine.plan(Bench.scenario([lever]))
    }
    let text = report.map(\.description) ?? ""
    for part in [
      "`XX` is no place", "says neither what is made nor what is bought",
      "no preset whose targets could be averaged", "cannot be ahead of markets",
      "price of packs is given as a path too", "nothing says what is registered",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func aBalanceKeepsTheOddsAndMeetsTheTotals() {
    // With all totals 1, x = [[a, 1 − a], [1 − a, a]] and a²/(1 − a)² = (1·1)/(2·2): a third.
    let (table, gap) = MixBalance.balance(
      prior: [[1, 2], [2, 1]], rows: [1, 1], columns: [1, 1])
    #expect(gap <= MixBalance.tolerance)
    #expect(abs(table[0][0] - 1.0 / 3) < 1e-12 && abs(table[1][0] - 2.0 / 3) < 1e-12)
    // A drive train that nobody buys is not made.
    let none = MixBalance.balance(prior: [[1, 2], [2, 1]], rows: [1, 1], columns: [2, 0]).table
    #expect(none == [[1, 0], [1, 0]])
  }
}
