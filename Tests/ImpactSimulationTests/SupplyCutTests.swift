import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactModels
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactLevers

@Suite struct SupplyCutTests {
  private static func cut(
    _ share: Double, stockWeeks: Double = 0, substitution: Double = 0, months: Int = 12,
    tiers: Int = 1, intensity: Double = 1, product: String = "C26",
    users: [String: Double] = ["C29-VEH": 1], origins: [String] = ["WORLD"]
  ) -> SupplyCut {
    SupplyCut(
      intensity: intensity, regions: Scope(["EU27"]), product: product, origins: Scope(origins),
      cut: share, from: 2030, months: months, stockWeeks: stockWeeks, substitution: substitution,
      users: users, tiers: tiers)
  }

  @Test func monthsFallIntoTheirYears() {
    let spans = SupplyGap.spans(from: 2027, month: 4, months: 24)
    #expect(spans.map(\.year) == [2027, 2028, 2029])
    #expect(spans.map(\.part) == [0.75, 1, 0.25])
    #expect(SupplyGap.spans(from: 2027, month: 1, months: 12).map(\.part) == [1])
  }

  /// By hand: half of 40 % for half a year fails, 0.1; others add 0.2·0.5·0.6 = 0.06 but replace at
  /// most half of it, 0.05; stocks of 0.02 years; 0.03 is missing, and 0.02 is bought again.
  @Test func theGapIsWhatNobodyFills() throws {
    let gap = SupplyGap(
      cut: 0.5, origin: 0.4, substitution: 0.5, headroom: 0.2, stock: 0.02,
      spans: [(2030, 0.5)])
    let year = try #require(gap.years[2030])
    #expect(abs(year.failing - 0.1) < 1e-15 && abs(year.replaced - 0.05) < 1e-15)
    #expect(abs(year.drawn - 0.02) < 1e-15 && abs(year.missing - 0.03) < 1e-15)
    #expect(abs((gap.years[2031]?.refilled ?? 0) - 0.02) < 1e-15)
    #expect(gap.years.count == 2)
    // Headroom binds: 0.02·0.5·0.6.
    let tight = SupplyGap(
      cut: 0.5, origin: 0.4, substitution: 0.5, headroom: 0.02, stock: 0, spans: [(2030, 0.5)])
    #expect(abs((tight.years[2030]?.replaced ?? 0) - 0.006) < 1e-15)
    #expect(tight.years[2031] == nil)
  }

  @Test func nothingFailsNothingChanges() async throws {
    let bench = try Bench()
    for lever in [Self.cut(0.4, intensity: 0), Self.cut(0)] {
      let result = try await bench.engine.run(Bench.scenario([lever]))
      for indicator in Indicator.allCases {
        for effect in Effect.allCases where effect != .productivity {
          #expect(result.change[indicator]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
        }
      }
    }
  }

  /// One user and everything short: its output falls by the cut, and suppliers follow the mixed model.
  @Test func outputFallsByWhatIsMissing() async throws {
    let bench = try Bench()
    let plan = try bench.engine.plan(Bench.scenario([Self.cut(0.1)], years: [2030]))
    let limits = plan.states[0].outputLimits
    let makers = bench.economy.regions.indices.filter {
      bench.economy.regions[$0].isEuropeanUnion
    }
    #expect(
      Set(limits.keys)
        == Set(makers.map { bench.economy.index(region: $0, industry: bench.vehicles) }))
    for share in limits.values { #expect(abs(share - 0.9) < 1e-12) }
    let result = try await bench.engine.run(
      Bench.scenario([Self.cut(0.1)], years: [2030], induced: false))
    #expect(
      result.checks.contains { $0.name == "outputs stay within what shortages leave" && $0.passed })
    let effects: [Effect] = [.direct, .indirect, .price]
    let change = bench.economy.satellites.output.indices.map { k in
      effects.reduce(0) { $0 + (result.change[.output]?[$1]?[0][k] ?? .nan) }
    }
    for k in limits.keys {
      let base = bench.economy.satellites.output[k]
      #expect(abs(change[k] + 0.1 * base) <= 1e-8 * base)
    }
    // Purchases per unit stay, so that the mixed model of the base accounts gives the rest.
    let model = try EconomyModel(bench.economy)
    var held = [Double](repeating: 0, count: change.count)
    for k in limits.keys { held[k] = -0.1 * bench.economy.satellites.output[k] }
    let mixed = try MixedModel(model.system, exogenous: Array(limits.keys))
      .solve(output: held, finalDemand: [Double](repeating: 0, count: held.count))
    let size = held.reduce(0) { max($0, abs($1)) }
    for k in change.indices { #expect(abs(change[k] - mixed.output[k]) <= 1e-7 * size) }
  }

  @Test func twiceTheCutDoublesTheLoss() async throws {
    let bench = try Bench()
    func loss(_ share: Double) async throws -> Double {
      let lever = Self.cut(share, users: ["C29-VEH": 1, "C29-OTH": 0.5], origins: ["UK"])
      let result = try await bench.engine.run(Bench.scenario([lever], years: [2030]))
      return result.employmentChange(in: "EU27", year: 2030)?.value ?? .nan
    }
    let (once, twice) = (try await loss(1e-4), try await loss(2e-4))
    #expect(once < 0)
    #expect(abs(twice - 2 * once) <= 1e-3 * abs(once))
  }

