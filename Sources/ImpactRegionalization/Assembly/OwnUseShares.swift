import ImpactEconomies

/// The share of its uses of own-area product that each region is taken to make itself.
struct OwnUseShares {
  let split: RegionalSplit
  let method: TradeMethod.OwnUse
  /// By region; nil where the method needs none.
  private let quotients: [LocationQuotients]?
  /// Use of every product from all origins: by area and by region, `[place][i]`.
  private let totalUse: (areas: [[Double]], regions: [[Double]])

  /// Throws `BuildFault` when sizes give no quotients.
  init(_ split: RegionalSplit, _ method: TradeMethod.OwnUse) throws {
    self.split = split
    self.method = method
    let t = split.table
    switch method {
    case .quotients:
      quotients = try split.regions.indices.map { r in
        let o = split.areaOf[r]
        return try LocationQuotients(
          regional: (0..<t.industryCount).map { split.output(r, $0) },
          national: (0..<t.industryCount).map { t.output[t.index(region: o, industry: $0)] },
          industries: t.industries.map(\.code))
      }
    default: quotients = nil
    }
    totalUse = method == .crossHauling ? Self.totals(split) : ([], [])
  }

  /// By member of the area and user; nil for gravity.
  func shares(_ uses: RegionalUses, area o: Int, product i: Int) throws -> [[Double]]? {
    let members = split.members[o]
    switch method {
    case .gravity: return nil
    case .quotients(let kind): return quotientShares(kind, uses, members, i)
    case .supplyDemandPool:
      let market = homeMarket(uses, members)
      return members.enumerated()
        .map { m, s in
          let pool = SupplyDemandPool(
            output: [uses.supply[m] * market], demand: [uses.demand[s]])
          return uses.amounts[s].map { _ in pool.selfSufficiency[0] }
        }
    case .crossHauling: return try crossHauling(uses, o, i)
    }
  }

  private func quotientShares(
    _ kind: LocationQuotients.Method, _ uses: RegionalUses, _ members: [Int], _ i: Int
  ) -> [[Double]] {
    members.map { s in
      guard let quotient = quotients?[s] else { return [] }
      let final = quotient.finalShare(kind, i)
      return uses.amounts[s].indices
        .map { $0 < split.industryCount ? min(1, quotient.value(kind, i, $0)) : final }
    }
  }

  /// Part of supply that the area's own regions take.
  private func homeMarket(_ uses: RegionalUses, _ members: [Int]) -> Double {
    let total = uses.demand.reduce(0, +)
    return total > 0 ? members.reduce(0) { $0 + uses.demand[$1] } / total : 1
  }

  private func crossHauling(_ uses: RegionalUses, _ o: Int, _ i: Int) throws -> [[Double]] {
    let t = split.table
    let row = t.index(region: o, industry: i)
    let members = split.members[o]
    let x = t.output[row]
    let use = totalUse.areas[o][i]
    // Sales at home: what the regions of the area use of its product.
    let home = members.reduce(0) { $0 + uses.demand[$1] }
    let charm = try CrossHauling(
      national: CrossHauling.Balance(output: [x], intermediateUse: [use], finalUse: [0]),
      exports: [max(x - home, 0)], imports: [max(use - home, 0)], products: [t.place(row)])
    return members.map { s in
      let output = split.output(s, i)
      let trade = charm.trade(
        of: CrossHauling.Balance(
          output: [output], intermediateUse: [totalUse.regions[s][i]], finalUse: [0]))
      let demand = uses.demand[s]
      let share = demand > 0 ? min(max(output - trade.exports[0], 0) / demand, 1) : 0
      return uses.amounts[s].map { _ in share }
    }
  }

  /// Traded uses of each product from all origins together.
  private static func totals(_ split: RegionalSplit) -> (areas: [[Double]], regions: [[Double]]) {
    let t = split.table
    let (n, s) = (t.dimension, t.industryCount)
    var regions = [[Double]](
      repeating: [Double](repeating: 0, count: s), count: split.regions.count)
    for r in split.regions.indices {
      let d = split.areaOf[r]
      for j in 0..<s {
        let (column, share) = (t.index(region: d, industry: j), split.outputShare(r, j))
        for row in 0..<n { regions[r][row % s] += max(t.intermediate[row, column], 0) * share }
      }
      for c in split.finalColumns(of: d) {
        let share = split.finalShare(r, c)
        for row in 0..<n {
          let isKept = row / s == d && t.finalColumns[c].category == .inventories
          if !isKept { regions[r][row % s] += max(t.finalUses[row, c], 0) * share }
        }
      }
    }
    let areas = split.members.map { list in
      (0..<s).map { i in list.reduce(0) { $0 + regions[$1][i] } }
    }
    return (areas, regions)
  }
}
