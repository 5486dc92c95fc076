import ImpactEconomies
import ImpactModels
import ImpactTestSupport
import Testing

@Suite struct ResilienceTests {
  @Test func concentrationOfSuppliers() {
    #expect(SupplierConcentration([3]).index == 1)
    #expect(abs(SupplierConcentration([1, 1, 1, 1]).index - 0.25) < 1e-15)
    // Shares 0.5, 0.3, 0.2: 0.25 + 0.09 + 0.04.
    #expect(abs(SupplierConcentration([5, 3, 2]).index - 0.38) < 1e-15)
    #expect(abs(SupplierConcentration([5, 3, 2]).equivalentSuppliers - 1 / 0.38) < 1e-12)
    #expect(SupplierConcentration([]).index.isNaN && SupplierConcentration([0, -1]).index.isNaN)
  }

  /// Origins add up to what the buyers buy, class by class, and the chain needs no less.
  @Test func originsAddUpToPurchases() throws {
    let economy = SyntheticEconomy.make()
    let model = try EconomyModel(economy)
    let S = economy.industryCount
    let buyer = try #require(economy.industries.firstIndex { $0.code == "C29-VEH" })
    let cells = economy.regions.indices.map { economy.index(region: $0, industry: buyer) }
    let found = try ImportDependence(model, cells: cells)
    for i in 0..<S {
      var bought = 0.0
      for (s, k) in cells.enumerated() {
        for c in 0...1 {
          let coefficient = model.accounts.coefficient(
            originClass: c, product: i, buyer: buyer, region: s)
          bought += coefficient * economy.satellites.output[k]
        }
      }
      let origins = found.origins(of: i, .direct)
      #expect(origins.count == economy.regionCount + 1)
      #expect(abs(origins.reduce(0, +) - bought) <= 1e-9 * max(1, bought))
      #expect(
        abs(found.countries(of: i, .direct).reduce(0, +) - origins.reduce(0, +))
          <= 1e-9 * max(1, bought))
      let whole = found.origins(of: i, .whole)
      for (direct, all) in zip(origins, whole) {
        #expect(all >= direct - 1e-9 * max(1, bought))
      }
    }
    let all = [Bool](repeating: true, count: economy.regionCount)
    #expect(found.share(of: buyer, from: all, includesWorld: true, .direct) == 1)
  }

  /// Cells are made in one region only, so that its share is everything but what W delivers.
  @Test func aSingleMakerIsSeen() throws {
    let economy = SyntheticEconomy.make()
    let model = try EconomyModel(economy)
    let cellMaker = try #require(economy.industries.firstIndex { $0.code == "C27-CEL" })
    let buyer = try #require(economy.industries.firstIndex { $0.code == "C29-VEH" })
    let maker = try #require(economy.regions.firstIndex { $0.code == "SK02" })
    let found = try ImportDependence(
      model, cells: [economy.index(region: 0, industry: buyer)])
    let origins = found.origins(of: cellMaker, .direct)
    for r in economy.regions.indices where r != maker { #expect(origins[r] == 0) }
    #expect(origins[maker] > 0)
  }
}
