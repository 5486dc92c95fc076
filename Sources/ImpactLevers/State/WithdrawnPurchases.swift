extension LeverState {
  /// Takes a share of a purchase away from every origin of a class alike; returns what is taken, EUR per
  /// EUR of output.
  ///
  ///     a_k′[r] ← (1 − share)·a_k′[r] for every origin r,  taken = share·Σ_r T_k[r,s]·a_k′[r]
  ///
  /// so that no origin falls below zero, whatever zones other levers have set before.
  package mutating func withdraw(
    _ share: Double, of cell: PurchaseCell, originClass k: Int
  ) -> Double {
    guard share != 0 else { return 0 }
    let trade = context.trade(of: cell.product)
    let common = base(cell, originClass: k)
    let parts = purchases.parts(of: cell, originClass: k)
    purchases.add(-share * common, to: cell, originClass: k, zone: nil)
    var taken = share * common * trade.everywhere[k][cell.region]
    for part in parts {
      purchases.add(-share * part.delta, to: cell, originClass: k, zone: part.zone)
      let reached =
        part.zone.map {
          trade.share(originClass: k, of: purchases.zones[$0], to: cell.region)
        } ?? trade.everywhere[k][cell.region]
      taken += share * part.delta * reached
    }
    return taken
  }
}
