import Foundation
import ImpactNumerics
import Testing

@testable import ImpactModels

@Suite struct SensitivityTests {
  private func inverse(_ A: Matrix) throws -> Matrix {
    try LeontiefModel(inputCoefficients: A).totalRequirements()
  }

  @Test(arguments: SolvePath.allCases)
  func fieldOfInfluence(path: SolvePath) throws {
    let golden = try Golden("13a_sherman_morrison_field_of_influence")
    let tolerance = try path.tolerance(golden)
    let x = try golden.vector("inputs", "x")
    let A = try coefficients(try golden.matrix("inputs", "Z"), x)
    let system = try path.system(A)
    let L = try golden.matrix("expected", "L")
    let field = try FieldOfInfluence(of: 0, bought: 1, in: system)
    #expect(
      deviation(try field.matrix(), try golden.matrix("expected", "fieldOfInfluence01")) < tolerance
    )
    let scale = try field.factor(of: 0.03)
    let changed = zip(L.values, try field.matrix().values).map { $0 + scale * $1 }
    #expect(deviation(changed, try golden.matrix("expected", "LsingleChange").values) < tolerance)
    let (backward, forward) = try FieldOfInfluence.globalIntensity(in: system)
    let intensity = Matrix(
      rows: 3, columns: 3, values: forward.flatMap { f in backward.map { $0 * f } })
    #expect(
      deviation(intensity, try golden.matrix("expected", "globalIntensityOfField")) < tolerance)
    let limits = try golden.matrix("expected", "tolerableLimitPctFor1pctOutput")
    for j in 0..<3 {
      for i in 0..<3 {
        let change = try FieldOfInfluence(of: i, bought: j, in: system)
          .tolerableChange(share: 0.01, product: i, output: x[i], buyerOutput: x[j])
        let limit = 100 * (try #require(change)) / A[i, j]
        #expect(deviation([limit], [limits[i, j]]) < tolerance, "\(i) \(j)")
      }
    }
    // The tolerable change moves output by exactly one per cent.
    let delta = try #require(
      field.tolerableChange(share: 0.01, product: 0, output: x[0], buyerOutput: x[1]))
    let move = try field.outputChange(of: delta, buyerOutput: x[1])
    #expect(abs(move[0] - 0.01 * x[0]) < 1e-9)
    #expect(throws: NumericsError.self) { try field.factor(of: 1e3) }
  }

  @Test(arguments: SolvePath.allCases)
  func changedColumns(path: SolvePath) throws {
    let golden = try Golden("13a_sherman_morrison_field_of_influence")
    let tolerance = try path.tolerance(golden)
    let x = try golden.vector("inputs", "x")
    let system = try path.system(try coefficients(try golden.matrix("inputs", "Z"), x))
    let first = try golden.vector("inputs", "columnChange", "delta")
    let second = try golden.vector("inputs", "secondColumn", "delta")
    let one = try ColumnChange(columns: [1], changes: Matrix(column: first), in: system)
    let after = zip(x, try one.outputChange(output: x)).map { $0 + $1 }
    #expect(deviation(after, try golden.vector("expected", "xAfterColumnChange")) < tolerance)
    let two = try ColumnChange(
      columns: [1, 2], changes: Matrix(rows: 3, columns: 2, values: first + second), in: system)
    for (change, name) in [(one, "LcolumnChange"), (two, "LtwoColumns")] {
      let expected = try golden.matrix("expected", name)
      for j in 0..<3 {
        let unit = (0..<3).map { $0 == j ? 1.0 : 0 }
        #expect(deviation(try change.output(for: unit), expected.column(j)) < tolerance, "\(name)")
      }
    }
  }

  @Test func everyStateOfUncertainCoefficients() throws {
    let golden = try Golden("13b_stochastic_coefficients_exact_enumeration")
    let tolerance = try golden.number("tolerance", "abs")
    let A = try coefficients(
      try golden.matrix("inputs", "Z"), try golden.vector("inputs", "x"))
    let found = try StochasticCoefficients(inputCoefficients: A, relativeShock: 0.1)
    #expect(deviation(found.meanRequirements, try golden.matrix("expected", "EL")) < tolerance)
    #expect(deviation(try inverse(A), try golden.matrix("expected", "L_of_mean")) < tolerance)
    func expect(_ values: [Double], _ name: String) throws {
      #expect(deviation(values, try golden.vector("expected", name)) < tolerance, "\(name)")
    }
    try expect(found.meanMultipliers, "meanOutputMultiplier")
    try expect(found.deviationOfMultipliers, "sdOutputMultiplier")
    try expect(found.deltaMethodDeviation, "deltaMethodSd")
    // Simonovits: the mean of L is above L of the mean.
    let central = try inverse(A)
    #expect(zip(found.meanRequirements.values, central.values).allSatisfy { $0 > $1 })
    #expect(throws: NumericsError.sizeOverflow(25)) {
      try StochasticCoefficients(
        inputCoefficients: Matrix(rows: 5, columns: 5, values: .init(repeating: 0.1, count: 25)),
        relativeShock: 0.1)
    }
  }

  @Test func productivity() throws {
    let golden = try Golden("15b_productivity_checks")
    let tolerance = try golden.number("tolerance", "abs")
    let root = try #require(golden.root as? [String: Any])
    func cases(_ key: String) throws -> [[String: Any]] {
      try #require((root[key] as? [String: Any])?["cases"] as? [[String: Any]])
    }
    let (inputs, expected) = (try cases("inputs"), try cases("expected"))
    #expect(inputs.count == 6)
    for (given, wanted) in zip(inputs, expected) {
      let name = try #require(given["name"] as? String)
      let rows = try #require(given["A"] as? [[NSNumber]]).map { $0.map(\.doubleValue) }
      let A = Matrix(rowsOf: rows)
      let check = try ProductivityCheck(inputCoefficients: A)
      let minors = try #require(wanted["leadingMinors"] as? [NSNumber]).map(\.doubleValue)
      #expect(deviation(check.leadingMinors, minors) < tolerance, "\(name)")
      #expect(check.meetsHawkinsSimon == (wanted["hawkinsSimon"] as? Bool), "\(name)")
      let radius = try #require(wanted["spectralRadius"] as? NSNumber).doubleValue
      if let bounds = check.spectralBounds {
        #expect(abs(bounds.lowerBound - radius) < tolerance, "\(name)")
        #expect(abs(bounds.upperBound - radius) < tolerance, "\(name)")
        #expect(check.isProvenProductive == (wanted["productive"] as? Bool), "\(name)")
        #expect(check.notices.isEmpty)
      } else {
        #expect(name == "negative_entry" && check.negativeEntries == [2])
        #expect(!check.isProvenProductive && check.notices.map(\.code) == ["negative-coefficients"])
      }
      let L = Matrix(
        rowsOf: try #require(wanted["inverse"] as? [[NSNumber]]).map { $0.map(\.doubleValue) })
      #expect(deviation(try inverse(A), L) < 1e-9, "\(name)")
    }
    #expect(
      try ProductivityCheck(inputCoefficients: Matrix(rowsOf: [[0.1, 1.5], [0.2, 0.3]]))
        .columnsAboveOne == [1])
  }
}
