import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Old vehicles that are treated where they were driven.
///
///     scrap: V_m = N·v_m buys less ore by makers of metals and as much from recyclers
///     parts: V_p = N·v_p of used parts replace V_p/ρ of new ones in repair
///     owners forgo N·p, what buyers abroad pay: money from W that does not come
///
/// v, p in EUR of 2024 a vehicle, ρ the price of a used part over that of a new one; divided by the price
/// level of 2024 over the accounts.
extension CircularEconomy {
  /// Reads what a vehicle is worth, EUR of 2024.
  private struct Values {
    let material: Double
    let parts: Double
    let ratio: Double
    let abroad: Double
    let jobs: Double

    init(_ catalogue: ParameterCatalogue) throws {
      let values = try CircularEconomy.vehicleKeys.map { try catalogue.central($0) }
      (material, parts, ratio, abroad, jobs) = (
        values[0], values[1], values[2], values[3], values[4]
      )
    }
  }

  func keepVehicles(
    in mask: ScopeMask, _ book: inout PurchaseBook, _ state: inout LeverState
  ) throws {
    guard let path = vehiclesKept else { return }
    let number = intensity * path.value(in: state.year)
    let context = state.context
    guard number > 0, let weights = RegionKey.households.shares(in: mask, context) else { return }
    let values = try Values(context.catalogue)
    let level = try PriceLevel(context.catalogue)
    // Million EUR of the accounts for a value in EUR a vehicle.
    func million(_ value: Double) -> Double { level.inAccounts(number * value / 1e6) }
    scrap(million(values.material), in: mask, &state)
    let net = try 1 - context.catalogue.central(Self.taxKey) / 100
    let margin = try context.catalogue.central(Self.partsMarginKey) / 100
    for (s, weight) in weights.enumerated() where weight > 0 {
      let used = million(values.parts) * weight
      let new = used / values.ratio
      var bill = PurchaseBill()
      bill.add(used, of: Self.recycler)
      bill.add(-new * (1 - margin), of: AutomotiveBlock.otherComponents)
      bill.add(-new * margin, of: Self.garages)
      bill.taxes = (used - new) * (1 - net) / net
      try book.buy(bill, in: s, origin: .asBought(.households), payer: .households, &state)
      let forgone = million(values.abroad) * weight
      state.demand.addFromWorld(forgone)
      book.account.basic += forgone
      book.account.spending += forgone
      book.account.byHouseholds += forgone
      try settle(-bill.total - forgone, region: s, &book, &state)
    }
    let unit = "million EUR of \(context.economy.baseYear)"
    let figures = [
      ("vehicles kept", number / 1000, "thousand vehicles"),
      ("scrap", million(values.material), unit), ("used parts", million(values.parts), unit),
      ("sales abroad forgone", million(values.abroad), unit),
      ("jobs in dismantling by jobs per 1000 vehicles", number / 1000 * values.jobs, "persons"),
    ]
    for (name, value, unit) in figures {
      state.report("\(name), vehicles kept", value, unit, at: "EU27", lever: id)
    }
  }

  /// Makers of metals buy scrap in the place of ore, in proportion to the ore they buy.
  private func scrap(_ value: Double, in mask: ScopeMask, _ state: inout LeverState) {
    let context = state.context
    guard let buyer = context.industryIndex[Self.metals],
      let ores = context.industryIndex[Self.ores],
      let recycler = context.industryIndex[Self.recycler]
    else { return }
    var bought: [(s: Int, class: Int, coefficient: Double)] = []
    var total = 0.0
    for s in context.economy.regions.indices where mask.regions[s] {
      let cell = PurchaseCell(region: s, buyer: buyer, product: ores)
      for k in 0...1 where context.reaches(originClass: k, product: ores, region: s) {
        let coefficient = max(0, state.commonCoefficient(cell, originClass: k))
        let amount = coefficient * context.output(s, buyer)
        guard amount > 0 else { continue }
        bought.append((s, k, coefficient))
        total += amount
      }
    }
    guard total > 0 else {
      state.notices.append(
        Notice(
          "scrap-without-buyers",
          "\(id): no maker of metals in its regions buys ore, so scrap replaces none"))
      return
    }
    for entry in bought {
      let moved = entry.coefficient * value / total
      let cell = PurchaseCell(region: entry.s, buyer: buyer, product: ores)
      state.purchases.add(-moved, to: cell, originClass: entry.class, zone: nil)
      state.raisePurchase(
        moved, PurchaseCell(region: entry.s, buyer: buyer, product: recycler))
    }
  }

  /// Households of a region have `amount` more: they buy other things for it, or put it aside.
  func settle(
    _ amount: Double, region s: Int, _ book: inout PurchaseBook, _ state: inout LeverState
  ) throws {
    var weights = [Double](repeating: 0, count: state.context.economy.regionCount)
    weights[s] = 1
    try book.changeBudgets(
      amount, weights: weights, spentShare: households == .respend ? 1 : 0, &state)
  }
}
