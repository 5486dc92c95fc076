package import ImpactNumerics

/// What one buyer in one region buys of one product.
package struct PurchaseCell: Sendable, Hashable, Comparable {
  package let region: Int
  package let buyer: Int
  package let product: Int

  package init(region: Int, buyer: Int, product: Int) {
    self.region = region
    self.buyer = buyer
    self.product = product
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.region, a.buyer, a.product) < (b.region, b.buyer, b.product)
  }
}

/// Changes of input coefficients that levers have made so far in one year.
///
/// The coefficient that origin r of class k meets is a_k′[i,j,s] + Σ Δ over the parts of the cell
/// whose zone holds r; a part without zone holds everywhere. Changes stand in dense columns, one for
/// each buyer, product, class and zone, so that reading and adding cost no search.
package struct PurchaseChanges: Sendable {
  /// One change of a cell.
  package struct Part: Sendable, Hashable {
    /// 0 own country, 1 imported.
    package let originClass: Int
    /// Index into `zones`; nil reaches all origins.
    package let zone: Int?
    /// EUR per EUR of output.
    package var delta: Double
  }

  /// All changes of what one industry buys of one product.
  struct Column: Sendable {
    let buyer: Int
    let product: Int
    var layers: [PurchaseLayer] = []
  }

  /// Sets of origins that parts refer to.
  package private(set) var zones: [ScopeMask] = []
  /// In the order of their first change.
  private(set) var columns: [Column] = []
  /// Place of a column by buyer and product, counted from 1; 0 where there is none.
  private var places: [[Int32]] = []

  package init() {}

  package var isEmpty: Bool {
    columns.allSatisfy { $0.layers.allSatisfy { $0.values.allSatisfy { $0 == 0 } } }
  }

  /// The column of a cell; nil when the buyer's purchases of the product are unchanged everywhere.
  func column(buyer: Int, product: Int) -> Int? {
    guard buyer < places.count, product < places[buyer].count else { return nil }
    let place = places[buyer][product]
    return place == 0 ? nil : Int(place) - 1
  }

  private mutating func openColumn(buyer: Int, product: Int) -> Int {
    if let known = column(buyer: buyer, product: product) { return known }
    while places.count <= buyer { places.append([]) }
    let missing = product + 1 - places[buyer].count
    if missing > 0 { places[buyer] += repeatElement(0, count: missing) }
    columns.append(Column(buyer: buyer, product: product))
    places[buyer][product] = Int32(columns.count)
    return columns.count - 1
  }

  /// Hands out one layer, opened when it is new.
  mutating func editLayer(
    buyer: Int, product: Int, originClass: Int, zone: Int?, _ body: (inout PurchaseLayer) -> Void
  ) {
    let c = openColumn(buyer: buyer, product: product)
    var l = 0
    while l < columns[c].layers.count,
      columns[c].layers[l].originClass != originClass || columns[c].layers[l].zone != zone
    { l += 1 }
    if l == columns[c].layers.count {
      columns[c].layers.append(PurchaseLayer(originClass: originClass, zone: zone))
    }
    body(&columns[c].layers[l])
  }

  /// Adds Δ to a coefficient; a change of exactly zero leaves no trace.
  package mutating func add(_ delta: Double, to cell: PurchaseCell, originClass: Int, zone: Int?) {
    guard delta != 0 else { return }
    editLayer(buyer: cell.buyer, product: cell.product, originClass: originClass, zone: zone) {
      $0.open(cell.region..<cell.region + 1)
      $0.add(delta, at: cell.region)
    }
  }

  /// Index of a set of origins, added when it is new.
  package mutating func zone(_ mask: ScopeMask) -> Int {
    if let index = zones.firstIndex(of: mask) { return index }
    zones.append(mask)
    return zones.count - 1
  }
}

extension PurchaseChanges {
  /// Industries whose purchases change.
  package var buyers: [Int] { columns.map(\.buyer) }

  /// Calls `body` with every layer: buyer, product, class, the origins that it reaches (nil: all) and
  /// Δ by region, which may end before the last region.
  package func forEachLayer(
    _ body: (
      _ buyer: Int, _ product: Int, _ originClass: Int, _ zone: ScopeMask?, _ deltas: [Double]
    ) -> Void
  ) {
    for column in columns {
      for layer in column.layers {
        body(
          column.buyer, column.product, layer.originClass, layer.zone.map { zones[$0] },
          layer.deltas)
      }
    }
  }

  /// Calls `body` with every layer: buyer, product, and what is changed.
  @inline(__always)
  package func forEachLayer(_ body: (Int, Int, PurchaseLayer) -> Void) {
    for column in columns {
      for layer in column.layers { body(column.buyer, column.product, layer) }
    }
  }

