extension LeverContext {
  /// Shares of own country and imports when a purchase is raised: as the buyer buys the product already.
  ///
  /// A buyer that has bought none takes it from the own country where anybody makes it there, else
  /// from abroad.
  func raisedShares(_ cell: PurchaseCell) -> [Double] {
    let reached = (0...1)
      .map { reaches(originClass: $0, product: cell.product, region: cell.region) }
    let base = inputColumn(product: cell.product, buyer: cell.buyer).classes
    let weights = (0...1).map { reached[$0] ? max(0, base[$0][cell.region]) : 0 }
    let total = weights[0] + weights[1]
    return total > 0 ? weights.map { $0 / total } : reached[0] ? [1, 0] : [0, 1]
  }
}

extension LeverState {
  /// Raises a purchase, from own country and abroad as `raisedShares` says, EUR per EUR of output.
  package mutating func raisePurchase(_ amount: Double, _ cell: PurchaseCell) {
    guard amount != 0 else { return }
    for (k, share) in context.raisedShares(cell).enumerated() {
      purchases.add(amount * share, to: cell, originClass: k, zone: nil)
    }
  }
}
