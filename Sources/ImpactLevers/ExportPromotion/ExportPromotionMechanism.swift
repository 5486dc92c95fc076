import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

extension ExportPromotion {
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    guard intensity > 0 else { return }
    let context = state.context
    var problems: [Problem] = []
    let scope = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    let markets = context.mask(of: markets, path: "\(id).markets", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let flows = products.compactMap { context.industryIndex[$0] }.sorted()
      .map { product in
        let flows = context.runMemo.value("\(id):flows:\(product)") {
          ExportFlows(of: product, from: scope, to: markets, context)
        }
        return (product, flows)
      }
    let share = try share(in: state.year, context)
    var book = try PurchaseBook(lever: id, context)
    var sums = ExportSums()
    if share > 0 {
      for (product, flow) in flows { sell(share, product, flow, &book, &sums, &state) }
    }
    let paid = try pay(in: scope, &book, &state)
    book.close(&state)
    try report(flows, sums, paid: paid, &state)
  }

  private func sell(
    _ share: Double, _ product: Int, _ flow: ExportFlows, _ book: inout PurchaseBook,
    _ sums: inout ExportSums, _ state: inout LeverState
  ) {
    let economy = state.context.economy
    for r in economy.regions.indices {
      let k = economy.index(region: r, industry: product)
      state.demand.addAtOrigin(
        share * (flow.abroad[r] + flow.toWorld[r] - flow.displaced[r]), at: k)
      sums.modelled += share * flow.abroad[r]
      sums.world += share * flow.toWorld[r]
      if economy.regions[r].isEuropeanUnion { sums.displacedInUnion += share * flow.displaced[r] }
    }
    state.demand.addFromWorld(-share * flow.displacedWorld)
    book.account.exports += share * flow.toWorld.reduce(0, +)
  }

  /// The project's purchases in its regions; what they cost in prices of the accounts.
  private func pay(
    in scope: ScopeMask, _ book: inout PurchaseBook, _ state: inout LeverState
  ) throws -> Double {
    let context = state.context
    let money = money(in: state.year)
    guard money > 0, let weights = RegionKey.valueAdded.shares(in: scope, context) else { return 0 }
    let amount = try PriceLevel(context.catalogue).inAccounts(money)
    let shares = try Self.spendingProducts
      .map { try context.catalogue.central(Self.spendingKey($0)) }
    let total = shares.reduce(0, +)
    for (s, weight) in weights.enumerated() where weight > 0 {
      var bill = PurchaseBill()
      for (product, share) in zip(Self.spendingProducts, shares) {
        bill.add(amount * weight * share / total, of: product)
      }
      try book.buy(bill, in: s, origin: .asBought(.government), payer: .government, &state)
    }
    let fromUnion = try unionShare ?? context.catalogue.central(Self.unionShareKey) / 100
    let members = context.economy.regions.map(\.isEuropeanUnion)
    let union = RegionKey.valueAdded.shares(
      in: ScopeMask(regions: members, includesWorld: false), context)
    try book.finance(
      amount * fromUnion, by: financing, weights: union ?? weights, &state)
    try book.finance(amount * (1 - fromUnion), by: financing, weights: weights, &state)
    return amount
  }

  /// Unknown places and industries, missing parameters, impossible shares.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    _ = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    _ = context.mask(of: markets, path: "\(id).markets", problems: &problems)
    let spent = cost == nil ? [] : Self.spendingProducts
    problems += (products + spent).filter { context.industryIndex[$0] == nil }
      .map {
        Problem(
          at: nil, path: "\(id).products", "the economy has no industry `\($0)`",
          expected: "an industry code of the economy")
      }
    if products.isEmpty {
      problems.append(
        Problem(
          at: nil, path: "\(id).products", "no product is named", expected: "at least one industry")
      )
    }
    var keys = PurchaseBook.keys
    if firmShare == nil { keys.append(Self.firmShareKey) }
    if cost != nil {
      keys += spent.map(Self.spendingKey)
      if unionShare == nil { keys.append(Self.unionShareKey) }
    }
    problems += context.catalogue.problems(requiring: keys)
    if let cost, cost.first.year == 0 {
      problems.append(
        Problem(
          at: nil, path: "\(id).cost", "the project has no years",
          expected: "a path with years"))
    }
    for (name, value) in [("firm-share", firmShare), ("union-share", unionShare)] {
      guard let value, !(value >= 0 && value <= 1) else { continue }
      problems.append(
        Problem(
          at: nil, path: "\(id).\(name)", "\(value) is no share", expected: "a share from 0 to 1"))
    }
    for (name, path) in [("uplift", Optional(uplift)), ("cost", cost)] {
      guard let path, path.points.contains(where: { !($0.value >= 0 && $0.value.isFinite) }) else {
        continue
      }
      problems.append(
        Problem(
          at: nil, path: "\(id).\(name)", "a value is below zero or no number",
          expected: "values of zero or more"))
    }
    return problems
  }

  /// What the numbers cannot say.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity > 0 else { return [] }
    return [
      Notice(
        "export-promotion",
        "\(id): the uplift is an assumption; exports to the rest of the world are new to the accounts, "
          + "those to modelled countries are taken from other suppliers there, of whom some are in "
          + "the Union. Jobs and value added for a EUR count direct effects and suppliers")
    ]
  }
}
