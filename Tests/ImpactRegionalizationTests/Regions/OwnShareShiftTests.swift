import Foundation
import Testing

@testable import ImpactRegionalization

@Suite struct OwnShareShiftTests {
  private func own(_ uses: [Double], _ shares: [Double], _ d: Double) -> Double {
    zip(uses, shares).reduce(0) { $0 + $1.0 * OwnShareShift.shifted($1.1, by: d) }
  }

  @Test func theShiftOfOneCellIsTheDifferenceOfLogOdds() {
    // From 0.75 to 0.6: ln(0.6/0.4) − ln(0.75/0.25).
    let solved = OwnShareShift.solve(uses: [10], shares: [0.75], target: 6)
    // 1e-12: Newton's steps end at 1e-15 of the use.
    #expect(abs(solved.shift - (log(1.5) - log(3))) < 1e-12)
    #expect(abs(solved.miss) < 1e-13)
  }

  @Test(arguments: [2.0, 9, 20, 31, 35.5])
  func theTargetIsMet(target: Double) {
    let uses = [10.0, 20, 5, 3]
    let shares = [0.2, 0.7, 1e-6, 0.999]
    let solved = OwnShareShift.solve(uses: uses, shares: shares, target: target)
    // 1e-12 of 38: the root is found to 1e-15 of all uses.
    #expect(abs(own(uses, shares, solved.shift) - target) < 1e-12)
    #expect(abs(solved.miss) < 1e-12)
  }

  @Test func sharesOfZeroAndOneStay() {
    #expect(OwnShareShift.shifted(0, by: 3) == 0)
    #expect(OwnShareShift.shifted(1, by: -3) == 1)
    #expect(abs(OwnShareShift.shifted(0.4, by: 0) - 0.4) < 1e-15)
    let solved = OwnShareShift.solve(uses: [4, 10, 6], shares: [0, 0.5, 1], target: 8)
    // The fixed cells give 6, so the middle cell goes to 2 of 10.
    #expect(abs(OwnShareShift.shifted(0.5, by: solved.shift) - 0.2) < 1e-13)
  }

  @Test func aTargetOutOfReachIsReported() {
    let low = OwnShareShift.solve(uses: [4, 6], shares: [0.5, 1], target: 5)
    #expect(low.shift == -OwnShareShift.limit)
    // At the limit the first cell keeps 4·e⁻²⁰ = 8e-9.
    #expect(abs(low.miss - 1) < 1e-7)
    let high = OwnShareShift.solve(uses: [4, 6], shares: [0.5, 0], target: 5)
    #expect(high.shift == OwnShareShift.limit)
    #expect(abs(high.miss + 1) < 1e-7)
    let nothing = OwnShareShift.solve(uses: [0, 0], shares: [0.5, 0.5], target: 3)
    #expect(nothing.shift == 0 && nothing.miss == 3)
  }

  @Test func theNationalShareNeedsNoShift() {
    let solved = OwnShareShift.solve(uses: [4, 6], shares: [0.25, 0.5], target: 4)
    #expect(solved.shift == 0 && solved.miss == 0)
  }
}
