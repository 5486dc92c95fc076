import ImpactDiagnostics
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
    #expect(try distance(few, many) < 1e-9)
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
    let single = try await run(options(100, precision: .single))
    let double = try await run(options(100))
    #expect(single.solution.reduced > 150 && single.solution.heldOutError > 0)
    // That error is one of the 1-norm; a percentile of a place may lie a few times further off.
    #expect(try distance(single, double) < 4 * single.solution.heldOutError + 1e-6)
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
