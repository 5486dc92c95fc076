import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Buys investment goods of firms: value added tax is deducted, margins are products.
///
/// Money is million EUR in prices of the accounts. Equipment comes from a zone where an
/// `EquipmentOrigin` says so; works and services come as the region's investment is bought.
struct InvestmentPurchase {
  var book: PurchaseBook
  private let valuations: [Valuation.Kind: Valuation]
  private let zone: ScopeMask?
  private let share: Double
  /// Equipment at basic prices by product and place of use, million EUR.
  private(set) var equipment: [Int: IndexTable] = [:]

  static var keys: [String] {
    PurchaseBook.keys + Valuation.Kind.allCases.flatMap { Valuation.keys($0) }
  }

  init(lever: String, origin: EquipmentOrigin?, _ state: LeverState) throws {
    let context = state.context
    book = try PurchaseBook(lever: lever, context)
    var valuations: [Valuation.Kind: Valuation] = [:]
    for kind in Valuation.Kind.allCases {
      valuations[kind] = try Valuation(kind, deductsTax: true, context.catalogue)
    }
    self.valuations = valuations
    var problems: [Problem] = []
    zone = origin.map { context.mask(of: $0.zone, path: lever, problems: &problems) }
    share = origin?.share.value(in: state.year) ?? 0
    guard problems.isEmpty else { throw ProblemReport(problems) }
  }

  /// What an amount buys at basic prices with margins; its buyers pay no tax on it.
  func bill(_ amount: Double, for product: String) -> PurchaseBill? {
    valuations[InvestmentBasket.kind(of: product)]?.bill(amount, for: product)
  }

  /// Buys one product for use in a region.
  mutating func buy(
    _ amount: Double, of product: String, in region: Int, _ state: inout LeverState
  ) throws {
    guard amount != 0 else { return }
    let kind = InvestmentBasket.kind(of: product)
    guard let bill = bill(amount, for: product) else { return }
    var goods = PurchaseBill()
    var margins = PurchaseBill()
    for (code, value) in bill.lines {
      if code == product { goods.add(value, of: code) } else { margins.add(value, of: code) }
    }
    var origin = PurchaseBook.Origin.asBought(.investment)
    if kind == .equipment {
      let i = state.context.industryIndex[product] ?? -1
      equipment[i, default: IndexTable()].add(goods.total, at: region)
      if let zone { origin = .zone(zone, share: share) }
    }
    try book.buy(goods, in: region, origin: origin, payer: .business, &state)
    try book.buy(margins, in: region, origin: .asBought(.investment), payer: .business, &state)
  }

  /// Buys a basket for use in a region.
  mutating func buy(
    _ amount: Double, _ basket: InvestmentBasket, in region: Int, _ state: inout LeverState
  ) throws {
    for (product, share) in basket.shares {
      try buy(amount * share, of: product, in: region, &state)
    }
  }

  /// Buys a basket for use in all regions, million EUR by region.
  mutating func buy(
    _ amounts: [Double], _ basket: InvestmentBasket, _ state: inout LeverState
  ) throws {
    var all = PurchaseBill()
    for (product, share) in basket.shares where share != 0 {
      let isEquipment = InvestmentBasket.kind(of: product) == .equipment
      if isEquipment && zone != nil {
        for (s, amount) in amounts.enumerated() {
          try buy(amount * share, of: product, in: s, &state)
        }
        continue
      }
      guard let bill = bill(share, for: product) else { continue }
      all.add(bill)
      guard isEquipment, let i = state.context.industryIndex[product] else { continue }
      let goods = bill.value(of: product) ?? 0
      var places = equipment.removeValue(forKey: i) ?? IndexTable(room: amounts.count)
      for (s, amount) in amounts.enumerated() where amount != 0 {
        places.add(goods * amount, at: s)
      }
      equipment[i] = places
    }
    try book.buy(all, amounts: amounts, of: .investment, payer: .business, &state)
  }

  /// Governments bear a part of what was bought; `finance` closes their account.
  mutating func support(
    _ amount: Double, by financing: Financing, weights: [Double], _ state: inout LeverState
  ) throws {
    book.account.byGovernment += amount
    try book.finance(amount, by: financing, weights: weights, &state)
  }

  /// Where the equipment is made, million EUR by region; the rest comes from W.
  func makers(_ context: LeverContext) -> [Double] {
    var made = [Double](repeating: 0, count: context.economy.regionCount)
    let purchases = FinalPurchases.of(context, .investment)
    for (product, uses) in equipment.sorted(by: { $0.key < $1.key }) {
      for (s, value) in uses {
        guard let shares = purchases.shares(product, region: s) else { continue }
        let all = Suppliers(product: product, region: s, shares: shares, context)
        let parts: [(Suppliers?, Double)] =
          zone.map {
            [(all.restricted(to: $0), share), (all.restricted(to: $0.complement), 1 - share)]
          } ?? [(all, 1)]
        for (suppliers, part) in parts where part != 0 {
          guard let suppliers else { continue }
          for r in made.indices { made[r] += value * part * suppliers.regions[r] }
        }
      }
    }
    return made
  }
}
