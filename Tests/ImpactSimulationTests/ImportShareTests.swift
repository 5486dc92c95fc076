import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactTestSupport
import Testing

@testable import ImpactLevers
@testable import ImpactSimulation

/// Origins of a drive train outside the lever's regions.
@Suite struct ImportShareTests {
  private static func lever(_ imports: [String: DatedPath], bev: Double = 0.8) -> DriveTrain {
    var lever = DriveTrain()
    lever.registrations = ["EU27": MarketPath([.bev: Bench.path([2024: 0.2, 2035: bev])])]
    lever.imports = [.bev: imports]
    return lever
  }

  private static func source(
    _ lever: DriveTrain, _ bench: Bench
  ) throws -> (MarketProduction.Outcome, LeverContext) {
    let context = try bench.engine.plan(Bench.scenario([], years: [2035])).states[0].context
    guard case .markets(_, _, let now) = try lever.source(in: 2035, context) else {
      Issue.record("production does not follow markets")
      throw CancellationError()
    }
    return (now, context)
  }

  @Test func whatImportsGainOthersLose() throws {
    let bench = try Bench()
    let (now, context) = try Self.source(Self.lever(["UK": DatedPath(constant: 0.3)]), bench)
    let R = context.economy.regionCount
    let uk = try #require(context.economy.regions.firstIndex { $0.code == "UK" })
    #expect(now.moved.count == R + 1)
    #expect(abs(now.moved.reduce(0, +)) <= 1e-9 * abs(now.moved[uk]))
    #expect(now.moved[uk] > 0)
    #expect(now.gap <= 1e-9)
    #expect(now.shortage == 0)
    // 0.3·(μ(t) − μ(0)) of what the union buys.
    let markets = try Self.lever([:]).markets(context)
    let bought = markets.markets.indices
      .filter { markets.markets[$0].entry == "EU27" }
      .reduce(0.0) { sum, m in
        let now = markets.mixes(in: 2035).mixes[m][3]
        return sum + markets.markets[m].weight * 0.3 * (now - markets.base[m][3])
      }
    // What the United Kingdom loses of other drive trains, by the accounts, is smaller.
    #expect(now.moved[uk] < bought && now.moved[uk] > 0)
  }

  @Test func noOriginAndAnUnchangedMixMoveNothing() async throws {
    let bench = try Bench()
    var still = Self.lever(["UK": DatedPath(constant: 0.3)])
    still.registrations = ["EU27": MarketPath([:])]
    let (now, _) = try Self.source(still, bench)
    #expect(now.moved.allSatisfy { abs($0) < 1e-9 })
    var idle = Self.lever(["UK": DatedPath(constant: 0.3)])
    idle.intensity = 0
    let result = try await bench.engine.run(Bench.scenario([idle]))
    for effect in Effect.allCases where effect != .productivity {
      #expect(result.change[.employment]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
    }
  }

  @Test func moreImportsCostJobsAndTheAccountsHold() async throws {
    let bench = try Bench()
    var plain = Self.lever([:])
    plain.imports = [:]
    let without = try await bench.engine.run(Bench.scenario([plain]))
    let with = try await bench.engine.run(
      Bench.scenario([Self.lever(["UK": DatedPath(constant: 0.4)])]))
    #expect(with.checks.allSatisfy { $0.passed })
    let (a, b) = (
      try #require(with.employmentChange(in: "EU27", year: 2035)?.value),
      try #require(without.employmentChange(in: "EU27", year: 2035)?.value)
    )
    #expect(a < b)
    let moved = Bench.figures(with, "cars, sales moved by imports", place: "EU27", year: 2035)
    #expect(moved.count == 1 && moved[0] < 0)
  }

  @Test func whatTheAccountsDoNotHoldCannotLeave() async throws {
    let bench = try Bench()
    let path = Bench.path([2024: 0.9, 2035: 0])
    let (now, _) = try Self.source(Self.lever(["UK": path], bev: 0.25), bench)
    #expect(now.shortage > 0)
    #expect(abs(now.moved.reduce(0, +)) < 1e-6)
    let result = try await bench.engine.run(
      Bench.scenario([Self.lever(["UK": path], bev: 0.25)]))
    #expect(result.notices.contains { $0.code == "imports-below-accounts" })
  }

  @Test func impossibleOriginsAreNamed() throws {
    let bench = try Bench()
    let context = try bench.engine.plan(Bench.scenario([], years: [2035])).states[0].context
    func messages(_ lever: DriveTrain) -> [String] {
      lever.problems(in: context, years: [2035]).map(\.description)
    }
    #expect(
      messages(Self.lever(["DE11": DatedPath(constant: 0.1)]))
        .contains { $0.contains("DE11 lies where the lever acts") })
    let twice = ["UK": DatedPath(constant: 0.6), "WORLD": DatedPath(constant: 0.6)]
    #expect(messages(Self.lever(twice)).contains { $0.contains("sum to 1.2") })
    var forced = Self.lever(["UK": DatedPath(constant: 0.1)])
    forced.mix = [.bev: DatedPath(constant: 0.5)]
    #expect(messages(forced).contains { $0.contains("production is given") })
  }
}
