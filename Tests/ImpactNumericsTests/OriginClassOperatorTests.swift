import Testing

@testable import ImpactNumerics

@Suite struct OriginClassOperatorTests {
  let economy = TestEconomy(regions: 11, products: 9, countries: 3)

  /// 1e-13: sums of about 100 products of size one, with room to spare.
  let tolerance = 1e-13

  @Test(arguments: [1, 3]) func equalsTheDenseMatrix(columns: Int) throws {
    let structured = try economy.build()
    let dense = try DenseOperator(economy.dense())
    var random = TestGenerator(3)
    let x = random.matrix(rows: structured.dimension, columns: columns)
    let systems = [Int](repeating: 0, count: columns)
    let difference = largestDifference(
      structured.applied(to: x, systems: systems).values,
      dense.applied(to: x, systems: systems).values)
    #expect(difference < tolerance)
    let adjoint = largestDifference(
      structured.transposedApplied(to: x, systems: systems).values,
      dense.transposedApplied(to: x, systems: systems).values)
    #expect(adjoint < tolerance)
  }

  @Test func changesZonesAndClosureEqualTheDenseMatrix() throws {
    let changes = [
      economy.change(seed: 5, entries: 200), StructureChange(),
      economy.change(seed: 6, entries: 40),
    ]
    let closure = economy.closure(seed: 7)
    let structured = try economy.build().changed(by: changes).closed(by: closure)
    var random = TestGenerator(4)
    let systems = [2, 0, 1, 0]
    let x = random.matrix(rows: structured.dimension, columns: systems.count)
    let forward = structured.applied(to: x, systems: systems)
    let backward = structured.transposedApplied(to: x, systems: systems)
    for (c, system) in systems.enumerated() {
      let dense = economy.dense(changes[system], closure: closure)
      let column = Matrix(column: x.column(c))
      #expect(
        largestDifference(forward.column(c), dense.multiplied(by: column).values) < tolerance)
      #expect(
        largestDifference(backward.column(c), dense.transposedMultiplied(by: column).values)
          < tolerance)
    }
  }

  @Test func transposedIsTheAdjoint() throws {
    let structured = try economy.build()
      .changed(by: [economy.change(seed: 8, entries: 300)]).closed(by: economy.closure(seed: 9))
    var random = TestGenerator(10)
    let x = random.matrix(rows: structured.dimension, columns: 1)
    let p = random.matrix(rows: structured.dimension, columns: 1)
    let forward = p.transposedMultiplied(by: structured.applied(to: x, systems: [0]))[0, 0]
    let backward =
      x.transposedMultiplied(by: structured.transposedApplied(to: p, systems: [0]))[0, 0]
    #expect(abs(forward - backward) < tolerance)
  }

  @Test func changeAppliedIsTheDifference() throws {
    let change = economy.change(seed: 11, entries: 150)
    let base = try economy.build()
    let changed = base.changed(by: [change, StructureChange()])
    var random = TestGenerator(12)
    let x = random.matrix(rows: base.dimension, columns: 2)
    let difference = changed.changeApplied(to: x, systems: [0, 1])
    let expected = zip(
      changed.applied(to: x, systems: [0, 1]).values, base.applied(to: x, systems: [0, 1]).values
    )
    .map { $0 - $1 }
    #expect(largestDifference(difference.values, expected) < tolerance)
    // Nothing changed: bit-exact zeros, since no entry is touched.
    #expect(difference.column(1).allSatisfy { $0 == 0 })
    #expect(difference.column(0).contains { $0 != 0 })
  }

  @Test func emptyChangeKeepsTheBase() throws {
    let base = try economy.build()
    var random = TestGenerator(13)
    let x = random.matrix(rows: base.dimension, columns: 1)
    let changed = base.changed(by: [StructureChange()])
    #expect(changed.applied(to: x, systems: [0]) == base.applied(to: x, systems: [0]))
  }

  @Test func sourcingDeliversDemand() throws {
    let base = try economy.build()
    var random = TestGenerator(14)
    let demand = (0..<2).map { _ in random.matrix(rows: base.dimension, columns: 1).values }
    var expected = [Double](repeating: 0, count: base.dimension)
    var inside = expected
    let zone = (0..<economy.regions).map { $0 % 2 == 0 }
    for k in 0..<2 {
      for i in 0..<economy.products {
        for r in 0..<economy.regions {
          for s in 0..<economy.regions {
            let share = economy.trade[k][(i * economy.regions + s) * economy.regions + r]
            let delivered = share * demand[k][s * economy.products + i]
            expected[r * economy.products + i] += delivered
            if k == 1, zone[r] { inside[r * economy.products + i] += delivered }
          }
        }
      }
    }
    #expect(
      largestDifference(base.sourced(own: demand[0], imported: demand[1]), expected) < tolerance)
    let masked = base.sourced(originClass: 1, demand: Matrix(column: demand[1]), zone: zone)
    #expect(largestDifference(masked.values, inside) < tolerance)
  }

  @Test func reorderingRegionsReordersResults() throws {
    let base = try economy.build()
    let order = (0..<economy.regions).map { ($0 * 4 + 3) % economy.regions }
    var moved = economy
    let (R, S) = (economy.regions, economy.products)
    for (new, old) in order.enumerated() {
      moved.countryOfRegion[new] = economy.countryOfRegion[old]
      for k in 0..<2 {
        let block = economy.technology[k][old * S * S..<(old + 1) * S * S]
        moved.technology[k].replaceSubrange(new * S * S..<(new + 1) * S * S, with: block)
        for i in 0..<S {
          for (newOrigin, oldOrigin) in order.enumerated() {
            moved.trade[k][i * R * R + newOrigin + new * R] =
              economy.trade[k][i * R * R + oldOrigin + old * R]
          }
        }
      }
    }
    var random = TestGenerator(15)
    let x = random.matrix(rows: base.dimension, columns: 1)
    let y = base.applied(to: x, systems: [0]).values
    let movedX = order.flatMap { x.values[$0 * S..<($0 + 1) * S] }
    let movedY = try moved.build().applied(to: Matrix(column: movedX), systems: [0]).values
    let expected = order.flatMap { y[$0 * S..<($0 + 1) * S] }
    #expect(largestDifference(movedY, expected) < tolerance)
  }

  @Test func negativeCoefficientsAreFound() throws {
    let base = try economy.build()
    let value = base.coefficient(originClass: 0, product: 2, buyer: 3, region: 4)
    // Coefficients carry 48 bits.
    #expect(abs(value - economy.technology[0][4 * 81 + 2 + 3 * 9]) < 1e-14 * value)
    func entry(_ delta: Double, zone: Int?) -> StructureChange.Entry {
      .init(originClass: 0, zone: zone, product: 2, buyer: 3, region: 4, delta: delta)
    }
    let zones = [(0..<11).map { $0 < 5 }, (0..<11).map { $0 >= 5 }]
    let within = StructureChange(entries: [entry(-value, zone: nil)], zones: zones)
    #expect(base.negativeEntries(in: within).isEmpty)
    #expect(base.changed(by: [within]).isNonNegative)
    let beyond = StructureChange(
      entries: [entry(-0.6 * value, zone: nil), entry(-0.6 * value, zone: 1)], zones: zones)
    #expect(base.negativeEntries(in: beyond).count == 2)
    #expect(!base.changed(by: [beyond]).isNonNegative)
    let apart = StructureChange(
      entries: [entry(-0.6 * value, zone: 0), entry(-0.6 * value, zone: 1)], zones: zones)
    #expect(base.negativeEntries(in: apart).isEmpty)
  }

  @Test func faultyCoefficientsAreRefused() throws {
    var broken = economy
    broken.technology[1][17] = .infinity
    #expect(throws: NumericsError.nonFinite(what: "technology", index: 17)) { try broken.build() }
    broken = economy
    broken.trade[0][5] = .nan
    #expect(throws: NumericsError.nonFinite(what: "sourcing", index: 5)) { try broken.build() }
    broken = economy
    let stranger = try #require(
      (0..<11).first { economy.countryOfRegion[$0] != economy.countryOfRegion[0] })
    broken.trade[0][stranger] = 0.1
    #expect(
      throws: NumericsError.notBlockDiagonal(product: 0, origin: stranger, destination: 0)
    ) { try broken.build() }
    broken = economy
    broken.technology[0].removeLast()
    #expect(throws: NumericsError.self) { try broken.build() }
  }
}
