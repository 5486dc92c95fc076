import ImpactNumerics

/// Room for changes that are known to come: who writes the same cells again and again lays them out once.
extension PurchaseChanges {
  /// Changes of nothing, with room for some layers; their Δ stand one after the other in `values`.
  ///
  /// `zone` is an index into `zones`. No two layers may have the same buyer, product, class and zone.
  package init(
    zones: [ScopeMask],
    layers: [(buyer: Int, product: Int, originClass: Int, zone: Int?, regions: Range<Int>)]
  ) {
    self.init()
    self.zones = zones
    for layer in layers {
      let made = self.layers.count
      let l = openLayer(
        buyer: layer.buyer, product: layer.product, originClass: layer.originClass,
        zone: layer.zone, for: layer.regions)
      precondition(l == made, "layers that differ")
    }
    forget()
  }

  /// Place of the Δ of region 0 in `values`, by layer in the order in which they were made.
  package var origins: [Int] { layers.map(\.origin) }

  /// Whether all changes stand where another set of changes has room for them.
  package func isLaidOut(as room: PurchaseChanges) -> Bool {
    !hasMoved && layers.count == room.layers.count && values.count == room.values.count
  }

  /// Takes all changes back; `room` is what these changes were copied from.
  mutating func clear(to room: PurchaseChanges) {
    guard isLaidOut(as: room) else {
      self = room
      return
    }
    values.clear(values.indices)
    if zones.count > room.zones.count { zones.removeLast(zones.count - room.zones.count) }
    forget()
  }

  /// Marks all layers as unwritten.
  private mutating func forget() {
    for c in columns.indices { (columns[c].isChanged, columns[c].turn) = (false, -1) }
    for l in layers.indices { layers[l].regions = 0..<0 }
  }
}
