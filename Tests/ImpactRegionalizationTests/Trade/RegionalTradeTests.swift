import ImpactAxes
import ImpactEconomies
import Testing

@testable import ImpactRegionalization

@Suite struct RegionalTradeTests {
  /// Two countries with two regions each on a line, and a third country that is one region.
  ///
  /// A1 at 0°, A2 at 6°; B1 at 7° (across the border from A2), B2 at 13° east; C far north.
  private static let places = [
    ("A1", 0.0, 48.0), ("A2", 6, 48), ("B1", 7, 48), ("B2", 13, 48), ("C0", 6, 60),
  ]
  private static let regions = places.map { code, longitude, latitude in
    Region(
      code: code, name: code, country: String(code.prefix(1)), isEuropeanUnion: true,
      longitude: longitude, latitude: latitude, area: 10_000)
  }
  private static let countryOf = [0, 0, 1, 1, 2]
  private static let supply = [50.0, 50, 40, 40, 30]
  private static let demand = [45.0, 60, 30, 40, 28]
  /// Totals by pair, rows and columns A, B, C, W; rows and columns agree with supply and demand.
  private static let pairs: [Double] = [
    70, 15, 5, 10,
    20, 45, 5, 10,
    5, 4, 16, 5,
    10, 6, 2, 0,
  ]

  private let maker = SourcingMatrices(
    regions: regions, countryOfRegion: countryOf, countryCount: 3)

  private func trade(_ kernel: [Double]) throws -> RegionalTrade {
    try RegionalTrade(
      supply: Self.supply, demand: Self.demand, pairs: Self.pairs, countryOf: Self.countryOf,
      countryCount: 3, kernel: kernel)
  }

  /// f[r,s] as the engine computes it from the stored factors.
  private func flows(_ trade: RegionalTrade, _ kernel: [Double]) -> [[Double]] {
    let own = maker.own(attraction: trade.attraction, kernel: kernel)
    let abroad =
      maker.imported(
        attraction: trade.attraction, pairFactors: trade.pairFactors, kernel: kernel
      )
      .modelled
    return (0..<5)
      .map { (r: Int) -> [Double] in
        (0..<5)
          .map { (s: Int) -> Double in
            let home = own[s * 5 + r] * trade.ownUse[s]
            return home + abroad[s * 5 + r] * (Self.demand[s] - trade.ownUse[s])
          }
      }
  }

  @Test func theStoredFactorsMeetThreeSetsOfTotals() throws {
    let kernel = maker.kernel(exponent: 1)
    let trade = try trade(kernel)
    let f = flows(trade, kernel)
    #expect(trade.error < 1e-11)
    // 1e-8 of totals up to 105: balancing stops at 1e-11 of each.
    let sold = f.indices.map { f[$0].reduce(0, +) + trade.exportsToWorld[$0] }
    #expect(largestGap(sold, Self.supply) < 1e-8)
    for o in 0..<3 {
      for d in 0..<3 {
        let sum = f.indices.filter { Self.countryOf[$0] == o }
          .reduce(0) { total, r in
            f.indices.filter { Self.countryOf[$0] == d }.reduce(total) { $0 + f[r][$1] }
          }
        #expect(abs(sum - Self.pairs[o * 4 + d]) < 1e-8, "pair \(o) to \(d)")
      }
    }
    let world = (0..<3)
      .map { o in
        trade.exportsToWorld.enumerated()
          .reduce(0) { Self.countryOf[$1.offset] == o ? $0 + $1.element : $0 }
      }
    #expect(largestGap(world, [10, 10, 5]) < 1e-8)
    #expect(f.joined().allSatisfy { $0 >= 0 })
  }

  @Test func neighboursAcrossTheBorderTradeMoreThanDistantRegions() throws {
    let kernel = maker.kernel(exponent: 1)
    let f = flows(try trade(kernel), kernel)
    // A2 and B1 are neighbours; by size of buyer A2 sells more to B1 than A1 does.
    #expect(f[1][2] > 1.5 * f[0][2])
    #expect(f[2][1] / Self.demand[1] > 1.5 * f[2][0] / Self.demand[0])
    // The odds of the four flows follow distance alone.
    let odds = f[1][2] * f[0][3] / (f[0][2] * f[1][3])
    let distance = kernel[2 * 5 + 1] * kernel[3 * 5 + 0] / (kernel[2 * 5 + 0] * kernel[3 * 5 + 1])
    // 1e-9 relative: the ratio of four balanced flows.
    #expect(abs(odds / distance - 1) < 1e-9)
  }

  @Test func withoutDistanceRegionsOfAPairTradeAlike() throws {
    let kernel = maker.kernel(exponent: 0)
    let f = flows(try trade(kernel), kernel)
    // A1 and A2 supply the same amount, so every foreign buyer takes the same from both.
    #expect(abs(f[0][2] - f[1][2]) < 1e-9)
    #expect(abs(f[0][3] - f[1][3]) < 1e-9)
  }

  @Test func aCountryOfOneRegionKeepsItsOwnTotal() throws {
    let kernel = maker.kernel(exponent: 1)
    let trade = try trade(kernel)
    // 1e-8: as above.
    #expect(abs(trade.ownUse[4] - 16) < 1e-8)
    #expect(abs(trade.exportsToWorld[4] - 5) < 1e-8)
  }

  @Test func aRegionWithoutSupplyHasNoAttraction() throws {
    let kernel = maker.kernel(exponent: 1)
    let trade = try RegionalTrade(
      supply: [100, 0, 40, 40, 30], demand: Self.demand, pairs: Self.pairs,
      countryOf: Self.countryOf, countryCount: 3, kernel: kernel)
    #expect(trade.attraction[1] == 0)
    #expect(trade.error < 1e-11)
  }

  @Test func negativeSupplyIsRefused() {
    #expect(throws: BuildFault.self) {
      try RegionalTrade(
        supply: [50, 50, 40, 40, -1], demand: Self.demand, pairs: Self.pairs,
        countryOf: Self.countryOf, countryCount: 3, kernel: maker.kernel(exponent: 1))
    }
  }
}
