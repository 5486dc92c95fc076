import Foundation
import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactTestSupport
import Testing

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Seconds that this thread has computed.
private func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

@Suite("Time to load an economy")
struct LoadTimeTests {
  /// 258 regions, 61 industries, 43 countries: the size of the shipped economy.
  ///
  /// Random numbers that have all their digits. The accounts need not hold for this.
  static func large() -> Economy {
    let (R, S, C) = (258, 61, 43)
    let countries = (0..<C).map { "C\($0)" }
    let regions = (0..<R)
      .map { r in
        Region(
          code: "R\(r)", name: "Region \(r)", country: "C\(r % C)", isEuropeanUnion: r % C < 27,
          longitude: Double(r) / 10, latitude: 40 + Double(r) / 20, area: 1000)
      }
    let industries = (0..<S)
      .map { i in
        Industry(
          code: "I\(i)", name: "Industry \(i)", parent: "I\(i)", section: "C",
          isAutomotiveBlock: i < 6)
      }
    var state: UInt64 = 7
    func draw(_ count: Int, _ size: Double) -> [Double] {
      (0..<count)
        .map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return Double(state >> 11) * 0x1p-53 * size
        }
    }
    let cells = R * S
    return Economy(
      name: "large", title: "Large", baseYear: 2014, updateYear: 2024,
      employmentYear: 2024, regions: regions,
      industries: industries, countries: countries, countryOfRegion: (0..<R).map { $0 % C },
      technology: Economy.Technology(
        own: draw(C * S * S, 0.01), imported: draw(C * S * S, 0.004),
        ownShareShift: draw(cells, 0.1)),
      finalDemand: Economy.FinalDemand(
        own: (0..<5).map { _ in draw(cells, 900) }, imported: (0..<5).map { _ in draw(cells, 300) },
        ownRegionUse: draw(cells, 20), exportsToWorld: draw(cells, 200)),
      sourcing: Economy.Sourcing(
        attraction: draw(cells, 2), pairFactors: draw(S * (C + 1) * C, 1),
        distanceExponents: draw(S, 1)),
      satellites: Economy.Satellites(
        output: draw(cells, 250_000), valueAdded: draw(cells, 100_000),
        compensation: draw(cells, 50_000), employment: draw(cells, 400_000),
        taxesAndMargins: draw(cells, 900),
        employmentFlags: [Economy.EmploymentFlag](repeating: .published, count: cells)),
      territories: [],
      technologyMix: countries.map {
        Economy.TechnologyMix(country: $0, shares: [.ice: 0.75, .bev: 0.25], source: "drawn")
      }, quality: [])
  }

  @Test("an economy of the shipped size is read whole")
  func load() throws {
    let economy = Self.large()
    try TemporaryFolder.with { folder in
      let place = folder.appendingPathComponent("large")
      try EconomyFolder.write(economy, provenance: provenance, to: place)
      var (readTime, openTime) = (Double.infinity, Double.infinity)
      #if DEBUG
      let rounds = 1
      #else
      let rounds = 3
      #endif
      for _ in 0..<rounds {
        let start = processorTime()
        let read = try EconomyFolder.read(at: place)
        readTime = min(readTime, processorTime() - start)
        #expect(read.satellites.output == economy.satellites.output)
        #expect(read.satellites.employment == economy.satellites.employment)
        let second = processorTime()
        let opened = try EconomyFolder.open(at: place)
        openTime = min(openTime, processorTime() - second)
        #expect(opened.notices.isEmpty)
      }
      print("processor time: read \(readTime) s, read with hashes \(openTime) s")
      #if !DEBUG
      // The budget; processor time does not count what other work takes from us.
      #expect(readTime < 0.15)
      #expect(openTime < 0.15)
      #endif
    }
  }
}
