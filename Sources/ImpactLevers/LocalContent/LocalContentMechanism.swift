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
    let plan: BasketPlan
    let moves: [BasketPlan.Move]
    let wanted: Double
    /// The lift that those ask for who would rather comply than pay.
    let willing: Double
    let belowFloor: Double
    /// Share of vehicles that would rather pay.
    let unwilling: Double
  }

  /// Moves purchases into the zone where a floor asks for it, and adds their extra cost.
  ///
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    var problems: [Problem] = []
    let scope = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    let zone = context.mask(of: zone, path: "\(id).zone", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    guard let vehicles = context.vehicles else { return }
    let (before, delivered) = (state.purchases, state.entrantDeliveries)
    var cost = [Double](repeating: 0, count: context.economy.dimension)
    // Share of production that pays already, so that a vehicle pays once whatever it fails.
    var paying: [Int: Double] = [:]
    // In the order of the declaration, so that results do not depend on a dictionary's order.
    for basket in Basket.allCases {
      guard let path = floors[basket], state.year >= path.first.year else { continue }
      guard let rule = try rule(basket, floor: path.value(in: state.year), zone: zone, state: state)
      else { continue }
      let makers = context.economy.regions.indices
        .filter { scope.regions[$0] && context.output($0, rule.buyer) > 0 }
      let demands = demands(of: makers, rule, state: state)
      let outcomes = try serve(demands, rule, state: &state)
      var readings: [ContentReading] = []
      for (demand, outcome) in zip(demands, outcomes) {
        let reading = ContentReading(
          rule, demand, outcome, paysAlready: paying[demand.region] ?? 0)
        paying[demand.region] = max(paying[demand.region] ?? 0, reading.paying)
        cost[context.economy.index(region: demand.region, industry: rule.buyer)] +=
          outcome.cost + reading.penalty
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
        lever: id, zone: zone, before: before, after: state.purchases,
        deliveredBefore: delivered, measuresLabour: measuresLabour,
        makers: context.assemblers(in: scope), vehicles: vehicles))
    try respond(to: cost, home: scope.union(zone), state: &state)
  }

  /// Nil where the economy has no industry that buys the basket.
  private func rule(
    _ basket: Basket, floor: Double, zone: ScopeMask, state: LeverState
  ) throws -> Rule? {
    let context = state.context
    guard let buyer = Self.buyer(of: basket, context) else { return nil }
    return Rule(
      basket: basket, zone: zone, buyer: buyer, floor: floor,
      spread: try dispersion ?? context.catalogue.central(Self.dispersionKey) / 100,
      reach: try coverageShare(context) * intensity,
      penalty: basket == .activeMaterials ? nil : penalty,
      items: try items(basket, zone: zone, context),
      measure: measure(definition, zone: zone, state: state))
  }

  /// Vehicle makers buy all baskets but active materials, which makers of cells buy.
  static func buyer(of basket: Basket, _ context: LeverContext) -> Int? {
    basket == .activeMaterials ? context.industryIndex["C27-CEL"] : context.vehicles
  }

  func coverageShare(_ context: LeverContext) throws -> Double {
    guard let coverageClass, let key = Self.coverageKey(coverageClass) else { return coverage }
    return try context.catalogue.central(key) / 100
  }

  private func items(
    _ basket: Basket, zone: ScopeMask, _ context: LeverContext
  ) throws -> [ContentMeasure.Item] {
    // The sourced share is the union's, so the zone must hold the union.
    let isUnion = context.economy.regions.indices.allSatisfy {
      zone.regions[$0] || !context.economy.regions[$0].isEuropeanUnion
    }
    let local =
      basket == .activeMaterials && isUnion
      ? try context.catalogue.central(Self.materialContentKey) / 100 : nil
    return try basketEntries(basket, context)
      .compactMap { entry in
        guard let product = context.industryIndex[entry.industry] else { return nil }
        let premium =
          try premiums[entry.premiumGroup]
          ?? context.catalogue.central(Self.premiumKey(entry.premiumGroup)) / 100
        let share =
          basket == .activeMaterials
          ? try context.catalogue.central(Self.materialKey(entry.industry)) / 100 : 1
        return ContentMeasure.Item(
          product: product, group: entry.premiumGroup, premium: premium * premiumScale,
          share: share, localShare: local)
      }
  }

  /// What the rule asks of those makers that buy the basket.
  private func demands(of makers: [Int], _ rule: Rule, state: LeverState) -> [Demand] {
    let purchases = ContentMeasure.purchases(
      rule.items, zone: rule.zone, regions: makers, buyer: rule.buyer, state: state)
    return makers.enumerated()
      .compactMap { n, region in
        rule.measure.plan(purchases, at: n, basket: rule.basket, state: state)
          .map { demand(of: region, $0, rule) }
      }
  }

  private func demand(of region: Int, _ plan: BasketPlan, _ rule: Rule) -> Demand {
    let shortfall = ContentLift(floor: rule.floor, mean: plan.content, dispersion: rule.spread)
    let all = shortfall.meanShortfall
    var (mean, unwilling) = (all, 0.0)
    if let penalty = rule.penalty {
      let limit = plan.lift(forCost: penalty)
      mean = shortfall.meanShortfall(upTo: limit)
      unwilling = shortfall.probabilityBeyond(limit)
    }
    let willing = rule.reach * mean
    let isIdle = willing < ContentLift.smallest
    let wanted = rule.reach * all
    return Demand(
      region: region, plan: plan,
      moves: isIdle ? [] : plan.moves(lift: willing),
      wanted: wanted < ContentLift.smallest ? 0 : wanted, willing: isIdle ? 0 : willing,
      belowFloor: shortfall.probabilityBelow,
      unwilling: unwilling)
  }

  private func respond(
    to cost: [Double], home: ScopeMask, state: inout LeverState
  ) throws {
    guard cost.contains(where: { $0 != 0 }) else { return }
    let catalogue = state.context.catalogue
    state.priceResponses.append(
      PriceResponse(
        lever: id, cost: cost,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: try demandElasticity ?? catalogue.central(Self.elasticityKey),
        exportElasticity: try exportElasticity ?? catalogue.central(Self.exportElasticityKey),
        home: home.regions))
  }
}
