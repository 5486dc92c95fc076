import Foundation
import ImpactDiagnostics
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import ImpactNumerics
import ImpactSimulation
import Testing

/// Draws that are all solved in full in double precision, and what is kept of draws.
@Suite struct ExactDrawTests {
  private static let levers: [any Lever] = [Bench.transition(), Bench.floor()]

  private func options(
    _ draws: Int, block: Int = 32, precision: SolvePrecision = .double
  ) -> EnsembleOptions {
    var options = EnsembleOptions(draws: draws, seed: 4)
    (options.block, options.precision) = (block, precision)
    return options
  }

  private func run(
    _ options: EnsembleOptions, _ levers: [any Lever] = Self.levers, years: [Int] = [2030, 2035]
  ) async throws -> ResultBands {
    let bench = try Bench()
    let result = try await bench.engine.run(
      Bench.scenario(levers, years: years), ensemble: options)
    return try #require(result.bands)
  }

  private static let places = ["EU27", "ALL", "DE", "DE11", "SK"]

  /// Largest distance between two bands, relative to the size of the change in the year.
  private func distance(_ a: ResultBands, _ b: ResultBands, years: Int = 2) throws -> Double {
    var largest = 0.0
    for indicator in Indicator.allCases {
      for t in 0..<years {
        for place in Self.places {
          let x = try #require(a.band(indicator, yearIndex: t, place: place, group: "ALL"))
          let y = try #require(b.band(indicator, yearIndex: t, place: place, group: "ALL"))
          let size = max(abs(y.p05), abs(y.p95))
          guard size > 0 else { continue }
          for gap in [x.p05 - y.p05, x.p50 - y.p50, x.p95 - y.p95] {
            largest = max(largest, abs(gap) / size)
          }
        }
      }
    }
    return largest
  }

  @Test func doubleRepeatsWhateverTheBlock() async throws {
    let (few, many) = (try await run(options(40, block: 7)), try await run(options(40)))
    #expect(many.solution.full == 80 && many.solution.reduced == 0 && many.solution.sample == 0)
    let gap = try distance(few, many)
    #expect(gap < 1e-9, "\(gap)")
    #expect(many.notices.contains { $0.code == "draws-in-double" })
  }

  /// Rounds that feed back are gone through draw by draw, so neighbours do not matter.
  @Test func limitsOfSuppliersRepeatToo() async throws {
    var floor = Bench.floor()
    floor.capacity = ContentCapacity()
    let levers: [any Lever] = [Bench.transition(), floor]
    let few = try await run(options(6, block: 1), levers)
    let many = try await run(options(6, block: 4), levers)
    #expect(try distance(few, many) < 1e-9)
  }

  @Test func singleAgreesWithinTheErrorOfDrawsHeldOut() async throws {
    let single = try await run(options(150, precision: .single))
    let double = try await run(options(150))
    #expect(single.solution.reduced > 200 && single.solution.heldOutError > 0)
    // Distances of all draws and years, 1-norm over regions, as the error of draws held out is taken.
    let regions = ["DE11", "DE12", "SK01", "SK02", "UK"]
    var distances: [Double] = []
    for t in 0..<2 {
      let pairs = try regions.map { region in
        (
          try #require(single.draws(of: .output, yearIndex: t, place: region)),
          try #require(double.draws(of: .output, yearIndex: t, place: region))
        )
      }
      for j in 0..<150 {
        let gap = pairs.reduce(0) { $0 + abs($1.0[j] - $1.1[j]) }
        distances.append(gap / pairs.reduce(0) { $0 + abs($1.1[j]) })
      }
    }
    distances.sort()
    // Four systems are held out of 300, so half of the others lie below their largest error.
    #expect(distances[150] <= single.solution.heldOutError + 1e-6)
    // What coordinates may leave out of any.
    #expect(distances[299] <= 5e-3)
  }

  @Test func tooManyAreRefusedBeforeAnyIsDrawn() async throws {
    do {
      _ = try await run(options(2_000_000_000))
      Issue.record("no problem was found")
    } catch let report as ProblemReport {
      let problem = try #require(report.problems.first)
      #expect(report.problems.count == 1 && problem.path == "draws")
      #expect(problem.message.hasPrefix("2000000000 draws in double precision take "))
    }
  }

