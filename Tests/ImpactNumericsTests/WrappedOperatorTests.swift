import Testing

@testable import ImpactNumerics

@Suite struct WrappedOperatorTests {
  let economy = TestEconomy(regions: 9, products: 7, countries: 3, seed: 41)

  private func dense(_ inputs: any InputOperator) throws -> Matrix { try inputs.formed() }

  @Test func scalingsAndColumnsEqualTheDenseMatrix() throws {
    let base = try economy.build()
    let n = base.dimension
    var random = TestGenerator(42)
    let rows = (0..<n).map { $0 % 5 == 0 ? 0 : 0.5 + random.uniform() * 0.6 }
    let columns = (0..<n).map { _ in 0.5 + random.uniform() * 0.6 }
    let picked = [3, 30, 61]
    var changes = random.matrix(rows: n, columns: 3)
    for k in changes.values.indices { changes.values[k] *= 0.01 }
    let scaled = try ScaledOperator(base, rows: rows, columns: columns)
    let changed = try ColumnChangeOperator(scaled, columns: picked, changes: changes)
    var expected = try dense(base)
    for j in 0..<n { for i in 0..<n { expected[i, j] *= rows[i] * columns[j] } }
    for (k, j) in picked.enumerated() { for i in 0..<n { expected[i, j] += changes[i, k] } }
    let x = random.matrix(rows: n, columns: 11)
    let systems = [Int](repeating: 0, count: 11)
    #expect(
      largestDifference(
        changed.applied(to: x, systems: systems).values, expected.multiplied(by: x).values) < 1e-13)
    #expect(
      largestDifference(
        changed.transposedApplied(to: x, systems: systems).values,
        expected.transposedMultiplied(by: x).values) < 1e-13)
    #expect(!changed.isNonNegative)
    #expect(scaled.isNonNegative)
    let lu = try LUFactorization.leontief(expected)
    for method in [SolverOptions.Method.biCGSTAB, .polynomial, .factorization] {
      let solution = try LinearSolver.solve(
        changed, rightHandSide: x, systems: systems,
        options: SolverOptions(tolerance: 1e-12, method: method))
      #expect(largestDifference(solution.x.values, try lu.solve(x).values) < 1e-10)
    }
  }

  @Test func woodburyEqualsANewFactorization() throws {
    let base = try economy.build()
    let n = base.dimension
    var random = TestGenerator(43)
    let picked = [0, 17, 40, 62]
    var changes = random.matrix(rows: n, columns: 4)
    for k in changes.values.indices { changes.values[k] = 0.02 * abs(changes.values[k]) }
    let b = random.matrix(rows: n, columns: 3)
    let systems = [0, 0, 0]
    let before =
      try LinearSolver.solve(
        base, rightHandSide: b, systems: systems, options: SolverOptions(tolerance: 1e-13)
      )
      .x
    let after = try Woodbury(base, columns: picked, changes: changes).solution(from: before)
    var matrix = try dense(base)
    for (k, j) in picked.enumerated() { for i in 0..<n { matrix[i, j] += changes[i, k] } }
    let exact = try LUFactorization.leontief(matrix).solve(b)
    #expect(largestDifference(after.values, exact.values) < 1e-10)
  }

  @Test func aSingularChangeIsRefused() throws {
    // One product that needs all of itself: 1 − a − δ = 0.
    let base = try DenseOperator(Matrix(rows: 2, columns: 2, values: [0.5, 0, 0, 0.25]))
    #expect(throws: NumericsError.self) {
      try Woodbury(base, columns: [0], changes: Matrix(rows: 2, columns: 1, values: [0.5, 0]))
    }
    #expect(throws: NumericsError.shapeMismatch(what: "row factors", expected: 2, found: 1)) {
      try ScaledOperator(base, rows: [1])
    }
  }
}
