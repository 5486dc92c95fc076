import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Changed purchases of all draws, laid out once: one term for each layer (product, class, origins), buyer
/// and region that some draw changes.
///
///     Δ_m·(x₀ + Δx)[cell of m] is bought of a product and origins by the region of m
///
/// A draw is one row of Δ over the terms. What a draw changes beyond them is laid out with its block,
/// behind the others, so that rows stay as they are. Blocks have their terms in the order of levels: all that one
/// industry of one region buys stands side by side.
final class PurchaseLayout: Sendable {
  /// What one industry buys of a product from some origins, in some regions.
  struct Layer: Sendable {
    let key: PurchaseKey
    let buyer: Int
    /// Regions with terms.
    let regions: [Int32]
    /// The term of the first region.
    let first: Int
  }

  /// Changes by region beyond the terms of a layout.
  struct Beyond: Sendable {
    let key: PurchaseKey
    let buyer: Int
    /// Δ by region; zero where a term holds it.
    let deltas: [Float]
  }

  /// A draw's changes over the terms, and those that have none.
  struct Row: Sendable {
    let factors: [Float]
    let beyond: [Beyond]
  }

  let layers: [Layer]
  /// How many terms there are.
  let count: Int
  /// Cells (index `s * S + j`) whose output the terms hang on, by level.
  let cells: [Int]
  /// Product and origins, by source.
  let keys: [PurchaseKey]
  /// Where a term stands in the order of levels.
  let order: [Int32]
  /// How many terms each level has.
  let termsOfLevel: [Int]
  /// What the terms buy, in the order of levels: a source and the buyer's region.
  let bought: [(source: Int, row: Int)]
  /// The different sets of origins.
  let zones: [ScopeMask]
  /// The first layer by buyer, product, class and zone (0 for everywhere), −1 where there is none, and
  /// the next one with the same.
  private let heads: [Int32]
  private let next: [Int32]
  /// The terms of each layer.
  private let spans: [Range<Int>]
  /// Region of each term.
  private let termRegions: [Int32]
  private let regionCount: Int
  private let industryCount: Int

  private struct Place: Hashable {
    let key: PurchaseKey
    let buyer: Int
  }

  /// A layer and the regions that get terms.
  typealias Support = (key: PurchaseKey, buyer: Int, regions: [Int32])

