import ImpactAxes
import ImpactEconomies
import ImpactNumerics
import Testing

@Suite("Shipped economy: structure") struct ShippedStructureTests {
  private let bench: ShippedBench
  private var economy: Economy { bench.economy }

  init() throws { bench = try ShippedBench.shared() }

  /// Mean over vehicle assembly, combustion powertrain and other components, by output.
  private func mean(_ values: [Double], in region: String) throws -> Double {
    let r = try bench.region(region)
    let cells = try ShippedBench.motorVehicles
      .map { economy.index(region: r, industry: try bench.industry($0)) }
    let x = economy.satellites.output
    let total = cells.reduce(0) { $0 + x[$1] }
    return cells.reduce(0) { $0 + values[$1] * x[$1] } / total
  }

  @Test func multiplierOfStuttgartsCarsWithAllEconomies() throws {
    let ones = Matrix(column: [Double](repeating: 1, count: economy.dimension))
    let weights = try LinearSolver.solveTransposed(
      bench.accounts, rightHandSide: ones, systems: [0])
    // Germany's C29 with imported inputs counted as domestic has 2.51 in the national table.
    #expect(abs(try mean(weights.x.values, in: "DE11") - 2.45) < 0.15)
  }

  @Test func multiplierOfStuttgartsCarsWithinGermany() throws {
    let inside = economy.regions.flatMap { region in
      [Double](repeating: region.country == "DE" ? 1 : 0, count: economy.industryCount)
    }
    var round = inside
    var weights = inside
    for _ in 0..<200 {
      let next = bench.accounts.transposedApplied(to: Matrix(column: round), systems: [0]).values
      round = zip(next, inside).map { $0 * $1 }
      for k in weights.indices { weights[k] += round[k] }
      // What later rounds add is smaller still.
      if (round.max() ?? 0) < 1e-12 { break }
    }
    #expect((round.max() ?? 1) < 1e-12)
    // The national table gives 1.730 for Germany's C29; Stuttgart buys near.
    #expect(abs(try mean(weights, in: "DE11") - 1.77) < 0.10)
  }

  @Test func theCertificateExistsDespiteColumnSumsAboveOne() throws {
    let ones = Matrix(column: [Double](repeating: 1, count: economy.dimension))
    let sums = bench.accounts.transposedApplied(to: ones, systems: [0]).values
    let above = sums.indices.filter { sums[$0] > 1 }
    let size = economy.industryCount
    // Luxembourg's water transport buys for more than it sells in the published table.
    #expect(
      above.map { "\(economy.regions[$0 / size].code) \(economy.industries[$0 % size].code)" }
        == ["LU00 H50"])
    #expect(bench.accounts.isNonNegative)
    let certificate = try Certificate(bench.accounts)
    #expect(certificate.margins.allSatisfy { $0 > 0 })
    #expect(certificate.weights[0].allSatisfy { $0 >= 1 })
  }

  @Test func theOperatorReproducesOutput() throws {
    let x = economy.satellites.output
    let demand = economy.finalDemandAtOrigin(bench.accounts)
    let solved = try LinearSolver.solve(
      bench.accounts, rightHandSide: Matrix(column: demand), systems: [0],
      certificate: try Certificate(bench.accounts))
    let gap = zip(solved.x.values, x).reduce(0) { $0 + abs($1.0 - $1.1) }
    // 1e-6 of all output: the accounts hold to 1e-9 of a total, the solver stops at 1e-10.
    #expect(gap < 1e-6 * x.reduce(0, +))
  }

  @Test func originOfGoodsThatCarMakersBuy() throws {
    let reported = try #require(
      economy.quality.first { $0.figure == "EU origin of goods bought by C29 in the EU" }
        .flatMap { Double($0.value) })
    #expect((80...86).contains(reported))
    // The figure comes from national tables; regions must tell the same within a point.
    #expect(abs(try goodsFromTheUnion() - reported) < 1)
  }

  /// Share of the Union in purchases of products of A to C by the motor vehicle industries, %.
  private func goodsFromTheUnion() throws -> Double {
    let size = economy.industryCount
    let count = economy.regionCount
    let union = economy.regions.indices.filter { economy.regions[$0].isEuropeanUnion }
    let goods = (0..<size).filter { "ABC".contains(economy.industries[$0].section) }
    let buyers = try ShippedBench.motorVehicles.map { try bench.industry($0) }
    var (inside, all) = (0.0, 0.0)
    for s in union {
      for i in goods {
        let column = (i * count + s) * count
        let near = union.reduce(0) { $0 + bench.matrices.importedTrade[column + $1] }
        for j in buyers {
          let x = economy.satellites.output[s * size + j]
          let cell = (s * size + j) * size + i
          let own = bench.matrices.technology.own[cell] * x
          let imported = bench.matrices.technology.imported[cell] * x
          inside += own + imported * near
          all += own + imported
        }
      }
    }
    return 100 * inside / all
  }

  @Test func everyOriginClassThatIsBoughtHasASupplier() {
    for check in economy.identities() where check.name.hasSuffix("sourcing") {
      #expect(check.passed, "\(check)")
    }
    // Columns sum to 1 or are empty; nothing lies between.
    let count = economy.regionCount
    for column in 0..<economy.industryCount * count {
      let own = bench.matrices.ownTrade[column * count..<(column + 1) * count].reduce(0, +)
      // 1e-12: a sum of at most 38 normalized shares.
      #expect(own == 0 || abs(own - 1) < 1e-12)
    }
  }
}
