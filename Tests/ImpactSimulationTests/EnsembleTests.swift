import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactSimulation
import Testing

/// Bands of whole runs.
@Suite struct EnsembleTests {
  private static let levers: [any Lever] = [Bench.transition(), Bench.floor()]

  private func run(
    _ levers: [any Lever] = Self.levers, draws: Int, seed: UInt64 = 1,
    uncertainty: Uncertainty = Uncertainty(), sampling: SamplingMethod = .latinHypercube
  ) async throws -> ImpactResult {
    let bench = try Bench()
    var scenario = Bench.scenario(levers, years: [2030, 2035])
    scenario.uncertainty = uncertainty
    return try await bench.engine.run(
      scenario, ensemble: EnsembleOptions(draws: draws, seed: seed, sampling: sampling))
  }

  private func jobs(_ result: ImpactResult, _ place: String = "EU27", t: Int = 1) throws -> Band {
    try #require(
      result.bands?.band(.employment, yearIndex: t, place: place, group: "ALL"))
  }

  @Test func sameSeedSameBands() async throws {
    let (first, second) = (try await run(draws: 24), try await run(draws: 24))
    let other = try await run(draws: 24, seed: 2)
    for place in ["EU27", "DE11", "DE"] {
      #expect(try jobs(first, place) == jobs(second, place))
      #expect(try jobs(first, place) != jobs(other, place))
    }
  }

  /// What an investment buys is drawn share by share and still adds up: no draw is refused.
  @Test func sharesOfOneWholeStayWhole() async throws {
    let bench = try Bench(Economy.shipped(.euNUTS2))
    let plant = Plant(
      region: "DEC0", industry: "C27-CEL", jobs: 1_000, first: 2027, full: 2030,
      investment: 500)
    let result = try await bench.engine.run(
      Bench.scenario([plant], years: [2028]), ensemble: EnsembleOptions(draws: 16, seed: 3))
    let bands = try #require(result.bands)
    #expect(bands.refused == 0)
    #expect(bands.parameters.contains { $0.key == "investment.plant.C28" })
    let band = try #require(
      bands.band(.employment, yearIndex: 0, place: "EU27", group: "ALL"))
    #expect(band.p05 > 0 && band.p05 < band.p95)
  }

  @Test func bandsAscendAndHoldTheMiddle() async throws {
    let result = try await run(draws: 100)
    let band = try jobs(result)
    #expect(band.p05 < band.p50 && band.p50 < band.p95)
    // The run without draws is no quantile, but with these laws it lies among the draws.
    let value = try #require(result.employmentChange(in: "EU27", year: 2035)).value
    #expect(band.p05 < value && value < band.p95)
    let parameters = try #require(result.bands).parameters
    #expect(parameters.contains { $0.key == "drive_train.factory_cost_share" })
    #expect(parameters.contains { $0.key == "content.dispersion" && $0.widening == 1.25 })
    // The floor gives no premium for what it does not move, and the use phase is not there.
    #expect(!parameters.contains { $0.key.hasPrefix("use.") })
    #expect(result.notices.contains { $0.code == "bands" })
    #expect(result.bands?.convergence.count == 1)
  }

  @Test func fixedParametersGiveBandsOfNoWidth() async throws {
    let first = try await run(draws: 8)
    let keys = try #require(first.bands).parameters.map(\.key)
    let fixed = Uncertainty(
      parameters: Dictionary(
        keys.map { ($0, Uncertainty.Choice.fixed) }, uniquingKeysWith: { first, _ in first }))
    let result = try await run(draws: 8, uncertainty: fixed)
    #expect(result.bands?.parameters.isEmpty == true)
    let band = try #require(
      result.bands?.band(.output, yearIndex: 1, place: "EU27", group: "ALL"))
    let value = try #require(
      result.total(.output, year: 2035, regions: result.regionCodes(of: "EU27"))
    )
    .value
    // Draws are solved to 1e-5 of their right-hand side, most of them further, and kept in single precision.
    #expect(abs(band.p05 - value) < 1e-5 * abs(value))
    #expect(abs(band.p95 - value) < 1e-5 * abs(value))
  }

  @Test func aLawOfTheFileTakesTheCataloguesPlace() async throws {
    let key = "drive_train.factory_cost_share"
    let narrow = Uncertainty(parameters: [
      key: .distribution(.uniform(low: 0.799, high: 0.801))
    ])
    let result = try await run(draws: 16, uncertainty: narrow)
    let found = try #require(result.bands?.parameters.first { $0.key == key })
    #expect(found.distribution == .uniform(low: 0.799, high: 0.801))
    let idle = try await run(
      draws: 8, uncertainty: Uncertainty(parameters: ["use.vat_share": .widened(2)]))
    #expect(idle.notices.contains { $0.code == "uncertainty-without-effect" })
  }

  @Test(arguments: [true, false])
  func coordinatesAgreeWithTheFullSolver(limited: Bool) async throws {
    var floor = Bench.floor()
    if limited { floor.capacity = ContentCapacity() }
    let many = EnsembleOptions(draws: 400)
    let bench = try Bench()
    let scenario = Bench.scenario([Bench.transition(), floor], years: [2035])
    let result = try await bench.engine.run(scenario, ensemble: many)
    let solution = try #require(result.bands).solution
    #expect(solution.sample > 0)
    #expect(solution.reduced + solution.full == 400)
    #expect(solution.full < 40)
    // Two digits of a change are more than a band of some hundred draws shows.
    #expect(solution.heldOutError < 5e-3)
    #expect(solution.largestResidual <= 5e-3)
  }

  /// All channels that coordinates know: purchases, demand, prices, labour, plants, productivity, spending.
  @Test func bandsInCoordinatesAreThoseOfTheFullSolver() async throws {
    let bench = try Bench(Economy.shipped(.euNUTS2))
    let levers: [any Lever] = [
      Bench.transition(), Bench.floor(),
      Plant(
        region: "DEC0", industry: "C27-CEL", jobs: 1_000, first: 2027, full: 2030,
        investment: 500),
      Productivity(rates: ["all": Bench.path([2024: 0.01])]),
    ]
    // Three years of 100 draws are solved in coordinates, one of them in full; draws are the same.
    let many = EnsembleOptions(draws: 100, seed: 5)
    let reduced = try await bench.engine.run(
      Bench.scenario(levers, years: [2030, 2033, 2035]), ensemble: many)
    let full = try await bench.engine.run(
      Bench.scenario(levers, years: [2035]), ensemble: many)
    #expect(try #require(reduced.bands).solution.reduced > 250)
    #expect(try #require(full.bands).solution.full == 100)
    for indicator in Indicator.allCases {
      for (place, group) in [
        ("EU27", "ALL"), ("DE", "AUTO"), ("DE11", "ALL"), ("DEC0", "C27-CEL"), ("ES24", "ALL"),
      ] {
        let a = try #require(
          reduced.bands?.band(indicator, yearIndex: 2, place: place, group: group))
        let b = try #require(full.bands?.band(indicator, yearIndex: 0, place: place, group: group))
        // Coordinates leave out at most half a per cent of a draw.
        let limit = 0.02 * (b.p95 - b.p05) + 5e-3 * max(abs(b.p05), abs(b.p95))
        #expect(abs(a.p05 - b.p05) <= limit, "\(indicator) \(place) \(group) \(a) \(b)")
        #expect(abs(a.p50 - b.p50) <= limit, "\(indicator) \(place) \(group) \(a) \(b)")
        #expect(abs(a.p95 - b.p95) <= limit, "\(indicator) \(place) \(group) \(a) \(b)")
      }
    }
  }

  /// Blocks of another size change rounding alone.
  @Test func resultsDoNotDependOnTheBlock() async throws {
    let bench = try Bench()
    let scenario = Bench.scenario(Self.levers, years: [2030, 2035])
    var options = EnsembleOptions(draws: 200)
    var found: [ImpactResult] = []
    for block in [7, 32] {
      options.block = block
      found.append(try await bench.engine.run(scenario, ensemble: options))
    }
    for place in ["EU27", "DE11", "DE"] {
      let (a, b) = (try jobs(found[0], place), try jobs(found[1], place))
      let size = max(abs(b.p05), abs(b.p95))
      for gap in [a.p05 - b.p05, a.p50 - b.p50, a.p95 - b.p95] { #expect(abs(gap) < 1e-6 * size) }
    }
  }

  /// The sample behind the coordinates follows from the seed and the years alone.
  @Test func theSampleDoesNotDependOnTheNumberOfDraws() async throws {
    let bench = try Bench()
    let scenario = Bench.scenario(Self.levers, years: [2030, 2035])
    let found = try await [200, 300]
      .asyncMap { draws in
        try #require(
          try await bench.engine.run(scenario, ensemble: EnsembleOptions(draws: draws)).bands)
      }
    #expect(found[0].solution.heldOutError == found[1].solution.heldOutError)
    #expect(found[0].solution.modes == found[1].solution.modes)
  }

  /// Where nobody asks for a number of draws, slow ones are few, and a notice says so.
  @Test func slowDrawsAreFewByDefault() async throws {
    let bench = try Bench()
    var floor = Bench.floor()
    floor.definition = .valueAdded
    let scenario = Bench.scenario([floor], years: [2028, 2029, 2030, 2031, 2032, 2033])
    let result = try await bench.engine.run(scenario, ensemble: .usual)
    let found = result.years.indices.map {
      result.bands?.band(.output, yearIndex: $0, place: "EU27", group: "ALL") != nil
    }
    #expect(found == [false, false, true, false, false, true])
    #expect(result.bands?.solution.full == 16)
    #expect(result.notices.contains { $0.code == "few-draws" })
    let quick = try await bench.engine.run(
      Bench.scenario([Bench.floor()], years: [2030]), ensemble: .usual)
    #expect(quick.bands?.draws == EnsembleOptions.usualDraws)
    #expect(!quick.notices.contains { $0.code == "few-draws" })
  }

  @Test func nothingChangesNothing() async throws {
    let result = try await run([Bench.transition(intensity: 0)], draws: 8)
    let band = try jobs(result)
    #expect(band == Band(p05: 0, p50: 0, p95: 0))
  }
}

extension Array {
  fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async throws -> [Value]
  {
    var result: [Value] = []
    for element in self { result.append(try await body(element)) }
    return result
  }
}