  /// Terms of the layers that `supports` name, in their order; regions ascend within a layer.
  init(_ supports: [Support], regionCount R: Int, S: Int) {
    var (layers, cells, keys): ([Layer], [Int], [PurchaseKey]) = ([], [], [])
    var levels: [Int] = []
    var purchases: [(source: Int, row: Int)] = []
    var levelOfCell: [Int: Int] = [:]
    var sourceOfKey: [PurchaseKey: Int] = [:]
    var zones: [ScopeMask] = []
    for support in supports {
      if let zone = support.key.zone, !zones.contains(zone) { zones.append(zone) }
      let source = sourceOfKey[support.key] ?? keys.count
      if source == keys.count {
        sourceOfKey[support.key] = source
        keys.append(support.key)
      }
      layers.append(
        Layer(
          key: support.key, buyer: support.buyer, regions: support.regions, first: levels.count))
      for region in support.regions {
        let cell = Int(region) * S + support.buyer
        let level = levelOfCell[cell] ?? cells.count
        if level == cells.count {
          levelOfCell[cell] = level
          cells.append(cell)
        }
        levels.append(level)
        purchases.append((source, Int(region)))
      }
    }
    (self.layers, self.cells, self.keys) = (layers, cells, keys)
    (count, regionCount, industryCount) = (levels.count, R, S)
    termsOfLevel = levels.reduce(into: [Int](repeating: 0, count: cells.count)) { $0[$1] += 1 }
    let sorted = levels.indices.sorted { (levels[$0], $0) < (levels[$1], $1) }
    bought = sorted.map { purchases[$0] }
    var order = [Int32](repeating: 0, count: levels.count)
    for (place, term) in sorted.enumerated() { order[term] = Int32(place) }
    self.order = order
    self.zones = zones
    var heads = [Int32](repeating: -1, count: S * S * 2 * (zones.count + 1))
    var next = [Int32](repeating: -1, count: layers.count)
    for l in layers.indices.reversed() {
      let key = layers[l].key
      let zone = key.zone.flatMap { zones.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
      let place =
        ((layers[l].buyer * S + key.product) * 2 + key.originClass) * (zones.count + 1) + zone
      next[l] = heads[place]
      heads[place] = Int32(l)
    }
    (self.heads, self.next) = (heads, next)
    spans = layers.map { $0.first..<$0.first + $0.regions.count }
    termRegions = layers.flatMap(\.regions)
  }

  /// Terms for everything that some draws change.
  convenience init(_ draws: [PurchaseChanges], economy: Economy) {
    var order: [Place] = []
    var sizes: [Place: [Float]] = [:]
    for purchases in draws {
      purchases.forEachLayer { buyer, product, k, zone, deltas in
        let place = Place(
          key: PurchaseKey(product: product, originClass: k, zone: zone), buyer: buyer)
        if sizes[place] == nil {
          order.append(place)
          sizes[place] = [Float](repeating: 0, count: economy.regionCount)
        }
        sizes[place]?.addMagnitudes(of: deltas.map { Float($0) })
      }
    }
    let own = order.map { place in
      (sizes[place] ?? []).enumerated().filter { $0.element != 0 }.map { Int32($0.offset) }
    }
    // Draws differ in where floors and limits bite: a layer of many regions gets all of its buyer's.
    var all: [Int: Set<Int32>] = [:]
    for (place, regions) in zip(order, own) { all[place.buyer, default: []].formUnion(regions) }
    self.init(
      Self.ordered(
        zip(order, own)
          .map { place, regions in
            let widest = all[place.buyer] ?? []
            let isWide = Self.wide * regions.count >= widest.count
            return (place.key, place.buyer, isWide ? widest.sorted() : regions)
          }), regionCount: economy.regionCount, S: economy.industryCount)
  }

  /// Layers of several regions as they are, then those of one region: what all buyers of the region take of a
  /// product and zone stands side by side.
  private static func ordered(_ supports: [Support]) -> [Support] {
    var zones: [ScopeMask: Int] = [:]
    for support in supports {
      if let zone = support.key.zone, zones[zone] == nil { zones[zone] = zones.count }
    }
    let single = supports.filter { $0.regions.count == 1 }
      .map { support in
        let zone = support.key.zone.map { zones[$0] ?? 0 } ?? -1
        let order = [
          Int(support.regions[0]), support.key.product, support.key.originClass, zone,
          support.buyer,
        ]
        return (order: order, support: support)
      }
      .sorted { $0.order.lexicographicallyPrecedes($1.order) }
    return supports.filter { $0.regions.count != 1 } + single.map(\.support)
  }

  /// A layer with one in so many of its buyer's regions is taken to have all of them.
  private static let wide = 8

  /// Δ of a draw over the terms.
  func row(of purchases: PurchaseChanges) -> Row {
    var factors = [Float](repeating: 0, count: count)
    var beyond: [Beyond] = []
    let known = purchases.zones.map { zones.firstIndex(of: $0).map { $0 + 1 } ?? -1 }
    // Held once: threads share the layout, and each look at it by another name costs them a count.
    let (values, heads, next, spans, regions) = (purchases.values, heads, next, spans, termRegions)
    purchases.forEachLayer { buyer, product, layer in
      let zone = layer.zone.map { known[$0] } ?? 0
      let first = zone < 0 ? -1 : Int(heads[place(buyer, product, layer.originClass, zone)])
      var left = values.nonzeroCount(in: layer.span)
      var l = first
      while l >= 0 {
        left -= factors.gather(
          values, in: layer.span, from: layer.regions.lowerBound, at: regions, spans[l])
        l = Int(next[l])
      }
      if left > 0 {
        beyond.append(
          Beyond(
            key: PurchaseKey(
              product: product, originClass: layer.originClass,
              zone: layer.zone.map { purchases.zones[$0] }), buyer: buyer,
            deltas: rest(of: layer, values, first: first)))
      }
    }
    return Row(factors: factors, beyond: beyond)
  }

  /// Δ of a layer by region where no term holds it; `first` is the first layer with its terms.
  private func rest(of layer: PurchaseChanges.Layer, _ values: [Double], first: Int) -> [Float] {
    var rest = [Float](repeating: 0, count: layer.regions.lowerBound)
    rest += values[layer.span].map { Float($0) }
    var l = first
    while l >= 0 {
      for region in layers[l].regions where Int(region) < rest.count { rest[Int(region)] = 0 }
      l = Int(next[l])
    }
    return rest
  }

  /// Where the first layer of a place is found.
  private func place(_ buyer: Int, _ product: Int, _ originClass: Int, _ zone: Int) -> Int {
    ((buyer * industryCount + product) * 2 + originClass) * (zones.count + 1) + zone
  }

  /// The layout of a block: this one where it holds all that its rows change.
  func holding(_ rows: [Row], S: Int) -> PurchaseLayout {
    guard rows.contains(where: { !$0.beyond.isEmpty }) else { return self }
    var order: [Place] = []
    var sizes: [Place: [Float]] = [:]
    for part in rows.flatMap(\.beyond) {
      let place = Place(key: part.key, buyer: part.buyer)
      if sizes[place] == nil {
        order.append(place)
        sizes[place] = [Float](repeating: 0, count: regionCount)
      }
      sizes[place]?.addMagnitudes(of: part.deltas)
    }
    return PurchaseLayout(
      layers.map { ($0.key, $0.buyer, $0.regions) }
        + order.map { place in
          let size = sizes[place] ?? []
          return (place.key, place.buyer, size.indices.filter { size[$0] != 0 }.map(Int32.init))
        }, regionCount: regionCount, S: S)
  }

  /// Δ of a block, rows×terms in the order of levels; `rows` are those of a layout that this one begins with.
  func factors(_ rows: [Row]) -> SingleMatrix {
    SingleMatrix(
      rowsOf: rows.map { row in
        guard row.factors.count < count else { return row.factors }
        let known = row.factors.count
        var all = row.factors + [Float](repeating: 0, count: count - known)
        for part in row.beyond {
          for layer in layers
          where layer.first >= known && layer.key == part.key && layer.buyer == part.buyer {
            all.gather(part.deltas, at: layer.regions, to: layer.first)
          }
        }
        return all
      }, order: order)
  }
}
