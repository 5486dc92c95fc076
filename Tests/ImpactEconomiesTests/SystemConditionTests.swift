import ImpactDiagnostics
import ImpactEconomyFiles
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactEconomies

/// Faults and conditions of a system, named by region and industry.
@Suite struct SystemConditionTests {
  private let places = ["DE11 C29", "DE11 C27", "FRF1 C29"]

  private func conditions(
    _ rows: [[Double]], output: [Double] = [10, 20, 30]
  ) throws -> SystemConditions {
    var A = Matrix(rows: 3, columns: 3)
    for i in 0..<3 { for j in 0..<3 { A[i, j] = rows[i][j] } }
    return try SystemConditions(DenseOperator(A), output: output) { places[$0] }
  }

  private func problems(_ body: () throws -> SystemConditions) throws -> [Problem] {
    do {
      let found = try body()
      Issue.record("no error: \(found)")
      return []
    } catch let report as ProblemReport {
      return report.problems
    }
  }

  @Test func aSoundSystemHasNoNotices() throws {
    let found = try conditions([[0.2, 0.1, 0], [0.1, 0.3, 0.2], [0, 0.1, 0.1]])
    #expect(found.notices.isEmpty)
    let multiplier = try #require(found.largestMultiplier)
    #expect(multiplier > 1 && multiplier < 3)
  }

  @Test func everyWildOutputIsNamed() throws {
    let A = [[0.2, 0.1, 0], [0.1, 0.3, 0.2], [0, 0.1, 0.1]]
    let found = try problems { try conditions(A, output: [.nan, -4, .infinity]) }
    #expect(found.map(\.path) == places)
  }

  @Test func zeroOutputIsNoticed() throws {
    let A = [[0.2, 0.1, 0], [0.1, 0.3, 0], [0, 0.1, 0]]
    let found = try conditions(A, output: [10, 20, 0])
    #expect(found.notices.map(\.code) == ["zero-output"])
    #expect(found.notices[0].message.contains("FRF1 C29"))
  }

  /// Column sums above one are allowed where the economy is productive all the same.
  @Test func largeColumnSumsAreNoticed() throws {
    let found = try conditions([[0.1, 0.9, 0], [0.05, 0.2, 0], [0, 0, 0.3]])
    #expect(found.notices.map(\.code) == ["column-sum-at-or-above-one"])
    #expect(found.notices[0].message.contains("DE11 C27"))
    #expect(found.notices[0].message.contains("1.1"))
  }

  @Test func anUnproductiveEconomyIsNamed() throws {
    let found = try problems { try conditions([[0.2, 0, 0], [0, 1.2, 0], [0, 0, 0.3]]) }
    #expect(found.map(\.path) == ["DE11 C27"])
    #expect(found[0].message.contains("more inputs than it makes"))
  }

  @Test func illConditionIsNoticed() throws {
    let found = try conditions([[0.2, 0, 0], [0, 0.2, 0], [0, 0, 1 - 1e-13]])
    #expect(found.notices.map(\.code).contains("ill-conditioned"))
    #expect(found.notices.contains { $0.message.contains("FRF1 C29") })
  }

  @Test func negativeCoefficientsAreNoticed() throws {
    let found = try conditions([[0.2, 0, 0], [-0.1, 0.2, 0], [0, 0, 0.3]])
    #expect(found.notices.map(\.code) == ["negative-coefficients"])
    #expect(found.conditionNumber == nil)
  }

  /// Sourcing in factors and in matrices are the same operator.
  @Test func factorsAndMatricesAreTheSameOperator() throws {
    for economy in [SyntheticEconomy.make(), try Economy.shipped(.euNUTS2)] {
      let matrices = try economy.inputOperator(sourcing: .matrices)
      let factors = try economy.inputOperator(sourcing: .factors)
      let x = Matrix(column: economy.satellites.output)
      for (a, b) in [
        (matrices.applied(to: x, systems: [0]), factors.applied(to: x, systems: [0])),
        (
          matrices.transposedApplied(to: x, systems: [0]),
          factors.transposedApplied(to: x, systems: [0])
        ),
      ] {
        let size = a.values.map(abs).max() ?? 0
        let gap = zip(a.values, b.values).map { abs($0 - $1) }.max() ?? .infinity
        #expect(gap < 1e-12 * size)
      }
    }
  }
}
