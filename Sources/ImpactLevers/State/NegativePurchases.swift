extension PurchaseChanges {
  /// Whether some origin meets a coefficient below zero; 1e-12 of the coefficient is rounding.
  ///
  ///     a_k[i,j,s] + Σ Δ over the layers whose zone holds r < 0 for some region r
  ///
  /// Cells whose falling layers together leave enough are passed over without a look at zones.
  ///
  /// Columns that another set of changes, known to be fine, holds as well are passed over too.
  package func isNegative(
    in context: LeverContext, knowing other: PurchaseChanges? = nil
  ) -> Bool {
    let patterns = context.patterns(of: zones).regions
    var falling = [Double](repeating: 0, count: context.economy.regionCount)
    for (c, column) in columns.enumerated() {
      if let other, c < other.columns.count, column.isSame(as: other.columns[c]) { continue }
      for k in 0...1 where column.layers.contains(where: { $0.originClass == k }) {
        let base = context.inputColumn(product: column.product, buyer: column.buyer).classes[k]
        let doubtful = Self.doubtful(column.layers, k, base: base, &falling)
        guard !doubtful.isEmpty else { continue }
        for pattern in patterns {
          for s in doubtful {
            var value = base[s]
            for layer in column.layers
            where layer.originClass == k && layer.zone.map({ pattern[$0] }) ?? true {
              value += layer[s]
            }
            if !(value >= -1e-12 * abs(base[s])) { return true }
          }
        }
      }
    }
    return false
  }

  /// Regions in which the falling layers of a column together take more than there is; `falling` is room
  /// of zeros by region, and is left so.
  private static func doubtful(
    _ layers: [PurchaseLayer], _ originClass: Int, base: [Double], _ falling: inout [Double]
  ) -> [Int] {
    var (first, last) = (Int.max, 0)
    for layer in layers where layer.originClass == originClass {
      let (start, isEverywhere) = (layer.regions.lowerBound, layer.zone == nil)
      (first, last) = (min(first, start), max(last, layer.regions.upperBound))
      for n in layer.values.indices {
        let delta = layer.values[n]
        falling[start + n] += isEverywhere ? delta : (delta > 0 ? 0 : delta)
      }
    }
    var result: [Int] = []
    for s in stride(from: first, to: last, by: 1) {
      if !(base[s] + falling[s] >= -1e-12 * abs(base[s])) { result.append(s) }
      falling[s] = 0
    }
    return result
  }
}

extension PurchaseChanges.Column {
  /// Whether both change the same; quick where one was copied from the other.
  fileprivate func isSame(as other: Self) -> Bool {
    buyer == other.buyer && product == other.product && layers == other.layers
  }
}
