import Testing

@testable import ImpactRegionalization

@Suite struct IndustrySplitTests {
  private static let children = ["C29-VEH", "C29-ICE", "C29-OTH"]

  private static func split() -> IndustrySplit {
    let outputs = [[0.55, 0.6], [0.2, 0.15], [0.25, 0.25]]
    let added = [0.2, 0.3, 0.35]
    return IndustrySplit(
      parent: "C29",
      children: children.indices.map { k in
        IndustrySplit.Child(
          code: children[k], outputShare: outputs[k], valueAddedShare: added[k],
          intensity: { $0 == "C24" ? [0.5, 2, 1][k] : 1 },
          composition: { user in
            switch user {
            case .final(.households): [0.98, 0.005, 0.015][k]
            case .industry("C29-VEH"): [0.05, 0.45, 0.5][k]
            case .industry("G45"): [0.1, 0.2, 0.7][k]
            default: [0.6, 0.15, 0.25][k]
            }
          })
      })
  }

  private let parent = SmallTables.make()

  @Test func childrenAddUpToTheParentInEveryCell() throws {
    let split = try Self.split()(parent)
    #expect(split.industries == ["C24"] + Self.children + ["G45"])
    let folded = try split.merging(Self.children, as: "C29")
    #expect(folded.industries == parent.industries)
    for c in 0..<2 {
      // 1e-9 of cells up to 120: the fits stop at 1e-12 of a total, their columns are exact.
      #expect(largestGap(folded.own[c], parent.own[c]) < 1e-9)
      #expect(largestGap(folded.imported[c], parent.imported[c]) < 1e-9)
      #expect(largestGap(folded.output[c], parent.output[c]) < 1e-12)
      #expect(largestGap(folded.valueAdded[c], parent.valueAdded[c]) < 1e-12)
    }
  }

  @Test func everyChildBalances() throws {
    let split = try Self.split()(parent)
    for c in 0..<2 {
      let x = parent.output[c][1]
      let taxes = (x - parent.inputs(c, 1) - parent.valueAdded[c][1]) / x
      for j in 1...3 {
        // Sales equal output; inputs, value added and the parent's rate of taxes do as well.
        #expect(abs(split.sales(c, j) - split.output[c][j]) < 1e-8)
        let cost = split.inputs(c, j) + split.valueAdded[c][j] + taxes * split.output[c][j]
        #expect(abs(cost - split.output[c][j]) < 1e-8)
      }
    }
  }

  @Test func negativeInventoriesAreKept() throws {
    let split = try Self.split()(parent)
    let cells = (1...3).map { split.own[0][split.at($0, .inventories)] }
    // −6 by the children's output, never clipped.
    #expect(largestGap(cells, [-6 * 0.55, -6 * 0.2, -6 * 0.25]) < 1e-12)
  }

  @Test func usersAndInputsDiffer() throws {
    let split = try Self.split()(parent)
    let vehicles = split.own[0][split.at(1, .households)]
    #expect(vehicles > 0.9 * parent.own[0][parent.at(1, .households)])
    // Assemblers buy parts, not vehicles.
    #expect(split.own[0][split.at(1, 1)] < split.own[0][split.at(2, 1)])
    // Four times as much metal per output in the prior; the fit to all inputs leaves half more.
    let metal = (1...3).map { split.own[0][split.at(0, $0)] / split.output[0][$0] }
    #expect(metal[1] > 1.3 * metal[0])
  }

  @Test func theWorldImportsWhatItExports() throws {
    let split = try Self.split()(parent)
    let exports = (1...3).map { k in (0..<2).reduce(0) { $0 + split.exports($1)[k] } }
    let imports = (1...3).map { k in (0..<2).reduce(0) { $0 + split.imports($1)[k] } }
    for k in 0..<3 {
      let share = (exports[k] / exports.reduce(0, +), imports[k] / imports.reduce(0, +))
      // 1e-6: fifty rounds of scaling.
      #expect(abs(share.0 - share.1) < 1e-6)
    }
  }

  @Test func aCountryThatMakesNoneStaysEmpty() throws {
    var tables = parent
    for i in 0..<3 {
      tables.own[1][tables.at(i, 1)] = 0
      tables.imported[1][tables.at(i, 1)] = 0
    }
    for u in 0..<tables.columns { tables.own[1][tables.at(1, u)] = 0 }
    tables.output[1][1] = 0
    tables.valueAdded[1][1] = 0
    let split = try Self.split()(tables)
    #expect((1...3).allSatisfy { split.output[1][$0] == 0 && split.sales(1, $0) == 0 })
    let folded = try split.merging(Self.children, as: "C29")
    #expect(largestGap(folded.imported[1], tables.imported[1]) < 1e-9)
    #expect(split.own[1].allSatisfy { $0.isFinite })
  }

  @Test func anUnknownParentIsNamed() {
    let tables = SmallTables.make(industries: ["C24", "C30", "G45"])
    #expect {
      try Self.split()(tables)
    } throws: { error in
      "\(error)" == "the national tables have no industry `C29`"
    }
  }
}
