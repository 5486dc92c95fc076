import ImpactAxes
import ImpactDocuments
import ImpactNumerics

extension LocalContent {
  /// Moves what the floors of one basket ask for, product by product and within suppliers' limits.
  func serve(
    _ asked: Asked, _ rule: Rule, state: inout LeverState
  ) throws -> [BasketOutcome] {
    let plans = asked.plans
    var (purchases, granted) = (asked.purchases, asked.amounts)
    var moves = ContentMoves(places: plans.places)
    var lifted = [Double](repeating: 0, count: plans.places)
    var (moved, cost) = (lifted, lifted)
    for (k, item) in rule.items.items.enumerated() {
      let part = plans.part(k)
      guard !granted.nonzeroSpan(in: part).isEmpty else { continue }
      if rule.items.items[..<k].contains(where: { $0.product == item.product }) {
        purchases.reread(k, state)
      }
      if let capacity {
        try deliver(&granted, part, k, purchases, &moves, capacity, rule, item, state: &state)
      } else {
        moves.move(k, of: purchases, by: granted, from: part.lowerBound, &state)
      }
      lifted.addProducts(granted, plans.gain, part)
      moved.add(granted, part, at: 0)
      cost.add(granted, part, times: item.premium)
    }
    return asked.demands.map { demand in
      let n = demand.place
      let lift = lifted[n] / plans.denominator[n]
      // What rounding leaves of a lift that was met in full is no shortfall.
      let short = demand.willing - lift
      return BasketOutcome(
        lifted: lift, shortfall: short > ContentLift.smallest ? short : 0, moved: moved[n],
        cost: cost[n])
    }
  }

  /// Moves one product within suppliers' limits; of the amounts of a part, EUR per EUR of output, what they
  /// can deliver stays.
  private func deliver(
    _ amounts: inout [Double], _ part: Range<Int>, _ k: Int, _ purchases: ContentPurchases,
    _ moves: inout ContentMoves, _ capacity: ContentCapacity, _ rule: Rule,
    _ item: BasketItems.Item, state: inout LeverState
  ) throws {
    let limits = try supplyLimits(capacity, rule, item, state: state)
    let cellsBefore =
      state.wantsFigures ? state.vehicleMakersChanges(of: item.product, from: rule.zone) : []
    let asking = (0..<part.count).filter { amounts[part.lowerBound + $0] != 0 }
    let regions = asking.map { purchases.sources.regions.lowerBound + $0 }
    let output = regions.map { state.context.output($0, rule.buyer) * state.feedback.volume($0) }
    let wanted = zip(asking, output).map { amounts[part.lowerBound + $0] * $1 }
    let shares = purchases.insideByCountry(k, at: asking, state.context)
    let granted = allot(wanted, shares: shares, limits: limits, item, state: &state)
    let served = asking.indices.filter { output[$0] > 0 }
    let grants = GrantedMoves(
      purchases: purchases, item: k, places: served.map { asking[$0] },
      granted: served.map { b in granted[b].map { $0 / output[b] } },
      inside: served.map { shares[$0] })
    if let plants = try plantSourcing(capacity, item, rule, state) {
      grants.apply(to: &state, from: plants)
    } else {
      grants.apply(to: &state, with: &moves)
    }
    let total = wanted.reduce(0, +)
    reportSupply(
      product: item.product, asked: total, delivered: granted.joined().reduce(0, +),
      limit: limits.reduce(0, +), rule: rule, state: &state)
    try reportCells(capacity, item, rule, asked: cellsBefore.reduce(total, +), state: &state)
    amounts.clear(part)
    for b in served {
      amounts[part.lowerBound + asking[b]] = granted[b].reduce(0, +) / output[b]
    }
  }

  /// Where cells come from when the rule says that they follow the register's plants; nil else.
  private func plantSourcing(
    _ capacity: ContentCapacity, _ item: BasketItems.Item, _ rule: Rule, _ state: LeverState
  ) throws -> PlantSourcing? {
    guard capacity.cellRegions == .plants,
      state.context.industryIndex[AutomotiveBlock.cells] == item.product
    else { return nil }
    return try PlantSourcing(capacity.plants, within: rule.zone, state: state)
  }

  /// Deliveries by buyer and country, million EUR, from what earlier rules have left.
  private func allot(
    _ amounts: [Double], shares: [[Double]], limits: [Double], _ item: BasketItems.Item,
    state: inout LeverState
  ) -> [[Double]] {
    var used = state.suppliesUsed[item.product] ?? limits.map { _ in 0 }
    let granted: [[Double]]
    if state.context.industryIndex["C27-CEL"] == item.product {
      let left = max(0, limits.reduce(0, +) - used.reduce(0, +))
      granted = SupplierLimits(limits: [left]).pooledDeliveries(asked: amounts, shares: shares)
    } else {
      granted = SupplierLimits(limits: zip(limits, used).map { max(0, $0 - $1) })
        .deliveries(asked: amounts, shares: shares)
    }
    for row in granted {
      for c in used.indices { used[c] += row[c] }
    }
    state.suppliesUsed[item.product] = used
    return granted
  }

