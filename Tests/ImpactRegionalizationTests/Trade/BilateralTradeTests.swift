import ImpactRegionalization
import Testing

@Suite struct BilateralTradeTests {
  /// Flows (C+1)×(C+1), the last index is the rest of the world.
  private func sold(_ flows: [Double], _ o: Int) -> Double { flows[o * 4..<o * 4 + 4].reduce(0, +) }
  private func bought(_ flows: [Double], _ d: Int) -> Double {
    (0..<4).reduce(0) { $0 + flows[$1 * 4 + d] }
  }

  private static let prior: [Double] = [
    0, 8, 2, 5,
    6, 0, 1, 1,
    3, 2, 0, 4,
    2, 1, 1, 0,
  ]

  @Test func marginsAreMetAndTheWorldTakesTheRest() throws {
    let exports = [60.0, 30, 20]
    let imports = [35.0, 40, 15]
    let (flows, error) = try BilateralTrade.balance(
      prior: Self.prior, exports: exports, imports: imports)
    // 1e-9 million EUR: balancing stops at 1e-12 of an import total.
    #expect(largestGap((0..<3).map { sold(flows, $0) }, exports) < 1e-9)
    #expect(largestGap((0..<3).map { bought(flows, $0) }, imports) < 1e-9)
    #expect(error < 1e-12)
    // What the three sell beyond their own purchases goes to W: 110 + flows from W − 90.
    let fromWorld = (0..<3).reduce(0) { $0 + flows[12 + $1] }
    #expect(abs(bought(flows, 3) - (110 + fromWorld - 90)) < 1e-9)
    #expect(flows.allSatisfy { $0 >= 0 })
    #expect((0..<4).allSatisfy { flows[$0 * 5] == 0 })
  }

  @Test func aFactorOfExporterOrImporterChangesNothing() throws {
    // Of modelled countries only: the totals of W are free.
    let scaled = Self.prior.enumerated()
      .map { k, flow in
        flow * [1, 3, 0.5, 1][k / 4] * [2, 1, 5, 1][k % 4]
      }
    let exports = [60.0, 30, 20]
    let imports = [35.0, 40, 15]
    let a = try BilateralTrade.balance(prior: Self.prior, exports: exports, imports: imports)
    let b = try BilateralTrade.balance(prior: scaled, exports: exports, imports: imports)
    // The floor under every pair is 1e-6 of trade, so the two agree to about 1e-4 only.
    #expect(largestGap(a.flows, b.flows) < 1e-3)
  }

  @Test func aCountryWithoutExportsSellsNothing() throws {
    let (flows, error) = try BilateralTrade.balance(
      prior: Self.prior, exports: [60, 0, 20], imports: [35, 40, 15])
    #expect(sold(flows, 1) == 0)
    #expect(error < 1e-12)
    #expect(largestGap((0..<3).map { bought(flows, $0) }, [35, 40, 15]) < 1e-9)
  }

  @Test func negativeExportsAreNotTrade() throws {
    let (flows, _) = try BilateralTrade.balance(
      prior: Self.prior, exports: [60, -0.2, 20], imports: [35, 40, 15])
    #expect(sold(flows, 1) == 0)
    #expect(flows.allSatisfy { $0 >= 0 })
  }

  @Test func aNegativePriorIsRefused() {
    let prior = Self.prior.enumerated().map { $0.offset == 6 ? -1 : $0.element }
    #expect(throws: BuildFault.self) {
      try BilateralTrade.balance(prior: prior, exports: [60, 30, 20], imports: [35, 40, 15])
    }
  }

  @Test func pairsWithoutAPriorStayPossible() throws {
    // No prior at all for the third exporter: the floor alone places its 20.
    let prior = Self.prior.enumerated().map { $0.offset / 4 == 2 ? 0 : $0.element }
    let (flows, _) = try BilateralTrade.balance(
      prior: prior, exports: [60, 30, 20], imports: [35, 40, 15])
    #expect(abs(sold(flows, 2) - 20) < 1e-9)
  }

  @Test func allProductsOfTheTablesAreBalanced() throws {
    let tables = SmallTables.make()
    let prior: [Double] = [0, 1, 1, 1, 0, 1, 1, 1, 0]
    let trade = try BilateralTrade(tables: tables, priors: [prior, prior, prior])
    // Relative margins, stopping precision of balancing.
    #expect(trade.worstMargin < 1e-12)
    for i in 0..<3 {
      for c in 0..<2 {
        let out = (0...2).reduce(0) { $0 + trade.flow(i, c, $1) }
        let arriving = (0...2).reduce(0) { $0 + trade.flow(i, $1, c) }
        #expect(abs(out - tables.exports(c)[i]) < 1e-9)
        #expect(abs(arriving - tables.imports(c)[i]) < 1e-9)
      }
    }
  }
}
