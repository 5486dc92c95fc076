/// Changed purchases of vehicle makers, product by product over their regions.
///
///     Δa_k[i,s] = φ_s·θ_k[i,s]·δ_i[s],   Σ_k θ_k = 1
///
/// with δ what the mix of region s changes for a EUR of output, θ the shares of own country and imports,
/// φ_s ≤ 1 the largest factor that leaves no cell below zero.
struct RecipeColumns {
  /// One product: θ_k·δ by class and place in `regions`, EUR per EUR of output.
  private struct Column {
    let product: Int
    let classes: [[Double]]
  }

  let buyer: Int
  let regions: [Int]
  private let columns: [Column]
  /// Changes of products that nobody supplies to a region, region by region.
  let unsupplied: [(region: Int, product: Int)]

  /// `recipes[c]` are the δ of one mix by ascending product; `changeOf[n]` is the mix of `regions[n]`.
  init(
    _ recipes: [[(product: Int, delta: Double)]], changeOf: [Int], regions: [Int], buyer: Int,
    _ context: LeverContext
  ) {
    self.buyer = buyer
    self.regions = regions
    let splitter = OriginSplitter(buyer: buyer)
    let byProduct = recipes.map {
      Dictionary(
        $0.map { ($0.product, $0.delta) }, uniquingKeysWith: { first, _ in first })
    }
    var columns: [Column] = []
    var missing: [(place: Int, product: Int)] = []
    for product in Set(byProduct.flatMap(\.keys)).sorted() {
      let table = splitter.table(ofProduct: product, context: context)
      let deltas = byProduct.map { $0[product] ?? 0 }
      var classes = [[Double]](repeating: [Double](repeating: 0, count: regions.count), count: 2)
      for (n, s) in regions.enumerated() {
        let delta = deltas[changeOf[n]]
        if delta != 0, !table.isSupplied[s] { missing.append((n, product)) }
        classes[0][n] = table.own[s] * delta
        classes[1][n] = table.imported[s] * delta
      }
      columns.append(Column(product: product, classes: classes))
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
      let base = state.context.inputColumn(product: column.product, buyer: buyer).classes
      let isUnchanged = state.purchases.column(buyer: buyer, product: column.product) == nil
      for (k, deltas) in column.classes.enumerated() {
        for (n, s) in regions.enumerated() where deltas[n] < 0 {
          let cell = PurchaseCell(region: s, buyer: buyer, product: column.product)
          var room = isUnchanged ? base[k][s] : state.lowestCoefficient(cell, originClass: k)
          if parts[n] < 1 { room = min(room, parts[n] * base[k][s]) }
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
      var byClass = column.classes.map { deltas in deltas.indices.map { fits[$0] * deltas[$0] } }
      for n in regions.indices {
        for deltas in byClass { cost[n] += deltas[n] }
      }
      if let plants, plants.product == column.product {
        for n in regions.indices where byClass.allSatisfy({ $0[n] >= 0 }) {
          buyCells(byClass.map { $0[n] }, regions[n], plants, &state)
          for k in byClass.indices { byClass[k][n] = 0 }
        }
      }
      for (k, deltas) in byClass.enumerated() {
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
