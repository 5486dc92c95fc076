import Foundation
import ImpactAxes
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import ImpactNumerics
import TerritorialImpact
import Testing

@testable import ImpactSimulation

/// Coalitions followed in coordinates against the same coalitions solved in full.
@Suite struct CoalitionBasisTests {
  /// Levers that change purchases, labour, prices, exports and final demand, one of them late.
  private static func levers() -> [any Lever] {
    var floor = Bench.floor(.componentsWithoutBatteries, 0.9)
    floor.id = "floor"
    return [
      Bench.transition(), floor, TradeTests.duty(),
      Innovation(softwareGrowth: DatedPath(constant: 0.05)),
      Charging(points: [.fast: Bench.path([2029: 0, 2035: 50_000])], places: .households),
    ]
  }

  private static func attributions(
    _ engine: ImpactEngine, _ scenario: Scenario
  ) async throws -> (coordinates: Attribution, full: Attribution, result: ImpactResult) {
    let result = try await engine.run(scenario)
    var options = AttributionOptions()
    options.followsFrom = 1
    let coordinates = try await engine.attribution(of: scenario, result: result, options: options)
    options.followsFrom = .max
    return (
      coordinates, try await engine.attribution(of: scenario, result: result, options: options),
      result
    )
  }

  /// Every contribution of every cell agrees to 2e-5 of the largest of its indicator, channel and year.
  ///
  /// Full solves stop at 1e-6 of their right-hand sides; the rest is what coordinates leave out.
  private static func largestGap(
    _ a: Attribution, _ b: Attribution, _ years: Range<Int>
  ) -> Double {
    var largest = 0.0
    for indicator in Indicator.allCases {
      for effect in Effect.allCases {
        for year in years {
          let pairs = a.levers.indices.map {
            (
              a.contribution(indicator, effect, lever: $0, year: year),
              b.contribution(indicator, effect, lever: $0, year: year)
            )
          }
          let size = pairs.flatMap(\.1).reduce(0) { max($0, abs($1)) }
          guard size > 0 else { continue }
          for (mine, theirs) in pairs {
            let gap = zip(mine, theirs).reduce(0) { max($0, abs($1.0 - $1.1)) }
            largest = max(largest, gap / size)
          }
        }
      }
    }
    return largest
  }

