import ImpactAxes
import ImpactDocuments

extension LocalContent {
  /// Moves what the floors of one basket ask for, product by product and within suppliers' limits.
  func serve(
    _ demands: [Demand], _ rule: Rule, state: inout LeverState
  ) throws -> [BasketOutcome] {
    var moved = demands.map { _ in (lifted: 0.0, moved: 0.0, cost: 0.0) }
    var askedOf = rule.items.map { _ in [Asked]() }
    for (d, demand) in demands.enumerated() {
      for move in demand.moves {
        let product = demand.plan.products[move.index]
        askedOf[product.item]
          .append(
            Asked(demand: d, region: demand.region, move: move, product: product))
      }
    }
    for (k, item) in rule.items.enumerated() {
      let asked = askedOf[k]
      guard !asked.isEmpty else { continue }
      let granted = try deliver(asked, rule, item, state: &state)
      for (entry, amount) in zip(asked, granted) {
        moved[entry.demand].lifted += amount * entry.product.gain
        moved[entry.demand].moved += amount
        moved[entry.demand].cost += amount * entry.product.premium
      }
    }
    return zip(demands, moved)
      .map { demand, sum in
        let lifted = sum.lifted / demand.plan.denominator
        // What rounding leaves of a lift that was met in full is no shortfall.
        let short = demand.willing - lifted
        return BasketOutcome(
          lifted: lifted, shortfall: short > ContentLift.smallest ? short : 0, moved: sum.moved,
          cost: sum.cost)
      }
  }

  /// One move of a product that a buyer asks for.
  private struct Asked {
    let demand: Int
    let region: Int
    let move: BasketPlan.Move
    let product: BasketPlan.Product
  }

  /// Purchases of one product that move, EUR per EUR of output, buyer by buyer.
  private func deliver(
    _ asked: [Asked], _ rule: Rule, _ item: ContentMeasure.Item, state: inout LeverState
  ) throws -> [Double] {
    guard let capacity else {
      var moves = ContentMoves(product: item.product, buyer: rule.buyer, zone: rule.zone)
      for entry in asked {
        let account = entry.product.account
        let target = entry.move.isAll ? 1 : (account.inside + entry.move.amount) / account.weight
        moves.append(account, to: min(1, target))
      }
      moves.apply(to: &state)
      return asked.map(\.move.amount)
    }
    let limits = try supplyLimits(capacity, rule, item, state: state)
    let cellsBefore =
      state.wantsFigures ? state.vehicleMakersChanges(of: item.product, from: rule.zone) : []
    let output = asked.map {
      state.context.output($0.region, rule.buyer) * state.feedback.volume($0.region)
    }
    let amounts = zip(asked, output).map { $0.move.amount * $1 }
    let accounts = asked.map(\.product.account)
    let shares = ContentAccount.insideByCountry(accounts, zone: rule.zone, state: state)
    let granted = allot(amounts, shares: shares, limits: limits, item, state: &state)
    let served = asked.indices.filter { output[$0] > 0 }
    let moves = GrantedMoves(
      accounts: served.map { accounts[$0] }, zone: rule.zone,
      granted: served.map { b in granted[b].map { $0 / output[b] } },
      inside: served.map { shares[$0] })
    if let plants = try plantSourcing(capacity, item, rule, state) {
      moves.apply(to: &state, from: plants)
    } else {
      moves.apply(to: &state)
    }
    let wanted = amounts.reduce(0, +)
    reportSupply(
      product: item.product, asked: wanted, delivered: granted.joined().reduce(0, +),
      limit: limits.reduce(0, +), rule: rule, state: &state)
    try reportCells(capacity, item, rule, asked: cellsBefore.reduce(wanted, +), state: &state)
    return granted.indices.map { output[$0] > 0 ? granted[$0].reduce(0, +) / output[$0] : 0 }
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
