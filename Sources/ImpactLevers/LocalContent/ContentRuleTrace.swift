import ImpactEconomies

/// Purchases before and after one rule in one year, for figures that need the solution.
package struct ContentRuleTrace: Sendable {
  /// What figures are made of.
  struct Purchases: Sendable {
    let before: PurchaseChanges
    let after: PurchaseChanges
    /// What plants without makers in the accounts delivered before the rule.
    let deliveredBefore: [PurchaseCell: [Int: Double]]
  }

  package let lever: String
  package let zone: ScopeMask
  /// Nil where nobody reads figures.
  let purchases: Purchases?
  /// Whether the rule has a threshold of wages.
  let measuresLabour: Bool
  /// Regions whose vehicle makers the rule is about.
  let makers: [Int]
  let vehicles: Int
}

extension ContentRuleTrace {
  /// The remainder of h of vehicles that no product of a basket carries, by region.
  ///
  ///     C_s = h[VEH,s] − Σ_i (inside_i·q_i + outside_i·f_i),   purchases of `state`
  package static func zoneContent(
    _ content: [Double], zone: ScopeMask, state: LeverState
  ) -> ZoneContent {
    let context = state.context
    guard let vehicles = context.vehicles else { return ZoneContent(content: content, rest: []) }
    let means = ZoneContent(content: content, rest: [])
    let makers = context.economy.regions.indices.filter { context.vehicleOutput($0) > 0 }
    let sources = ContentSources(
      products(context), buyer: vehicles, of: makers, zone: zone, context)
    let purchases = ContentPurchases(sources, state: state)
    var rest = [Double](repeating: 0, count: context.economy.regionCount)
    for s in makers {
      rest[s] = content[context.economy.index(region: s, industry: vehicles)]
      for item in sources.products.indices {
        let n = s - sources.regions.lowerBound
        let account = purchases[item, n]
        guard account.weight > 0 else { continue }
        let mean = purchases.meanContent(item, n, means, context)
        rest[s] -=
          account.inside * mean.inside + (account.weight - account.inside) * mean.outside
      }
    }
    return means.with(rest: rest)
  }

  /// Products of the whole-vehicle basket.
  static func products(_ context: LeverContext) -> [Int] {
    LocalContent.Basket.vehicle.parts.flatMap { context.baskets.entries(in: $0) }
      .compactMap { context.industryIndex[$0.industry] }
  }

  /// Content of whole vehicles before and after under every definition, and who sells less or more.
  ///
  /// `state` is the year's last state with the solved h of the zone in its feedback; content before by
  /// value added takes the same h.
  package func readings(_ state: LeverState) throws -> [LeverReading] {
    guard let purchases else { return [] }
    var (early, late) = (state, state)
    early.purchases = purchases.before
    early.entrantDeliveries = purchases.deliveredBefore
    late.purchases = purchases.after
    return contentReadings(early, late) + partnerReadings(purchases, state)
      + (try labourReadings(early, late))
  }

  private func contentReadings(_ early: LeverState, _ late: LeverState) -> [LeverReading] {
    let state = late
    let context = state.context
    let items = BasketItems(products: Self.products(context))
    let sources = ContentSources(
      items.products, buyer: vehicles, of: makers, zone: zone, context)
    let rule = LocalContent(id: lever, floors: [:])
    let measures = LocalContent.Definition.allCases
      .map { rule.measure($0, zone: zone, context, state.feedback) }
    var values: [Int: [(Double, Double)]] = [:]
    let contents = [early, late]
      .map { state in
        let purchases = ContentPurchases(sources, state: state)
        let plans = measures.map { $0.plans(items, purchases, basket: .vehicle, context) }
        return makers.map { s in plans.map { $0.content[s - sources.regions.lowerBound] } }
      }
    for (n, s) in makers.enumerated() {
      values[s] = zip(contents[0][n], contents[1][n]).map { ($0, $1) }
    }
    return places(context)
      .flatMap { place, members in
        LocalContent.Definition.allCases.enumerated()
          .flatMap { d, definition in
            let pairs = members.map { values[$0]?[d] ?? (0, 0) }
            return zip(["before", "after"], [pairs.map(\.0), pairs.map(\.1)])
              .map { when, contents in
                LeverReading(
                  lever: lever, place: place, year: state.year,
                  figure: "\(definition.rawValue) \(when), content of whole vehicles",
                  value: 100 * mean(contents, of: members, context), unit: "percent")
              }
          }
      }
  }

