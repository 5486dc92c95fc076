import ImpactNumerics

/// Changed purchases of vehicle makers, product by product over their regions.
///
///     Δa_k[i,s] = φ_s·θ_k[i,s]·δ_i[s],   Σ_k θ_k = 1
///
/// with δ what the mix of region s changes for a EUR of output, θ the shares of own country and imports,
/// φ_s ≤ 1 the largest factor that leaves no cell below zero.
struct RecipeColumns {
  /// One product: θ_k·δ by place in `regions`, EUR per EUR of output.
  private struct Column {
    let product: Int
    var own: [Double]
    var imported: [Double]
  }

  let buyer: Int
  let regions: [Int]
  private let columns: [Column]
  /// Changes of products that nobody supplies to a region, region by region.
  let unsupplied: [(region: Int, product: Int)]

  /// `recipes[c]` are the δ of one mix by product; `changeOf[n]` is the mix of `regions[n]`.
  init(
    _ recipes: [[Double]], changeOf: [Int], regions: [Int], buyer: Int, _ context: LeverContext
  ) {
    self.buyer = buyer
    self.regions = regions
    let splitter = OriginSplitter(buyer: buyer)
    var columns: [Column] = []
    var missing: [(place: Int, product: Int)] = []
    for product in 0..<(recipes.map(\.count).max() ?? 0) {
      let deltas = recipes.map { $0[product] }
      guard deltas.contains(where: { $0 != 0 }) else { continue }
      let table = splitter.table(ofProduct: product, context: context)
      let (ownShares, importedShares) = (table.own, table.imported)
      let isSupplied = table.isSupplied
      var own = [Double](repeating: 0, count: regions.count)
      var imported = own
      for n in regions.indices {
        let (s, delta) = (regions[n], deltas[changeOf[n]])
        if delta != 0, !isSupplied[s] { missing.append((n, product)) }
        own[n] = ownShares[s] * delta
        imported[n] = importedShares[s] * delta
      }
      columns.append(Column(product: product, own: own, imported: imported))
    }
    self.columns = columns
    unsupplied = missing.sorted { $0 < $1 }.map { (regions[$0.place], $0.product) }
  }

  /// φ by region: what goes out must be there.
  ///
  /// Of what the accounts hold a class of vehicles has its share `parts[n]` of the industry, so that
  /// classes do not depend on their order.
  func fits(parts: [Double], _ state: LeverState) -> [Double] {
    var fits = [Double](repeating: 1, count: regions.count)
    for column in columns {
      let classes = state.context.inputColumn(product: column.product, buyer: buyer).classes
      let isUnchanged = state.purchases.column(buyer: buyer, product: column.product) == nil
      for (k, deltas) in [column.own, column.imported].enumerated() {
        let base = classes[k]
        for n in regions.indices where deltas[n] < 0 {
          let s = regions[n]
          let cell = PurchaseCell(region: s, buyer: buyer, product: column.product)
          var room = isUnchanged ? base[s] : state.lowestCoefficient(cell, originClass: k)
          if parts[n] < 1 { room = min(room, parts[n] * base[s]) }
          fits[n] = min(fits[n], max(0, room) / -deltas[n])
        }
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
    var cost = [Double](repeating: 0, count: regions.count)
    for column in columns {
      var (own, imported) = (column.own.times(fits), column.imported.times(fits))
      cost.add(own, regions.indices, at: 0)
      cost.add(imported, regions.indices, at: 0)
      if let plants, plants.product == column.product {
        for n in regions.indices where own[n] >= 0 && imported[n] >= 0 {
          buyCells([own[n], imported[n]], regions[n], plants, &state)
          (own[n], imported[n]) = (0, 0)
        }
      }
      for (k, deltas) in [own, imported].enumerated() {
        state.purchases.add(
          deltas, at: regions, buyer: buyer, product: column.product, originClass: k, zone: nil)
      }
    }
    return cost
  }

  /// What comes from outside the union stays as in the accounts, the rest comes from its plants.
  private func buyCells(
    _ byClass: [Double], _ region: Int, _ plants: PlantSourcing, _ state: inout LeverState
  ) {
    let cell = PurchaseCell(region: region, buyer: buyer, product: plants.product)
    let amount = plants.fromUnion(byClass, of: cell, state.context)
    let zone = state.purchases.zone(plants.union.complement)
    for (k, delta) in byClass.enumerated() {
      state.purchases.add(delta, to: cell, originClass: k, zone: zone)
    }
    plants.deliver(amount, to: cell, state: &state)
  }
}
