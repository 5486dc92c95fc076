import Testing

@testable import ImpactNumerics

/// What theory says of solutions, whatever the numbers are.
@Suite struct SolutionPropertyTests {
  let economy = TestEconomy(regions: 11, products: 6, countries: 3, seed: 41)
  let options = SolverOptions(tolerance: 1e-13)
  /// Ten times what a residual of 1e-13 of Σ|b| leaves where multipliers are below 5.
  let tolerance = 1e-10

  private func solve(_ inputs: any InputOperator, _ b: [Double]) throws -> [Double] {
    try LinearSolver.solve(
      inputs, rightHandSide: Matrix(column: b), systems: [0], options: options
    )
    .x.values
  }

  @Test(arguments: 1...5) func solutionsAreLinear(seed: UInt64) throws {
    let inputs = try economy.build()
    var random = TestGenerator(seed)
    let (a, b) = (random.uniform() * 4 - 2, random.uniform() * 4 - 2)
    let f = random.matrix(rows: inputs.dimension, columns: 1).values
    let g = random.matrix(rows: inputs.dimension, columns: 1).values
    let (x, y) = (try solve(inputs, f), try solve(inputs, g))
    let both = try solve(inputs, zip(f, g).map { a * $0 + b * $1 })
    #expect(largestDifference(both, zip(x, y).map { a * $0 + b * $1 }) < tolerance)
  }

  /// The order of regions is a matter of writing: x(Pb) = P x(b).
  @Test(arguments: 1...5) func reorderedRegionsReorderSolutions(seed: UInt64) throws {
    var random = TestGenerator(seed)
    let order = Array(0..<economy.regions).shuffled(using: &random)
    let S = economy.products
    let b = random.matrix(rows: economy.regions * S, columns: 1).values
    func moved(_ values: [Double]) -> [Double] {
      order.flatMap { values[$0 * S..<($0 + 1) * S] }
    }
    let expected = moved(try solve(economy.build(), b))
    let found = try solve(economy.reordered(order).build(), moved(b))
    #expect(largestDifference(found, expected) < tolerance)
  }

  /// A product split in two that are made and bought alike: the parts add up, nobody else notices.
  @Test(arguments: [0.5, 0.1]) func aSplitProductAddsUp(share: Double) throws {
    let A = economy.dense()
    let (n, j) = (A.rows, 17)
    // Row j is split by the shares; both columns are the recipe of j.
    var split = Matrix(rows: n + 1, columns: n + 1)
    for column in 0...n {
      for row in 0...n {
        let value = A[row == n ? j : row, column == n ? j : column]
        split[row, column] = row == j ? share * value : row == n ? (1 - share) * value : value
      }
    }
    var random = TestGenerator(43)
    let b = (0..<n).map { _ in random.uniform() }
    var parts = b + [(1 - share) * b[j]]
    parts[j] = share * b[j]
    let whole = try solve(DenseOperator(A), b)
    let found = try solve(DenseOperator(split), parts)
    var sum = Array(found[0..<n])
    sum[j] += found[n]
    #expect(largestDifference(sum, whole) < tolerance)
    #expect(abs(found[j] - share * whole[j]) < tolerance)
  }

  /// Two products with the same recipe may be added up without any error (Hatanaka 1952), others not.
  @Test func productsOfOneRecipeAddUp() throws {
    var A = economy.dense()
    let (n, j, k) = (A.rows, 9, 40)
    for row in 0..<n { A[row, k] = A[row, j] }
    func added(_ A: Matrix) -> Matrix {
      let kept = (0..<n).filter { $0 != k }
      var result = Matrix(rows: n - 1, columns: n - 1)
      for (column, c) in kept.enumerated() {
        for (row, r) in kept.enumerated() {
          result[row, column] = A[r, c] + (r == j ? A[k, c] : 0)
        }
      }
      return result
    }
    var random = TestGenerator(44)
    let b = (0..<n).map { _ in random.uniform() }
    func gap(_ A: Matrix) throws -> Double {
      var (x, f) = (try solve(DenseOperator(A), b), b)
      (x[j], f[j]) = (x[j] + x[k], f[j] + f[k])
      x.remove(at: k)
      f.remove(at: k)
      return largestDifference(try solve(DenseOperator(added(A)), f), x)
    }
    #expect(try gap(A) < tolerance)
    for row in 0..<n { A[row, k] *= row % 2 == 0 ? 0.2 : 1.3 }
    #expect(try gap(A) > 1e-3)
  }

  @Test func aWarmStartSavesWork() throws {
    let inputs = try economy.build()
    var random = TestGenerator(45)
    let iterated = SolverOptions(method: .biCGSTAB)
    let b = random.matrix(rows: inputs.dimension, columns: 2)
    let cold = try LinearSolver.solve(inputs, rightHandSide: b, systems: [0, 0], options: iterated)
    let again = try LinearSolver.solve(
      inputs, rightHandSide: b, systems: [0, 0], initial: cold.x, options: iterated)
    #expect(again.iterations == [0, 0])
    var near = b
    for i in near.values.indices { near.values[i] *= 1 + 1e-6 * random.uniform() }
    let warm = try LinearSolver.solve(
      inputs, rightHandSide: near, systems: [0, 0], initial: cold.x, options: iterated)
    let fresh = try LinearSolver.solve(
      inputs, rightHandSide: near, systems: [0, 0], options: iterated)
    #expect(largestDifference(warm.x.values, fresh.x.values) < 1e-9)
    #expect(warm.applications < fresh.applications)
  }
}

extension TestEconomy {
  /// The same economy with its regions in another order.
  func reordered(_ order: [Int]) -> TestEconomy {
    var moved = self
    let (R, S) = (regions, products)
    for (new, old) in order.enumerated() {
      moved.countryOfRegion[new] = countryOfRegion[old]
      for k in 0..<2 {
        let block = technology[k][old * S * S..<(old + 1) * S * S]
        moved.technology[k].replaceSubrange(new * S * S..<(new + 1) * S * S, with: block)
        for i in 0..<S {
          for (newOrigin, oldOrigin) in order.enumerated() {
            moved.trade[k][i * R * R + newOrigin + new * R] =
              trade[k][i * R * R + oldOrigin + old * R]
          }
        }
      }
    }
    return moved
  }
}
