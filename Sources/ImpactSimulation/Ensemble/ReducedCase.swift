import ImpactEconomies
import ImpactLevers
import ImpactNumerics

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
    costs = state.priceResponses.map { Self.amounts($0.cost) }
    volume = state.vehicleVolume
    let parts = [state.demand, state.plantInputs]
    bought = [Self.amounts(parts.map(\.own)), Self.amounts(parts.map(\.imported))]
    atOrigin = Self.amounts(parts.map(\.atOrigin))
    account = DrawnAccount(
      state, economy: solver.economy, coefficients: solver.coefficients,
      households: solver.households)
  }

  private static func amounts(_ values: [Double]) -> [Amount] {
    var result: [Amount] = []
    for k in values.indices where values[k] != 0 {
      result.append(Amount(cell: Int32(k), value: Float(values[k])))
    }
    return result
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

  /// One row for each case.
  init(_ cases: [ReducedCase], regionCount R: Int) {
    struct Place: Hashable {
      let key: PurchaseKey
      let buyer: Int
    }
    var layers: [Layer] = []
    var places: [Place: Int] = [:]
    var found: [[Int]] = []
    var sizes: [[Float]] = []
    for item in cases {
      found.append(
        item.layers.map { layer in
          let place = Place(key: layer.key, buyer: layer.buyer)
          let l = places[place] ?? layers.count
          if l == layers.count {
            places[place] = l
            layers.append(Layer(key: layer.key, buyer: layer.buyer))
            sizes.append([Float](repeating: 0, count: R))
          }
          sizes[l].addMagnitudes(of: layer.deltas)
          return l
        })
    }
    var first = [0]
    for l in layers.indices {
      layers[l].regions = sizes[l].indices.filter { sizes[l][$0] != 0 }
      first.append(first[l] + layers[l].regions.count)
    }
    let picks = layers.map { $0.regions.map(Int32.init) }
    var parts: [RowPart] = []
    for (j, item) in cases.enumerated() {
      for (layer, l) in zip(item.layers, found[j]) {
        parts.append(
          RowPart(row: j, first: first[l], values: layer.deltas, picks: picks[l]))
      }
    }
    factors = SingleMatrix(rows: cases.count, columns: first[layers.count], parts: parts)
    self.layers = layers
  }
}
