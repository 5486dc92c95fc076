import ImpactAxes
import ImpactDocuments
import ImpactTestSupport
import Testing

@testable import ImpactLevers
@testable import ImpactSimulation

/// All cars in use.
@Suite struct FleetCensusTests {
  private static func figures(_ path: MarketPath, _ year: Int) async throws -> [String: Double] {
    let bench = try Bench()
    var lever = DriveTrain()
    lever.registrations = ["EU27": path]
    lever.fleetCheck = true
    let result = try await bench.engine.run(Bench.scenario([lever], years: [year]))
    return Dictionary(
      result.leverFigures.filter { $0.place == "EU27" && $0.figure.hasSuffix("cars in use") }
        .map { ($0.figure.replacingOccurrences(of: ", cars in use", with: ""), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func theFleetKeepsItsSizeAndBatteryCarsTakeItOver() async throws {
    let early = try await Self.figures(MarketPath([.bev: Bench.path([2025: 0.3, 2030: 1])]), 2026)
    let late = try await Self.figures(MarketPath([.bev: Bench.path([2025: 0.3, 2030: 1])]), 2070)
    let (a, b) = (try #require(early["all"]), try #require(late["all"]))
    #expect(abs(a - b) < 1e-6 * a)
    // Forty years after the last combustion car nearly all are gone; lives are 18 and 28 years.
    #expect(try #require(late["battery cars"]) > 98)
    #expect(try #require(late["CO2 against 1990"]) < -97)
    #expect(try #require(early["battery cars"]) < 15)
    #expect(try #require(early["CO2 above the target for 2050"]) > 80)
  }

  @Test func marketsThatStayStillGreenTheFleet() async throws {
    // Today's mix is cleaner than that of the cars in use, so emissions fall a little.
    let later = try await Self.figures(MarketPath([:]), 2050)
    let change = try #require(later["CO2 against 2024"])
    #expect(change < 0 && change > -40)
  }
}
