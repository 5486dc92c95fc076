import Testing

@testable import ImpactNumerics

/// The choice between methods, and the memory it asks for.
@Suite struct SolverPlanTests {
  /// An economy that no machine holds; only its size is asked for.
  struct Vast: InputOperator {
    let dimension: Int
    let isNonNegative = true
    func applied(to x: Matrix, systems: [Int]) -> Matrix { x }
    func transposedApplied(to p: Matrix, systems: [Int]) -> Matrix { p }
  }

  private func plan(
    _ inputs: any InputOperator, columns: Int, _ options: SolverOptions = SolverOptions()
  ) throws -> SolverPlan {
    try SolverPlan.choose(inputs, columns: columns, systems: 1, options: options)
  }

  @Test func structuredEconomiesAreIterated() throws {
    let inputs = try TestEconomy(regions: 40, products: 20, countries: 8).build()
    let (one, many) = (try plan(inputs, columns: 1), try plan(inputs, columns: 100))
    #expect(one.method == .biCGSTAB)
    #expect(many.method == .polynomial)
    #expect(!one.reason.isEmpty && one.reason != many.reason)
    #expect(one.cost < many.cost)
  }

  /// A small economy with many right-hand sides is formed and factored.
  @Test func smallStructuredEconomiesMayBeFactored() throws {
    let economy = TestEconomy(regions: 4, products: 6, countries: 2)
    let plan = try plan(economy.build(), columns: 500)
    #expect(plan.method == .factorization)
    #expect(plan.reason.contains("forming"))
  }

  @Test func denseTablesAreFactoredWhenThatIsCheaper() throws {
    let small = try DenseOperator(Matrix(rows: 60, columns: 60))
    let large = try DenseOperator(Matrix(rows: 900, columns: 900))
    #expect(try plan(small, columns: 60).method == .factorization)
    #expect(try plan(large, columns: 1).method == .gmres)
    #expect(try plan(large, columns: 900).method != .gmres)
  }

  @Test(arguments: SolverOptions.Method.allCases.filter { $0 != .automatic })
  func theCallerMayForceAMethod(method: SolverOptions.Method) throws {
    let inputs = try TestEconomy(regions: 5, products: 4, countries: 2).build()
    let plan = try plan(inputs, columns: 3, SolverOptions(method: method))
    #expect(plan.method == method)
    #expect(plan.reason == "asked for")
    let solved = try LinearSolver.solve(
      inputs, rightHandSide: Matrix(rows: 20, columns: 3), systems: [0, 0, 0],
      options: SolverOptions(method: method))
    #expect(solved.method == method.rawValue)
  }

  /// The error comes before any memory is taken.
  @Test func whatDoesNotFitIsRefused() throws {
    guard MemoryBudget.available != nil else { return }
    let vast = Vast(dimension: 2_000_000_000)
    for method in [SolverOptions.Method.factorization, .gmres] {
      #expect {
        _ = try plan(vast, columns: 1_000, SolverOptions(method: method))
      } throws: { error in
        guard case NumericsError.memory(let what, let needed, let available) = error else {
          return false
        }
        return what.contains(method.rawValue) && needed > available
      }
    }
  }
}
