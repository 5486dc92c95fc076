import ImpactAxes
import ImpactDocuments
import ImpactEconomies

/// Repair that costs less, since garages of all kinds know how.
///
///     volume (1 − c)^ε, spending (1 − c)^(1 + ε) of what households pay for repair today
///
///     labour of garages per unit of output: factor 1 − λ·c·(repair of households)/x₀[G45,s]
///
/// c is the fall of the price. More repairs are made, at base prices; households keep what each costs less.
/// λ·c of it is less work for a repair, the rest margin that garages and makers of parts lose: it is taken
/// from the budgets of households, who own most of them. Repair is
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
    let lessWork = try catalogue.central(Self.lessWorkKey) / 100
    let elasticity = try catalogue.central(Self.repairElasticityKey)
    let volume = power(1 - cut, elasticity) - 1
    let spending = power(1 - cut, 1 + elasticity) - 1
    let parts = try PartsOfRepair(catalogue)
    // Of a EUR paid today: what sellers lose on the work that is done.
    let lostMargin = (1 - lessWork) * cut * (1 + volume)
    var (saved, work, margins) = (0.0, 0.0, 0.0)
    for s in context.economy.regions.indices where mask.regions[s] {
      let garages = share * householdPurchases(of: trade, in: s, context)
      guard garages > 0 else { continue }
      var bill = parts.bill(garages: garages)
      let paid = bill.total
      bill = bill.scaled(volume)
      try book.buy(bill, in: s, origin: .asBought(.households), payer: .business, &state)
      let borne = (spending + lostMargin) * paid
      book.account.byHouseholds += borne
      try settle(-borne, region: s, &book, &state)
      margins += lostMargin * paid
      let output = context.output(s, trade)
      if output > 0 {
        state.scaleLabour(
          context.economy.index(region: s, industry: trade),
          by: 1 - lessWork * cut * min(1, garages / output))
      }
      saved -= spending * paid
      work += bill.total - bill.taxes
    }
    let unit = "million EUR of \(context.economy.baseYear)"
    let figures = [
      ("fall of the price", 100 * cut, "percent"),
      ("spending that households save", saved, unit), ("more work and parts", work, unit),
      ("margins that garages and makers of parts lose", margins, unit),
    ]
    for (name, value, unit) in figures {
      state.report("\(name), repair", value, unit, at: "EU27", lever: id)
    }
  }

  /// What households of a region buy of a product, as far as anybody supplies it, million EUR.
  private func householdPurchases(
    of product: Int, in s: Int, _ context: LeverContext
  ) -> Double {
    let demand = context.economy.finalDemand
    let category = Economy.FinalCategory.households.rawValue
    let index = context.economy.index(region: s, industry: product)
    let byClass = [demand.own[category][index], demand.imported[category][index]]
    return byClass.enumerated()
      .reduce(0) { sum, entry in
        context.reaches(originClass: entry.offset, product: product, region: s)
          ? sum + max(0, entry.element) : sum
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
