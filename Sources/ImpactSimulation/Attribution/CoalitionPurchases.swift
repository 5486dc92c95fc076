import ImpactLevers
import ImpactNumerics

/// Changed purchases of some states side by side, by product, class and zone.
///
///     d[s, c] = Σ_j Δ_c[j, s]·x_c[j, s]
///
/// Purchases are added up over buyers before they are sourced, since the same shares source them.
struct CoalitionPurchases: Sendable {
  /// Δ of what one industry buys, R×states.
  struct Layer: Sendable {
    let buyer: Int
    var deltas: SingleMatrix
    /// States that change it.
    var active: [Bool]
  }

  let keys: [PurchaseKey]
  /// By key, in the order in which they were met.
  let layers: [[Layer]]
  /// Industries that buy otherwise, ascending.
  let buyers: [Int]
  let columns: Int

  init(_ states: [LeverState], regions: Int) {
    var places: [PurchaseKey: Int] = [:]
    var keys: [PurchaseKey] = []
    var layers: [[Layer]] = []
    var buyers: Set<Int> = []
    for (c, state) in states.enumerated() {
      state.purchases.forEachLayer { buyer, product, k, zone, deltas in
        guard deltas.contains(where: { $0 != 0 }) else { return }
        let key = PurchaseKey(product: product, originClass: k, zone: zone)
        let place = places[key] ?? keys.count
        if place == keys.count {
          places[key] = place
          keys.append(key)
          layers.append([])
        }
        buyers.insert(buyer)
        let layer = layers[place].firstIndex { $0.buyer == buyer } ?? layers[place].count
        if layer == layers[place].count {
          layers[place]
            .append(
              Layer(
                buyer: buyer, deltas: SingleMatrix(rows: regions, columns: states.count),
                active: [Bool](repeating: false, count: states.count)))
        }
        layers[place][layer].deltas.set(deltas, column: c)
        layers[place][layer].active[c] = true
      }
    }
    self.keys = keys
    self.layers = layers
    self.buyers = buyers.sorted()
    columns = states.count
  }

  /// d of one key, R×(columns of x); block b of `columns` columns of x belongs to the states in their order.
  func bought(_ key: Int, output x: [SingleMatrix?], regions: Int, width: Int) -> SingleMatrix {
    var sum = SingleMatrix(rows: regions, columns: width)
    for layer in layers[key] {
      guard let x = x[layer.buyer] else { continue }
      sum.addBlocks(layer.deltas, active: layer.active, times: x)
    }
    return sum
  }
}

/// Purchases by key, in a fixed order.
struct PurchaseSums {
  private(set) var sums: [(PurchaseKey, SingleMatrix)] = []
  private var places: [PurchaseKey: Int] = [:]

  mutating func change(
    _ key: PurchaseKey, rows: Int, columns: Int, _ body: (inout SingleMatrix) -> Void
  ) {
    let place = places[key] ?? sums.count
    if place == sums.count {
      places[key] = place
      sums.append((key, SingleMatrix(rows: rows, columns: columns)))
    }
    body(&sums[place].1)
  }
}
