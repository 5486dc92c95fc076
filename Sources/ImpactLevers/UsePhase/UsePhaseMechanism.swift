import ImpactAxes
import ImpactDiagnostics

/// Δy[i,s] = a_s·Σ_k ΔF[k,m]·c[i,k]/(10⁶·P), what it pays, and what households do with the rest.
///
/// c are basic prices of a car's use in a year, P prices of 2024 over those of the accounts, a_s the
/// region's part of household purchases in its market. Households bear h of it:
///
///     respend: Δy gains (1 − θ)·h·saving in the pattern of all their purchases, θ of it are taxes
///     save:    h·saving is put aside
///
/// Businesses keep their part as profit. Taxes are reported; government spending does not follow them.
extension DriveTrain {
  func useFleet(in mask: ScopeMask, state: inout LeverState) throws {
    guard let usePhase, hasMarkets else { return }
    let context = state.context
    let markets = try markets(context)
    let fleet = try fleet(markets, state)
    let costs = try context.runMemo.value("use costs") { try UseCosts(context.catalogue) }
    let purchases = FinalPurchases.of(context, .households)
    var tally = UseTally(lever: id, readsFigures: state.wantsFigures)
    let terms = try UseTerms(costs, usePhase, context)
    for (m, market) in markets.markets.enumerated() {
      let regions = market.regions.filter { mask.regions[$0] }
      guard !regions.isEmpty, market.weight > 0 else { continue }
      guard let change = fleet.change[m] else {
        tally.unknown.insert(market.country)
        continue
      }
      let total = market.regions.reduce(0) { $0 + purchases.totals[$1] }
      for s in regions where total > 0 {
        let cars = change.map { $0 * purchases.totals[s] / total }
        let bill = UseBill(
          costs, cars: cars, priceLevel: terms.priceLevel, wantsItems: state.wantsFigures)
        try spend(bill, cars: cars, in: s, usePhase, terms, purchases, &tally, &state)
      }
    }
    tally.report(to: &state)
    state.accounts.append(tally.account)
  }

  /// ΔF by market in the year of the state.
  private func fleet(_ markets: VehicleMarkets, _ state: LeverState) throws -> FleetStock {
    let (mixes, volumes) = try fleetHistory(markets, state)
    return try FleetStock(
      markets, mixes: mixes, volumes: volumes, catalogue: state.context.catalogue)
  }

  /// λ-scaled μ and f by year since the update, markets inside.
  func fleetHistory(
    _ markets: VehicleMarkets, _ state: LeverState
  ) throws -> (mixes: [[[Double]]], volumes: [[Double]]) {
    let context = state.context
    var (mixes, volumes): ([[[Double]]], [[Double]]) = ([], [])
    let elasticity =
      movesVolume ? try demandElasticity ?? context.catalogue.central(Self.elasticityKey) : 0
    for year in stride(from: markets.updateYear + 1, through: state.year, by: 1) {
      let now = markets.mixes(in: year).mixes
      mixes.append(
        zip(now, markets.base)
          .map { now, base in
            zip(now, base).map { $1 + intensity * ($0 - $1) }
          })
      let factors =
        movesVolume
        ? try volumeFactors(in: year, elasticity: elasticity, context).regions : nil
      volumes.append(
        markets.markets.map { market in
          guard let factors, let first = market.regions.first else { return 1 }
          return factors[first]
        })
    }
    return (mixes, volumes)
  }

  private func spend(
    _ bill: UseBill, cars: [Double], in s: Int, _ usePhase: UsePhase, _ terms: UseTerms,
    _ purchases: FinalPurchases, _ tally: inout UseTally, _ state: inout LeverState
  ) throws {
    let context = state.context
    for (place, value) in bill.products.enumerated() where value != 0 {
      guard let i = terms.industries[place], let shares = purchases.shares(i, region: s) else {
        throw ProblemReport([
          Problem(
            at: nil, path: "\(id).use-phase",
            "nobody supplies \(terms.codes[place]) to \(context.economy.regions[s].code)",
            expected: "an economy where cars in use can be served")
        ])
      }
      let k = context.economy.index(region: s, industry: i)
      for c in 0...1 { state.demand.add(shares[c] * value, at: k, originClass: c) }
      tally.account.basic += value
    }
    tally.add(bill, cars: cars, place: context.economy.regions[s])
    let borne = terms.householdShare / 100 * bill.total
    tally.account.byHouseholds += borne
    guard usePhase.households == .respend, purchases.totals[s] > 0 else {
      tally.account.saved -= borne
      return
    }
    let taxes = -borne * terms.taxShare / 100
    let rest = -borne - taxes
    for line in purchases.pattern(of: s) {
      state.demand.add(
        line.share * rest, at: context.economy.index(region: s, industry: line.product),
        originClass: line.originClass)
    }
    tally.account.respent += rest
    tally.account.respentTaxes += taxes
  }
}

