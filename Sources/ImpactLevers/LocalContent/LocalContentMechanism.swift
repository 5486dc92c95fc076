import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Lift of the basket's mean content: coverage·intensity·E[(F − c)⁺; F − c ≤ g], moved product by product.
///
/// g is the shortfall whose cure costs as much as the penalty. The extra cost of what is moved and the
/// penalties raise prices. Source: Documentation/Methods.
extension LocalContent {
  /// What holds for one basket in one year.
  struct Rule {
    let basket: Basket
    let zone: ScopeMask
    /// Index of the industry that buys.
    let buyer: Int
    let floor: Double
    let spread: Double
    /// coverage · intensity.
    let reach: Double
    /// Share of the value; nil where everybody complies.
    let penalty: Double?
    let items: [ContentMeasure.Item]
    let measure: ContentMeasure
  }

  /// What a floor asks of one region before suppliers' limits.
  struct Demand {
    let region: Int
    /// Its place among the makers.
    let place: Int
    let shortfall: ContentLift
    let wanted: Double
    /// The lift that those ask for who would rather comply than pay.
    let willing: Double
    /// Share of vehicles that would rather pay.
    let unwilling: Double
  }

  /// What a floor asks of all makers that buy the basket.
  struct Asked {
    let purchases: ContentMeasure.Purchases
    let plans: BasketPlans
    var demands: [Demand] = []
    var moves: BasketPlans.Moves
  }

  /// Moves purchases into the zone where a floor asks for it, and adds their extra cost.
  ///
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    let layout = try layout(in: state.year, context)
    guard let vehicles = context.vehicles else { return }
    // A copy that nobody reads would make every change copy what it writes.
    let before = state.wantsFigures ? state.purchases : nil
    let delivered = state.entrantDeliveries
    var cost = IndexTable()
    // Share of production that pays already, so that a vehicle pays once whatever it fails.
    var paying = [Double](repeating: 0, count: context.economy.regionCount)
    // In the order of the declaration, so that results do not depend on a dictionary's order.
    for part in layout.parts {
      guard let path = floors[part.basket] else { continue }
      let rule = try rule(part, floor: path.value(in: state.year), layout.zone, state: state)
      let asked = asked(by: rule, part.sources, state: state)
      let outcomes = try serve(asked, rule, state: &state)
      var readings: [ContentReading] = []
      readings.reserveCapacity(outcomes.count)
      for (demand, outcome) in zip(asked.demands, outcomes) {
        let reading = ContentReading(
          rule, demand, outcome, paysAlready: paying[demand.region])
        paying[demand.region] = max(paying[demand.region], reading.paying)
        cost.add(
          outcome.cost + reading.penalty,
          at: context.economy.index(region: demand.region, industry: rule.buyer))
        readings.append(reading)
      }
      report(readings, rule: rule, state: &state)
    }
    state.bookEntrantSales(lever: id)
    guard floors.values.contains(where: { state.year >= $0.first.year }), intensity != 0 else {
      return
    }
    state.contentRules.append(
      ContentRuleTrace(
        lever: id, zone: layout.zone,
        purchases: before.map {
          ContentRuleTrace.Purchases(
            before: $0, after: state.purchases, deliveredBefore: delivered)
        }, measuresLabour: measuresLabour, makers: context.assemblers(in: layout.scope),
        vehicles: vehicles))
    try respond(to: cost, home: layout.home, state: &state)
  }

  private func rule(
    _ part: ContentLayout.Part, floor: Double, _ zone: ScopeMask, state: LeverState
  ) throws -> Rule {
    Rule(
      basket: part.basket, zone: zone, buyer: part.buyer, floor: floor, spread: part.spread,
      reach: try coverageShare(state.context) * intensity,
      penalty: part.basket == .activeMaterials ? nil : penalty, items: part.items,
      measure: measure(definition, zone: zone, state: state))
  }

  func coverageShare(_ context: LeverContext) throws -> Double {
    guard let coverageClass, let key = Self.coverageKey(coverageClass) else { return coverage }
    return try context.catalogue.central(key) / 100
  }

  /// What the rule asks of those makers that buy the basket.
  private func asked(
    by rule: Rule, _ sources: [ContentSources?], state: LeverState
  ) -> Asked {
    let makers = sources.lazy.compactMap(\.self).first?.regions ?? []
    let purchases = ContentMeasure.Purchases(
      items: rule.items, buyer: rule.buyer, regions: makers,
      columns: sources.map { $0.map { ContentColumn($0, state: state) } })
    let plans = rule.measure.plans(purchases, basket: rule.basket, state: state)
    var asked = Asked(purchases: purchases, plans: plans, moves: BasketPlans.Moves(plans))
    asked.demands.reserveCapacity(makers.count)
    for n in makers.indices where plans.denominator[n] != 0 {
      let demand = demand(of: makers[n], at: n, plans, rule)
      asked.demands.append(demand)
      if demand.willing > 0 { plans.lift(n, by: demand.willing, &asked.moves) }
    }
    return asked
  }

  private func demand(of region: Int, at n: Int, _ plans: BasketPlans, _ rule: Rule) -> Demand {
    let shortfall = ContentLift(
      floor: rule.floor, mean: plans.content[n], dispersion: rule.spread)
    let all = shortfall.meanShortfall
    var (mean, unwilling) = (all, 0.0)
    if let penalty = rule.penalty {
      let limit = plans.lift(n, forCost: penalty)
      mean = shortfall.meanShortfall(upTo: limit)
      unwilling = shortfall.probabilityBeyond(limit)
    }
    let (willing, wanted) = (rule.reach * mean, rule.reach * all)
    return Demand(
      region: region, place: n, shortfall: shortfall,
      wanted: wanted < ContentLift.smallest ? 0 : wanted,
      willing: willing < ContentLift.smallest ? 0 : willing, unwilling: unwilling)
  }

  private func respond(
    to cost: IndexTable, home: ScopeMask, state: inout LeverState
  ) throws {
    guard cost.contains(where: { $0.value != 0 }) else { return }
    let catalogue = state.context.catalogue
    state.priceResponses.append(
      PriceResponse(
        lever: id, cost: cost, of: state.context.economy.dimension,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: try demandElasticity ?? catalogue.central(Self.elasticityKey),
        exportElasticity: try exportElasticity ?? catalogue.central(Self.exportElasticityKey),
        home: home.regions))
  }
}
