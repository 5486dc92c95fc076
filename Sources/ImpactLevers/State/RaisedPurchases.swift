extension LeverState {
  /// Raises a purchase, from own country and abroad as the buyer buys the product already.
  ///
  /// A buyer that has bought none takes it from the own country where anybody makes it there, else
  /// from abroad. EUR per EUR of output.
  package mutating func raisePurchase(_ amount: Double, _ cell: PurchaseCell) {
    guard amount != 0 else { return }
    let reached = (0...1)
      .map { context.reaches(originClass: $0, product: cell.product, region: cell.region) }
    var weights = (0...1).map { reached[$0] ? max(0, base(cell, originClass: $0)) : 0 }
    if weights[0] + weights[1] <= 0 { weights = reached[0] ? [1, 0] : [0, 1] }
    let total = weights[0] + weights[1]
    for k in 0...1 {
      purchases.add(amount * weights[k] / total, to: cell, originClass: k, zone: nil)
    }
  }

  /// The same for an industry of many regions: `amounts[n]` is that of `regions[n]`.
  package mutating func raisePurchases(
    _ amounts: [Double], product: Int, buyer: Int, regions: [Int]
  ) {
    let base = context.inputColumn(product: product, buyer: buyer).classes
    let (ownBase, importedBase) = (base[0], base[1])
    let (reachOwn, reachImported) = (context.reach[0], context.reach[1])
    let first = product * context.economy.regionCount
    var (ownPart, importedPart) = (amounts, amounts)
    for (n, s) in regions.enumerated() {
      var own = reachOwn[first + s] ? max(0, ownBase[s]) : 0
      var imported = reachImported[first + s] ? max(0, importedBase[s]) : 0
      if own + imported <= 0 { (own, imported) = reachOwn[first + s] ? (1, 0) : (0, 1) }
      let total = own + imported
      ownPart[n] = amounts[n] * own / total
      importedPart[n] = amounts[n] * imported / total
    }
    for (k, part) in [ownPart, importedPart].enumerated() {
      purchases.add(part, at: regions, buyer: buyer, product: product, originClass: k, zone: nil)
    }
  }
}
