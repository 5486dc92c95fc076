import ImpactAxes
import ImpactDocuments
import ImpactEconomies

/// Moves purchases of primary materials to recycled ones.
extension CircularEconomy {
  /// Sums of one material over the regions, million EUR of the base year.
  struct MaterialSums {
    var replaced = 0.0
    var recycled = 0.0
    var imported = 0.0
  }

  /// Adds the extra cost of recycled materials to `cost` (length n, EUR per EUR of output).
  func recycle(in mask: ScopeMask, cost: inout IndexTable, _ state: inout LeverState) throws {
    let catalogue = state.context.catalogue
    for material in Material.allCases {
      guard let path = recycledContent[material] else { continue }
      let base = try catalogue.central(Self.baseKey(material)) / 100
      let target = path.value(in: state.year)
      guard target > base, base < 1 else { continue }
      let part = intensity * (target - base) / (1 - base)
      let ratio = try catalogue.central(Self.priceKey(material))
      var sums = MaterialSums()
      for purchase in Self.purchases(of: material) {
        try move(purchase, material, part: part, ratio: ratio, mask, &cost, &sums, &state)
      }
      report(material, share: base + intensity * (target - base), sums, &state)
    }
  }

  private func move(
    _ purchase: Purchase, _ material: Material, part: Double, ratio: Double, _ mask: ScopeMask,
    _ cost: inout IndexTable, _ sums: inout MaterialSums, _ state: inout LeverState
  ) throws {
    let context = state.context
    guard let buyer = context.industryIndex[purchase.buyer],
      let primary = context.industryIndex[purchase.primary],
      let recycler = context.industryIndex[Self.recycler]
    else { return }
    let share = try context.catalogue.central(Self.shareKey(material, purchase.buyer)) / 100
    let automotive =
      purchase.isProcessor
      ? context.economyMemo.value("vehicle-share:\(buyer)") { VehicleShare(of: buyer, context) }
        .shares : nil
    for s in context.economy.regions.indices where mask.regions[s] && context.output(s, buyer) > 0 {
      let cell = PurchaseCell(region: s, buyer: buyer, product: primary)
      let scale = part * share * (automotive?[s] ?? 1)
      let reached = (0...1).map { context.reaches(originClass: $0, product: primary, region: s) }
      var moved = 0.0
      for k in 0...1 where reached[k] {
        let amount = state.withdraw(scale, of: cell, originClass: k)
        moved += amount
        if k == 1 { sums.imported += amount * context.output(s, buyer) }
      }
      guard moved > 0 else { continue }
      let bought = PurchaseCell(region: s, buyer: buyer, product: recycler)
      state.raisePurchase(ratio * moved, bought)
      cost.add(
        (ratio - 1) * moved, at: context.economy.index(region: s, industry: buyer))
      sums.replaced += moved * context.output(s, buyer)
      sums.recycled += ratio * moved * context.output(s, buyer)
    }
  }

  private func report(
    _ material: Material, share: Double, _ sums: MaterialSums, _ state: inout LeverState
  ) {
    let unit = "million EUR of \(state.context.economy.baseYear)"
    let values = [
      ("recycled share", 100 * share, "percent"),
      ("primary material replaced", sums.replaced, unit),
      ("of which imported", sums.imported, unit),
      ("recycled material bought", sums.recycled, unit),
    ]
    for (name, value, unit) in values {
      state.report("\(name), \(material.rawValue)", value, unit, at: "EU27", lever: id)
    }
  }
}
