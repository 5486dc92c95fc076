import ImpactAxes
import Testing

@testable import ImpactRegionalization

@Suite struct ElectricComponentsTests {
  // Electrical equipment, vehicle assembly and car trade in Germany and Slovakia.
  private let tables = SmallTables.make(industries: ["C27", AutomotiveBlock.vehicles, "G45"])
  private let assumptions: BuildAssumptions
  private let components: ElectricComponents
  private static let mix: [ImpactAxes.Technology: Double] = [
    .bev: 0.2, .phev: 0.1, .hev: 0.2, .ice: 0.5,
  ]

  init() throws {
    assumptions = try shippedAssumptions()
    let prior: [Double] = [0, 1, 1, 1, 0, 1, 1, 1, 0]
    let trade = try BilateralTrade(tables: tables, priors: [prior, prior, prior])
    components = try ElectricComponents(
      ElectricComponents.Context(
        tables: tables, trade: trade.flows[0], mixes: [Self.mix, Self.mix], capacity: [10, 0],
        assumptions: assumptions))
  }

  /// Purchases of component k by country d from origin o; 2 is the rest of the world.
  private func flow(_ k: Int, _ o: Int, _ d: Int) -> Double { components.flows[k][o * 3 + d] }

  @Test func childrenFitThePublishedCells() throws {
    let limit = try assumptions("build.electric.parent_cell_limit")
    for d in 0..<2 {
      let own = (0..<3).reduce(0) { $0 + flow($1, d, d) }
      let abroad = (0..<3).reduce(0) { $0 + flow($1, 1 - d, d) + flow($1, 2, d) }
      // 1e-9: the search for λ ends at 1e-12 of a cell.
      #expect(own <= limit * tables.own[d][tables.at(0, 1)] + 1e-9)
      #expect(abroad <= limit * tables.imported[d][tables.at(0, 1)] + 1e-9)
      #expect(components.coverage[d] > 0 && components.coverage[d] <= 1)
    }
    // 78 and 250 of vehicles against cells of 17 and 42: the newest recipe does not fit in both.
    #expect(components.coverage.contains { $0 < 1 })
  }

  @Test func originsFollowTheSourcedShares() throws {
    let shares = [
      (try assumptions("content.eu_share.traction_motor")
        + assumptions("content.eu_share.power_electronics")) / 200,
      try assumptions("content.eu_share.cells") / 100,
      try assumptions("content.eu_share.pack_ex_cells") / 100,
    ]
    for (k, share) in shares.enumerated() {
      for d in 0..<2 {
        let union = flow(k, 0, d) + flow(k, 1, d)
        // Exact but for rounding.
        #expect(abs(union / (union + flow(k, 2, d)) - share) < 1e-12)
      }
    }
    // Cells are made where there is capacity: all in Germany.
    #expect(flow(1, 1, 0) == 0 && flow(1, 1, 1) == 0 && flow(1, 0, 1) > 0)
  }

  @Test func carvingAddsUpInEveryCell() throws {
    let carved = try components.carve(tables, cellIntensity: ["C27": 0.8])
    let codes = ["C27"] + ElectricComponents.codes
    #expect(carved.industries == codes + [AutomotiveBlock.vehicles, "G45"])
    let folded = try carved.merging(codes, as: "C27")
    for c in 0..<2 {
      // 1e-12 of cells up to 120: sums of four.
      #expect(largestGap(folded.own[c], tables.own[c]) < 1e-12)
      #expect(largestGap(folded.imported[c], tables.imported[c]) < 1e-12)
      #expect(largestGap(folded.output[c], tables.output[c]) < 1e-12)
      #expect(largestGap(folded.valueAdded[c], tables.valueAdded[c]) < 1e-12)
    }
  }

  @Test func componentsSellToAssemblyAndAbroadOnly() throws {
    let carved = try components.carve(tables, cellIntensity: [:])
    let vehicles = try carved.industry(AutomotiveBlock.vehicles)
    for (k, code) in ElectricComponents.codes.enumerated() {
      let i = try carved.industry(code)
      for c in 0..<2 {
        let home = carved.own[c][carved.at(i, vehicles)]
        let exports = carved.own[c][carved.at(i, .exports)]
        #expect(abs(home - flow(k, c, c)) < 1e-12)
        #expect(abs(exports - flow(k, c, 1 - c)) < 1e-12)
        #expect(abs(carved.sales(c, i) - home - exports) < 1e-12)
        #expect(abs(carved.output[c][i] - home - exports) < 1e-12)
        let imports = flow(k, 1 - c, c) + flow(k, 2, c)
        #expect(abs(carved.imports(c)[i] - imports) < 1e-12)
      }
    }
  }

  @Test func everyColumnKeepsTheCostShareOfItsParent() throws {
    let carved = try components.carve(tables, cellIntensity: ["C27": 0.8, "G45": 1.5])
    for code in ElectricComponents.codes {
      let j = try carved.industry(code)
      for c in 0..<2 where carved.output[c][j] > 0 {
        let share = tables.inputs(c, 0) / tables.output[c][0]
        #expect(abs(carved.inputs(c, j) / carved.output[c][j] - share) < 1e-12)
      }
    }
  }

  @Test func withoutBatteryCarsNothingIsCarved() throws {
    let trade: [Double] = [0, 5, 5, 5, 0, 5, 5, 5, 0]
    let none = try ElectricComponents(
      ElectricComponents.Context(
        tables: tables, trade: trade, mixes: [[.ice: 1], [.ice: 1]], capacity: [10, 0],
        assumptions: assumptions))
    #expect(none.flows.joined().allSatisfy { $0 == 0 })
    #expect(none.coverage == [1, 1])
  }
}
