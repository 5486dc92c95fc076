import Testing

@testable import ImpactNumerics

/// An economy whose sourcing is given in factors, with the same in full for comparison.
struct FactoredEconomy {
  let factors: SourcingFactors
  let technology: [[Double]]
  let blockOfRegion: [Int]

  init(regions R: Int, products S: Int, countries C: Int, kernels D: Int = 2, seed: UInt64 = 5) {
    var random = TestGenerator(seed)
    let country = (0..<R).map { ($0 * 5 + $0 / 4) % C }
    var kernels: [[Double]] = []
    for d in 0..<D {
      var kernel = [Double](repeating: 0, count: R * R)
      for s in 0..<R {
        for r in s..<R {
          let value = 1 / (1 + Double(d + 1) * Double(r - s)) + 0.1 * random.uniform()
          (kernel[s * R + r], kernel[r * R + s]) = (value, value)
        }
      }
      kernels.append(kernel)
    }
    var attraction = (0..<R * S).map { _ in random.uniform() }
    // A product that nobody makes: its columns are zero.
    for r in 0..<R { attraction[r * S + S - 1] = 0 }
    let pairs = (0..<S * (C + 1) * C).map { _ in random.uniform() }
    factors = SourcingFactors(
      countryOfRegion: country, countries: C, products: S, attraction: attraction,
      pairFactors: pairs, kernels: kernels, kernelOfProduct: (0..<S).map { $0 % D })
    technology = (0..<2).map { _ in (0..<C * S * S).map { _ in random.uniform() * 0.8 / Double(2 * S) } }
    blockOfRegion = country
  }

  func factored() throws -> OriginClassOperator {
    try OriginClassOperator(
      technology: technology, blockOfRegion: blockOfRegion, factors: factors)
  }

  func explicit() throws -> OriginClassOperator {
    let shares = (0..<factors.products).map { factors.shares(product: $0) }
    let layer = factors.products * factors.products
    let byRegion = technology.map { values in
      blockOfRegion.flatMap { values[$0 * layer..<($0 + 1) * layer] }
    }
    return try OriginClassOperator(
      regions: factors.regions, products: factors.products, technology: byRegion,
      trade: [shares.flatMap(\.own), shares.flatMap(\.imported)],
      countryOfRegion: factors.countryOfRegion)
  }
}

@Suite struct FactoredSourcingTests {
  /// Coefficients carry 48 bits; sums of a few hundred terms.
  let tolerance = 1e-13

  @Test(arguments: [1, 3, 20], [false, true])
  func equalsTheMatrices(columns: Int, transposed: Bool) throws {
    let economy = FactoredEconomy(regions: 23, products: 11, countries: 5)
    let (factored, explicit) = (try economy.factored(), try economy.explicit())
    var random = TestGenerator(6)
    let x = random.matrix(rows: factored.dimension, columns: columns)
    let systems = [Int](repeating: 0, count: columns)
    let a = factored.multiplied(x, systems: systems, transposed: transposed)
    let b = explicit.multiplied(x, systems: systems, transposed: transposed)
    #expect(b.values.contains { abs($0) > 0.01 })
    #expect(largestDifference(a.values, b.values) < tolerance)
  }

  @Test func changesAndZonesEqualTheMatrices() throws {
    let economy = FactoredEconomy(regions: 17, products: 6, countries: 4)
    var random = TestGenerator(7)
    let zone = (0..<17).map { $0 % 3 == 0 }
    let entries = (0..<60)
      .map { k in
        StructureChange.Entry(
          originClass: k % 2, zone: k % 3 == 0 ? 0 : nil, product: k % 6, buyer: (k * 5) % 6,
          region: (k * 7) % 17, delta: 0.01 * random.uniform())
      }
    let change = StructureChange(entries: entries, zones: [zone])
    let factored = try economy.factored().changed(by: [StructureChange(), change])
    let explicit = try economy.explicit().changed(by: [StructureChange(), change])
    let x = random.matrix(rows: factored.dimension, columns: 3)
    let systems = [1, 0, 1]
    #expect(
      largestDifference(
        factored.applied(to: x, systems: systems).values,
        explicit.applied(to: x, systems: systems).values) < tolerance)
    #expect(
      largestDifference(
        factored.transposedApplied(to: x, systems: systems).values,
        explicit.transposedApplied(to: x, systems: systems).values) < tolerance)
    #expect(
      largestDifference(
        factored.changeApplied(to: x, systems: systems).values,
        explicit.changeApplied(to: x, systems: systems).values) < tolerance)
    let demand = x.column(0).map(abs)
    #expect(
      largestDifference(
        factored.sourced(own: demand, imported: demand),
        explicit.sourced(own: demand, imported: demand)) < tolerance)
  }

  @Test(arguments: [SolverOptions.Method.biCGSTAB, .polynomial, .gmres])
  func solutionsAgreeWithLU(method: SolverOptions.Method) throws {
    let economy = FactoredEconomy(regions: 19, products: 9, countries: 4, kernels: 3)
    let factored = try economy.factored()
    var random = TestGenerator(8)
    let b = random.matrix(rows: factored.dimension, columns: 5)
    let solution = try LinearSolver.solve(
      factored, rightHandSide: b, systems: [Int](repeating: 0, count: 5),
      options: SolverOptions(tolerance: 1e-12, method: method),
      certificate: try Certificate(factored))
    let exact = try LUFactorization.leontief(try economy.explicit().formed()).solve(b)
    #expect(largestDifference(solution.x.values, exact.values) < 1e-10)
    for c in 0..<5 {
      let error = zip(solution.x.column(c), exact.column(c)).reduce(0) { $0 + abs($1.0 - $1.1) }
      #expect(error <= (try #require(solution.errorBound[c])))
    }
  }

  @Test func faultyFactorsAreRefused() throws {
    let good = FactoredEconomy(regions: 5, products: 3, countries: 2)
    let f = good.factors
    var kernel = f.kernels[0]
    kernel[1] += 1
    let faulty = [
      SourcingFactors(
        countryOfRegion: f.countryOfRegion, countries: 2, products: 3,
        attraction: f.attraction.map { -$0 }, pairFactors: f.pairFactors, kernels: f.kernels,
        kernelOfProduct: f.kernelOfProduct),
      SourcingFactors(
        countryOfRegion: f.countryOfRegion, countries: 2, products: 3, attraction: f.attraction,
        pairFactors: f.pairFactors, kernels: [kernel, f.kernels[1]],
        kernelOfProduct: f.kernelOfProduct),
      SourcingFactors(
        countryOfRegion: [0, 0, 0, 0, 7], countries: 2, products: 3, attraction: f.attraction,
        pairFactors: f.pairFactors, kernels: f.kernels, kernelOfProduct: f.kernelOfProduct),
      SourcingFactors(
        countryOfRegion: f.countryOfRegion, countries: 2, products: 3,
        attraction: Array(f.attraction.dropLast()), pairFactors: f.pairFactors,
        kernels: f.kernels, kernelOfProduct: f.kernelOfProduct),
    ]
    for factors in faulty {
      #expect(throws: NumericsError.self) {
        try OriginClassOperator(
          technology: good.technology, blockOfRegion: good.blockOfRegion, factors: factors)
      }
    }
  }
}
