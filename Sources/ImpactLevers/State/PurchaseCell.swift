/// What one buyer in one region buys of one product.
package struct PurchaseCell: Sendable, Hashable, Comparable {
  package let region: Int
  package let buyer: Int
  package let product: Int

  package init(region: Int, buyer: Int, product: Int) {
    self.region = region
    self.buyer = buyer
    self.product = product
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.region, a.buyer, a.product) < (b.region, b.buyer, b.product)
  }
}
