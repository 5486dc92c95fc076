import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

extension TradePolicy {
  static let passThroughKey = "trade.pass_through"
  static let costPassThroughKey = "trade.cost_pass_through"
  static let adjustmentKey = "trade.adjustment_5y"
  static let elasticityKey = "demand.aggregate_car_price"
  static let exportElasticityKey = "content.export_elasticity"

  /// The offers of one year.
  struct Plan {
    let layout: TradeLayout
    let offers: [TradeOffer]

    var measures: [TradeMeasure] { layout.measures }
  }

  /// Moves purchases of industries and final buyers, adds to costs, and reports flows and duties.
  ///
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    guard intensity != 0 else { return }
    let context = state.context
    let plan = try plan(state)
    guard plan.offers.contains(where: { !$0.isNeutral }) else { return }
    var cost = IndexTable(room: context.economy.dimension)
    var accounts = [SpendingAccount(lever: id), SpendingAccount(lever: id)]
    var revenues: [[Int]: Double] = [:]
    for product in plan.layout.products {
      for (market, masks) in zip(product.markets, product.masks) {
        let offers = market.measures.map { plan.offers[$0] }
        guard offers.contains(where: { !$0.isNeutral }) else { continue }
        let nest = SourcingNest(
          foreign: product.foreign, domestic: product.domestic,
          sums: [SourcingNest.untouched] + offers.map { $0.sums(product.foreign) })
        var flows = TradeFlows(market)
        moveInputs(market, nest, masks, cost: &cost, &flows, state: &state)
        var sales = moveSales(
          market, nest, measures: plan.measures, elasticity: plan.layout.elasticity, &flows,
          state: state)
        moveWorldSales(
          market, offers, sigma: exportElasticity.map { -$0 } ?? product.foreign, &flows, &sales,
          state: state)
        try localise(market, plan, nest, &flows, &sales, context)
        record(sales, of: product.index, &accounts, state: &state)
        guard state.wantsFigures || revenue == .spent else { continue }
        revenues[market.regions, default: 0] += report(market, plan, nest, flows, state: &state)
      }
    }
    state.accounts += accounts.filter { $0.vehicles != 0 }
    try respond(to: cost, plan, state: &state)
    try spend(revenues, state: &state)
  }

  /// Measures, their places and their offers in the year of a state.
  func plan(_ state: LeverState) throws -> Plan {
    let layout = try layout(state.context)
    var offers = layout.offers.offers(in: state.year)
    for m in offers.indices where layout.measures[m].originRule != nil {
      offers[m] = TradeOffer(
        layout.measures[m], in: state.year, layout.offers.setting,
        utilisation: try utilisation(layout.measures[m], layout.places[m], state))
    }
    return Plan(layout: layout, offers: offers)
  }

  /// σ of a product: the file's own number, else the set's.
  func sigma(
    of code: String, _ context: LeverContext
  ) throws -> (foreign: Double, domestic: Double) {
    func value(_ nest: TradeElasticities.Nest) throws -> Double? {
      guard
        let entry = context.elasticities.entry(
          set: elasticities.rawValue, industry: code, nest: nest)
      else { return nil }
      return TradeElasticities.sigma(try context.catalogue.central(entry.parameter), entry.form)
    }
    if let own = sigma[code] { return (own, domesticSigma[code] ?? own) }
    guard let foreign = try value(.foreign) else {
      throw ProblemReport([noElasticity(code, context)])
    }
    return (foreign, try domesticSigma[code] ?? value(.domestic) ?? foreign)
  }

  /// Hands the change of final purchases to the state.
  private func record(
    _ sales: Sales, of product: Int, _ accounts: inout [SpendingAccount], state: inout LeverState
  ) {
    let S = state.context.economy.industryCount
    for (r, value) in sales.byOrigin.enumerated() {
      state.demand.addAtOrigin(value, at: r * S + product)
    }
    if sales.fromWorld != 0 { state.demand.addFromWorld(sales.fromWorld) }
    accounts[0].vehicles += sales.gained
    accounts[1].vehicles += sales.lost
    func remark(_ code: String, _ count: Int, _ text: String) {
      guard count > 0 else { return }
      state.notices.append(
        Notice(
          code,
          "\(id): \(text) of \(state.context.economy.industries[product].code) in \(count) regions")
      )
    }
    remark(
      "trade-negative-purchases", sales.skipped,
      "negative final purchases are left as they are:")
    remark(
      "trade-no-base-sales", sales.unplaced,
      "a market share is given where the accounts hold no sales of the origin, so it is left out:")
  }

  private func respond(
    to cost: IndexTable, _ plan: Plan, state: inout LeverState
  ) throws {
    guard cost.contains(where: { $0.value != 0 }) else { return }
    let context = state.context
    state.priceResponses.append(
      PriceResponse(
        lever: id, cost: cost, of: context.economy.dimension,
        passThrough: try costPassThrough ?? context.catalogue.central(Self.costPassThroughKey),
        demandElasticity: plan.layout.elasticity,
        exportElasticity: try exportElasticity
          ?? context.catalogue.central(Self.exportElasticityKey),
        home: plan.layout.home))
  }

  /// Governments of each importer buy what its duties bring: buyers and exporters save less.
  ///
  /// What the rest of the world levies leaves the model.
  private func spend(_ revenues: [[Int]: Double], state: inout LeverState) throws {
    guard revenue == .spent, revenues.contains(where: { $0.value != 0 && !$0.key.isEmpty }) else {
      return
    }
    let context = state.context
    var book = try PurchaseBook(lever: id, context)
    let government = FinalPurchases.of(context, .government)
    for (regions, amount) in revenues.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
    where !regions.isEmpty {
      let all = regions.reduce(0) { $0 + government.totals[$1] }
      guard all > 0 else {
        throw book.emptyBudget(context.economy.regions[regions[0]].code, "governments")
      }
      var weights = [Double](repeating: 0, count: context.economy.regionCount)
      for s in regions { weights[s] = government.totals[s] / all }
      try book.finance(-amount, by: .cuts, weights: weights, &state)
      book.account.taxesRaised += amount
      book.account.saved -= amount
    }
    book.close(&state)
  }
}
