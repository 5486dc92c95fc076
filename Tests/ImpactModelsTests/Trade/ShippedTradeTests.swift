import ImpactEconomies
import ImpactEconomyFiles
import ImpactNumerics
import Testing

@testable import ImpactModels

/// Content, trade and dependence on the shipped economy, where no dense table could be held.
@Suite struct ShippedTradeTests {
  private static let table = Result { try InterregionalTable(Economy.shipped(.euNUTS2)) }

  @Test func identitiesHold() throws {
    let checks = try TradeIdentities.checks(of: Self.table.get())
    #expect(checks.map(\.name) == ["final-goods-content", "export-content", "regional-footprints"])
    for check in checks { #expect(check.passed, "\(check)") }
  }

  @Test func germanCars() throws {
    let table = try Self.table.get()
    let axes = table.axes
    let germany = try #require(axes.countries.firstIndex(of: "DE"))
    let cars = try #require(axes.industries.firstIndex { $0.code == "C29-VEH" })
    let regions = axes.regions.indices.filter { axes.countryOfRegion[$0] == germany }
    let goods = try table.finalSales(regions: regions, industries: [cars], name: "cars")
    let content = try ContentOfGoods(table, bundles: [goods])
    let zones = content.valueAdded(bundle: 0, by: .zones(axes, home: goods.home))
    #expect(zones.residual < 1e-9)
    // Between what national tables (64 %) and the world table of 2011 (66 %) say; see Validation.md.
    #expect((0.62...0.70).contains(zones.share(0)))
    let stages = try ContentByStage(
      content, bundle: 0, by: .zones(axes, home: goods.home), lastTier: 4)
    let sum = stages.tiers.reduce(0) {
      $0 + $1.values.reduce($1.restOfWorld + $1.taxesAndMargins, +)
    }
    #expect(abs(sum / goods.total - 1) < 1e-9)
  }

  @Test func columnsOfTheAutomotiveMatrixEqualSingleSolves() throws {
    let table = try Self.table.get()
    let axes = table.axes
    let jobs = try #require(table.employment)
    let block = axes.industries.indices.filter { axes.industries[$0].isAutomotiveBlock }
    let matrix = try DependenceMatrix(
      table, satellite: jobs, basis: .finalSales(industries: block), rows: .countries(axes))
    let s = try #require(axes.regions.firstIndex { $0.code == "DE11" })
    let goods = try table.finalSales(regions: [s], industries: block, name: "DE11")
    let single = try ContentOfGoods(table, bundles: [goods])
      .content(of: jobs, bundle: 0, by: .countries(axes))
    #expect(deviation(matrix.values.column(s), single.values) < 1e-8)
  }

  @Test func strongestPathsAreLazy() throws {
    let table = try Self.table.get()
    let axes = table.axes
    let cars = try #require(axes.industries.firstIndex { $0.code == "C29-VEH" })
    let s = try #require(axes.regions.firstIndex { $0.code == "DE11" })
    let goods = try table.finalSales(regions: [s], industries: [cars], name: "cars of DE11")
    let search = try StructuralPaths(table, bundle: goods, satellite: table.valueAdded)
    #expect(search.paths.count == 20)
    #expect(search.columnsComputed < 200)
    #expect(search.paths[0].cells == [axes.cell(region: s, industry: cars)])
    #expect(zip(search.paths, search.paths.dropFirst()).allSatisfy { $0.value >= $1.value })
    // Each value is the product of its coefficients.
    for path in search.paths {
      var weight = goods.demand[path.cells[0]]
      for (buyer, seller) in zip(path.cells, path.cells.dropFirst()) {
        var unit = [Double](repeating: 0, count: table.dimension)
        unit[buyer] = 1
        weight *= table.inputs.applied(to: unit)[seller]
      }
      let value = weight * table.valueAdded.values[path.cells[path.order]]
      #expect(deviation([path.value], [value]) < 1e-12)
    }
  }
}
