import ImpactAxes
import ImpactDiagnostics
package import ImpactEconomies

/// Buys products for final use and keeps the account of who paid.
///
/// Amounts are million EUR in prices of the accounts. Everything bought reaches `state.demand`; the
/// account goes into `state.accounts` with `close`, and the audit of a run checks it.
package struct PurchaseBook: Sendable {
  /// Who pays.
  package enum Payer: Sendable {
    case households, government
    /// Firms, out of profits.
    case business
  }

  /// Where products come from.
  package enum Origin: Sendable {
    /// As the region's purchases of the category do.
    case asBought(Economy.FinalCategory)
    /// A share from a zone, in proportion to what the region buys from its places; the rest from
    /// outside.
    case zone(ScopeMask, share: Double)

    /// Whose purchases say how a product divides between own country and imports.
    var buyer: Economy.FinalCategory {
      switch self {
      case .asBought(.government): .government
      case .asBought(.investment): .investment
      default: .households
      }
    }
  }

  package var account: SpendingAccount
  let households: FinalPurchases
  let government: FinalPurchases
  private let investment: FinalPurchases
  let consumptionShare: Double
  /// Part of a change of disposable income that households spend.
  package var spentShare: Double { consumptionShare }
  let respendingTax: Double

  /// Entries of the catalogue that a book reads.
  package static let keys = [consumptionKey, taxKey, PriceLevel.key]

  package init(lever: String, _ context: LeverContext) throws {
    account = SpendingAccount(lever: lever)
    households = FinalPurchases.of(context, .households)
    government = FinalPurchases.of(context, .government)
    investment = FinalPurchases.of(context, .investment)
    consumptionShare = try context.catalogue.central(Self.consumptionKey)
    respendingTax = try context.catalogue.central(Self.taxKey) / 100
  }

  /// Buys what a bill lists for use in a region.
  ///
  /// Throws a `ProblemReport` naming product and region where nobody supplies a product, or nobody in
  /// a zone that must deliver.
  package mutating func buy(
    _ bill: PurchaseBill, in region: Int, origin: Origin, payer: Payer, _ state: inout LeverState
  ) throws {
    let context = state.context
    for (code, value) in bill.lines where value != 0 {
      guard let product = context.industryIndex[code] else { throw unknown(code) }
      try deliver(value, product: product, region: region, origin: origin, &state)
      account.basic += value
    }
    account.taxes += bill.taxes
    account.spending += bill.total
    charge(bill.total, to: payer)
  }

  /// Buys `amounts[s]` times what a bill lists for use in every region s, as its purchases of a category
  /// are bought.
  ///
  /// Throws a `ProblemReport` naming product and region where nobody supplies a product.
  package mutating func buy(
    _ bill: PurchaseBill, amounts: [Double], of category: Economy.FinalCategory, payer: Payer,
    _ state: inout LeverState
  ) throws {
    let context = state.context
    let (S, bought) = (context.economy.industryCount, purchases(.asBought(category)))
    let total = amounts.reduce(0, +)
    for (code, value) in bill.lines where value != 0 {
      guard let product = context.industryIndex[code] else { throw unknown(code) }
      for (s, amount) in amounts.enumerated() where amount != 0 {
        guard let own = bought.ownShare(product, region: s) else {
          throw nobody(product, s, context, from: "anywhere")
        }
        let k = s * S + product
        state.demand.add(own * value * amount, at: k, originClass: 0)
        state.demand.add((1 - own) * value * amount, at: k, originClass: 1)
      }
      account.basic += value * total
    }
    account.taxes += bill.taxes * total
    account.spending += bill.total * total
    charge(bill.total * total, to: payer)
  }

  /// Enters a purchase at basic prices that the caller brings to final demand itself.
  mutating func record(_ basic: Double, payer: Payer) {
    account.basic += basic
    account.spending += basic
    charge(basic, to: payer)
  }

  private mutating func charge(_ amount: Double, to payer: Payer) {
    switch payer {
    case .households: account.byHouseholds += amount
    case .government: account.byGovernment += amount
    case .business: break
    }
  }

  /// Hands the account to the state.
  package func close(_ state: inout LeverState) { state.accounts.append(account) }

  private func deliver(
    _ value: Double, product: Int, region s: Int, origin: Origin, _ state: inout LeverState
  ) throws {
    let context = state.context
    if case .asBought = origin {
      guard let shares = purchases(origin).shares(product, region: s) else {
        throw nobody(product, s, context, from: "anywhere")
      }
      let k = context.economy.index(region: s, industry: product)
      for c in 0...1 { state.demand.add(shares[c] * value, at: k, originClass: c) }
      return
    }
    for (part, share) in try places(of: product, in: s, origin: origin, state) {
      for (r, weight) in part.regions.enumerated() {
        state.demand.addAtOrigin(
          value * share * weight, at: context.economy.index(region: r, industry: product))
      }
      state.demand.addFromWorld(value * share * part.world)
    }
  }

  /// Where a purchase of a region comes from: parts with their weights, which sum to 1.
  ///
  /// Throws a `ProblemReport` where nobody supplies the product, or nobody in a zone that must deliver.
  func places(
    of product: Int, in s: Int, origin: Origin, _ state: LeverState
  ) throws -> [(part: Suppliers, weight: Double)] {
    let context = state.context
    func part(_ mask: ScopeMask) -> Suppliers? {
      context.suppliers.part(product, of: mask, to: s, buyer: origin.buyer) {
        purchases(origin).shares(product, region: s)
          .flatMap {
            Suppliers(product: product, region: s, shares: $0, context).restricted(to: mask)
          }
      }
    }
    guard let all = part(context.everywhere) else {
      throw nobody(product, s, context, from: "anywhere")
    }
    guard case .zone(let zone, let inside) = origin else { return [(all, 1)] }
    return try [(zone, inside), (context.complement(zone), 1 - inside)].filter { $0.1 != 0 }
      .map { mask, share in
        guard let part = part(mask) else {
          throw nobody(
            product, s, context, from: mask == zone ? "the zone" : "outside the zone")
        }
        return (part, share)
      }
  }

  private func purchases(_ origin: Origin) -> FinalPurchases {
    switch origin.buyer {
    case .government: government
    case .investment: investment
    default: households
    }
  }

  private func unknown(_ code: String) -> ProblemReport {
    ProblemReport([
      Problem(
        at: nil, path: account.lever, "the economy has no industry `\(code)`",
        expected: "an economy with the industries that the purchase needs")
    ])
  }

  private func nobody(
    _ product: Int, _ region: Int, _ context: LeverContext, from place: String
  ) -> ProblemReport {
    let economy = context.economy
    return ProblemReport([
      Problem(
        at: nil, path: account.lever,
        "nobody supplies \(economy.industries[product].code) to \(economy.regions[region].code) "
          + "from \(place)", expected: "a zone with makers of the product")
    ])
  }

  func emptyBudget(_ region: String, _ what: String) -> ProblemReport {
    ProblemReport([
      Problem(
        at: nil, path: account.lever,
        "\(what) of \(region) buy nothing that could change",
        expected: "regions with final demand of \(what)")
    ])
  }
}
