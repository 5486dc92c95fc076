import Foundation
import ImpactNumerics
import Testing

@testable import ImpactModels

@Suite struct DynamicsTests {
  @Test func backwardPath() throws {
    let golden = try Golden("10a_dynamic_leontief")
    let tolerance = try golden.tolerance()
    let model = try DynamicLeontief(
      inputCoefficients: golden.matrix("inputs", "A"),
      capitalCoefficients: golden.matrix("inputs", "B"))
    let demand = try golden.table("inputs", "f")
    let path = try model.path(finalDemand: demand)
    for (t, x) in try golden.table("expected", "x").enumerated() {
      #expect(deviation(path.output[t], x) < tolerance)
    }
    // Investment is a small difference of levels: it keeps their absolute accuracy.
    for (t, b) in try golden.table("expected", "investment").enumerated() {
      #expect(deviation(path.investment[t], b) < 1e-10)
    }
    #expect(deviation(path.terminal, try golden.vector("expected", "xTerminal")) < tolerance)
    let (rate, proportions) = try model.balancedGrowth()
    #expect(deviation([rate], [try golden.number("expected", "closedGrowthRate")]) < tolerance)
    #expect(
      deviation(proportions, try golden.vector("expected", "closedProportions")) < tolerance)
    let largest = try golden.vector("expected", "eigenvalues")[0]
    #expect(abs(1 / rate - largest) < tolerance)
    let same = try model.path(finalDemand: demand, terminal: path.terminal)
    #expect(same.output == path.output)
  }

  @Test(arguments: SolvePath.allCases)
  func productivityAndDemand(path: SolvePath) throws {
    let golden = try Golden("10b_comparative_statics_productivity")
    let tolerance = try path.tolerance(golden)
    let x = try golden.vector("inputs", "x")
    let system = try path.system(try coefficients(try golden.matrix("inputs", "Z"), x))
    let base = try golden.vector("inputs", "f0")
    let growth = try golden.vector("inputs", "finalDemandGrowth")
    let gain = try golden.vector("inputs", "productivityGrowth")
    let jobs = zip(try golden.vector("inputs", "employment0"), x).map { $0 / $1 }
    let demand = (0...5)
      .map { t in
        zip(base, growth).map { $0 * pow(1 + $1, Double(t)) }
      }
    let found = try ComparativeStatics(
      system, finalDemand: demand, employmentCoefficients: jobs,
      productivityGrowth: [[0, 0, 0]] + [[Double]](repeating: gain, count: 5))
    let root = try #require(golden.root as? [String: Any])
    let expected = try #require(root["expected"] as? [String: Any])
    let years = try #require(expected["path"] as? [[String: Any]])
    #expect(years.count == 6)
    for (year, wanted) in zip(found.years, years) {
      func values(_ key: String) throws -> [Double] {
        try #require(wanted[key] as? [NSNumber]).map(\.doubleValue)
      }
      #expect(deviation(year.output, try values("x")) < tolerance)
      #expect(deviation(year.employment, try values("employment")) < tolerance)
      #expect(
        deviation(year.employmentAtBaseProductivity, try values("employmentConstProductivity"))
          < tolerance)
    }
    let totals = found.years.map { $0.employment.reduce(0, +) }
    #expect(deviation(totals, try golden.vector("expected", "totalJobs")) < tolerance)
  }
}