  @Test func coordinatesGiveWhatFullSolvesGive() async throws {
    let bench = try InvestmentBench().bench
    for induced in [true, false] {
      let scenario = Bench.scenario(
        Self.levers(), years: [2025, 2028, 2030, 2032, 2035], induced: induced)
      let (coordinates, full, result) = try await Self.attributions(bench.engine, scenario)
      #expect(coordinates.followed > 0 && full.followed == 0)
      // The floor begins in 2027, charging is built from 2030 on: other coalitions are the same before.
      #expect(coordinates.followed + coordinates.solved == full.solved)
      #expect(full.solved < 31 * 5)
      #expect(Self.largestGap(coordinates, full, 0..<5) < 2e-5)
      for t in 0..<2 {
        #expect(
          coordinates.contribution(.employment, lever: 4, year: t).allSatisfy { $0 == 0 })
      }
      for (indicator, effects) in result.change {
        for (effect, years) in effects {
          for (t, cells) in years.enumerated() {
            let parts = coordinates.levers.indices.map {
              coordinates.contribution(indicator, effect, lever: $0, year: t)
            }
            let size = cells.reduce(1e-9) { max($0, abs($1)) }
            for k in cells.indices {
              #expect(abs(parts.reduce(0) { $0 + $1[k] } - cells[k]) <= 1e-12 * size)
            }
          }
        }
      }
    }
  }

  /// Growth of productivity scales every cell: such coalitions are solved in full.
  @Test func whatCoordinatesCannotFollowIsSolved() async throws {
    let bench = try Bench()
    let growth = Productivity(rates: ["all": Bench.path([2024: 0.01])], output: .stays)
    let scenario = Bench.scenario(Self.levers().prefix(3) + [growth])
    let (coordinates, full, _) = try await Self.attributions(bench.engine, scenario)
    #expect(coordinates.solved > 0)
    #expect(Self.largestGap(coordinates, full, 0..<3) < 2e-5)
  }

  /// The default economy with purchases, prices, labour and exports, two years.
  @Test func coordinatesHoldOnTheDefaultEconomy() async throws {
    let economy = try Economy.shipped(.euNUTS2)
    let engine = try ImpactEngine(economy)
    let vocabulary = try Vocabulary(
      economy: economy, shipped: ["eu-nuts2"], catalogue: ParameterCatalogue.shipped())
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Scenarios/all-levers.yaml")
    var scenario = try ScenarioFile.read(path: file.path, vocabulary: vocabulary)
    scenario.levers = scenario.levers
      .filter { ["transition", "floor", "tariff", "circular", "software"].contains($0.id) }
    scenario = scenario.only([2030, 2035, 2040])
    let (coordinates, full, _) = try await Self.attributions(engine, scenario)
    #expect(coordinates.followed > 60)
    #expect(coordinates.closing < 1e-6)
    #expect(Self.largestGap(coordinates, full, 0..<3) < 2e-5)
  }

  /// A run worked out beside its attribution is the run, and its years serve as part of the sample.
  @Test func runAndAttributionSideBySide() async throws {
    let bench = try InvestmentBench().bench
    let scenario = Bench.scenario(Self.levers(), years: [2025, 2028, 2030, 2032, 2035])
    let (apart, _, result) = try await Self.attributions(bench.engine, scenario)
    var options = AttributionOptions()
    options.followsFrom = 1
    let (changes, together) = try await bench.engine.attributed(scenario, options: options)
    #expect(together.followed > 0 && together.closing < 1e-5)
    #expect(Self.largestGap(together, apart, 0..<5) < 2e-5)
    for (indicator, effects) in result.change {
      for (effect, years) in effects { #expect(changes.change[indicator]?[effect] == years) }
    }
    #expect(changes.baseline == result.baseline)
  }

  /// Where three levers do nothing together that two do not, two tell what three do.
  @Test func interactionsOfTwoTellThoseOfThree() {
    func value(_ coalition: Coalition) -> Float {
      let alone: [Float] = [1, 20, 300]
      let sum = (0..<3).filter { coalition.contains($0) }.reduce(0) { $0 + alone[$1] }
      return sum + (coalition.contains(0) && coalition.contains(2) ? -7 : 0)
    }
    var known = CoalitionInteractions()
    let none = SingleMatrix(rows: 1, columns: 1, values: [9])
    #expect(known.start([Coalition(1)], fixed: none).values == [9])
    for size in 1...2 {
      let found = (1..<8).map { Coalition(UInt64($0)) }.filter { $0.count == size }
      known.learn(
        SingleMatrix(rows: 1, columns: found.count, values: found.map(value)), found)
    }
    #expect(known.start([Coalition(7)], fixed: none).values == [314])
  }

  /// Weights of the walk are those of a game without the free levers.
  @Test func idleLeversAreFree() throws {
    let bench = try Bench()
    let context = bench.engine.context
    var found: [Coalition: [Double]] = [:]
    try CoalitionWalk(Self.levers())
      .visit(context: context, year: 2028) { coalition, _, weights in found[coalition] = weights }
    // Charging (the last) is not built in 2028, everything else acts.
    let game = CoalitionGame.exact(players: 4)
    #expect(Set(found.keys) == Set(game.coalitions))
    for coalition in game.coalitions {
      let expected = (game.weights[coalition] ?? []) + [0]
      #expect(zip(found[coalition] ?? [], expected).allSatisfy { abs($0 - $1) < 1e-15 })
    }
  }
}

/// Coalitions that share what is worked out once.
@Suite struct CoalitionGroupsTests {
  @Test func groupsStandForTheirMembers() {
    let kinds = [3, 1, 3, 2, 1]
    let groups = CoalitionGroups(5) { kinds[$0] == kinds[$1] }
    #expect(groups.of == [0, 1, 0, 2, 1])
    #expect(groups.first == [0, 1, 3])
    let weights = Matrix(rows: 5, columns: 1, values: [1, 2, 4, 8, 16])
    #expect(groups.summed(weights).values == [5, 18, 8])
    let columns = GroupedColumns(
      values: SingleMatrix(rows: 1, columns: 3, values: [7, 8, 9]), groups: groups)
    #expect(columns.expanded(columns.values).values == [7, 8, 7, 9, 8])
  }
}
