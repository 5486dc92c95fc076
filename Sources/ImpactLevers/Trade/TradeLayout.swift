import ImpactDiagnostics

/// Everything about a trade lever that does not change from year to year.
final class TradeLayout: Sendable {
  /// One product with its elasticities and markets.
  struct Product: Sendable {
    let index: Int
    let foreign: Double
    let domestic: Double
    let markets: [TradeMarket]
    /// Origins of each group after the untouched one, by market.
    let masks: [[ScopeMask]]
  }

  let measures: [TradeMeasure]
  let places: [MeasurePlaces]
  /// In ascending order of codes.
  let products: [Product]
  /// Whether a region lies in an importer.
  let home: [Bool]
  /// What measures without a rule of origin offer.
  let offers: TradeOffers
  /// ε of final buyers.
  let elasticity: Double

  init(
    measures: [TradeMeasure], places: [MeasurePlaces], products: [Product], offers: TradeOffers,
    elasticity: Double
  ) {
    (self.measures, self.places, self.products) = (measures, places, products)
    (self.offers, self.elasticity) = (offers, elasticity)
    home = (places.first?.importers.regions ?? []).indices
      .map { s in
        places.contains { $0.importers.regions[s] }
      }
  }
}

extension TradePolicy {
  /// The layout of a run, worked out once; throws a `ProblemReport` for what `problems` names.
  func layout(_ context: LeverContext) throws -> TradeLayout {
    try context.runMemo.value("trade layout:\(id)") {
      var problems: [Problem] = []
      let measures = try self.measures(in: context)
      let places = measures.map {
        MeasurePlaces($0, path: "\(id).\($0.name)", context, problems: &problems)
      }
      guard problems.isEmpty else { throw ProblemReport(problems) }
      let products = try Set(measures.flatMap(\.industries)).sorted()
        .compactMap { code -> TradeLayout.Product? in
          guard let index = context.industryIndex[code] else { return nil }
          let sigma = try sigma(of: code, context)
          let known = TradeMarkets.of(index, code: code, measures, places, context)
          return TradeLayout.Product(
            index: index, foreign: sigma.foreign, domestic: sigma.domestic,
            markets: known.markets, masks: known.masks)
        }
      let part = try adjustment ?? context.catalogue.central(Self.adjustmentKey) / 100
      let setting = TradeOffer.Setting(
        intensity: intensity,
        passThrough: try passThrough ?? context.catalogue.central(Self.passThroughKey) / 100,
        speed: TradeOffer.Setting.speed(part), updateYear: context.economy.updateYear)
      return TradeLayout(
        measures: measures, places: places, products: products,
        offers: TradeOffers(measures, setting),
        elasticity: try demandElasticity ?? context.catalogue.central(Self.elasticityKey))
    }
  }
}
