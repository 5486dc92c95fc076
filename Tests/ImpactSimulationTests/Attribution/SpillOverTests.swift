import ImpactDiagnostics
import ImpactLevers
import ImpactSimulation
import Testing

/// Changes split by the place of the shock.
@Suite struct SpillOverTests {
  private let bench: Bench

  init() throws { bench = try Bench() }

  private func scenario(_ regions: [String]) -> Scenario {
    Bench.scenario([Bench.transition(regions: .init(regions))], years: [2035])
  }

  /// The parts add up to the run in every region and indicator.
  @Test func partsAddUpToTheRun() async throws {
    let scenario = Bench.scenario(
      [
        Bench.transition(), Bench.floor(),
        Productivity(rates: ["all": Bench.path([2024: 0.01])], output: .stays),
      ], years: [2030, 2035])
    let result = try await bench.engine.run(scenario)
    let groups = bench.economy.regions.indices.map { [$0] }
    let found = try await bench.engine.spillOver(
      of: scenario, result: result, year: 2035, groups: groups)
    #expect(found.gap < 1e-8)
    for indicator in Indicator.allCases {
      for r in groups.indices {
        let run = try #require(
          result.total(indicator, year: 2035, regions: [bench.economy.regions[r].code]))
        let sum = groups.indices.reduce(0) { $0 + found.change(indicator, from: $1, in: [r]) }
        #expect(abs(sum - run.value) <= 1e-7 * max(1, abs(run.value)))
      }
    }
  }

  /// Only German plants change: without prices and households every shock is German.
  @Test func aShockBelongsToTheBuyer() async throws {
    var transition = Bench.transition(regions: .init(["DE"]))
    transition.passThrough = 0
    let scenario = Bench.scenario([transition], years: [2035], induced: false)
    let result = try await bench.engine.run(scenario)
    let found = try await bench.engine.spillOver(
      of: scenario, result: result, year: 2035, groups: [[0, 1], [2, 3], [4]])
    let abroad = found.change(.output, from: 0, in: [2, 3])
    #expect(abs(abroad) > 0, "Slovak suppliers feel the German change")
    for group in [1, 2] {
      #expect(found.change(.output, from: group, in: Array(0..<5)) == 0)
    }
  }

  @Test func groupsMustHoldEveryRegionOnce() async throws {
    let scenario = scenario(["DE"])
    let result = try await bench.engine.run(scenario)
    for groups in [[[0, 1]], [[0, 1, 2, 3, 4], [4]], []] {
      await #expect(throws: ProblemReport.self) {
        _ = try await bench.engine.spillOver(
          of: scenario, result: result, year: 2035, groups: groups)
      }
    }
  }
}
