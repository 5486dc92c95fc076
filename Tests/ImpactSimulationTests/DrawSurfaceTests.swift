import ImpactEconomies
import ImpactLevers
import ImpactSimulation
import Testing

/// Many draws that follow a surface through those that were solved.
@Suite struct DrawSurfaceTests {
  private func run(_ draws: Int, block: Int = 32, everyDraw: Bool = false) async throws -> ResultBands {
    var options = EnsembleOptions(draws: draws, seed: 4)
    (options.block, options.everyDraw) = (block, everyDraw)
    let bench = try Bench()
    let result = try await bench.engine.run(
      Bench.scenario([Bench.transition(), Bench.floor()], years: [2035]), ensemble: options)
    return try #require(result.bands)
  }

  private func jobs(_ bands: ResultBands, _ place: String) throws -> Band {
    try #require(bands.band(.employment, yearIndex: 0, place: place, group: "ALL"))
  }

  @Test func bandsAreThoseOfSolvedDraws() async throws {
    let (followed, solved) = (try await run(2_400), try await run(2_400, everyDraw: true))
    #expect(followed.solution.followed == 2_400 - 1_024)
    #expect(solved.solution.followed == nil && solved.solution.surfaceError == nil)
    let error = try #require(followed.solution.surfaceError)
    #expect(error > 0 && error < 0.15, "\(error)")
    #expect(followed.notices.contains { $0.code == "draws-followed" })
    for place in ["EU27", "DE", "DE11", "SK"] {
      let (a, b) = (try jobs(followed, place), try jobs(solved, place))
      let width = b.p95 - b.p05
      for gap in [a.p05 - b.p05, a.p50 - b.p50, a.p95 - b.p95] {
        #expect(abs(gap) < 0.05 * width, "\(place): \(gap) of \(width)")
      }
      // What surfaces miss is given back, so bands do not become narrower.
      #expect(a.p95 - a.p05 > 0.97 * width, "\(place)")
    }
  }

  @Test func surfacesDoNotHangOnBlocks() async throws {
    let (a, b) = (try await run(2_200), try await run(2_200, block: 50))
    #expect(a.solution.followed == b.solution.followed)
    let (x, y) = (try jobs(a, "EU27"), try jobs(b, "EU27"))
    for (p, q) in [(x.p05, y.p05), (x.p50, y.p50), (x.p95, y.p95)] {
      #expect(abs(p - q) < 1e-6 * abs(q), "\(p) \(q)")
    }
  }

  @Test func fewDrawsAreAllSolved() async throws {
    let bands = try await run(300)
    #expect(bands.solution.followed == nil && bands.solution.surfaceError == nil)
  }
}
