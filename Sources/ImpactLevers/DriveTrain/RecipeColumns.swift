import ImpactNumerics

/// Changed purchases of vehicle makers, product by product over their regions.
///
///     Δa_k[i,s] = φ_s·θ_k[i,s]·δ_i[s],   Σ_k θ_k = 1
///
/// with δ what the mix of region s changes for a EUR of output, θ the shares of own country and imports,
/// φ_s ≤ 1 the largest factor that leaves no cell below zero.
struct RecipeColumns {
  let shares: RecipeShares
  /// δ of one mix after the other, each of `width` values by product.
  private let recipes: [Double]
  private let width: Int
  /// Where the δ of the mix of each region begin.
  private let firsts: [Int]
  /// Places in `RecipeShares` of products that any mix changes.
  private let changed: [Int]
  /// Changes of products that nobody supplies to a region, region by region.
  let unsupplied: [(region: Int, product: Int)]

  /// `recipes` are the δ of one mix after the other, each by product index; `changeOf[n]` is the mix of `regions[n]`.
  init(_ recipes: [Double], width: Int, changeOf: [Int], _ shares: RecipeShares) {
    (self.shares, self.recipes, self.width) = (shares, recipes, width)
    let firsts = changeOf.map { $0 * width }
    self.firsts = firsts
    changed = shares.products.indices.filter { p in
      let product = shares.products[p]
      return product < width && Self.contains(recipes, product, width) { $0 != 0 }
    }
    unsupplied =
      shares.unsupplied.filter { shares.products[$0.product] < width }
      .filter { recipes[firsts[$0.place] + shares.products[$0.product]] != 0 }
      .map { ($0.place, shares.products[$0.product]) }.sorted { $0 < $1 }
      .map { (shares.regions[$0.0], $0.1) }
  }

  /// Whether the δ of a product in some mix has a property.
  @inline(__always)
  private static func contains(
    _ recipes: [Double], _ product: Int, _ width: Int, _ isSuch: (Double) -> Bool
  ) -> Bool {
    var place = product
    while place < recipes.count {
      if isSuch(recipes[place]) { return true }
      place += width
    }
    return false
  }

  /// θ_k·δ of a product by region, EUR per EUR of output.
  private func deltas(_ p: Int, originClass k: Int) -> [Double] {
    (k == 0 ? shares.own : shares.imported)
      .times(shares.part(p), recipes, at: firsts, plus: shares.products[p])
  }

  /// φ by region: what goes out must be there.
  ///
  /// Of what the accounts hold a class of vehicles has its share `parts[n]` of the industry, so that
  /// classes do not depend on their order.
  func fits(parts: [Double], _ state: LeverState) -> [Double] {
    var fits = [Double](repeating: 1, count: shares.regions.count)
    for p in changed where Self.contains(recipes, shares.products[p], width, { $0 < 0 }) {
      for k in 0...1 {
        let deltas = deltas(p, originClass: k)
        fits.lower(toFit: deltas, into: room(p, originClass: k, deltas, parts: parts, state))
      }
    }
    return fits
  }

  /// What may go out of a product by region, EUR per EUR of output.
  private func room(
    _ p: Int, originClass k: Int, _ deltas: [Double], parts: [Double], _ state: LeverState
  ) -> [Double] {
    let (buyer, product) = (shares.buyer, shares.products[p])
    let base = Array((k == 0 ? shares.ownBase : shares.importedBase)[shares.part(p)])
    var room = base
    if state.purchases.column(buyer: buyer, product: product) != nil {
      for n in room.indices where deltas[n] < 0 {
        room[n] = state.lowestCoefficient(
          PurchaseCell(region: shares.regions[n], buyer: buyer, product: product), originClass: k)
      }
    }
    for n in room.indices where parts[n] < 1 { room[n] = min(room[n], parts[n] * base[n]) }
    return room
  }

  /// Adds all changes with their φ; returns the extra cost by region, EUR per EUR of output.
  ///
  /// New cells come from the register's plants where these are asked for.
  func apply(
    _ fits: [Double], plants: PlantSourcing?, to state: inout LeverState
  ) -> [Double] {
    let regions = shares.regions
    var cost = [Double](repeating: 0, count: regions.count)
    for p in changed {
      let product = shares.products[p]
      var (own, imported) = (deltas(p, originClass: 0), deltas(p, originClass: 1))
      own.scale(by: fits)
      imported.scale(by: fits)
      cost.add(own, own.indices, at: 0)
      cost.add(imported, imported.indices, at: 0)
      if let plants, plants.product == product {
        for n in regions.indices where own[n] >= 0 && imported[n] >= 0 {
          buyCells([own[n], imported[n]], regions[n], plants, &state)
          (own[n], imported[n]) = (0, 0)
        }
      }
      state.purchases.add(
        own, at: regions, buyer: shares.buyer, product: product, originClass: 0, zone: nil)
      state.purchases.add(
        imported, at: regions, buyer: shares.buyer, product: product, originClass: 1, zone: nil)
    }
    return cost
  }

  /// What comes from outside the union stays as in the accounts, the rest comes from its plants.
  private func buyCells(
    _ byClass: [Double], _ region: Int, _ plants: PlantSourcing, _ state: inout LeverState
  ) {
    let cell = PurchaseCell(region: region, buyer: shares.buyer, product: plants.product)
    let amount = plants.fromUnion(byClass, of: cell, state.context)
    let zone = state.purchases.zone(plants.union.complement)
    for (k, delta) in byClass.enumerated() {
      state.purchases.add(delta, to: cell, originClass: k, zone: zone)
    }
    plants.deliver(amount, to: cell, state: &state)
  }
}
