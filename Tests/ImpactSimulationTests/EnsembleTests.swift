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
    // Draws are solved to 1e-7 of their right-hand side and kept in single precision.
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
    let many = EnsembleOptions(draws: 240)
    let bench = try Bench()
    let scenario = Bench.scenario([Bench.transition(), floor], years: [2035])
    let result = try await bench.engine.run(scenario, ensemble: many)
    let solution = try #require(result.bands).solution
    #expect(solution.reduced > 0 && solution.full >= 160)
    #expect(solution.reduced + solution.full == 240)
    // Three digits of a change are more than a band shows.
    #expect(solution.heldOutError < 1e-3)
    #expect(solution.largestResidual <= 5e-3)
  }

  @Test func nothingChangesNothing() async throws {
    let result = try await run([Bench.transition(intensity: 0)], draws: 8)
    let band = try jobs(result)
    #expect(band == Band(p05: 0, p50: 0, p95: 0))
  }
}
