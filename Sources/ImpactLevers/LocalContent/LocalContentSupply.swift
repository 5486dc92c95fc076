import ImpactAxes
import ImpactDocuments

extension LocalContent {
  /// Moves what the floors of one basket ask for, product by product and within suppliers' limits.
  func serve(
    _ asked: Asked, _ rule: Rule, state: inout LeverState
  ) throws -> [BasketOutcome] {
    let (plans, regions) = (asked.plans, asked.purchases.regions)
    var outcomes = [BasketOutcome](repeating: BasketOutcome(), count: regions.count)
    var moved: Set<Int> = []
    for (k, item) in rule.items.enumerated() {
      let entries = k * regions.count..<(k + 1) * regions.count
      guard asked.moves.amounts[entries].contains(where: { $0 != 0 }),
        var column = asked.purchases.columns[k]
      else { continue }
      if !moved.insert(item.product).inserted {
        column.purchases = PurchaseSnapshot(
          product: item.product, buyer: rule.buyer, regions: regions, state: state)
      }
      let granted = try deliver(
        Array(asked.moves.amounts[entries]), isAll: Array(asked.moves.isAll[entries]), column,
        rule, item, state: &state)
      for (n, amount) in granted.enumerated() where amount != 0 {
        outcomes[n].lifted += amount * plans.gain[entries.lowerBound + n]
        outcomes[n].moved += amount
        outcomes[n].cost += amount * item.premium
      }
    }
    return asked.demands.map { demand in
      var outcome = outcomes[demand.place]
      outcome.lifted /= plans.denominator[demand.place]
      // What rounding leaves of a lift that was met in full is no shortfall.
      let short = demand.willing - outcome.lifted
      outcome.shortfall = short > ContentLift.smallest ? short : 0
      return outcome
    }
  }

  /// Purchases of one product that move, EUR per EUR of output, by place; `amounts` are asked for.
  private func deliver(
    _ amounts: [Double], isAll: [Bool], _ column: ContentColumn, _ rule: Rule,
    _ item: ContentMeasure.Item, state: inout LeverState
  ) throws -> [Double] {
    guard let capacity else {
      let targets = amounts.indices.map { n -> Double? in
        guard amounts[n] != 0 else { return nil }
        return isAll[n] ? 1 : min(1, (column.inside[n] + amounts[n]) / column.weight[n])
      }
      ContentMoves(column: column, targets: targets).apply(to: &state)
      return amounts
    }
    let limits = try supplyLimits(capacity, rule, item, state: state)
    let cellsBefore =
      state.wantsFigures ? state.vehicleMakersChanges(of: item.product, from: rule.zone) : []
    let asking = amounts.indices.filter { amounts[$0] != 0 }
    let accounts = asking.map { column[$0] }
    let output = accounts.map {
      state.context.output($0.cell.region, rule.buyer) * state.feedback.volume($0.cell.region)
    }
    let wanted = zip(asking, output).map { amounts[$0] * $1 }
    let shares = ContentAccount.insideByCountry(accounts, zone: rule.zone, state: state)
    let granted = allot(wanted, shares: shares, limits: limits, item, state: &state)
    let served = asking.indices.filter { output[$0] > 0 }
    let moves = GrantedMoves(
      column: column, places: served.map { asking[$0] }, accounts: served.map { accounts[$0] },
      granted: served.map { b in granted[b].map { $0 / output[b] } },
      inside: served.map { shares[$0] })
    if let plants = try plantSourcing(capacity, item, rule, state) {
      moves.apply(to: &state, from: plants)
    } else {
      moves.apply(to: &state)
    }
    let total = wanted.reduce(0, +)
    reportSupply(
      product: item.product, asked: total, delivered: granted.joined().reduce(0, +),
      limit: limits.reduce(0, +), rule: rule, state: &state)
    try reportCells(capacity, item, rule, asked: cellsBefore.reduce(total, +), state: &state)
    var result = [Double](repeating: 0, count: amounts.count)
    for b in served { result[asking[b]] = granted[b].reduce(0, +) / output[b] }
    return result
  }

  /// Where cells come from when the rule says that they follow the register's plants; nil else.
  private func plantSourcing(
    _ capacity: ContentCapacity, _ item: ContentMeasure.Item, _ rule: Rule, _ state: LeverState
  ) throws -> PlantSourcing? {
    guard capacity.cellRegions == .plants,
      state.context.industryIndex[AutomotiveBlock.cells] == item.product
    else { return nil }
    return try PlantSourcing(capacity.plants, within: rule.zone, state: state)
  }

  /// Deliveries by buyer and country, million EUR, from what earlier rules have left.
  private func allot(
    _ amounts: [Double], shares: [[Double]], limits: [Double], _ item: ContentMeasure.Item,
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
    _ capacity: ContentCapacity, _ item: ContentMeasure.Item, _ rule: Rule, asked: Double,
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
    _ capacity: ContentCapacity, _ rule: Rule, _ item: ContentMeasure.Item, state: LeverState
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
    let lag = try capacity.lag ?? Int(catalogue.central(ContentCapacity.lagKey))
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
