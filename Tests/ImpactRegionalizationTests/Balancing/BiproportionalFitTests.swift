import ImpactRegionalization
import Testing

@Suite struct BiproportionalFitTests {
  @Test func twoByTwoKeepsTheOddsOfThePrior() throws {
    // Odds ratio 4 and all totals 3: x² = 4·(3 − x)², so x = 2.
    let fit = try BiproportionalFit.fit(prior: [4, 1, 1, 1], rows: [3, 3], columns: [3, 3])
    // 1e-10: the fit stops at 1e-12 of the grand total of 6.
    #expect(largestGap(fit.values, [2, 1, 1, 2]) < 1e-10)
    #expect(fit.error <= 1e-12)
    #expect(fit.iterations > 1)
  }

  @Test func meetsThePublishedExampleOfRAS() throws {
    // Miller & Blair (2009), section 7.4.2: A(0), x(1), u and v; the balanced flows were computed
    // in 40 digits by an independent program.
    let outputs = [421.0, 284, 283]
    let a0 = [0.12, 0.1, 0.049, 0.21, 0.247, 0.265, 0.026, 0.249, 0.145]
    let prior = a0.enumerated().map { $0.element * outputs[$0.offset % 3] }
    let fit = try BiproportionalFit.fit(
      prior: prior, rows: [245, 136, 159], columns: [251, 107, 182])
    let expected = [
      165.21014820116213, 34.61360463947779, 45.1762471593601,
      63.52861968216023, 18.786177953401445, 53.68520236443832,
      22.26123211667764, 53.60021740712077, 83.13855047620157,
    ]
    // 1e-8 as published with the example: stopping precision of 1e-12 times 540.
    #expect(largestGap(fit.values, expected) < 1e-8)
  }

  @Test func unequalTotalsAreRefused() {
    #expect {
      try BiproportionalFit.fit(prior: [1, 1, 1, 1], rows: [3, 3], columns: [3, 4])
    } throws: { error in
      (error as? BalancingFault)?.issues == [.unequalTotals(rows: 6, columns: 7)]
    }
  }

  @Test func anEmptyLineWithATargetIsRefusedByName() {
    #expect {
      try BiproportionalFit.fit(prior: [1, 0, 1, 0], rows: [3, 3], columns: [3, 3])
    } throws: { error in
      "\(error)".contains("column 1 of a biproportional fit is empty but must reach 3.0")
    }
    #expect {
      try BiproportionalFit.fit(prior: [1, 1, 0, 0], rows: [3, 3], columns: [3, 3])
    } throws: { error in
      "\(error)".contains("row 1 of a biproportional fit is empty but must reach 3.0")
    }
  }

  @Test func anEmptyLineWithoutATargetStaysEmpty() throws {
    let fit = try BiproportionalFit.fit(prior: [1, 0, 3, 0], rows: [2, 4], columns: [6, 0])
    // Exact: one scaling of each line.
    #expect(largestGap(fit.values, [2, 0, 4, 0]) < 1e-14)
  }

  @Test(arguments: [
    ([-1.0, 1, 1, 1], [3.0, 3], [3.0, 3]), ([1, 1, 1, .infinity], [3, 3], [3, 3]),
    ([1, 1, 1, 1], [-3, 9], [3, 3]), ([1, 1, 1, 1], [3, 3], [9, -3]),
  ])
  func negativeOrInfiniteInputIsRefused(prior: [Double], rows: [Double], columns: [Double]) {
    #expect(throws: BalancingFault.self) {
      try BiproportionalFit.fit(prior: prior, rows: rows, columns: columns)
    }
  }

  @Test func totalsThatThePatternCannotMeetAreRefusedByName() throws {
    // Row 0 can sell to column 0 only, which wants less than row 0 has: it reaches 2 of 5.
    #expect {
      try BiproportionalFit.fit(prior: [1, 0, 1, 1], rows: [5, 1], columns: [2, 4], limit: 200)
    } throws: { error in
      guard let issue = (error as? BalancingFault)?.issues.first,
        case .stoppedEarly(let name, 5, let reached, 200) = issue
      else { return false }
      return name == "row 0 of a biproportional fit" && abs(reached - 2) < 0.1
    }
  }

  @Test func aWiderGapIsTakenOnlyWhenAskedFor() throws {
    // One round leaves a gap that the tolerance refuses.
    let prior = [4.0, 1, 1, 2]
    #expect(throws: BalancingFault.self) {
      try BiproportionalFit.fit(prior: prior, rows: [3, 3], columns: [3, 3], limit: 1)
    }
    let fit = try BiproportionalFit.fit(
      prior: prior, rows: [3, 3], columns: [3, 3], accepting: 0.5, limit: 1)
    #expect(fit.error > 1e-12 && fit.error <= 0.5)
  }

  @Test func everyUnusableLineIsNamedAtOnce() {
    #expect {
      try BiproportionalFit.fit(
        prior: [1, 0, 0, 0], rows: [1, 2], columns: [1, 2],
        names: BiproportionalFit.Names(row: { "seller \($0)" }, column: { "buyer \($0)" }))
    } throws: { error in
      (error as? BalancingFault)?.issues == [
        .emptyLine(name: "seller 1", target: 2), .emptyLine(name: "buyer 1", target: 2),
      ]
    }
  }
}
