import Testing

@testable import ImpactNumerics

@Suite struct LinearSolverTests {
  let economy = TestEconomy(regions: 13, products: 8, countries: 4, seed: 21)

  /// 1e-9 of the largest value: the solver stops at 1e-10 of Σ|b|, LU is exact to rounding.
  let tolerance = 1e-9

  @Test(arguments: SolverOptions.Method.allCases)
  func agreesWithLU(method: SolverOptions.Method) throws {
    let base = try economy.build()
    let changes = [StructureChange(), economy.change(seed: 2, entries: 60)]
    let inputs = base.changed(by: changes)
    var random = TestGenerator(22)
    let b = random.matrix(rows: base.dimension, columns: 3)
    let systems = [1, 0, 1]
    let options = SolverOptions(tolerance: 1e-12, method: method)
    let solution = try LinearSolver.solve(
      inputs, rightHandSide: b, systems: systems, options: options)
    let prices = try LinearSolver.solveTransposed(
      inputs, rightHandSide: b, systems: systems, options: options)
    for (c, system) in systems.enumerated() {
      let lu = try LUFactorization.leontief(economy.dense(changes[system]))
      let column = Matrix(column: b.column(c))
      #expect(
        largestDifference(solution.x.column(c), try lu.solve(column).values) < tolerance)
      #expect(
        largestDifference(prices.x.column(c), try lu.solveTransposed(column).values) < tolerance)
      #expect(solution.residual[c] < 1e-10)
    }
  }

  @Test func zeroColumnsStayZero() throws {
    let inputs = try economy.build()
    var b = Matrix(rows: inputs.dimension, columns: 2)
    b[3, 1] = 5
    let solution = try LinearSolver.solve(
      inputs, rightHandSide: b, systems: [0, 0], certificate: try Certificate(inputs))
    #expect(solution.x.column(0).allSatisfy { $0 == 0 })
    #expect(solution.iterations[0] == 0)
    #expect(solution.errorBound[0] == 0)
    #expect(solution.iterations[1] > 0)
  }

  @Test(arguments: [SolverOptions.Method.polynomial, .biCGSTAB, .gmres])
  func columnsDoNotDependOnNeighbours(method: SolverOptions.Method) throws {
    let inputs = try economy.build()
    var random = TestGenerator(23)
    var b = random.matrix(rows: inputs.dimension, columns: 70)
    for i in 0..<inputs.dimension { b[i, 4] *= 1e9 }
    let options = SolverOptions(method: method)
    let all = try LinearSolver.solve(
      inputs, rightHandSide: b, systems: [Int](repeating: 0, count: 70), options: options)
    for c in [0, 4, 33, 69] {
      let alone = try LinearSolver.solve(
        inputs, rightHandSide: Matrix(column: b.column(c)), systems: [0], options: options)
      let size = alone.x.values.map(abs).max() ?? 0
      // Same steps; single precision rounds in another order, its error is below the tolerance of 1e-10.
      #expect(largestDifference(alone.x.values, all.x.column(c)) < 1e-10 * size)
      #expect(alone.iterations[0] == all.iterations[c])
    }
  }

  @Test(arguments: [1e-3, 1e-6, 1e-12]) func certificateBoundsTheTrueError(accuracy: Double) throws
  {
    let change = economy.change(seed: 31, entries: 80, negative: false)
    let inputs = try economy.build().changed(by: [change])
    let certificate = try Certificate(inputs)
    var random = TestGenerator(24)
    let b = random.matrix(rows: inputs.dimension, columns: 4)
    let solution = try LinearSolver.solve(
      inputs, rightHandSide: b, systems: [0, 0, 0, 0],
      options: SolverOptions(tolerance: accuracy), certificate: certificate)
    let exact = try LUFactorization.leontief(economy.dense(change)).solve(b)
    for c in 0..<4 {
      let error = zip(solution.x.column(c), exact.column(c)).map { abs($0 - $1) }.reduce(0, +)
      let bound = try #require(solution.errorBound[c])
      #expect(error <= bound)
      // Not so wide as to say nothing: weights are below 10 here, the residual below the target.
      #expect(bound <= 10 * accuracy * b.column(c).map(abs).reduce(0, +) + 1e-9)
    }
  }

  @Test func largeColumnSumsAreNoObstacle() throws {
    // Column 0 sums to 1.29 but the economy is productive: the determinants are positive.
    let inputs = try DenseOperator(Matrix(rowsOf: [[0.09, 0.02], [1.2, 0.1]]))
    let certificate = try Certificate(inputs)
    #expect(certificate.margins[0] > 0)
    let solution = try LinearSolver.solve(
      inputs, rightHandSide: Matrix(column: [1, 2]), systems: [0], certificate: certificate)
    let determinant = 0.91 * 0.9 - 0.02 * 1.2
    // Cramer's rule; 1e-9: the tolerance of the solver times its weights.
    #expect(abs(solution.x[0, 0] - (0.9 * 1 + 0.02 * 2) / determinant) < 1e-9)
    #expect(abs(solution.x[1, 0] - (0.91 * 2 + 1.2 * 1) / determinant) < 1e-9)
  }

  @Test func unproductiveEconomyIsNamed() throws {
    let inputs = try DenseOperator(
      Matrix(rowsOf: [[0.1, 0.2, 0.1], [0.1, 1.4, 0.1], [0.1, 0.1, 0.2]]))
    #expect(throws: NumericsError.notProductive(index: 1, system: 0)) { try Certificate(inputs) }
  }

  /// A factorization would solve it without a word.
  @Test(arguments: [SolverOptions.Method.automatic, .factorization])
  func anUnproductiveTableIsNotFactored(method: SolverOptions.Method) throws {
    let inputs = try DenseOperator(
      Matrix(rowsOf: [[0.1, 0.2, 0.1], [0.1, 1.4, 0.1], [0.1, 0.1, 0.2]]))
    #expect(throws: NumericsError.notProductive(index: 1, system: 0)) {
      try LinearSolver.solve(
        inputs, rightHandSide: Matrix(rows: 3, columns: 9, values: (0..<27).map { Double($0) }),
        systems: [Int](repeating: 0, count: 9), options: SolverOptions(method: method))
    }
  }

  @Test func failedVariantsAreNamed() throws {
    let base = try economy.build()
    let heavy = StructureChange(entries: [
      .init(originClass: 0, zone: nil, product: 2, buyer: 2, region: 5, delta: 60)
    ])
    do {
      _ = try Certificate(base.changed(by: [StructureChange(), heavy]))
      Issue.record("the changed economy is not productive")
    } catch .notProductive(_, let system) {
      #expect(system == 1)
    }
  }

  @Test func variantsWithOtherWeightsAreProven() throws {
    let base = try economy.build()
    // Own inputs above what the base's weights allow, but still productive.
    let heavy = StructureChange(entries: [
      .init(originClass: 1, zone: nil, product: 0, buyer: 1, region: 0, delta: 0.9)
    ])
    let certificate = try Certificate(base.changed(by: [StructureChange(), heavy]))
    #expect(certificate.margins.allSatisfy { $0 > 0 })
    #expect(certificate.weights.count == 2)
    #expect(certificate.weightsOfSystem == [0, 1])
  }

  @Test func roundsOfThePowerSeriesAddUp() throws {
    let inputs = try economy.build()
    let f = Matrix(column: [Double](repeating: 1, count: inputs.dimension))
    let rounds = try LinearSolver.powerSeries(inputs, rightHandSide: f, systems: [0], rounds: 120)
    #expect(rounds.count == 121)
    var sum = [Double](repeating: 0, count: inputs.dimension)
    for round in rounds { for i in sum.indices { sum[i] += round.values[i] } }
    let x =
      try LinearSolver.solve(
        inputs, rightHandSide: f, systems: [0], options: SolverOptions(tolerance: 1e-13)
      )
      .x.values
    #expect(largestDifference(sum, x) < tolerance)
  }

  @Test func faultyInputIsRefused() throws {
    let inputs = try economy.build()
    var b = Matrix(rows: inputs.dimension, columns: 2)
    b[7, 1] = .nan
    #expect(throws: NumericsError.nonFinite(what: "right-hand side", index: 7)) {
      try LinearSolver.solve(inputs, rightHandSide: b, systems: [0, 0])
    }
    #expect(throws: NumericsError.self) {
      try LinearSolver.solve(inputs, rightHandSide: Matrix(column: [1, 2]), systems: [0])
    }
    #expect(throws: NumericsError.self) {
      try LinearSolver.solve(
        inputs, rightHandSide: Matrix(rows: inputs.dimension, columns: 2), systems: [0])
    }
  }

  @Test func givingUpIsAnError() throws {
    let inputs = try economy.build()
    let b = Matrix(column: [Double](repeating: 1, count: inputs.dimension))
    do {
      _ = try LinearSolver.solve(
        inputs, rightHandSide: b, systems: [0],
        options: SolverOptions(tolerance: 1e-10, maximumIterations: 2))
      Issue.record("two iterations are not enough")
    } catch .notConverged(_, let column, let iterations, let residual) {
      #expect(column == 0)
      #expect(iterations >= 2)
      #expect(residual > 1e-10)
    }
  }
}
