import ImpactAxes
import ImpactEconomies
import ImpactSimulation
import ImpactTestSupport
import Testing

@testable import ImpactLevers

@Suite struct ProductivityTests {
  private func lever(_ output: Productivity.Output, _ rate: Double = 0.02) -> Productivity {
    Productivity(
      regions: Scope(["WORLD"]), rates: ["all": DatedPath(constant: rate)], output: output)
  }

  @Test func aloneItChangesNothingAgainstTheBaseline() async throws {
    let bench = try Bench()
    for output in Productivity.Output.allCases {
      let result = try await bench.engine.run(Bench.scenario([lever(output)]))
      for indicator in Indicator.allCases {
        for effect in Effect.allCases {
          #expect(result.change[indicator]?[effect]?.joined().allSatisfy { $0 == 0 } == true)
        }
      }
    }
  }

  @Test func jobsStayWhenOutputGrowsAndFallWhenItStays() async throws {
    let bench = try Bench()
    let years = [2024, 2030]
    let e0 = bench.economy.satellites.employment
    let x0 = bench.economy.satellites.output
    // ε₀·x/Π(1 + g): six years after the mix of 2024.
    let growth = power(1.02, 6)
    let grows = try await bench.engine.run(Bench.scenario([lever(.grows)], years: years))
    let stays = try await bench.engine.run(Bench.scenario([lever(.stays)], years: years))
    for k in x0.indices {
      #expect(grows.baseline[.employment]?[1][k] == e0[k])
      #expect(abs((grows.baseline[.output]?[1][k] ?? 0) - x0[k] * growth) <= 1e-12 * x0[k] * growth)
      #expect(stays.baseline[.output]?[1][k] == x0[k])
      #expect(abs((stays.baseline[.employment]?[1][k] ?? 0) - e0[k] / growth) <= 1e-12 * e0[k])
      #expect(stays.baseline[.employment]?[0][k] == e0[k])
    }
  }

  /// The channels are those without growth; what growth makes of their sum is a channel of its own.
  @Test func jobsOfALeverFollowTheirYear() async throws {
    let bench = try Bench()
    let plain = try await bench.engine.run(Bench.scenario([Bench.transition()], years: [2030]))
    #expect(plain.change[.employment]?[.productivity] == nil)
    let growth = power(1.02, 6)
    for output in Productivity.Output.allCases {
      let rates = try await bench.engine.run(
        Bench.scenario([Bench.transition(), lever(output)], years: [2030]))
      for indicator in Indicator.allCases {
        let channels = Effect.allCases.filter { $0 != .productivity }
        let cells = bench.economy.dimension
        var total = [Double](repeating: 0, count: cells)
        for effect in channels {
          #expect(rates.change[indicator]?[effect] == plain.change[indicator]?[effect])
          for k in 0..<cells { total[k] += plain.change[indicator]?[effect]?[0][k] ?? .nan }
        }
        let factor =
          indicator == .employment
          ? (output == .stays ? 1 / growth : 1) : (output == .grows ? growth : 1)
        let part = try #require(rates.change[indicator]?[.productivity]?[0])
        for k in 0..<cells {
          #expect(abs(part[k] - total[k] * (factor - 1)) <= 1e-9 * max(1, abs(total[k])))
        }
      }
    }
  }

  @Test func newPlantsHaveLabourOfTheirOwn() async throws {
    let bench = try Bench()
    var lever = Bench.transition()
    let plain = try await bench.engine.run(
      Bench.scenario([lever], years: [2035], induced: false))
    lever.cellJobs = DatedPath(constant: 70)
    let automated = try await bench.engine.run(
      Bench.scenario([lever], years: [2035], induced: false))
    let state = try bench.engine.plan(Bench.scenario([lever], years: [2035])).states[0]
    let k = bench.economy.index(region: 3, industry: bench.industry(AutomotiveBlock.cells))
    let factor = try #require(state.marginalLabour[k])
    // 70 of 140 jobs/GWh; a cell of 2035 costs 13 % of 103 instead of 18 % of 120.
    #expect(abs(factor - 0.5 * (18 * 1.2) / (13 * 1.03)) < 1e-12)
    for effect in Effect.allCases where effect != .productivity {
      let before = plain.change[.employment]?[effect]?[0][k] ?? .nan
      let after = automated.change[.employment]?[effect]?[0][k] ?? .nan
      #expect(abs(after - factor * before) <= 1e-9 * max(1, abs(before)))
      // Output is the same.
      let outputs = [plain, automated].map { $0.change[.output]?[effect]?[0][k] }
      #expect(outputs[0] == outputs[1])
    }
  }

  @Test func aLabourSetMeetsItsRatio() throws {
    let bench = try Bench()
    var lever = Bench.transition()
    lever.labourSet = .elab
    let state = try bench.engine.plan(Bench.scenario([lever], years: [2035])).states[0]
    let economy = bench.economy
    let union = economy.regions.indices.filter { economy.regions[$0].isEuropeanUnion }
    func persons(_ code: String) -> Double {
      let cells = union.map { economy.index(region: $0, industry: bench.industry(code)) }
      let satellites = economy.satellites
      return cells.reduce(0) { $0 + satellites.employment[$1] }
        / cells.reduce(0) { $0 + satellites.output[$1] }
    }
    let k = economy.index(region: 0, industry: bench.industry(AutomotiveBlock.electricDrive))
    let factor = try #require(state.marginalLabour[k])
    // Combustion car: engine 15, exhaust 4, fuel 2, transmission 8. Battery car of 2035 at 103 %:
    // reducer 1.5, motor 4, electronics 6; pack 6.
    let electric = persons("C27-EDR") * 11.5 * 1.03 + persons("C27-PAC") * 6 * 1.03
    #expect(abs(factor * electric / (persons("C29-ICE") * 29) - 0.25) < 1e-12)
  }

  /// Golden case 10b, comparative statics in exact fractions: jobs of three industries after five
  /// years, with and without productivity.
  @Test func fiveYearsOfGrowthMatchTheGoldenCase() throws {
    let bench = try Bench()
    let cases: [(rate: Double, constant: Double, jobs: Double)] = [
      (0.02, 1.161859625276752, 1.052332059310595),
      (0.03, 1.240373500813687, 1.0699570777192244),
      (0.01, 1.0609436331509714, 1.0094514634279912),
    ]
    for golden in cases {
      let state = try bench.engine
        .plan(
          Bench.scenario([lever(.stays, golden.rate)], years: [2029])
        )
        .states[0]
      let growth = try #require(state.productivity[0])
      // Five products: rounding of 1e-15.
      #expect(abs(golden.constant / growth.factor - golden.jobs) < 1e-12)
    }
  }
}
