import ImpactNumerics

/// Changed purchases of vehicle makers, product by product over their regions.
///
///     Δa_k[i,s] = φ_s·θ_k[i,s]·δ_i[s],   Σ_k θ_k = 1
///
/// with δ what the mix of region s changes for a EUR of output, θ the shares of own country and imports,
/// φ_s ≤ 1 the largest factor that leaves no cell below zero.
struct RecipeColumns {
  let shares: RecipeShares
  /// Whether any region changes a product.
  private let isChanged: [Bool]
  /// θ_k·δ at the places of `RecipeShares`, EUR per EUR of output.
  private let own: [Double]
  private let imported: [Double]
  /// Changes of products that nobody supplies to a region, region by region.
  let unsupplied: [(region: Int, product: Int)]

  /// `recipes` are the δ of one mix after the other, each by product index; `changeOf[n]` is the mix of `regions[n]`.
  init(_ recipes: [Double], width: Int, changeOf: [Int], _ shares: RecipeShares) {
    self.shares = shares
    let (products, count) = (shares.products, shares.regions.count)
    var (own, imported) = (shares.own, shares.imported)
    isChanged = products.map { product in
      product < width
        && stride(from: product, to: recipes.count, by: width).contains { recipes[$0] != 0 }
    }
    let firsts = changeOf.map { $0 * width }
    for (p, product) in products.enumerated() where isChanged[p] {
      own.scale(by: recipes, at: firsts, plus: product, from: p * count)
      imported.scale(by: recipes, at: firsts, plus: product, from: p * count)
    }
    (self.own, self.imported) = (own, imported)
    unsupplied =
      shares.unsupplied
      .filter { [isChanged] in
        isChanged[$0.product] && recipes[firsts[$0.place] + products[$0.product]] != 0
      }
      .map { ($0.place, products[$0.product]) }.sorted { $0 < $1 }
      .map { (shares.regions[$0.0], $0.1) }
  }

  /// φ by region: what goes out must be there.
  ///
  /// Of what the accounts hold a class of vehicles has its share `parts[n]` of the industry, so that
  /// classes do not depend on their order.
  func fits(parts: [Double], _ state: LeverState) -> [Double] {
    let count = shares.regions.count
    var fits = [Double](repeating: 1, count: count)
    for (p, product) in shares.products.enumerated() where isChanged[p] {
      let isUnchanged = state.purchases.column(buyer: shares.buyer, product: product) == nil
      let part = p * count..<(p + 1) * count
      for k in 0...1 {
        let (deltas, base) = k == 0 ? (own, shares.ownBase) : (imported, shares.importedBase)
        guard deltas.isBelowZero(in: part) else { continue }
        var room = Array(base[part])
        if !isUnchanged {
          for n in room.indices where deltas[part.lowerBound + n] < 0 {
            let cell = PurchaseCell(
              region: shares.regions[n], buyer: shares.buyer, product: product)
            room[n] = state.lowestCoefficient(cell, originClass: k)
          }
        }
        for n in room.indices where parts[n] < 1 {
          room[n] = min(room[n], parts[n] * base[part.lowerBound + n])
        }
        fits.lower(toFit: deltas, part, into: room)
      }
    }
    return fits
  }

  /// Adds all changes with their φ; returns the extra cost by region, EUR per EUR of output.
  ///
  /// New cells come from the register's plants where these are asked for.
  func apply(
    _ fits: [Double], plants: PlantSourcing?, to state: inout LeverState
  ) -> [Double] {
    let (regions, count) = (shares.regions, shares.regions.count)
    var cost = [Double](repeating: 0, count: count)
    for (p, product) in shares.products.enumerated() where isChanged[p] {
      let part = p * count..<(p + 1) * count
      var changes = [own.times(fits, part), imported.times(fits, part)]
      for change in changes { cost.add(change, change.indices, at: 0) }
      if let plants, plants.product == product {
        for n in regions.indices where changes[0][n] >= 0 && changes[1][n] >= 0 {
          buyCells(changes.map { $0[n] }, regions[n], plants, &state)
          (changes[0][n], changes[1][n]) = (0, 0)
        }
      }
      for k in 0...1 {
        state.purchases.add(
          changes[k], at: regions, buyer: shares.buyer, product: product, originClass: k, zone: nil)
      }
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
