import ImpactEconomies

/// Part of an origin's vehicles that meets a rule of origin.
///
///     u = Σ_r x[r]·min_b (1 − Φ((F_b − c_b,r)/σ)) / Σ_r x[r]
///
/// c_b,r content of basket b at the makers in r by the rule's definition, importer and origins together
/// as zone, σ `content.dispersion`, x their output. A vehicle that fails one floor is taken to be the
/// one that fails the others, hence the least share. Origins without makers in the model cannot be
/// measured and are left out.
extension TradePolicy {
  /// Nil where the measure has no rule, or none of its floors has begun.
  func utilisation(
    _ measure: TradeMeasure, _ places: MeasurePlaces, _ state: LeverState
  ) throws -> Double? {
    guard let rule = measure.originRule, state.year >= rule.start,
      let vehicles = state.context.vehicles
    else { return nil }
    let context = state.context
    let zone = places.importers.union(places.origins)
    let measured = LocalContent(id: id, floors: [:])
    let content = measured.measure(rule.definition, zone: zone, context, state.feedback)
    let dispersion = try context.catalogue.central(LocalContent.dispersionKey) / 100
    let baskets = LocalContent.Basket.allCases
      .compactMap { basket -> (LocalContent.Basket, Double, BasketItems)? in
        guard let floor = TradeOffer.value(rule.floors[basket], in: state.year) else { return nil }
        let items = BasketItems(
          products: measured.basketEntries(basket, context)
            .compactMap { context.industryIndex[$0.industry] })
        return (basket, floor, items)
      }
    let makers = context.assemblers(in: places.origins)
    let first = makers.first ?? 0
    let plans = baskets.map { basket, _, items in
      let sources = ContentSources(items.products, buyer: vehicles, of: makers, zone: zone, context)
      return content.plans(
        items, ContentPurchases(sources, state: state), basket: basket, context)
    }
    var (met, all) = (0.0, 0.0)
    for r in makers {
      let n = r - first
      let shares = zip(baskets, plans)
        .compactMap { basket, plans -> Double? in
          // Makers that buy nothing of a basket have nothing in it that could fail.
          guard plans.denominator[n] != 0 else { return nil }
          let lift = ContentLift(
            floor: basket.1, mean: plans.content[n], dispersion: dispersion)
          return 1 - lift.probabilityBelow
        }
      met += context.vehicleOutput(r) * (shares.min() ?? 1)
      all += context.vehicleOutput(r)
    }
    return all > 0 ? met / all : 0
  }
}
