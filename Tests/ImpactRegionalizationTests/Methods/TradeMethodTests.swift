import ImpactNumerics
import ImpactRegionalization
import Testing

@Suite struct GravityModelTests {
  private func model(_ golden: ReferenceCase) throws -> GravityModel {
    try GravityModel(
      origins: golden.vector("inputs", "O"), destinations: golden.vector("inputs", "D"),
      distances: golden.matrix("inputs", "cost"), names: ["a", "b", "c", "d"])
  }

  @Test func exponentialDecayMeetsTheReference() throws {
    let golden = try ReferenceCase("09b_gravity_doubly_constrained")
    let model = try model(golden)
    let flows = try model.flows(.exponential(golden.number("inputs", "beta")))
    // 1e-9 as published with the case.
    #expect(deviation(flows, try golden.matrix("expected", "T")) < 1e-9)
    #expect(
      abs(model.meanDistance(of: flows) - (try golden.number("expected", "meanCost"))) < 1e-9)
    let takes = try golden.vector("inputs", "D")
    var shares = flows
    for s in 0..<4 { for r in 0..<4 { shares[r, s] /= takes[s] } }
    #expect(deviation(shares, try golden.matrix("expected", "tradeShares")) < 1e-10)
  }

  @Test func powerDecayMeetsTheReference() throws {
    let golden = try ReferenceCase("09b_gravity_doubly_constrained")
    let flows = try model(golden).flows(.power(golden.number("inputs", "power")))
    #expect(deviation(flows, try golden.matrix("expected", "Tpower")) < 1e-9)
  }

  @Test func decayIsFoundFromTheMeanDistance() throws {
    let golden = try ReferenceCase("09b_gravity_doubly_constrained")
    let beta = try model(golden)
      .exponentialDecay(meanDistance: golden.number("inputs", "targetMeanCost"))
    #expect(abs(beta - (try golden.number("expected", "betaForTargetMean"))) < 1e-10)
  }

  @Test func aMeanBeyondNoDecayIsRefused() throws {
    let model = try model(ReferenceCase("09b_gravity_doubly_constrained"))
    #expect {
      try model.exponentialDecay(meanDistance: 150)
    } throws: { error in
      "\(error)".contains("which no decay at all gives")
    }
  }

  @Test func aPowerOfNoDistanceIsRefusedByName() throws {
    let model = try GravityModel(
      origins: [1, 1], destinations: [1, 1], distances: Matrix(rowsOf: [[0, 5], [5, 3]]),
      names: ["DE11", "DE12"])
    #expect {
      try model.flows(.power(1))
    } throws: { error in
      "\(error)" == "the distance from DE11 to DE11 is 0.0; expected one above zero"
    }
  }

  @Test func totalsThatDisagreeAreRefused() throws {
    let model = try GravityModel(
      origins: [1, 1], destinations: [1, 2], distances: Matrix(rowsOf: [[1, 5], [5, 3]]))
    #expect(throws: BalancingFault([.unequalTotals(rows: 2, columns: 3)])) {
      try model.flows(.exponential(0.1))
    }
  }
}

@Suite struct CrossHaulingTests {
  private func balance(_ golden: ReferenceCase, _ place: String) throws -> CrossHauling.Balance {
    CrossHauling.Balance(
      output: try golden.vector("inputs", place, "x"),
      intermediateUse: try golden.vector("inputs", place, "z"),
      finalUse: try golden.vector("inputs", place, "d"))
  }

  @Test func grossTradeMeetsTheExactCase() throws {
    let golden = try ReferenceCase("09c_charm")
    let charm = try CrossHauling(
      national: balance(golden, "national"),
      exports: golden.vector("inputs", "national", "e"),
      imports: golden.vector("inputs", "national", "m"))
    let trade = charm.trade(of: try balance(golden, "region"))
    // 1e-12: exact rationals.
    #expect(deviation(charm.propensity, try golden.vector("expected", "h")) < 1e-12)
    #expect(deviation(trade.exports, try golden.vector("expected", "exports")) < 1e-12)
    #expect(deviation(trade.imports, try golden.vector("expected", "imports")) < 1e-12)
  }

  @Test func withoutCrossHaulingTheCommodityBalanceRemains() throws {
    let golden = try ReferenceCase("09c_charm")
    let region = try balance(golden, "region")
    let charm = try CrossHauling(
      national: balance(golden, "national"), exports: [0, 0, 0], imports: [0, 0, 0])
    let trade = charm.trade(of: region)
    let expected = try golden.matrix("expected", "commodityBalance").transpose
    #expect(trade.exports == expected.transpose.column(0))
    #expect(trade.imports == expected.transpose.column(1))
    let pool = SupplyDemandPool(
      output: region.output, demand: zip(region.intermediateUse, region.finalUse).map { $0 + $1 })
    #expect(pool.exports == trade.exports)
    #expect(pool.imports == trade.imports)
  }

  @Test func negativeTradeIsRefusedByProduct() throws {
    let one = CrossHauling.Balance(output: [1], intermediateUse: [1], finalUse: [0])
    #expect {
      try CrossHauling(national: one, exports: [-1], imports: [0], products: ["DE C19"])
    } throws: { error in
      "\(error)".contains("exports or imports are negative for DE C19")
    }
  }
}
