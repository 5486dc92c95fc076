import ImpactAxes
import ImpactDocuments
import ImpactEconomyFiles
import Testing

@testable import ImpactLevers

/// The arithmetic of sourcing, worked by hand.
@Suite struct SourcingNestTests {
  private func offer(_ price: Double, duty: Double = 0) -> TradeOffer {
    TradeOffer(
      variants: [
        .init(weight: 1, price: price, adapted: price, duty: duty, receipt: price / (1 + duty))
      ], baseDuty: 0, exportPrice: 1, localised: 0)
  }

  private func nest(_ price: Double, _ foreign: Double, _ domestic: Double) -> SourcingNest {
    SourcingNest(
      foreign: foreign, domestic: domestic,
      sums: [SourcingNest.untouched, offer(price).sums(foreign)])
  }

  /// Own 50, foreign untouched 30, foreign dearer by a quarter 20; σ = 3 in both layers.
  @Test func oneLayerByHand() {
    let nest = nest(1.25, 3, 3)
    let imports = nest.imports([0.6, 0.4])
    let bundle = nest.bundle(imports, share: 0.5)
    // Σ t·p^(−2) = 0.8 + 0.2·0.64 = 0.928.
    let index = 1 / 0.928.squareRoot()
    #expect(abs(bundle.price - index) < 1e-14)
    let cubed = index * index * index
    #expect(abs(bundle.own - cubed) < 1e-14)
    #expect(abs(imports.factors[0] * bundle.imported - cubed) < 1e-14)
    #expect(abs(imports.factors[1] * bundle.imported - cubed * 0.512) < 1e-14)
    // Spending adds up, quantities do not.
    let spending = 0.8 * cubed + 0.2 * 1.25 * 0.512 * cubed
    #expect(abs(spending - index) < 1e-14)
    #expect(0.8 * cubed + 0.2 * 0.512 * cubed > 1)
  }

  @Test func twoLayersMoveMoreBetweenForeignOrigins() {
    let nest = nest(1.25, 5.6, 2.8)
    let imports = nest.imports([0.6, 0.4])
    let bundle = nest.bundle(imports, share: 0.5)
    let third = imports.factors[0] * bundle.imported
    #expect(third > bundle.own && bundle.own > 1)
    let hit = imports.factors[1] * bundle.imported
    let paid = 0.5 * bundle.own + 0.3 * third + 0.2 * hit * 1.25
    #expect(abs(paid - bundle.price) < 1e-13)
    // P from its definition.
    let foreign = power(0.6 + 0.4 * power(1.25, -4.6), 1 / -4.6)
    let index = power(0.5 + 0.5 * power(foreign, -1.8), 1 / -1.8)
    #expect(abs(bundle.price - index) < 1e-13)
  }

  @Test func anElasticityOfOneIsTheLimit() {
    func price(_ sigma: Double) -> Double {
      let nest = nest(1.25, sigma, sigma)
      return nest.bundle(nest.imports([0.6, 0.4]), share: 0.5).price
    }
    #expect(abs(price(1) - power(1.25, 0.2)) < 1e-14)
    #expect(abs(price(1 + 1e-5) - price(1)) < 1e-6)
    #expect(abs(price(0) - 1.05) < 1e-14)
  }

  @Test func neutralPricesGiveExactlyOne() {
    let nest = nest(1, 9.4, 9.4)
    let imports = nest.imports([0.3, 0.7])
    let bundle = nest.bundle(imports, share: 0.37)
    #expect(imports.factors == [1, 1] && imports.price == 1)
    #expect(bundle.own == 1 && bundle.imported == 1)
    #expect(abs(bundle.price - 1) < 1e-15)
  }

  @Test func nineTenthsOfTheLogarithmAreReachedInFiveYears() {
    let setting = TradeOffer.Setting(
      intensity: 1, passThrough: 0.5, speed: TradeOffer.Setting.speed(0.9), updateYear: 2024)
    var measure = TradeMeasure(
      name: "a", products: ["vehicles"],
      duty: DatedPath(points: [.init(year: 2025, value: 0.2)]), baseDuty: 0)
    measure.exportPrice = DatedPath(constant: 1)
    let offer = TradeOffer(measure, in: 2029, setting, utilisation: nil)
    let part = offer.variants[1]
    #expect(part.price == 1.1)
    #expect(abs(logarithm(part.adapted) / logarithm(1.1) - 0.9) < 1e-12)
    #expect(abs(part.receipt - 1.1 / 1.2) < 1e-15)
    #expect(TradeOffer(measure, in: 2024, setting, utilisation: nil).isNeutral)
  }

  @Test func setsGiveSigmaForCars() throws {
    let catalogue = try ParameterCatalogue.shipped()
    let sets = try TradeElasticities.shipped()
    func sigma(_ set: String, _ nest: TradeElasticities.Nest) throws -> Double {
      let entry = try #require(sets.entry(set: set, industry: "C29-VEH", nest: nest))
      return TradeElasticities.sigma(try catalogue.central(entry.parameter), entry.form)
    }
    #expect(try abs(sigma("caliendo-parro", .foreign) - 2.01) < 1e-12)
    #expect(try sigma("cepii", .foreign) == 9.4)
    #expect(try sigma("gtap", .foreign) == 5.6)
    #expect(try sigma("gtap", .domestic) == 2.8)
    #expect(try sigma("ifo", .domestic) == 3.1)
    for entry in sets.entries { _ = try catalogue.central(entry.parameter) }
    #expect(Set(sets.entries.map(\.set)) == Set(TradePolicy.ElasticitySet.allCases.map(\.rawValue)))
  }

  @Test func presetsReadTheCatalogue() throws {
    let catalogue = try ParameterCatalogue.shipped()
    for preset in TradePreset.allCases {
      #expect(catalogue.problems(requiring: preset.keys).isEmpty)
      let measures = try preset.measures(catalogue)
      #expect(measures.map(\.name) == preset.names)
    }
    let china = try TradePreset.euCvd2024.measures(catalogue)[0]
    let saic = try #require(china.makers["SAIC"])
    #expect(abs(saic.duty.value(in: 2026) - 0.453) < 1e-12)
    #expect(abs(china.makers.values.reduce(0) { $0 + $1.share } - 1) < 1e-12)
  }
}
