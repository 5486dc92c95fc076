import ImpactEconomies
import ImpactNumerics
import ImpactTestSupport
import Testing

@testable import ImpactModels

/// Structured, iterated and factored tables agree, and what must add up does.
@Suite struct TradeIdentityTests {
  private let economy = SyntheticEconomy.make(seed: 3)

  /// 1e-9 relative, as promised for all paths; the solvers stop at 1e-13.
  private let tolerance = 1e-9

  @Test func columnsOfTheTableSumToOne() throws {
    let table = try InterregionalTable(economy)
    let ones = [Double](repeating: 1, count: table.dimension)
    let inputs = table.inputs.transposedApplied(to: Matrix(column: ones), systems: [0]).values
    for cell in 0..<table.dimension where table.output[cell] != 0 {
      let sum =
        inputs[cell] + table.valueAdded.values[cell] + table.worldInputs[cell]
        + table.taxesAndMargins[cell]
      #expect(abs(sum - 1) < 1e-12, "\(table.axes.place(cell))")
    }
    let made = table.inputs.applied(to: table.output)
    let uses = zip(made, table.totalFinalDemand).map { $0 + $1 }
    #expect(deviation(uses, table.output) < 1e-12)
  }

  @Test func tradeMeasuresAgreeOnAllPaths() throws {
    let structured = try InterregionalTable(economy)
    let dense = try SmallTables.dense(structured)
    let expected = try ValueAddedInTrade(dense, method: .factored)
    for trade in [
      try ValueAddedInTrade(structured, tolerance: 1e-13),
      try ValueAddedInTrade(dense, method: .iterative, tolerance: 1e-13),
    ] {
      for (found, reference) in zip(trade.countries, expected.countries) {
        #expect(deviation(measures(found), measures(reference)) < tolerance, "\(found.country)")
      }
      #expect(deviation(trade.exports, expected.exports) < tolerance)
      #expect(
        deviation(trade.domesticRequirements, expected.domesticRequirements) < tolerance)
    }
    for country in expected.countries {
      let parts =
        country.domesticContent + country.foreignContent + country.taxesAndMargins
      #expect(deviation([parts], [country.grossExports]) < 1e-12)
      #expect(
        deviation(
          [country.koopmanTerms.reduce(0, +)], [country.grossExports - country.taxesAndMargins])
          < 1e-12)
      #expect(country.domesticDoubleCounted > 0)
      #expect(country.reflection > 0)
    }
  }

  private func measures(_ c: CountryTradeMeasures) -> [Double] {
    [
      c.grossExports, c.domesticContent, c.domesticValueAdded, c.valueAddedExports,
      c.foreignContent, c.worldContent, c.taxesAndMargins, c.foreignValueAdded,
      c.directlyAbsorbed,
    ] + c.koopmanTerms
  }

  @Test func genericBlockDiagonalEqualsTheOwnCountryClass() throws {
    let table = try InterregionalTable(economy)
    let groups = (0..<table.dimension).map(table.axes.country(of:))
    let generic = try BlockDiagonalOperator(
      table.inputs, groupOfCell: groups, groupCount: table.axes.countryCount)
    let x = Matrix(rows: table.dimension, columns: 2, values: table.output + table.exportsToWorld)
    let (a, b) = (
      generic.applied(to: x, systems: [0, 0]), table.domestic.applied(to: x, systems: [0, 0])
    )
    #expect(deviation(a, b) < 1e-13)
    let transposed = (
      generic.transposedApplied(to: x, systems: [0, 0]),
      table.domestic.transposedApplied(to: x, systems: [0, 0])
    )
    #expect(deviation(transposed.0, transposed.1) < 1e-13)
  }

  @Test func contentSumsToTheBundle() throws {
    let table = try InterregionalTable(economy)
    let dense = try SmallTables.dense(table)
    let cars = try table.finalSales(regions: [0, 1], industries: [0], name: "German cars")
    let bought = try table.finalPurchases(regions: [4], industries: [0], name: "British cars")
    #expect(bought.fromWorld > 0)
    let content = try ContentOfGoods(table, bundles: [cars, bought])
    let reference = try ContentOfGoods(dense, bundles: [cars, bought], method: .factored)
    for bundle in 0..<2 {
      for grouping in [
        CellPartition.regions(table.axes), .countries(table.axes), .industries(table.axes),
        .zones(table.axes, home: cars.home),
      ] {
        let found = content.valueAdded(bundle: bundle, by: grouping)
        let expected = reference.valueAdded(bundle: bundle, by: grouping)
        #expect(found.residual < 1e-10)
        #expect(deviation(found.values, expected.values) < tolerance)
        #expect(found.restOfWorld > 0 && found.taxesAndMargins > 0)
      }
    }
  }

  @Test func tiersSumToTheContent() throws {
    let table = try InterregionalTable(economy)
    let cars = try table.finalSales(regions: [0], industries: [0], name: "cars of DE11")
    let content = try ContentOfGoods(table, bundles: [cars])
    let zones = CellPartition.zones(table.axes, home: cars.home)
    let whole = content.valueAdded(bundle: 0, by: zones)
    let stages = try ContentByStage(content, bundle: 0, by: zones, lastTier: 3)
    #expect(stages.tiers.count == 5)
    for group in 0..<3 {
      let sum = stages.tiers.reduce(0) { $0 + $1.values[group] }
      #expect(deviation([sum], [whole.values[group]]) < 1e-12)
    }
    let rest = stages.tiers.reduce(0) { $0 + $1.restOfWorld + $1.taxesAndMargins }
    #expect(deviation([rest], [whole.restOfWorld + whole.taxesAndMargins]) < 1e-12)
    // The maker itself: value added per unit times its sales, nowhere but at home.
    let direct = table.valueAdded.values[0] * cars.total
    #expect(deviation([stages.tiers[0].values[0]], [direct]) < 1e-12)
    #expect(stages.tiers[0].values[1] == 0)
    #expect(throws: Never.self) {
      _ = try ContentByStage(
        content, bundle: 0, satellite: table.employment, by: zones, lastTier: 1)
    }
  }

  @Test func footprintsSumToTheTotal() throws {
    let table = try InterregionalTable(economy)
    let jobs = try #require(table.employment)
    let footprints = try Footprints(table, satellite: jobs)
    #expect(footprints.residual < 1e-9)
    let persons = economy.satellites.employment.reduce(0, +)
    #expect(deviation([footprints.production.reduce(0, +)], [persons]) < 1e-12)
    let valueAdded = try Footprints(table, satellite: table.valueAdded)
    #expect(valueAdded.residual < 1e-9)
    #expect(deviation(footprints.matrix.rowTotals, footprints.production) < 1e-9)
  }

  @Test func dependenceOnTheAutomotiveBlock() throws {
    let table = try InterregionalTable(economy)
    let dense = try SmallTables.dense(table)
    let jobs = try #require(table.employment)
    let block = economy.industries.indices.filter { economy.industries[$0].isAutomotiveBlock }
    let sales = try DependenceMatrix(table, satellite: jobs, basis: .finalSales(industries: block))
    let output = try DependenceMatrix(table, satellite: jobs, basis: .output(industries: block))
    for (found, basis) in [(sales, sales.basis), (output, output.basis)] {
      let reference = try DependenceMatrix(dense, satellite: jobs, basis: basis)
      #expect(deviation(found.values, reference.values) < tolerance)
    }
    for s in 0..<economy.regionCount {
      #expect(deviation(output.values.column(s), try dropped(table, jobs, s, block)) < tolerance)
      // Jobs in the block itself are in it whole.
      let own = block.reduce(0) {
        $0 + economy.satellites.employment[economy.index(region: s, industry: $1)]
      }
      #expect(output.values[s, s] > own)
    }
  }

  /// The same by what is missing when the block of a region makes nothing: extraction with its
  /// purchases gone and its products bought elsewhere for nothing.
  private func dropped(
    _ table: InterregionalTable, _ jobs: SatelliteCoefficients, _ s: Int, _ block: [Int]
  ) throws -> [Double] {
    let n = table.dimension
    var unit = Matrix(rows: n, columns: n)
    for cell in 0..<n { unit[cell, cell] = 1 }
    var a = table.inputs.applied(to: unit, systems: [Int](repeating: 0, count: n))
    var given = [Double](repeating: 0, count: n)
    for j in block {
      let cell = table.axes.cell(region: s, industry: j)
      given[cell] = table.output[cell]
    }
    let bought = a.multiplied(by: Matrix(column: given)).values
    var demand = bought
    for j in block {
      let cell = table.axes.cell(region: s, industry: j)
      demand[cell] = table.output[cell]
      for i in 0..<n {
        a[i, cell] = 0
        a[cell, i] = 0
      }
    }
    let x = try LUFactorization.leontief(a).solve(Matrix(column: demand)).values
    return CellPartition.regions(table.axes).sums(jobs.totals(for: x))
  }

  @Test func identitiesAreChecksOfTheLibrary() throws {
    for economy in [economy, SyntheticEconomy.make(seed: 4, unknowns: true)] {
      for check in try TradeIdentities.checks(of: economy) { #expect(check.passed, "\(check)") }
    }
  }

  @Test func exportsByGroupSumToThoseOfCountries() throws {
    let table = try InterregionalTable(economy)
    let trade = try ValueAddedInTrade(table)
    for grouping in [CellPartition.regions(table.axes), .countries(table.axes)] {
      let groups = ExportsByGroup(trade, table, by: grouping)
      func total(_ key: KeyPath<CountryTradeMeasures, Double>) -> Double {
        trade.countries.reduce(0) { $0 + $1[keyPath: key] }
      }
      for (found, expected) in [
        (groups.exports, total(\.grossExports)),
        (groups.domesticContent, total(\.domesticContent)),
        (groups.domesticValueAdded, total(\.domesticValueAdded)),
        // What exports hold of their own country arises there: backward and forward sums agree.
        (groups.valueAddedSustained, total(\.domesticValueAdded)),
        (groups.foreignContent, total(\.foreignContent)),
      ] {
        #expect(deviation([found.reduce(0, +)], [expected]) < 1e-10)
      }
    }
  }

  @Test func unknownEmploymentIsNamedAndLeftOut() throws {
    let table = try InterregionalTable(SyntheticEconomy.make(seed: 3, unknowns: true))
    let jobs = try #require(table.employment)
    #expect(jobs.notices.map(\.code) == ["employment-unknown"])
    #expect(jobs.notices[0].message.contains("UK"))
    let regions = try Footprints(table, satellite: jobs)
    #expect(regions.production[4] == 0)
    #expect(regions.residual < 1e-9)
    let countries = CellPartition.countries(table.axes)
    let sums = jobs.sums(for: table.output, over: countries)
    #expect(sums[2].isNaN && sums[0] > 0)
  }
}
