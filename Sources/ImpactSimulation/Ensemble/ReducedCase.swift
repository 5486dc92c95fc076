import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// What a EUR of a product bought from one class of origin, and one zone, is about.
struct PurchaseKey: Hashable, Sendable {
  let product: Int
  let originClass: Int
  /// Origins that are reached; nil for all.
  let zone: ScopeMask?
}

/// A draw and year after its levers, with what its solution in coordinates needs and nothing else.
struct ReducedCase: Sendable {
  struct Layer: Sendable {
    let key: PurchaseKey
    let buyer: Int
    /// Δ by region; regions beyond the end are unchanged.
    let deltas: [Float]
  }

  /// Final demand of a cell, million EUR.
  struct Amount: Sendable {
    let cell: Int32
    let value: Float
  }

  let system: DrawYear
  let layers: [Layer]
  /// How buyers of vehicles answer each extra cost, without the cost itself.
  let responses: [PriceResponse]
  /// Δc of every response where it is not zero.
  let costs: [[Amount]]
  /// Σ (f − 1) of volume paths by destination, W last.
  let volume: [Double]
  /// What levers and their plants buy by class of origin, and what they add at its origin.
  let bought: [[Amount]]
  let atOrigin: [Amount]
  let account: DrawnAccount

  /// Nil where coordinates cannot express what levers do.
  init?(_ state: LeverState, _ system: DrawYear, solver: EnsembleSolver) {
    guard !EnsembleSolver.needsSteps(state) else { return nil }
    self.system = system
    var layers: [Layer] = []
    state.purchases.forEachLayer { buyer, product, k, zone, deltas in
      layers.append(
        Layer(
          key: PurchaseKey(product: product, originClass: k, zone: zone), buyer: buyer,
          deltas: deltas.map { Float($0) }))
    }
    self.layers = layers
    responses = state.priceResponses.map { response in
      PriceResponse(
        lever: response.lever, cost: [], passThrough: response.passThrough,
        demandElasticity: response.demandElasticity, exportElasticity: response.exportElasticity,
        home: response.home)
    }
    costs = state.priceResponses.map { response in
      response.cost.enumerated()
        .compactMap { $1 == 0 ? nil : Amount(cell: Int32($0), value: Float($1)) }
    }
    volume = state.vehicleVolume
    let parts = [state.demand, state.plantInputs]
    bought = [Self.amounts(parts.map(\.own)), Self.amounts(parts.map(\.imported))]
    atOrigin = Self.amounts(parts.map(\.atOrigin))
    account = DrawnAccount(
      state, economy: solver.economy, coefficients: solver.coefficients,
      households: solver.households)
  }

  private static func amounts(_ parts: [IndexTable]) -> [Amount] {
    var result: [Amount] = []
    for part in parts {
      result.reserveCapacity(result.count + part.count)
      part.forEachValue { cell, value in
        if value != 0 { result.append(Amount(cell: Int32(cell), value: Float(value))) }
      }
    }
    return result
  }
}

/// Changed purchases of a block of draws, as the terms of `ReducedRounds`.
///
/// One term for each layer, buyer and region that some row changes, in the order in which the rows name
/// them, so that terms follow from the rows alone.
struct ChangedPurchases: Sendable {
  struct Layer: Sendable {
    let key: PurchaseKey
    let buyer: Int
    /// Regions with a change, ascending.
    var regions: [Int] = []
  }

  let layers: [Layer]
  /// Δ, rows×terms.
  let factors: SingleMatrix

  /// `rows` are the rows of each case.
  init(_ cases: [ReducedCase], rows: [[Int]], rowCount B: Int, regionCount R: Int) {
    struct Place: Hashable {
      let key: PurchaseKey
      let buyer: Int
    }
    var layers: [Layer] = []
    var places: [Place: Int] = [:]
    var found: [[Int]] = []
    var touched: [[Bool]] = []
    for item in cases {
      found.append(
        item.layers.map { layer in
          let place = Place(key: layer.key, buyer: layer.buyer)
          if let known = places[place] { return known }
          places[place] = layers.count
          layers.append(Layer(key: layer.key, buyer: layer.buyer))
          touched.append([Bool](repeating: false, count: R))
          return layers.count - 1
        })
    }
    for (item, own) in zip(cases, found) {
      for (layer, l) in zip(item.layers, own) {
        for (r, delta) in layer.deltas.enumerated() where delta != 0 { touched[l][r] = true }
      }
    }
    var first = [0]
    for l in layers.indices {
      layers[l].regions = touched[l].indices.filter { touched[l][$0] }
      first.append(first[l] + layers[l].regions.count)
    }
    var factors = SingleMatrix(rows: B, columns: first[layers.count])
    for (c, item) in cases.enumerated() where !rows[c].isEmpty {
      for (layer, l) in zip(item.layers, found[c]) {
        for (m, r) in layers[l].regions.enumerated() {
          guard r < layer.deltas.count else { break }
          for j in rows[c] { factors.values[j + (first[l] + m) * B] = layer.deltas[r] }
        }
      }
    }
    (self.layers, self.factors) = (layers, factors)
  }
}
