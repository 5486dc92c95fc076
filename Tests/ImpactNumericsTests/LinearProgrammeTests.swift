import ImpactNumerics
import Testing

/// The simplex method on programmes whose optimum is known, and on those without one.
@Suite struct LinearProgrammeTests {
  private typealias Variable = LinearProgramme.Variable

  /// Equations from rows; variables beyond those of the rows are slacks of the equations.
  private func solve(
    _ rows: [[Double]], _ b: [Double], cost: [Double], upper: [Double]? = nil,
    start: [Int]? = nil
  ) throws -> ProgrammeSolution {
    let (m, k) = (b.count, cost.count)
    let variables =
      (0..<k)
      .map { j in
        Variable(
          rows: Array(0..<m), entries: rows.map { $0[j] }, cost: cost[j],
          upper: upper?[j] ?? .infinity)
      } + (0..<m).map { Variable(rows: [$0], entries: [1]) }
    let programme = try LinearProgramme(variables, rightHandSide: b)
    return try SimplexMethod.solve(
      programme, from: SimplexMethod.Start(basic: start ?? (0..<m).map { k + $0 }))
  }

  /// Dantzig's example: max 3x + 5y, x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18; optimum 36 at (2, 6).
  @Test func textbookProgramme() throws {
    let found = try solve([[1, 0], [0, 2], [3, 2]], [4, 12, 18], cost: [-3, -5])
    #expect(abs(found.objective + 36) < 1e-12)
    #expect(abs(found.values[0] - 2) < 1e-12 && abs(found.values[1] - 6) < 1e-12)
    let prices = [0, -1.5, -1]
    #expect(zip(found.prices, prices).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(found.certificate.worst < 1e-12)
    #expect(found.freeMoves.isEmpty)
  }

  /// The same with the limits as bounds of the variables.
  @Test func boundsServeAsWellAsEquations() throws {
    let found = try solve([[3, 2]], [18], cost: [-3, -5], upper: [4, 6])
    #expect(abs(found.objective + 36) < 1e-12)
    #expect(abs(found.reducedCosts[1] + 3) < 1e-12, "-5 + 2: what a higher bound gives")
  }

  /// Beale (1955): Dantzig's rule alone returns to its first basis for ever.
  @Test func bealesProgrammeDoesNotCycle() throws {
    let found = try solve(
      [[0.25, -60, -0.04, 9], [0.5, -90, -0.02, 3], [0, 0, 1, 0]], [0, 0, 1],
      cost: [-0.75, 150, -0.02, 6])
    #expect(abs(found.objective + 0.05) < 1e-12)
    #expect(found.certificate.worst < 1e-12)
  }

  /// A basis that lies outside its bounds is repaired first.
  @Test func startsOutsideItsBounds() throws {
    // x + y + s = 2, −x + y + t = −1: with s and t basic, t = −1.
    let found = try solve([[1, 1], [-1, 1]], [2, -1], cost: [1, 1])
    #expect(abs(found.objective - 1) < 1e-12)
    #expect(abs(found.values[0] - 1) < 1e-12)
  }

  @Test func contradictionsAreInfeasible() {
    let error = #expect(throws: NumericsError.self) {
      _ = try solve([[1], [-1]], [1, -2], cost: [1])
    }
    guard case .infeasible(_, let violation) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(abs(violation - 1) < 1e-9, "x ≤ 1 and x ≥ 2 are 1 apart")
  }

  @Test func noEndIsUnbounded() {
    #expect(throws: NumericsError.unbounded(variable: 1)) {
      _ = try solve([[1, -1]], [1], cost: [-1, 0])
    }
  }

  @Test(arguments: [
    (Variable(rows: [0], entries: [.nan]), "not a finite number at index 0"),
    (Variable(rows: [0], entries: [1], cost: .infinity), "not a finite number at index 0"),
    (Variable(rows: [0], entries: [1], lower: 1, upper: 0), "the bounds 1.0 and 0.0"),
    (Variable(rows: [0], entries: [1], lower: -.infinity), "a finite lower bound"),
    (Variable(rows: [0], entries: [1], upper: .nan), "the bounds 0.0 and nan"),
    (Variable(rows: [1], entries: [1]), "numbers from 0 to 0"),
    (Variable(rows: [0, 0], entries: [1, 1]), "each once"),
    (Variable(rows: [0], entries: []), "variable 0 has 0 values"),
  ])
  func variablesThatAreNone(variable: LinearProgramme.Variable, words: String) {
    let error = #expect(throws: NumericsError.self) {
      _ = try LinearProgramme([variable], rightHandSide: [1])
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func startsThatAreNoBasis() throws {
    let programme = try LinearProgramme(
      [Variable(rows: [0], entries: [1]), Variable(rows: [0, 1], entries: [1, 1])],
      rightHandSide: [1, 1])
    for basic in [[0], [0, 0], [0, 2]] {
      #expect(throws: NumericsError.self) {
        _ = try SimplexMethod.solve(programme, from: SimplexMethod.Start(basic: basic))
      }
    }
    #expect(throws: NumericsError.self, "an upper bound without end") {
      _ = try SimplexMethod.solve(
        programme, from: SimplexMethod.Start(basic: [0, 1], atUpper: [0]))
    }
  }

  /// Optimal assignment of 30 × 30 costs: highly degenerate, with an optimum that is known because
  /// the cheapest cell of each row is made to lie on a permutation.
  @Test func degenerateAssignment() throws {
    let k = 30
    var state: UInt64 = 7
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let best = (0..<k).map { ($0 * 7 + 3) % k }
    var variables: [Variable] = []
    for i in 0..<k {
      for j in 0..<k {
        let cost = j == best[i] ? 1 : 2 + random()
        variables.append(Variable(rows: [i, k + j], entries: [1, 1], cost: cost))
      }
    }
    // Artificial variables of a high cost make the first basis.
    for i in 0..<2 * k { variables.append(Variable(rows: [i], entries: [1], cost: 1_000)) }
    let programme = try LinearProgramme(
      variables, rightHandSide: [Double](repeating: 1, count: 2 * k))
    let found = try SimplexMethod.solve(
      programme, from: SimplexMethod.Start(basic: (0..<2 * k).map { k * k + $0 }))
    #expect(abs(found.objective - Double(k)) < 1e-8)
    #expect(found.certificate.worst < 1e-9)
  }
}
