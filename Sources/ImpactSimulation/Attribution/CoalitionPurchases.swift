import ImpactLevers
import ImpactNumerics

/// What a product is bought by and where it comes from: the sourcing that one sum of purchases goes through.
struct PurchaseKey: Hashable, Sendable {
  let product: Int
  /// 0 own country, 1 imported.
  let originClass: Int
  /// The origins that deliver; nil: all.
  let zone: ScopeMask?
}

/// Changed purchases of some states side by side, by product, class and zone.
///
///     d[s, c] = Σ_j Δ_c[j, s]·x_c[j, s]
///
/// Purchases are added up over buyers before they are sourced, since the same shares source them.
struct CoalitionPurchases: Sendable {
  /// Δ of what one industry buys in one state.
  struct Layer: Sendable {
    let column: Int
    let buyer: Int
    let deltas: [Float]
  }

  let keys: [PurchaseKey]
  /// By key.
  let layers: [[Layer]]
  /// Industries that buy otherwise, ascending.
  let buyers: [Int]
  let columns: Int

  init(_ states: [LeverState]) {
    var places: [PurchaseKey: Int] = [:]
    var keys: [PurchaseKey] = []
    var layers: [[Layer]] = []
    var buyers: Set<Int> = []
    for (c, state) in states.enumerated() {
      state.purchases.forEachLayer { buyer, product, k, zone, deltas in
        guard let last = deltas.lastIndex(where: { $0 != 0 }) else { return }
        let key = PurchaseKey(product: product, originClass: k, zone: zone)
        let place = places[key] ?? keys.count
        if place == keys.count {
          places[key] = place
          keys.append(key)
          layers.append([])
        }
        buyers.insert(buyer)
        layers[place]
          .append(Layer(column: c, buyer: buyer, deltas: deltas[...last].map(Float.init)))
      }
    }
    self.keys = keys
    self.layers = layers
    self.buyers = buyers.sorted()
    columns = states.count
  }

  /// d of one key, R×(columns of x); block b of `columns` columns of x belongs to state c at b·columns + c.
  func bought(_ key: Int, output x: [Int: SingleMatrix], regions: Int, width: Int) -> SingleMatrix {
    var sum = SingleMatrix(rows: regions, columns: width)
    for layer in layers[key] {
      guard let x = x[layer.buyer] else { continue }
      for column in stride(from: layer.column, to: width, by: columns) {
        sum.add(layer.deltas, times: x, column: column, to: column)
      }
    }
    return sum
  }
}