  /// What is kept of the draws is what the bands were made of.
  @Test(arguments: SolvePrecision.allCases)
  func bandsAreThoseOfTheDrawsKept(precision: SolvePrecision) async throws {
    let bands = try await run(options(30, precision: precision))
    #expect(bands.keptDraws == 30)
    let order = OrderStatistics([0.05, 0.5, 0.95], count: 30)
    for place in ["EU27", "DE", "DE11"] {
      let draws = try #require(bands.draws(of: .employment, yearIndex: 1, place: place))
      let band = try #require(
        bands.band(.employment, yearIndex: 1, place: place, group: "ALL"))
      for (x, y) in zip(order.quantiles(of: draws, columns: 1), [band.p05, band.p50, band.p95]) {
        #expect(abs(x - y) <= (precision == .double ? 0 : 1e-6) * abs(y))
      }
    }
    #expect(bands.draws(of: .output, yearIndex: 0, place: "nowhere") == nil)
  }

  /// Channels of every draw add up to its total, so their means do.
  @Test func channelsHaveBandsThatFitTheTotal() async throws {
    let bands = try await run(options(12))
    #expect(bands.partsChannels)
    for place in Self.places {
      for indicator in Indicator.allCases {
        let parts = try Effect.allCases.map {
          try #require(bands.band(indicator, $0, yearIndex: 1, place: place))
        }
        #expect(parts.allSatisfy { $0.p05 <= $0.p50 && $0.p50 <= $0.p95 })
        let total = try #require(
          bands.band(indicator, yearIndex: 1, place: place, group: "ALL"))
        // At most one draw in four has a part below its fifth percentile, and as many above the other.
        #expect(parts.reduce(0) { $0 + $1.p05 } <= total.p95 + 1e-6 * abs(total.p95))
        #expect(parts.reduce(0) { $0 + $1.p95 } >= total.p05 - 1e-6 * abs(total.p05))
      }
    }
    #expect(try await !run(options(12, precision: .single)).partsChannels)
  }

  /// One draw has no width: its channels are the parts of its total.
  @Test func channelsOfOneDrawAddUp() async throws {
    let plant = Plant(
      region: "DE11", industry: "C29-VEH", jobs: 1_000, first: 2027, full: 2030, investment: 500)
    let levers: [any Lever] =
      Self.levers + [plant, Productivity(rates: ["all": Bench.path([2024: 0.01])])]
    let bench = try Bench(Economy.shipped(.euNUTS2))
    let result = try await bench.engine.run(
      Bench.scenario(levers, years: [2030, 2035]), ensemble: options(1))
    let bands = try #require(result.bands)
    for place in Self.places {
      for indicator in Indicator.allCases {
        let total = try #require(
          bands.band(indicator, yearIndex: 1, place: place, group: "ALL"))
        let parts = try Effect.allCases.map {
          try #require(bands.band(indicator, $0, yearIndex: 1, place: place)).p50
        }
        let size = parts.reduce(0) { $0 + abs($1) }
        #expect(
          abs(parts.reduce(0, +) - total.p50) <= 1e-9 * size, "\(indicator) \(place)")
        #expect(size > 0 || place != "EU27")
      }
    }
  }

  /// Years that a checkpoint holds come back as they were: percentiles, channels and draws.
  @Test func aCheckpointKeepsDoubles() async throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "tia-exact-\(UUID().uuidString).draws")
    let file = EnsembleCheckpoint(at: url, identity: ["scenario": "test"])
    let bench = try Bench()
    let scenario = Bench.scenario(Self.levers, years: [2030, 2035])
    var found: [ResultBands] = []
    for _ in 0..<2 {
      let result = try await bench.engine.run(
        scenario, ensemble: options(9, block: 4), checkpoint: file)
      found.append(try #require(result.bands))
    }
    try file.remove()
    #expect(try distance(found[0], found[1]) == 0)
    for effect in Effect.allCases {
      let pair = found.map { $0.band(.employment, effect, yearIndex: 1, place: "DE") }
      #expect(pair[0] != nil && pair[0] == pair[1])
    }
    let draws = found.map { $0.draws(of: .valueAdded, yearIndex: 0, place: "EU27") }
    #expect(draws[0]?.count == 9 && draws[0] == draws[1])
    #expect(found[0].solution == found[1].solution)
  }

  /// A parameter that two scenarios read has the same values in both, whatever else they read.
  @Test func commonParametersAreDrawnAlike() async throws {
    let one = try await run(options(20, precision: .single), [Bench.transition()])
    let two = try await run(options(20, precision: .single))
    let other = Dictionary(
      zip(two.parameters.map(\.key), two.parameterValues), uniquingKeysWith: { first, _ in first })
    var common = 0
    for (parameter, values) in zip(one.parameters, one.parameterValues) {
      guard let found = other[parameter.key] else { continue }
      common += 1
      #expect(values == found, "\(parameter.key)")
    }
    #expect(common > 5 && two.parameters.count > one.parameters.count)
  }
}