  /// What is bought of the product is what still arrives: from the origins 1 − φ of it, from the others
  /// what they add.
  @Test func purchasesAddUp() throws {
    let bench = try Bench()
    let lever = Self.cut(0.5, stockWeeks: 2, substitution: 0.25, origins: ["UK"])
    let plan = try bench.engine.plan(Bench.scenario([lever], years: [2030]))
    let state = plan.states[0]
    var problems: [Problem] = []
    let origins = bench.economy.mask(of: Scope(["UK"]), path: "", problems: &problems)
    let start = LeverState(context: state.context, year: 2030)
    for s in bench.economy.regions.indices where bench.economy.regions[s].isEuropeanUnion {
      let cell = PurchaseCell(region: s, buyer: bench.vehicles, product: bench.industry("C26"))
      let before = MarkedPurchases(cell, origins: origins, state: start)
      let after = MarkedPurchases(cell, origins: origins, state: state)
      let k = bench.economy.index(region: s, industry: bench.vehicles)
      let made = state.outputLimits[k] ?? 1
      let gap = try #require(
        SupplyGap(
          cut: 0.5, origin: before.originShare, substitution: 0.25, headroom: 0.1,
          stock: 2.0 / 52, spans: [(2030, 1)]
        )
        .years[2030])
      #expect(abs(after.inside * made - 0.5 * before.inside) <= 1e-12 * before.weight)
      let arrived = before.weight * (1 - gap.failing + gap.replaced)
      #expect(abs(after.weight * made - arrived) <= 1e-12 * before.weight)
      #expect(abs(made - (1 - gap.missing)) <= 1e-12)
    }
  }

  @Test func stocksCoverAShortCutAndAreFilledAgain() throws {
    let bench = try Bench()
    let lever = Self.cut(0.5, stockWeeks: 8, months: 3, origins: ["UK"])
    let plan = try bench.engine.plan(Bench.scenario([lever], years: [2030, 2031, 2032]))
    #expect(plan.states.allSatisfy { $0.outputLimits.isEmpty })
    #expect(plan.states[2].purchases.isEmpty)
    func value(_ year: Int, _ name: String) -> Double {
      plan.states[year].figures.first { $0.place == "EU27" && $0.figure.hasPrefix(name) }?.value
        ?? .nan
    }
    #expect(value(0, "taken from stocks") > 0)
    #expect(abs(value(0, "taken from stocks") - value(1, "bought to refill")) < 1e-9)
    #expect(value(0, "missing") == 0)
  }

  /// A maker of components that lacks chips stops those who buy from it, in the share that it delivers.
  @Test func shortagesGoOnToTheNextTier() throws {
    let bench = try Bench()
    func limits(_ tiers: Int) throws -> [Int: Double] {
      let lever = Self.cut(0.2, tiers: tiers, users: ["C29-OTH": 1])
      return try bench.engine.plan(Bench.scenario([lever], years: [2030])).states[0].outputLimits
    }
    let (one, two) = (try limits(1), try limits(2))
    let buyers = two.keys.filter { $0 % bench.economy.industryCount == bench.vehicles }
    #expect(one.keys.allSatisfy { $0 % bench.economy.industryCount == bench.industry("C29-OTH") })
    #expect(!buyers.isEmpty && buyers.allSatisfy { (two[$0] ?? 0) >= 0.8 - 1e-12 })
    for (k, share) in one { #expect((two[k] ?? 1) <= share) }
  }

  @Test func electricPartsStopElectricCarsOnly() throws {
    let bench = try Bench()
    let lever = Self.cut(1, product: "C27-CEL", users: ["C29-VEH": 1])
    let state = try bench.engine.plan(Bench.scenario([lever], years: [2030])).states[0]
    for (k, share) in state.outputLimits {
      let region = bench.economy.regions[k / bench.economy.industryCount]
      let mix = state.context.technologyMix(region.country) ?? [:]
      #expect(abs(share - (1 - (mix[.bev] ?? 0) - (mix[.phev] ?? 0))) < 1e-12)
    }
    let later = try bench.engine.plan(Bench.scenario([Bench.transition(), lever], years: [2030]))
    for (k, share) in later.states[0].outputLimits {
      #expect(share < (state.outputLimits[k] ?? 1))
    }
  }

  @Test func impossibleCutsAreRefusedTogether() throws {
    let bench = try Bench()
    var lever = Self.cut(1.5, users: ["C29-VEH": 2, "X": 1])
    lever.from = 2050
    let problems = lever.problems(
      in: try bench.engine.plan(Bench.scenario([], years: [2030])).states[0].context,
      years: [2030])
    #expect(
      Set(problems.map(\.path)) == [
        "supply-cut.users", "supply-cut.cut", "supply-cut.users.C29-VEH", "supply-cut.from",
      ])
    let nothing = SupplyCut(from: 2030)
    #expect(
      nothing.problems(
        in: try bench.engine.plan(Bench.scenario([], years: [2030])).states[0].context,
        years: [2030]
      )
      .map(\.path) == ["product", "origins", "cut", "months", "users"].map { "supply-cut.\($0)" })
  }
}
