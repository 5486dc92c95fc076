/// What makers of vehicles in some regions buy of some products before any lever, product by product.
///
/// Value n of product p stands at `p * regions.count + n`, so that a lever walks through regions.
final class RecipeShares: Sendable {
  let buyer: Int
  let regions: [Int]
  let products: [Int]
  /// θ_k, the shares of own country and imports in a changed purchase; 0 where nobody supplies the product.
  let own: [Double]
  let imported: [Double]
  /// a_k of the accounts, EUR per EUR of output.
  let ownBase: [Double]
  let importedBase: [Double]
  /// Places of products that nobody supplies to a region.
  let unsupplied: [(product: Int, place: Int)]

  /// Places of a product's values.
  func part(_ p: Int) -> Range<Int> { p * regions.count..<(p + 1) * regions.count }

  /// The same in memory of its own: runs side by side do not wait for each other to count who reads it.
  init(copying other: RecipeShares) {
    (buyer, unsupplied) = (other.buyer, other.unsupplied)
    (regions, products) = (other.regions.map { $0 }, other.products.map { $0 })
    (own, imported) = (other.own.map { $0 }, other.imported.map { $0 })
    (ownBase, importedBase) = (other.ownBase.map { $0 }, other.importedBase.map { $0 })
  }

  init(buyer: Int, regions: [Int], products: [Int], _ context: LeverContext) {
    (self.buyer, self.regions, self.products) = (buyer, regions, products)
    let splitter = OriginSplitter(buyer: buyer)
    let tables = products.map { splitter.table(ofProduct: $0, context: context) }
    own = tables.flatMap { table in regions.map { table.own[$0] } }
    imported = tables.flatMap { table in regions.map { table.imported[$0] } }
    let accounts = products.map { context.inputColumn(product: $0, buyer: buyer).classes }
    ownBase = accounts.flatMap { classes in regions.map { classes[0][$0] } }
    importedBase = accounts.flatMap { classes in regions.map { classes[1][$0] } }
    unsupplied = products.indices.flatMap { p in
      regions.indices.filter { !tables[p].isSupplied[regions[$0]] }.map { (p, $0) }
    }
  }
}
