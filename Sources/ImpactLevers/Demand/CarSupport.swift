import ImpactAxes
import ImpactDiagnostics

/// What a programme does to the cars of one region, in full and before its budget.
struct RegionCars {
  let region: Int
  /// Cars that get support, and those of them that would be bought anyway, by drive train.
  var supported: [Technology: Double] = [:]
  var windfall: [Technology: Double] = [:]
  /// Cars bought more (less where negative) by drive train.
  var change: [Technology: Double] = [:]
  /// Cars that would be bought anyway and move to the place of a condition.
  var moved: [Technology: Double] = [:]
  /// EUR of 2024 for a supported car.
  var amount: [Technology: Double] = [:]
  /// Price of supported cars against the mean of their drive train.
  var scale: [Technology: Double] = [:]

  /// Σ of support asked for, million EUR of 2024.
  var claims: Double { Self.money(supported, amount) }

  static func money(_ cars: [Technology: Double], _ amount: [Technology: Double]) -> Double {
    Technology.allCases.reduce(0) { $0 + (cars[$1] ?? 0) * (amount[$1] ?? 0) } / 1e6
  }
}

/// Turns supported cars into purchases, transfers and financing.
///
///     q = λ·min(1, B / Σ claims),  public money = q·Σ claims
///     households: Σ support − Δ spending on cars = Δ of other purchases and of saving
///
/// Support for cars that are bought anyway is a transfer: respent or saved. The rest of an additional
/// car is taken from other purchases, so households keep their budget.
struct CarSupport {
  let id: String
  let intensity: Double
  let terms: ProgrammeTerms
  let cars: CarTerms
  /// The place of the condition; nil without one.
  let zone: ScopeMask?
  private let union: ScopeMask
  private let unionShare: [Technology: Double]
  private let level: PriceLevel

  static let originKeys: [Technology: String] = [
    .bev: "demand.made_in_union.bev", .phev: "demand.made_in_union.phev",
    .fcev: "demand.made_in_union.fcev",
  ]

  init(
    id: String, intensity: Double, terms: ProgrammeTerms, cars: CarTerms, zone: ScopeMask?,
    _ context: LeverContext
  ) throws {
    (self.id, self.intensity, self.terms, self.cars) = (id, intensity, terms, cars)
    // All places together are no condition.
    self.zone = zone == .everywhere(context.economy.regionCount) ? nil : zone
    union = ScopeMask(
      regions: context.economy.regions.map(\.isEuropeanUnion), includesWorld: false)
    unionShare = try Self.originKeys.mapValues { try context.catalogue.central($0) / 100 }
    level = try PriceLevel(context.catalogue)
  }

  /// Where cars of a drive train come from without a condition.
  func usualOrigin(_ technology: Technology) -> PurchaseBook.Origin {
    unionShare[technology].map { .zone(union, share: $0) } ?? .asBought(.households)
  }

  /// Where additional cars come from.
  private func origin(_ technology: Technology, isMore: Bool) -> PurchaseBook.Origin {
    guard let zone, isMore else { return usualOrigin(technology) }
    return .zone(zone, share: cars.madeInShare)
  }

  /// Share of cars of a drive train that a region buys from the zone of a condition anyway.
  func usualShare(
    _ technology: Technology, in s: Int, vehicles: Int, _ book: PurchaseBook, _ state: LeverState
  ) throws -> Double {
    guard let zone else { return 1 }
    return try book.places(of: vehicles, in: s, origin: usualOrigin(technology), state)
      .reduce(0) { sum, place in
        let inside = place.part.regions.indices.reduce(0) {
          zone.regions[$1] ? $0 + place.part.regions[$1] : $0
        }
        return sum + place.weight * (inside + (zone.includesWorld ? place.part.world : 0))
      }
  }

