import ImpactEconomies

/// Part of an origin's vehicles that meets a rule of origin.
///
///     u = Σ_r x[r]·(1 − Φ((F − c_r)/σ)) / Σ_r x[r]
///
/// c_r content of the makers in r by the rule's definition, importer and origins together as zone, σ
/// `content.dispersion`, x their output. Origins without makers in the model cannot be measured and
/// are left out.
extension TradePolicy {
  /// Nil where the measure has no rule, or its floor has not begun.
  func utilisation(
    _ measure: TradeMeasure, _ places: MeasurePlaces, _ state: LeverState
  ) throws -> Double? {
    guard let rule = measure.originRule, state.year >= rule.floor.first.year,
      let vehicles = state.context.vehicles
    else { return nil }
    let context = state.context
    let zone = places.importers.union(places.origins)
    let items = ContentRuleTrace.products(context)
      .map { ContentMeasure.Item(product: $0, group: "", premium: 0, share: 1) }
    let content = LocalContent(id: id, floors: [:])
      .measure(rule.definition, zone: zone, state: state)
    let dispersion = try context.catalogue.central(LocalContent.dispersionKey) / 100
    let floor = rule.floor.value(in: state.year)
    var (met, all) = (0.0, 0.0)
    for r in context.assemblers(in: places.origins) {
      let purchases = ContentMeasure.purchases(
        items, zone: zone, region: r, buyer: vehicles, state: state)
      let plan = content.plan(
        purchases, basket: .vehicle, region: r, buyer: vehicles, state: state)
      guard let plan else { continue }
      let shortfall = ContentLift(floor: floor, mean: plan.content, dispersion: dispersion)
      met += context.vehicleOutput(r) * (1 - shortfall.probabilityBelow)
      all += context.vehicleOutput(r)
    }
    return all > 0 ? met / all : 0
  }
}