  /// Mean over regions, weighted by vehicle output.
  func mean(_ values: [Double], of members: [Int], _ context: LeverContext) -> Double {
    let output = members.map(context.vehicleOutput)
    return zip(values, output).reduce(0) { $0 + $1.0 * $1.1 } / output.reduce(0, +)
  }

  func places(_ context: LeverContext) -> [(String, [Int])] {
    let regions = context.economy.regions
    var places = makers.map { (regions[$0].code, [$0]) }
    let countries = Dictionary(grouping: makers) { regions[$0].country }
    places += countries.sorted { $0.key < $1.key }
      .filter { !($0.value.count == 1 && regions[$0.value[0]].code == $0.key) }
    let union = makers.filter { regions[$0].isEuropeanUnion }
    return union.isEmpty ? places : places + [("EU27", union)]
  }

  /// Changes of sales to the rule's buyers by country of the supplier and from W, base-year output.
  private func movedSales(
    _ purchases: Purchases, _ state: LeverState
  ) -> (inside: [Double], outside: [Double], world: Double) {
    let context = state.context
    let economy = context.economy
    let country = economy.countryOfRegion
    var inside = [Double](repeating: 0, count: economy.countryCount)
    var outside = inside
    var world = 0.0
    let everywhere = ScopeMask(
      regions: [Bool](repeating: true, count: economy.regionCount), includesWorld: true)
    let (before, after) = (purchases.before, purchases.after)
    let masks = (after.zones + [everywhere])
      .map { ($0.intersection(zone), $0.intersection(zone.complement), $0.includesWorld) }
    for (cell, part) in after.added(since: before) {
      guard let trade = context.trade[cell.product] else { continue }
      let amount = part.delta * context.output(cell.region, cell.buyer)
      let (within, beyond, hasWorld) = masks[part.zone ?? after.zones.count]
      trade.add(
        amount, of: within, originClass: part.originClass, to: cell.region, country, &inside)
      trade.add(
        amount, of: beyond, originClass: part.originClass, to: cell.region, country, &outside)
      if part.originClass == 1, hasWorld { world += amount * trade.world[cell.region] }
    }
    for (cell, byRegion) in state.entrantDeliveries.sorted(by: { $0.key < $1.key }) {
      for (r, value) in byRegion.sorted(by: { $0.key < $1.key }) {
        let change = value - (purchases.deliveredBefore[cell]?[r] ?? 0)
        let amount = change * context.output(cell.region, cell.buyer)
        if zone.regions[r] { inside[country[r]] += amount } else { outside[country[r]] += amount }
      }
    }
    return (inside, outside, world)
  }

  private func partnerReadings(_ purchases: Purchases, _ state: LeverState) -> [LeverReading] {
    let economy = state.context.economy
    let (inside, outside, world) = movedSales(purchases, state)
    func reading(_ place: String, _ name: String, _ value: Double) -> LeverReading {
      LeverReading(
        lever: lever, place: place, year: state.year, figure: "\(name), suppliers", value: value,
        unit: "million EUR")
    }
    let union = economy.regions.indices.filter { economy.regions[$0].isEuropeanUnion }
    let members = Set(union.map { economy.countryOfRegion[$0] }).sorted()
    let byCountry = economy.countries.indices
      .flatMap { c in
        [
          ("sales to the rule's buyers in the zone", inside[c]),
          ("sales lost outside the zone", outside[c]),
        ]
        .filter { $0.1 != 0 }.map { reading(economy.countries[c], $0.0, $0.1) }
      }
    return byCountry + [
      reading("REST_OF_WORLD", "sales lost outside the zone", world),
      reading("EU27", "sales moved into the zone", inside.reduce(0, +)),
      reading("EU27", "sales lost outside the zone", outside.reduce(world, +)),
      reading("EU27", "of these gained in the union", members.reduce(0) { $0 + inside[$1] }),
    ]
  }
}