/// What bills of a year have in common.
private struct UseTerms {
  let priceLevel: Double
  /// Per cent.
  let householdShare: Double
  /// Per cent of what households respend; 0 where they save.
  let taxShare: Double
  let codes: [String]
  /// Industries of the products that are bought; nil where the economy has none.
  let industries: [Int?]

  init(_ costs: UseCosts, _ usePhase: UsePhase, _ context: LeverContext) throws {
    priceLevel = try context.catalogue.central(UsePhase.levelKey)
    householdShare = try context.catalogue.central(UsePhase.householdsKey)
    taxShare =
      usePhase.households == .respend ? try context.catalogue.central(UsePhase.taxKey) : 0
    codes = costs.codes
    industries = codes.map { context.industryIndex[$0] }
  }
}

/// What the users of a region's cars pay more or less in a year, million EUR of the base year.
struct UseBill {
  /// In the order of `UseCosts.codes`.
  private(set) var products: [Double]
  private(set) var byItem: [UseCosts.Item: Double] = [:]
  private(set) var fuelTaxes = 0.0
  private(set) var taxes = 0.0
  private(set) var total = 0.0

  /// `wantsItems` says whether anybody reads `byItem`.
  init(_ costs: UseCosts, cars: [Double], priceLevel: Double, wantsItems: Bool) {
    products = [Double](repeating: 0, count: costs.codes.count)
    for (k, number) in cars.enumerated() where number != 0 {
      let scale = number / (1e6 * priceLevel)
      for line in costs.lines[k] {
        for (place, value) in line.products { products[place] += scale * value }
        if wantsItems { byItem[line.item, default: 0] += scale * line.total }
        taxes += scale * line.taxes
        if line.item == .fuel { fuelTaxes += scale * line.taxes }
        total += scale * line.total
      }
    }
  }
}

/// Sums over regions, for the account and the figures.
struct UseTally {
  var account: SpendingAccount
  /// Countries without a number of registrations.
  var unknown: Set<String> = []
  private var sums: [String: [String: Double]] = [:]
  private var union: [String: Double] = [:]
  private let lever: String
  private let readsFigures: Bool

  init(lever: String, readsFigures: Bool) {
    self.lever = lever
    self.readsFigures = readsFigures
    account = SpendingAccount(lever: lever)
  }

  private static let battery = "added battery cars in use"
  private static let units = [battery: "cars"]
  private static let subject = ", change of spending on cars in use"

  mutating func add(_ bill: UseBill, cars: [Double], place: Region) {
    account.spending += bill.total
    account.taxes += bill.taxes
    guard readsFigures else { return }
    let bev = Technology.allCases.firstIndex(of: .bev) ?? 0
    var values = [
      Self.battery: cars[bev], "all items\(Self.subject)": bill.total,
      "of which taxes\(Self.subject)": bill.taxes,
      "of which taxes on fuel\(Self.subject)": bill.fuelTaxes,
    ]
    for (item, value) in bill.byItem {
      values[item.rawValue + Self.subject] = value
    }
    for (name, value) in values {
      sums[place.country, default: [:]][name, default: 0] += value
      if place.isEuropeanUnion { union[name, default: 0] += value }
    }
  }

  func report(to state: inout LeverState) {
    guard state.wantsFigures else { return }
    for (place, values) in sums.sorted(by: { $0.key < $1.key }) + [("EU27", union)] {
      for (name, value) in values.sorted(by: { $0.key < $1.key }) {
        state.report(
          name, value, Self.units[name] ?? "million EUR of \(state.context.economy.baseYear)",
          at: place, lever: lever)
      }
    }
    guard !unknown.isEmpty else { return }
    state.notices.append(
      Notice(
        "use-phase-without-registrations",
        "\(lever): the number of new cars is not known in \(LeverContext.list(unknown)); their cars "
          + "in use do not change"))
  }
}