  /// Does what the groups say, within the budget.
  ///
  /// `known` is the share of claims that the groups hold where they keep the budget already.
  func settle(
    _ groups: [RegionCars], _ models: VehicleModels, served known: Double? = nil,
    _ state: inout LeverState
  ) throws {
    let claims = groups.reduce(0) { $0 + $1.claims }
    let served = known ?? terms.served(claims, in: state.year)
    let q = intensity * (known == nil ? served : 1)
    guard q != 0 else { return }
    var orders = try VehicleOrders(lever: id, models: models, state)
    var paid = [Double](repeating: 0, count: state.context.economy.regionCount)
    for group in groups {
      let before = orders.book.account.spending
      try buy(group, q, models, &orders, &state)
      let spent = orders.book.account.spending - before
      let windfall = q * level.inAccounts(RegionCars.money(group.windfall, group.amount))
      let all = q * level.inAccounts(group.claims)
      paid[group.region] += all
      let fromPurchases = cars.paidFrom == .purchases ? 1.0 : 0
      try orders.book.changeBudgets(
        of: group.region,
        [
          (amount: windfall, spentShare: cars.windfall == .respend ? 1 : 0, isTransfer: true),
          (amount: all - windfall, spentShare: fromPurchases, isTransfer: true),
          (amount: -spent, spentShare: fromPurchases, isTransfer: false),
        ], &state)
    }
    try orders.book.finance(byRegion: paid, by: terms.financing, &state)
    report(groups, q: q, served: served, orders: orders, paid: paid, &state)
    try orders.close(&state)
  }

  private func buy(
    _ group: RegionCars, _ q: Double, _ models: VehicleModels, _ orders: inout VehicleOrders,
    _ state: inout LeverState
  ) throws {
    for technology in Technology.allCases {
      let scale = group.scale[technology] ?? 1
      let change = q * (group.change[technology] ?? 0)
      let moved = q * (group.moved[technology] ?? 0)
      guard change != 0 || moved != 0 else { continue }
      let model = try models.car(technology, scale: scale)
      let name = "\(technology.rawValue) \(scale)"
      let origin = origin(technology, isMore: change > 0 && group.supported[technology] != nil)
      try orders.buy(
        change, model, named: name, in: group.region, origin: origin, payer: .households, &state)
      guard let zone, moved != 0 else { continue }
      try orders.buy(
        moved, model, named: name, in: group.region, origin: .zone(zone, share: 1),
        payer: .households, &state)
      try orders.buy(
        -moved, model, named: name, in: group.region,
        origin: .zone(state.context.complement(zone), share: 1), payer: .households, &state)
    }
  }

  private func report(
    _ groups: [RegionCars], q: Double, served: Double, orders: VehicleOrders, paid: [Double],
    _ state: inout LeverState
  ) {
    guard state.wantsFigures else { return }
    let economy = state.context.economy
    var figures = PlaceFigures(lever: id)
    for group in groups {
      let place = economy.regions[group.region]
      func sum(_ cars: [Technology: Double]) -> Double {
        q * Technology.allCases.reduce(0) { $0 + (cars[$1] ?? 0) } / 1000
      }
      figures.add("cars supported", sum(group.supported), "thousand cars", at: place)
      figures.add(
        "cars supported that would be bought anyway", sum(group.windfall), "thousand cars",
        at: place)
      figures.add("cars bought more", sum(group.change), "thousand cars", at: place)
      for technology in [Technology.bev, .phev, .fcev] {
        guard let change = group.change[technology], change != 0 else { continue }
        figures.add(
          "\(technology.rawValue) cars bought more", q * change / 1000, "thousand cars",
          at: place)
      }
      figures.add(
        "public money", level.inPricesOf2024(paid[group.region]), "million EUR of 2024", at: place)
    }
    figures.report(to: &state)
    state.report("share of claims served", 100 * served, "percent", at: "EU27", lever: id)
    orders.book.reportTaxes(level, &state)
    let outside = orders.fromOutside
    state.report(
      "vehicles bought more from outside the union", level.inPricesOf2024(outside),
      "million EUR of 2024 at basic prices", at: "EU27", lever: id)
    state.report(
      "vehicles bought more from the union", level.inPricesOf2024(orders.fromUnion),
      "million EUR of 2024 at basic prices", at: "EU27", lever: id)
  }
}
