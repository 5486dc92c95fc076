import Foundation
import ImpactAxes
import ImpactDiagnostics
import ImpactLevers
import Testing

@testable import ImpactSimulation

/// Contributions of levers on a synthetic economy.
@Suite struct AttributionTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func levers() -> [any Lever] {
    var floor = Bench.floor()
    floor.id = "floor"
    return [
      Bench.transition(), floor,
      Productivity(rates: ["all": Bench.path([2024: 0.01])], output: .stays),
    ]
  }

  /// The definition with plain runs: the mean over all orders, acting in the order of the file.
  private func enumerated(
    _ scenario: Scenario, _ indicator: Indicator, _ effect: Effect, year: Int
  ) async throws -> [[Double]] {
    let n = scenario.levers.count
    var worth: [Coalition: [Double]] = [:]
    for mask in 1..<(UInt64(1) << UInt64(n)) {
      var some = scenario
      some.levers = (0..<n).filter { Coalition(mask).contains($0) }.map { scenario.levers[$0] }
      let result = try await bench.engine.run(some)
      worth[Coalition(mask)] = result.change[indicator]?[effect]?[year]
    }
    let cells = worth[Coalition(1)]?.count ?? 0
    let game = CoalitionGame.exact(players: n)
    let byCell = (0..<cells).map { k in game.values { worth[$0]?[k] ?? .nan } }
    return (0..<n).map { l in byCell.map { $0[l] } }
  }

  @Test func contributionsAreThoseOfPlainRuns() async throws {
    let scenario = Bench.scenario(levers())
    let result = try await bench.engine.run(scenario)
    let found = try await bench.engine.attribution(of: scenario, result: result)
    #expect(found.levers == ["drive-train", "floor", "productivity"])
    for (indicator, effect) in [
      (Indicator.employment, Effect.direct), (.employment, .price), (.output, .indirect),
      (.compensation, .induced), (.valueAdded, .induced),
    ] {
      let expected = try await enumerated(scenario, indicator, effect, year: 2)
      let size = expected.joined().reduce(0) { max($0, abs($1)) }
      for lever in expected.indices {
        let values = found.contribution(indicator, effect, lever: lever, year: 2)
        let gap = zip(values, expected[lever]).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(gap <= 1e-5 * size, "\(indicator) \(effect) lever \(lever): \(gap) of \(size)")
      }
    }
  }

  /// Σ of levers is the run, in every cell, year, channel and indicator.
  @Test(arguments: [false, true])
  func contributionsAddUpToTheRun(unknowns: Bool) async throws {
    let bench = try Bench(unknowns: unknowns)
    // Without productivity where employment is unknown: compensation then has no quantities of its own.
    let scenario = Bench.scenario(unknowns ? Array(levers().prefix(2)) : levers())
    let result = try await bench.engine.run(scenario)
    let found = try await bench.engine.attribution(of: scenario, result: result)
    #expect(found.method == .exact && found.coalitions == (unknowns ? 3 : 7))
    #expect(found.closing < 1e-5)
    for (indicator, effects) in result.change {
      for (effect, years) in effects {
        for (t, cells) in years.enumerated() {
          let parts = found.levers.indices.map {
            found.contribution(indicator, effect, lever: $0, year: t)
          }
          let size = cells.reduce(1e-9) { $1.isNaN ? $0 : max($0, abs($1)) }
          for k in cells.indices where !cells[k].isNaN {
            let sum = parts.reduce(0) { $0 + $1[k] }
            #expect(abs(sum - cells[k]) <= 1e-12 * size)
          }
        }
      }
    }
  }

  /// What was asked for is as with all others beside it; what was not is unknown.
  @Test func oneIndicatorAlone() async throws {
    let scenario = Bench.scenario(levers())
    let result = try await bench.engine.run(scenario)
    let all = try await bench.engine.attribution(of: scenario, result: result)
    var options = AttributionOptions()
    options.indicators = [.employment]
    let some = try await bench.engine.attribution(of: scenario, result: result, options: options)
    for lever in scenario.levers.indices {
      let values = some.contribution(.employment, lever: lever, year: 2)
      #expect(values == all.contribution(.employment, lever: lever, year: 2))
      #expect(values.contains { $0 != 0 })
      let output = some.contribution(.output, lever: lever, year: 2)
      #expect(output.allSatisfy { $0.isNaN })
      let sum = some.sum(
        .output, lever: lever, year: 2, regions: [0], industries: [0],
        industryCount: result.industries.count)
      #expect(sum.isNaN)
    }
  }

  /// A lever of intensity zero gets exactly nothing; alone, a lever gets everything.
  @Test func dummiesAndSingleLevers() async throws {
    var idle = Bench.floor(intensity: 0)
    idle.id = "idle"
    let scenario = Bench.scenario([Bench.transition(), idle])
    let result = try await bench.engine.run(scenario)
    let found = try await bench.engine.attribution(of: scenario, result: result)
    #expect(found.coalitions == 1)
    for t in scenario.years.indices {
      #expect(
        found.contribution(.employment, lever: 1, year: t).allSatisfy { $0 == 0 })
    }
    let all = found.sum(
      .employment, lever: 0, year: 2, regions: Array(0..<5),
      industries: Array(result.industries.indices), industryCount: result.industries.count)
    let total = try #require(result.total(.employment, year: 2035))
    #expect(abs(all - total.value) <= 1e-9 * abs(total.value))
    let none = Bench.scenario([])
    let empty = try await bench.engine.attribution(
      of: none, result: try await bench.engine.run(none))
    #expect(empty.levers.isEmpty && empty.coalitions == 0 && empty.closing == 0)
  }

  /// A fixed point (limits of suppliers) runs for each coalition.
  @Test func fixedPointsRunByCoalition() async throws {
    var floor = Bench.floor(.componentsWithoutBatteries, 0.95)
    floor.capacity = ContentCapacity(headroom: [:], investment: [:], lag: 0)
    let scenario = Bench.scenario([Bench.transition(), floor], years: [2035])
    let result = try await bench.engine.run(scenario)
    let found = try await bench.engine.attribution(of: scenario, result: result)
    let expected = try await enumerated(scenario, .employment, .direct, year: 0)
    let size = expected.joined().reduce(0) { max($0, abs($1)) }
    for lever in 0..<2 {
      let values = found.contribution(.employment, .direct, lever: lever, year: 0)
      #expect(zip(values, expected[lever]).allSatisfy { abs($0 - $1) <= 1e-5 * size })
    }
  }

  /// Beyond the limit orders are drawn; the sum holds, the error is stated and covers the exact value.
  @Test func sampledContributionsCarryAnError() async throws {
    let scenario = Bench.scenario(levers(), years: [2035])
    let result = try await bench.engine.run(scenario)
    let exact = try await bench.engine.attribution(of: scenario, result: result)
    let found = try await bench.engine.attribution(
      of: scenario, result: result,
      options: AttributionOptions(exactUpTo: 2, pairs: 60, seed: 3))
    #expect(found.method == .sampled(pairs: 60, seed: 3))
    let regions = Array(0..<5)
    let industries = Array(result.industries.indices)
    var sum = 0.0
    for lever in 0..<3 {
      func total(_ attribution: Attribution) -> Double {
        attribution.sum(
          .employment, lever: lever, year: 0, regions: regions, industries: industries,
          industryCount: industries.count)
      }
      let error = try #require(
        found.standardError(.employment, lever: lever, year: 0, regions: regions))
      #expect(abs(total(found) - total(exact)) <= 4 * error + 1e-4 * abs(total(exact)))
      #expect(exact.standardError(.employment, lever: lever, year: 0, regions: regions) == nil)
      sum += total(found)
    }
    let whole = try #require(result.total(.employment, year: 2035))
    #expect(abs(sum - whole.value) <= 1e-9 * abs(whole.value))
  }

  @Test func impossibleQuestionsAreRefused() async throws {
    let scenario = Bench.scenario([Bench.transition()])
    let result = try await bench.engine.run(scenario)
    var other = scenario
    other.years = [2030]
    await #expect(throws: ProblemReport.self) {
      _ = try await bench.engine.attribution(of: other, result: result)
    }
    await #expect(throws: ProblemReport.self) {
      _ = try await bench.engine.attribution(
        of: scenario, result: result, options: AttributionOptions(exactUpTo: 30, pairs: 0))
    }
  }
}
