import Foundation
import ImpactDocuments
import ImpactEconomyFiles
import ImpactLevers
import Testing

@testable import ImpactSimulation

@Suite struct RobustnessTests {
  @Test func rootsAreFound() async throws {
    // Dekker's example x³ − 2x − 5 and a root at an end.
    let search = try await RootSearch(between: 2, and: 3, width: 1e-12, tolerance: 1e-12) {
      $0 * $0 * $0 - 2 * $0 - 5
    }
    #expect(abs((search.root?.x ?? 0) - 2.0945514815423265) < 1e-10)
    #expect(search.evaluations.count < 15)
    let end = try await RootSearch(between: 0, and: 1, width: 1e-9, tolerance: 1e-9) { $0 }
    #expect(end.root?.x == 0 && end.evaluations.count == 1)
  }

  /// Both ends below zero: the scan finds the hump; without one it says so.
  @Test func humpsAreFoundAndAbsenceIsSaid() async throws {
    let hump = try await RootSearch(between: 0, and: 1, width: 1e-10, tolerance: 1e-10) {
      0.2 - ($0 - 0.5) * ($0 - 0.5) * 2
    }
    #expect(abs((hump.root?.value ?? 1)) < 1e-9)
    let none = try await RootSearch(between: 0, and: 1, width: 1e-9, tolerance: 1e-9) { $0 + 1 }
    #expect(none.root == nil && none.evaluations.count == 9)
  }

  /// Steps, flat parts and steep roots stay inside the bracket and end.
  @Test func hardFunctionsEnd() async throws {
    for function in [
      { (x: Double) in x < 0.3 ? -1.0 : 1.0 }, { exp(50 * ($0 - 0.9)) - 1 },
      { ($0 - 0.7) * ($0 - 0.7) * ($0 - 0.7) },
    ] as [@Sendable (Double) -> Double] {
      let search = try await RootSearch(between: 0, and: 1, width: 1e-8, tolerance: 1e-14) {
        function($0)
      }
      #expect(search.evaluations.allSatisfy { (0...1).contains($0.x) })
      #expect(search.evaluations.count <= 60 && search.root != nil)
    }
    let jump = try await RootSearch(between: 0, and: 1, width: 1e-8, tolerance: 1e-14) {
      $0 < 0.3 ? -1.0 : 1.0
    }
    #expect(jump.isJump && abs((jump.root?.x ?? 0) - 0.3) < 1e-7)
  }

  @Test func regretIsMinimax() {
    let regret = Regret(
      choices: ["a", "b", "c"], worlds: ["w", "v"], values: [[10, 0], [6, 6], [0, 9]])
    #expect(regret.best == [10, 9])
    #expect(regret.regrets == [[0, 9], [4, 3], [10, 0]])
    #expect(regret.worst == [9, 4, 10])
    #expect(regret.minimax == 1)
    #expect(Regret(choices: [], worlds: [], values: []).minimax == nil)
  }

  /// Each end of a swing is the run with that value.
  @Test func swingsAreRunsWithTheValue() async throws {
    let bench = try Bench()
    let scenario = Bench.scenario([Bench.transition()], years: [2030, 2035])
    let tornado = try await bench.engine.tornado(
      of: scenario, year: 2035, indicator: .employment, regions: [0, 1])
    func run(_ changed: Scenario) async throws -> Double {
      try await bench.engine.run(changed)
        .total(.employment, year: 2035, regions: ["DE11", "DE12"])?
        .value ?? .nan
    }
    let base = try await run(scenario)
    #expect(abs(tornado.base - base) <= 1e-6 * abs(base))
    #expect(!tornado.swings.isEmpty && tornado.swings.count < tornado.tried)
    #expect(
      zip(tornado.swings, tornado.swings.dropFirst()).allSatisfy { $0.width >= $1.width })
    let keys = [tornado.swings[0].parameter.key, "induced.replacement_income_share"]
    for swing in tornado.swings where keys.contains(swing.parameter.key) {
      for (end, answer) in [
        (swing.parameter.low, swing.atLow), (swing.parameter.high, swing.atHigh),
      ] {
        var changed = scenario
        changed.parameters[swing.parameter.key] = ParameterOverride(
          value: try #require(end), source: "test")
        let expected = try await run(changed)
        #expect(abs(answer - expected) <= 1e-6 * abs(expected), "\(swing.parameter.key)")
      }
    }
    #expect(tornado.swings.contains { $0.parameter.key == keys[1] })
  }
}