  /// GWh of cells beside the plants of the zone, when the product is cells; `asked` holds what earlier
  /// levers changed too.
  private func reportCells(
    _ capacity: ContentCapacity, _ item: BasketItems.Item, _ rule: Rule, asked: Double,
    state: inout LeverState
  ) throws {
    let context = state.context
    guard state.wantsFigures, context.industryIndex["C27-CEL"] == item.product else { return }
    let value = try capacity.cellValue(state.year, context.catalogue)
    let inZone = Set(
      context.economy.regions.indices.filter { rule.zone.regions[$0] }
        .map { context.economy.countryOfRegion[$0] })
    let plants = try inZone.sorted()
      .map { try capacity.gwh(context.economy.countries[$0], state.year, context.catalogue) ?? 0 }
    let base = context.economy.regions.indices.filter { rule.zone.regions[$0] }
      .reduce(0) { $0 + context.output($1, item.product) }
    reportPlants(
      needed: (base + asked) / value, capacity: plants.reduce(0, +), basket: rule.basket,
      state: &state)
  }

  /// K_c of a product by country of the economy, million EUR; zero outside the zone.
  private func supplyLimits(
    _ capacity: ContentCapacity, _ rule: Rule, _ item: BasketItems.Item, state: LeverState
  ) throws -> [Double] {
    let context = state.context
    let catalogue = context.catalogue
    let country = context.economy.countryOfRegion
    var base = [Double](repeating: 0, count: context.economy.countryCount)
    for r in country.indices where rule.zone.regions[r] {
      base[country[r]] += context.output(r, item.product)
    }
    let asked = state.vehicleMakersChanges(of: item.product, from: rule.zone)
    let headroom =
      try capacity.headroom[item.group] ?? catalogue.central(ContentCapacity.headroomKey) / 100
    let growth =
      try capacity.investment[item.group] ?? catalogue.central(ContentCapacity.investmentKey) / 100
    let lag = try capacity.lag ?? catalogue.whole(ContentCapacity.lagKey)
    let start = floors.values.map(\.first.year).min() ?? state.year
    let years = Double(max(0, state.year - max(start, context.economy.updateYear) - lag))
    let limits = base.indices.map { c in
      let before = base[c] + asked[c]
      let idle = max(0, base[c] - max(0, before))
      return headroom * max(base[c], before) + idle + growth * base[c] * years
    }
    guard context.industryIndex["C27-CEL"] == item.product else { return limits }
    return try plantLimits(capacity, limits, before: zip(base, asked).map(+), rule, state: state)
  }

  /// The limits of cells: what the register's plants leave stands in the place of the union's countries,
  /// whose limits are used together.
  private func plantLimits(
    _ capacity: ContentCapacity, _ limits: [Double], before: [Double], _ rule: Rule,
    state: LeverState
  ) throws -> [Double] {
    let context = state.context
    let members = Set(
      context.economy.regions.indices
        .filter { rule.zone.regions[$0] && context.economy.regions[$0].isEuropeanUnion }
        .map { context.economy.countryOfRegion[$0] }
    )
    .sorted()
    let plants = try members.compactMap {
      try capacity.gwh(context.economy.countries[$0], state.year, context.catalogue)
    }
    guard let first = members.first, !plants.isEmpty else { return limits }
    let value = try capacity.cellValue(state.year, context.catalogue)
    var result = limits
    for c in members { result[c] = 0 }
    result[first] = max(0, value * plants.reduce(0, +) - members.reduce(0) { $0 + before[$1] })
    return result
  }
}

extension ContentCapacity {
  /// Cell capacity of a country in a year by the register; nil where the register has no plant.
  func gwh(_ country: String, _ year: Int, _ catalogue: ParameterCatalogue) throws -> Double? {
    func registered(_ status: String) -> Double? {
      catalogue[Self.plantKey(status, country)]?.central
    }
    let found = ["open", "ramping", "planned"].map(registered)
    guard found.contains(where: { $0 != nil }) else { return nil }
    let ready = try plants.progress(in: year, catalogue)
    return zip(found, ready).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
  }
}

extension LeverState {
  /// What levers so far changed in vehicle makers' purchases of a product, by supplier country in a
  /// zone, million EUR at base-year output.
  func vehicleMakersChanges(of product: Int, from zone: ScopeMask) -> [Double] {
    let economy = context.economy
    let (count, country) = (economy.countryCount, economy.countryOfRegion)
    var sums = [Double](repeating: 0, count: count)
    guard let trade = context.trade[product], let vehicles = context.vehicles else { return sums }
    for layer in purchases.layers(buyer: vehicles, product: product) {
      let mask = layer.zone.map { context.intersection(purchases.zones[$0], zone) } ?? zone
      let table = trade.byCountry(mask, country, count: count).values[layer.originClass]
      for (s, delta) in zip(layer.regions, layer.values) where delta != 0 {
        let amount = delta * context.vehicleOutput(s)
        guard amount != 0 else { continue }
        for c in 0..<count { sums[c] += amount * table[s * count + c] }
      }
    }
    let delivered = entrantDeliveries.filter {
      $0.key.product == product && $0.key.buyer == vehicles
    }
    for (cell, byRegion) in delivered.sorted(by: { $0.key < $1.key }) {
      for (r, value) in byRegion.sorted(by: { $0.key < $1.key }) where zone.regions[r] {
        sums[country[r]] += value * context.vehicleOutput(cell.region)
      }
    }
    return sums
  }
}