  /// Calls `body` with the parts of a cell by class, without an allocation.
  @inline(__always)
  func forEachPart(
    of cell: PurchaseCell, originClass: Int, _ body: (_ zone: Int?, _ delta: Double) -> Void
  ) {
    guard let c = column(buyer: cell.buyer, product: cell.product) else { return }
    for layer in columns[c].layers
    where layer.originClass == originClass {
      let delta = layer[cell.region]
      if delta != 0 { body(layer.zone, delta) }
    }
  }

  /// All parts of a cell, none when it is unchanged.
  package func parts(of cell: PurchaseCell) -> [Part] {
    guard let c = column(buyer: cell.buyer, product: cell.product) else { return [] }
    return columns[c].layers
      .compactMap { layer in
        let delta = layer[cell.region]
        return delta == 0
          ? nil : Part(originClass: layer.originClass, zone: layer.zone, delta: delta)
      }
  }

  /// Parts of a cell by class, none when it is unchanged.
  package func parts(of cell: PurchaseCell, originClass: Int) -> [Part] {
    var parts: [Part] = []
    forEachPart(of: cell, originClass: originClass) {
      parts.append(Part(originClass: originClass, zone: $0, delta: $1))
    }
    return parts
  }

  /// Every changed cell with its parts, in ascending order of cells.
  package var sortedParts: [(cell: PurchaseCell, parts: [Part])] {
    let regions = columns.flatMap { $0.layers.map(\.regions.upperBound) }.max() ?? 0
    let ordered = columns.sorted { ($0.buyer, $0.product) < ($1.buyer, $1.product) }
    return (0..<regions)
      .flatMap { s in
        ordered.compactMap { column in
          let cell = PurchaseCell(region: s, buyer: column.buyer, product: column.product)
          let parts = parts(of: cell)
          return parts.isEmpty ? nil : (cell, parts)
        }
      }
  }

  /// The same by cell; levers that read one cell ask `parts(of:)`.
  package var parts: [PurchaseCell: [Part]] {
    Dictionary(sortedParts.map { ($0.cell, $0.parts) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entries for the operator, product by product, class by class, zone by zone, then by region.
  package var structureChange: StructureChange {
    var entries: [StructureChange.Entry] = []
    entries.reserveCapacity(columns.reduce(0) { $0 + $1.layers.reduce(0) { $0 + $1.values.count } })
    for column in columns.sorted(by: { ($0.product, $0.buyer) < ($1.product, $1.buyer) }) {
      let layers = column.layers.sorted {
        ($0.originClass, $0.zone ?? -1) < ($1.originClass, $1.zone ?? -1)
      }
      for layer in layers {
        for (s, delta) in zip(layer.regions, layer.values) where delta != 0 {
          entries.append(
            StructureChange.Entry(
              originClass: layer.originClass, zone: layer.zone, product: column.product,
              buyer: column.buyer, region: s, delta: delta))
        }
      }
    }
    return StructureChange(entries: entries, zones: zones.map(\.regions))
  }

  /// What has been added since an earlier state of the same list, by cell in ascending order.
  package func added(since earlier: PurchaseChanges) -> [(cell: PurchaseCell, part: Part)] {
    sortedParts.flatMap { cell, parts in
      let before = earlier.parts(of: cell)
      return parts.compactMap { part -> (cell: PurchaseCell, part: Part)? in
        let old = before.first { $0.originClass == part.originClass && $0.zone == part.zone }
        let delta = part.delta - (old?.delta ?? 0)
        guard delta != 0 else { return nil }
        return (cell, Part(originClass: part.originClass, zone: part.zone, delta: delta))
      }
    }
  }

  /// The lowest change that any origin of a class meets, EUR per EUR of output.
  ///
  /// W is an origin of the imported class.
  package func lowest(of cell: PurchaseCell, originClass: Int) -> Double {
    var everywhere = 0.0
    var zoned: [(ScopeMask, Double)] = []
    forEachPart(of: cell, originClass: originClass) { zone, delta in
      if let zone { zoned.append((zones[zone], delta)) } else { everywhere += delta }
    }
    guard let regionCount = zoned.first?.0.regions.count else { return everywhere }
    var lowest = (0..<regionCount)
      .reduce(Double.infinity) { least, r in
        min(least, zoned.reduce(0) { $1.0.regions[r] ? $0 + $1.1 : $0 })
      }
    if originClass == 1 {
      lowest = min(lowest, zoned.reduce(0) { $1.0.includesWorld ? $0 + $1.1 : $0 })
    }
    return everywhere + lowest
  }
}
