import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Points of a programme in one year, by class.
struct ChargingPoints {
  var built: [Charging.PowerClass: Double] = [:]
  var running: [Charging.PowerClass: Double] = [:]

  var total: Double {
    Charging.PowerClass.allCases.reduce(0) { $0 + (running[$1] ?? 0) }
  }
}

extension Charging {
  /// Buys investment and operation of the year where points stand.
  public func act(on state: inout LeverState) throws {
    guard intensity > 0 else { return }
    let context = state.context
    let (costs, level) = (
      try ChargingCosts(context.catalogue), try PriceLevel(context.catalogue)
    )
    let points = try pointsOfYear(state.year, costs, context.catalogue)
    guard points.total > 0 else { return }
    let weights = try places.weights(id, in: regions, context)
    var purchase = try InvestmentPurchase(lever: id, origin: hardware, state)
    var (invested, operated) = (0.0, 0.0)
    for (s, weight) in weights.enumerated() where weight > 0 {
      for name in PowerClass.allCases {
        for (product, cost) in costs.investment[name] ?? [] {
          let amount = level.inAccounts(weight * (points.built[name] ?? 0) * cost / 1e6)
          invested += amount
          try purchase.buy(amount, of: product, in: s, &state)
        }
        for (product, cost) in costs.operation[name] ?? [] {
          let amount = level.inAccounts(weight * (points.running[name] ?? 0) * cost / 1e6)
          operated += amount
          guard let bill = purchase.bill(amount, for: product) else { continue }
          try purchase.book.buy(
            bill, in: s, origin: .asBought(.households), payer: .households, &state)
        }
      }
    }
    let money = try invested * publicPart(context.catalogue)
    try purchase.support(
      money, by: funds.financing, weights: try funds.weights(id, context), &state)
    let profit = try collect(
      operated, capital: capital(points, costs, level), weights: weights, &purchase.book, &state)
    purchase.book.close(&state)
    report(
      points, weights, invested: invested, operated: operated, public: money, profit: profit,
      purchase, &state)
    try reportCoverage(points, weights, &state)
  }

  /// Public share of the investment.
  private func publicPart(_ catalogue: ParameterCatalogue) throws -> Double {
    if let publicShare { return publicShare }
    if owner == .public { return 1 }
    return budget == nil ? 0 : try catalogue.central(Self.publicShareKey) / 100
  }

  private func pointsOfYear(
    _ year: Int, _ costs: ChargingCosts, _ catalogue: ParameterCatalogue
  ) throws -> ChargingPoints {
    var result = ChargingPoints()
    for (name, path) in points {
      result.built[name] = intensity * path.growth(in: year)
      result.running[name] = intensity * path.stock(in: year)
    }
    guard let budget else { return result }
    let share = try publicPart(catalogue)
    for name in PowerClass.allCases {
      let part =
        try mix.isEmpty
        ? catalogue.central("charging.mix.\(name.rawValue)") / 100 : mix[name] ?? 0
      guard part > 0 else { continue }
      let each = 1e6 * part / (share * costs.point(name)) * intensity
      let money = (budget.first.year...max(year, budget.first.year))
        .reduce(0) { $0 + budget.amount(in: $1) }
      result.built[name, default: 0] += each * budget.amount(in: year)
      result.running[name, default: 0] += year < budget.first.year ? 0 : each * money
    }
    return result
  }

  /// What all points in use cost to build, million EUR of the accounts.
  private func capital(
    _ points: ChargingPoints, _ costs: ChargingCosts, _ level: PriceLevel
  ) -> Double {
    PowerClass.allCases.reduce(0) {
      $0 + level.inAccounts((points.running[$1] ?? 0) * costs.point($1) / 1e6)
    }
  }

  /// Users pay operation and profit; the profit goes to owners.
  ///
  ///     Π = ρ·K;  private: φΠ leaves, (1 − φ)Π to households;  public: governments buy Π more
  private func collect(
    _ operated: Double, capital: Double, weights: [Double], _ book: inout PurchaseBook,
    _ state: inout LeverState
  ) throws -> (total: Double, abroad: Double) {
    let catalogue = state.context.catalogue
    let profit = try catalogue.central(Self.returnKey) / 100 * capital
    let paid = operated + profit
    switch users {
    case .save: book.account.saved -= paid
    case .respend:
      try book.changeBudgets(-paid, weights: weights, spentShare: book.spentShare, &state)
    }
    guard owner == .private else {
      book.account.taxesRaised += profit
      try book.finance(-profit, by: .cuts, weights: weights, &state)
      return (profit, 0)
    }
    let abroad = try catalogue.central(Self.foreignKey) / 100 * profit
    book.account.byHouseholds += abroad
    try book.changeBudgets(
      profit - abroad, weights: try funds.weights(id, state.context),
      spentShare: book.spentShare, &state)
    return (profit, abroad)
  }
}
