import ImpactAxes
import ImpactNumerics
import Testing

@testable import ImpactModels

/// Published and recomputed reference tables; they stand outside the package.
@Suite(.enabled(if: ReferenceData.isPresent, "the folder of reference data is absent"))
struct TradeGoldenTests {
  private func leather(_ golden: Golden) throws -> InterregionalTable {
    try InterregionalTable(
      axes: SmallTables.axes(
        countries: ["Argentina", "Turkey", "Germany"],
        industries: ["Agriculture", "Textile_and_Leather", "Transport_Equipment"]),
      flows: golden.matrix("inputs", "Z"), finalDemand: golden.matrix("inputs", "Y"))
  }

  @Test(arguments: [RequirementsSolver.Method.factored, .iterative])
  func valueAddedInExports(method: RequirementsSolver.Method) throws {
    let golden = try Golden(
      "06a_tiva_leather_kww_wwz_bm", in: try ReferenceData.file("golden"))
    let tolerance = try golden.tolerance()
    let table = try leather(golden)
    let trade = try ValueAddedInTrade(table, method: method, tolerance: 1e-14)
    let expected = try golden.records("expected", "gross")
    #expect(expected.count == 3)
    for (found, published) in zip(trade.countries, expected) {
      func check(_ value: Double, _ key: String) throws {
        let reference = try #require(published[key] as? Double, "\(key)")
        #expect(deviation([value], [reference]) < tolerance, "\(found.country) \(key)")
      }
      try check(found.grossExports, "grossExports")
      try check(found.domesticContent, "domesticContent")
      try check(found.domesticValueAdded, "DVA")
      try check(found.valueAddedExports, "VAX")
      try check(found.reflection, "reflection")
      try check(found.domesticDoubleCounted, "DDC")
      try check(found.directlyAbsorbed, "DAVAX")
      try check(found.foreignContent, "foreignContent")
      try check(found.foreignValueAdded, "FVA_BorinMancini")
      try check(found.foreignDoubleCounted, "FDC_BorinMancini")
      try check(found.chainExports, "GVCexports")
      try check(found.backwardParticipation, "GVCbackward")
      try check(found.forwardParticipation, "GVCforward")
      try check(found.valueAddedRatio, "VAXratio")
      let terms = try #require(published["KWW"] as? [Double])
      #expect(deviation(found.koopmanTerms, terms) < tolerance, "\(found.country)")
    }
  }

  @Test func contentOfFinalGoods() throws {
    let golden = try Golden(
      "06a_tiva_leather_kww_wwz_bm", in: try ReferenceData.file("golden"))
    let tolerance = try golden.tolerance()
    let table = try leather(golden)
    let bundles = (0..<9)
      .map { cell in
        GoodsBundle(
          name: "\(cell)", demand: (0..<9).map { $0 == cell ? 1 : 0 }, home: [cell / 3])
      }
    let content = try ContentOfGoods(table, bundles: bundles)
    let shares = try golden.table("expected", "localContentMatrix")
    let countries = CellPartition.countries(table.axes)
    for cell in 0..<9 {
      let found = content.valueAdded(bundle: cell, by: countries)
      #expect(deviation(found.values, shares.map { $0[cell] }) < tolerance)
      #expect(found.residual < 1e-14)
    }
    let bought = try table.finalPurchases(regions: [2], industries: [2], name: "bought in Germany")
    let german = try ContentOfGoods(table, bundles: [bought])
      .valueAdded(bundle: 0, by: countries)
    let bundle = try golden.vector("expected", "bundleShareGermanyTransportEquipment")
    #expect(deviation((0..<3).map(german.share), bundle) < tolerance)
    let two = try golden.number("expected", "euLikeShareTurkeyGermany")
    #expect(deviation([german.share(1) + german.share(2)], [two]) < tolerance)
    let exports = try golden.matrix("expected", "leontiefVBE")
    let trade = try ValueAddedInTrade(table)
    for cell in 0..<9 {
      let found = trade.contentOfExports(of: [cell])
      let published = countries.sums(exports.column(cell))
      #expect(deviation(Array(found.prefix(3)), published) < tolerance)
    }
  }

  @Test func sixRegionsEightSectors() throws {
    let golden = try Golden("01f_pymrio_test_mrio_6x8", in: try ReferenceData.file("golden"))
    let tolerance = try golden.tolerance()
    let flows = try golden.matrix("inputs", "Z")
    let table = try InterregionalTable(
      axes: SmallTables.axes(
        countries: (1...6).map { "reg\($0)" }, industries: (1...8).map { "s\($0)" }),
      flows: flows, finalDemand: golden.matrix("inputs", "Y_by_region"))
    #expect(deviation(table.output, try golden.vector("inputs", "x")) < 1e-9)
    let factor = SatelliteCoefficients(
      name: "factor inputs", unit: "money", totals: try golden.table("inputs", "factorInputs")[0],
      output: table.output, axes: table.axes)
    let footprints = try Footprints(table, satellite: factor)
    let expected = try golden.table("expected", "factorFootprintByRegion")[0]
    #expect(deviation(footprints.consumption, expected) < tolerance)
    #expect(footprints.residual < 1e-12)
    let absorbed = try DependenceMatrix(table, satellite: table.valueAdded)
    let matrix = try golden.matrix("expected", "valueAddedAbsorptionMatrix")
    for column in 0..<6 {
      #expect(deviation(absorbed.values.column(column), matrix.column(column)) < tolerance)
    }
    let trade = try ValueAddedInTrade(table)
    let measures = trade.countries
    let (vax, exports) = (
      try golden.vector("expected", "vaxByExporter"), try golden.vector("expected", "grossExports")
    )
    #expect(deviation(measures.map(\.valueAddedExports), vax) < tolerance)
    #expect(deviation(measures.map(\.grossExports), exports) < tolerance)
    let ratio = try golden.vector("expected", "vaxRatio")
    #expect(deviation(measures.map(\.valueAddedRatio), ratio) < tolerance)
  }
}
