import Testing

@testable import ImpactNumerics

@Suite struct LUFactorizationTests {
  @Test func solvesBothWays() throws {
    var random = TestGenerator(41)
    let matrix = random.matrix(rows: 30, columns: 30)
    let x = random.matrix(rows: 30, columns: 4)
    let lu = try LUFactorization(matrix)
    // 1e-11: a random 30×30 matrix has a condition number of a few thousand at most.
    #expect(largestDifference(try lu.solve(matrix.multiplied(by: x)).values, x.values) < 1e-11)
    let back = try lu.solveTransposed(matrix.transposedMultiplied(by: x))
    #expect(largestDifference(back.values, x.values) < 1e-11)
    #expect(!lu.isIllConditioned)
  }

  @Test func faultyMatricesAreRefused() throws {
    #expect(throws: NumericsError.singular(index: 1)) {
      try LUFactorization(Matrix(rowsOf: [[1, 2], [2, 4]]))
    }
    // LAPACKE alone would return 0 for this one.
    #expect(throws: NumericsError.nonFinite(what: "matrix", index: 0)) {
      try LUFactorization(Matrix(rowsOf: [[.infinity, 1], [1, 1]]))
    }
    #expect(throws: NumericsError.nonFinite(what: "matrix", index: 2)) {
      try LUFactorization(Matrix(rowsOf: [[1, .nan], [1, 1]]))
    }
    #expect(throws: NumericsError.self) { try LUFactorization(Matrix(rows: 2, columns: 3)) }
    let identity = try LUFactorization(Matrix(rowsOf: [[1, 0], [0, 1]]))
    #expect(throws: NumericsError.nonFinite(what: "right-hand side", index: 1)) {
      try identity.solve(Matrix(column: [1, .infinity]))
    }
    #expect(identity.reciprocalCondition == 1)
  }

  @Test func illConditionIsFlagged() throws {
    let lu = try LUFactorization(Matrix(rowsOf: [[1, 1], [1, 1 + 1e-14]]))
    #expect(lu.isIllConditioned)
  }

  /// Large matrices are factored by blocks: blocks, strips and rests of both, pivots in all of them.
  @Test(arguments: [1_000, 1_153, 1_664])
  func largeMatricesAreFactoredByBlocks(n: Int) throws {
    var random = TestGenerator(43)
    let matrix = random.matrix(rows: n, columns: n)
    let x = random.matrix(rows: n, columns: 130)
    let lu = try LUFactorization(matrix)
    // Condition numbers of random matrices grow with n: some 1e4 to 1e6 here.
    #expect(largestDifference(try lu.solve(matrix.multiplied(by: x)).values, x.values) < 1e-8)
    let back = try lu.solveTransposed(matrix.transposedMultiplied(by: x))
    #expect(largestDifference(back.values, x.values) < 1e-8)
  }

  @Test func theZeroPivotOfALargeMatrixIsNamed() {
    let n = 1_100
    var matrix = Matrix(rows: n, columns: n)
    for i in 0..<n where i != 700 { matrix[i, i] = 2 }
    #expect(throws: NumericsError.singular(index: 700)) { try LUFactorization(matrix) }
  }
}
