import ImpactAxes
import ImpactDocuments
import ImpactEconomies

/// Repair that costs less, since garages of all kinds know how.
///
///     volume (1 − c)^ε, spending (1 − c)^(1 + ε) of what households pay for repair today
///
/// c is the fall of the price. More work at base prices is made; what buyers pay less for each repair is
/// profit that garages and makers of parts lose, and households keep it. Repair is
/// `circular.repair.share_of_trade` of what households buy from trade and repair of vehicles (G45); parts
/// come with it (`use.maintenance.*`).
extension CircularEconomy {
  func repair(in mask: ScopeMask, _ book: inout PurchaseBook, _ state: inout LeverState) throws {
    guard let path = repairCostCut else { return }
    let cut = intensity * path.value(in: state.year)
    let context = state.context
    guard cut > 0, let trade = context.industryIndex[Self.garages] else { return }
    let catalogue = context.catalogue
    let share = try catalogue.central(Self.repairShareKey) / 100
    let elasticity = try catalogue.central(Self.repairElasticityKey)
    let volume = power(1 - cut, elasticity) - 1
    let spending = power(1 - cut, 1 + elasticity) - 1
    let purchases = FinalPurchases(context, .households)
    let parts = try PartsOfRepair(catalogue)
    var (saved, work) = (0.0, 0.0)
    for s in context.economy.regions.indices where mask.regions[s] {
      let garages =
        share
        * (0...1)
        .reduce(0) { sum, k in
          context.reaches(originClass: k, product: trade, region: s)
            ? sum + max(0, purchases.purchase(trade, region: s, originClass: k)) : sum
        }
      guard garages > 0 else { continue }
      var bill = parts.bill(garages: garages)
      let paid = bill.total
      bill = bill.scaled(volume)
      try book.buy(bill, in: s, origin: .asBought(.households), payer: .business, &state)
      book.account.byHouseholds += spending * paid
      try settle(-spending * paid, region: s, &book, &state)
      saved -= spending * paid
      work += bill.total - bill.taxes
    }
    let unit = "million EUR of \(context.economy.baseYear)"
    let figures = [
      ("fall of the price", 100 * cut, "percent"),
      ("spending that households save", saved, unit), ("more work and parts", work, unit),
    ]
    for (name, value, unit) in figures {
      state.report("\(name), repair", value, unit, at: "EU27", lever: id)
    }
  }
}

/// What a repair is made of: work of garages with the margin on parts, parts, taxes.
struct PartsOfRepair {
  /// Parts at basic prices for a EUR of what garages add.
  private let parts: Double
  private let tax: Double

  init(_ catalogue: ParameterCatalogue) throws {
    let share = try catalogue.central(CircularEconomy.partsShareKey) / 100
    let margin = try catalogue.central(CircularEconomy.partsMarginKey) / 100
    tax = try catalogue.central(CircularEconomy.taxKey) / 100
    let basic = share * (1 - margin)
    parts = basic / (1 - basic)
  }

  /// The bill in which garages add `garages`, in its unit.
  func bill(garages: Double) -> PurchaseBill {
    var bill = PurchaseBill()
    bill.add(garages, of: CircularEconomy.garages)
    bill.add(garages * parts, of: AutomotiveBlock.otherComponents)
    bill.taxes = bill.total * tax / (1 - tax)
    return bill
  }
}

extension PurchaseBill {
  /// The same bill, `factor` times.
  package func scaled(_ factor: Double) -> PurchaseBill {
    var bill = PurchaseBill()
    for (product, value) in lines { bill.add(value * factor, of: product) }
    bill.taxes = taxes * factor
    return bill
  }
}
