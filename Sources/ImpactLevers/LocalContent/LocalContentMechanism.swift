import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

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
    let items: BasketItems
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
    let purchases: ContentPurchases
    let plans: BasketPlans
    var demands: [Demand] = []
    /// What they would move, EUR per EUR of output, by entry.
    var amounts: [Double] = []
  }

  /// Moves purchases into the zone where a floor asks for it, and adds their extra cost.
  ///
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    let begun = begun(in: state.year)
    let layout = try layout(of: begun, context)
    guard let vehicles = context.vehicles else { return }
    // A copy that nobody reads would make every change copy what it writes.
    let before = state.wantsFigures ? state.purchases : nil
    let delivered = state.entrantDeliveries
    var cost = BasketCosts()
    // Share of production that pays already, so that a vehicle pays once whatever it fails.
    var paying = [Double](repeating: 0, count: context.economy.regionCount)
    // In the order of the declaration, so that results do not depend on a dictionary's order.
    for part in layout.parts {
      guard let path = floors[part.basket] else { continue }
      let rule = try rule(part, floor: path.value(in: state.year), layout.zone, &state)
      try meet(rule, part.sources, paying: &paying, cost: &cost, &state)
    }
    state.bookEntrantSales(lever: id)
    guard !begun.isEmpty, intensity != 0 else { return }
    state.contentRules.append(
      ContentRuleTrace(
        lever: id, zone: layout.zone,
        purchases: before.map {
          ContentRuleTrace.Purchases(
            before: $0, after: state.purchases, deliveredBefore: delivered)
        }, measuresLabour: measuresLabour, makers: layout.assemblers, vehicles: vehicles))
    try respond(to: cost, home: layout.home, state: &state)
  }

  /// Serves what one floor asks for, and adds up what it costs.
  private func meet(
    _ rule: Rule, _ sources: ContentSources, paying: inout [Double], cost: inout BasketCosts,
    _ state: inout LeverState
  ) throws {
    let asked = asked(by: rule, ContentPurchases(sources, state: state), state.context)
    let outcomes = try serve(asked, rule, state: &state)
    var readings: [ContentReading] = []
    if state.wantsFigures { readings.reserveCapacity(outcomes.count) }
    cost.open(rule.buyer, regions: paying.count)
    for (n, demand) in asked.demands.enumerated() {
      let reading = ContentReading(
        rule, demand, outcomes[n], paysAlready: paying[demand.region])
      paying[demand.region] = max(paying[demand.region], reading.paying)
      cost.add(outcomes[n].cost + reading.penalty, to: demand.region)
      if state.wantsFigures { readings.append(reading) }
    }
    report(readings, rule: rule, state: &state)
  }

  private func rule(
    _ part: ContentLayout.Part, floor: Double, _ zone: ScopeMask, _ state: inout LeverState
  ) throws -> Rule {
    Rule(
      basket: part.basket, zone: zone, buyer: part.sources.buyer, floor: floor,
      spread: part.spread, reach: try coverageShare(state.context) * intensity,
      penalty: part.basket == .activeMaterials ? nil : penalty, items: part.items,
      measure: measure(definition, zone: zone, state.context, state.feedback))
  }

  func coverageShare(_ context: LeverContext) throws -> Double {
    guard let coverageClass, let key = Self.coverageKey(coverageClass) else { return coverage }
    return try context.catalogue.central(key) / 100
  }

  /// What the rule asks of those makers that buy the basket.
  private func asked(
    by rule: Rule, _ purchases: ContentPurchases, _ context: LeverContext
  ) -> Asked {
    let plans = rule.measure.plans(rule.items, purchases, basket: rule.basket, context)
    let first = purchases.sources.regions.lowerBound
    var asked = Asked(purchases: purchases, plans: plans)
    var lifts = [Double](repeating: 0, count: plans.places)
    asked.demands.reserveCapacity(plans.places)
    for n in lifts.indices where plans.denominator[n] != 0 {
      let demand = demand(of: first + n, at: n, plans, rule)
      asked.demands.append(demand)
      lifts[n] = demand.willing
    }
    asked.amounts = plans.amounts(lifting: lifts)
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
    to cost: BasketCosts, home: ScopeMask, state: inout LeverState
  ) throws {
    let costs = cost.costs(state.context.economy)
    guard !costs.isEmpty else { return }
    let catalogue = state.context.catalogue
    state.priceResponses.append(
      PriceResponse(
        lever: id, costs: costs, of: state.context.economy.dimension,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: try demandElasticity ?? catalogue.central(Self.elasticityKey),
        exportElasticity: try exportElasticity ?? catalogue.central(Self.exportElasticityKey),
        home: home.regions))
  }
}
