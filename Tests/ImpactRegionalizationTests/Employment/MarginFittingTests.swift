import ImpactRegionalization
import Testing

@Suite struct MarginFittingTests {
  typealias Margin = MarginFitting.Margin

  @Test func rowsAndColumnsKeepTheOddsOfThePrior() throws {
    // A 2 × 2 table: rows 30 and 70, columns 40 and 60. The odds ratio of the prior is 6.
    let fit = try MarginFitting(
      prior: [2, 1, 1, 3],
      margins: [
        Margin(name: "row 1", cells: [0, 1], target: 30),
        Margin(name: "row 2", cells: [2, 3], target: 70),
        Margin(name: "column 1", cells: [0, 2], target: 40),
        Margin(name: "column 2", cells: [1, 3], target: 60),
      ])
    let x = fit.values
    // The fitting stops at 1e-10 of each target; 1e-7 leaves room for the sums.
    #expect(abs(x[0] + x[1] - 30) < 1e-7)
    #expect(abs(x[0] + x[2] - 40) < 1e-7)
    #expect(abs(x[0] * x[3] / (x[1] * x[2]) - 6) < 1e-9)
    // With odds 6 the first cell solves x(30 + x) = 6(30 − x)(40 − x).
    #expect(abs(x[0] * (30 + x[0]) - 6 * (30 - x[0]) * (40 - x[0])) < 1e-5)
    #expect(fit.report.sweeps > 1)
  }

  @Test func overlappingMarginsOfDifferentWidthHoldTogether() throws {
    let fit = try MarginFitting(
      prior: [1, 1, 1, 1, 1, 1],
      margins: [
        Margin(name: "all", cells: [0, 1, 2, 3, 4, 5], target: 60),
        Margin(name: "block", cells: [0, 1, 2, 3], target: 50),
        Margin(name: "first of each", cells: [0, 4], target: 20),
        Margin(name: "pair", cells: [1, 5], target: 9),
      ])
    let x = fit.values
    // 1e-7: stopping precision of 1e-10 times the targets, with room for the sums.
    #expect(abs(x.reduce(0, +) - 60) < 1e-7)
    #expect(abs(x[0] + x[4] - 20) < 1e-7)
    #expect(abs(x[1] + x[5] - 9) < 1e-7)
    #expect(abs(x[4] + x[5] - 10) < 1e-7)
  }

  @Test func roundedMarginsMeetWithinTheirTolerance() throws {
    let margins = { (tolerance: Double) in
      [
        Margin(name: "sum", cells: [0, 1], target: 100, tolerance: tolerance),
        Margin(name: "first", cells: [0], target: 40, tolerance: tolerance),
        Margin(name: "second", cells: [1], target: 62, tolerance: tolerance),
      ]
    }
    let fit = try MarginFitting(prior: [1, 1], margins: margins(1))
    // 1e-7: stopping precision of 1e-10 times the target of 100, with room for the sum.
    #expect(abs(fit.values[0] - 40) <= 1 + 1e-7)
    #expect(abs(fit.values[0] + fit.values[1] - 100) <= 1 + 1e-7)
    #expect(throws: MarginFitting.Infeasible.self) {
      try MarginFitting(prior: [1, 1], margins: margins(0), maximumSweeps: 200)
    }
  }

  @Test func anImpossibleMarginIsNamed() {
    let negative = Margin(name: "C29 of DE9", cells: [0], target: -5)
    #expect {
      try MarginFitting(prior: [1], margins: [negative])
    } throws: { error in
      (error as? MarginFitting.Infeasible)?.margin == "C29 of DE9"
    }
    let empty = Margin(name: "C19 of LU", cells: [], target: 7)
    #expect {
      try MarginFitting(prior: [1], margins: [empty])
    } throws: { error in
      String(describing: error).contains("`C19 of LU` asks for 7.0 but the cells reach 0.0")
    }
  }

  @Test func withoutMarginsThePriorStays() throws {
    let fit = try MarginFitting(prior: [3, 4], margins: [])
    #expect(fit.values == [3, 4])
    #expect(fit.report.worstMargin.isEmpty)
  }
}
