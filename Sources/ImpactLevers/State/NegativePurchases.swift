extension PurchaseChanges {
  /// Whether some origin meets a coefficient below zero; 1e-12 of the coefficient is rounding.
  ///
  ///     a_k[i,j,s] + Σ Δ over the layers whose zone holds r < 0 for some region r
  ///
  /// Cells whose falling layers together leave enough are passed over without a look at zones.
  ///
  /// Columns that another set of changes, known to be fine, holds in the same memory are passed over too.
  package func isNegative(
    in context: LeverContext, knowing other: PurchaseChanges? = nil
  ) -> Bool {
    var patterns: [[Bool]]?
    for (c, column) in columns.enumerated() {
      if let other, c < other.columns.count, column.isShared(with: other.columns[c]) { continue }
      let base = context.inputColumn(product: column.product, buyer: column.buyer).classes
      for k in 0...1 {
        let layers = column.layers.filter { $0.originClass == k }
        let doubtful = Self.doubtful(layers, base: base[k])
        guard !doubtful.isEmpty else { continue }
        let known = patterns ?? zonePatterns(context.economy.regionCount)
        patterns = known
        for pattern in known {
          let reaching = layers.filter { $0.zone.map { pattern[$0] } ?? true }
          for s in doubtful {
            var value = base[k][s]
            for layer in reaching where s < layer.deltas.count { value += layer.deltas[s] }
            if !(value >= -1e-12 * abs(base[k][s])) { return true }
          }
        }
      }
    }
    return false
  }

  /// Regions in which the falling layers of a column together take more than there is.
  private static func doubtful(_ layers: [Layer], base: [Double]) -> [Int] {
    var falling: [Double] = []
    for layer in layers {
      let missing = layer.deltas.count - falling.count
      if missing > 0 { falling += repeatElement(0, count: missing) }
      for (s, delta) in layer.deltas.enumerated() {
        falling[s] += layer.zone == nil ? delta : (delta > 0 ? 0 : delta)
      }
    }
    return falling.indices.filter { !(base[$0] + falling[$0] >= -1e-12 * abs(base[$0])) }
  }

  /// The different sets of zones that a region belongs to.
  private func zonePatterns(_ regionCount: Int) -> [[Bool]] {
    Array(Set((0..<regionCount).map { r in zones.map { $0.regions[r] } }))
  }
}

extension PurchaseChanges.Column {
  /// Whether both hold their layers in the same memory, so that one was copied from the other and neither changed.
  fileprivate func isShared(with other: Self) -> Bool {
    layers.withUnsafeBufferPointer { mine in
      other.layers.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
    }
      && buyer == other.buyer && product == other.product && !layers.isEmpty
  }
}
