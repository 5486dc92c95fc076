package import ImpactNumerics

/// Changes of purchases as they are read: layer by layer, cell by cell, or as entries of the operator.
extension PurchaseChanges {
  /// Industries whose purchases change.
  package var buyers: [Int] { columns.filter(\.isChanged).map(\.buyer) }

  /// Calls `body` with every layer: buyer, product, class, the origins that it reaches (nil: all) and
  /// Δ by region, which may end before the last region.
  package func forEachLayer(
    _ body: (
      _ buyer: Int, _ product: Int, _ originClass: Int, _ zone: ScopeMask?, _ deltas: [Double]
    ) -> Void
  ) {
    forEachLayer { buyer, product, layer in
      let deltas = [Double](repeating: 0, count: layer.regions.lowerBound) + values[layer.span]
      body(buyer, product, layer.originClass, layer.zone.map { zones[$0] }, deltas)
    }
  }

  /// Calls `body` with every layer: buyer, product, and where its values stand.
  @inline(__always)
  package func forEachLayer(_ body: (Int, Int, Layer) -> Void) {
    for column in columns where column.isChanged {
      var l = column.first
      while l >= 0 {
        if !layers[l].regions.isEmpty { body(column.buyer, column.product, layers[l]) }
        l = layers[l].next
      }
    }
  }

  /// Calls `body` with the parts of a cell by class, without an allocation.
  @inline(__always)
  func forEachPart(
    of cell: PurchaseCell, originClass: Int, _ body: (_ zone: Int?, _ delta: Double) -> Void
  ) {
    guard let c = column(buyer: cell.buyer, product: cell.product) else { return }
    var l = columns[c].first
    while l >= 0 {
      let layer = layers[l]
      l = layer.next
      guard layer.originClass == originClass, layer.regions.contains(cell.region) else { continue }
      let delta = values[layer.origin + cell.region]
      if delta != 0 { body(layer.zone, delta) }
    }
  }

  /// Whether any region's purchases of a product change, by buyer.
  func changes(_ product: Int, buyers: Int) -> [Bool] {
    var changed = [Bool](repeating: false, count: buyers)
    for column in columns where column.isChanged && column.product == product {
      changed[column.buyer] = true
    }
    return changed
  }

  /// Whether a cell has parts.
  func isChanged(_ cell: PurchaseCell) -> Bool {
    guard let c = column(buyer: cell.buyer, product: cell.product) else { return false }
    var l = columns[c].first
    while l >= 0 {
      let layer = layers[l]
      l = layer.next
      if layer.regions.contains(cell.region), values[layer.origin + cell.region] != 0 {
        return true
      }
    }
    return false
  }

  /// All parts of a cell, none when it is unchanged.
  package func parts(of cell: PurchaseCell) -> [Part] {
    layers(buyer: cell.buyer, product: cell.product)
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
    let regions = layers.map(\.regions.upperBound).max() ?? 0
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
    entries.reserveCapacity(layers.reduce(0) { $0 + $1.regions.count })
    for column in columns.sorted(by: { ($0.product, $0.buyer) < ($1.product, $1.buyer) }) {
      let layers = layers(of: column)
        .sorted {
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

  /// The same by buyer and product, class and zone, then region: column by column, without a look at single cells.
  func addedByColumn(since earlier: PurchaseChanges) -> [(cell: PurchaseCell, part: Part)] {
    var result: [(cell: PurchaseCell, part: Part)] = []
    for column in columns.sorted(by: { ($0.buyer, $0.product) < ($1.buyer, $1.product) }) {
      let before = earlier.layers(buyer: column.buyer, product: column.product)
      for layer in layers(of: column) {
        let old = before.first { $0.originClass == layer.originClass && $0.zone == layer.zone }
        for s in layer.regions {
          let (now, known) = (layer[s], old?[s] ?? 0)
          guard now != 0, now != known else { continue }
          result.append(
            (
              PurchaseCell(region: s, buyer: column.buyer, product: column.product),
              Part(originClass: layer.originClass, zone: layer.zone, delta: now - known)
            ))
        }
      }
    }
    return result
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
