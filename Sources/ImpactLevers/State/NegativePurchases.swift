import ImpactNumerics

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
      if let other, c < other.columns.count, isSame(column, as: other.columns[c], of: other) {
        continue
      }
      let accounts = context.inputColumn(product: column.product, buyer: column.buyer)
      for k in 0...1 {
        let changed = sumFalling(column, k, &falling)
        defer { falling.clear(changed) }
        let base = accounts.classes[k]
        if base.holds(against: falling, in: changed, tolerance: Self.rounding) { continue }
        for s in changed {
          if base[s] + falling[s] >= -Self.rounding * abs(base[s]) { continue }
          let cell = PurchaseCell(region: s, buyer: column.buyer, product: column.product)
          if isNegative(cell, k, base[s], patterns) { return true }
        }
      }
    }
    return false
  }

  /// Whether some origin of a class meets a coefficient below zero in a cell.
  package func isNegative(
    at cell: PurchaseCell, originClass k: Int, in context: LeverContext
  ) -> Bool {
    let base = context.technology.coefficient(
      originClass: k, product: cell.product, buyer: cell.buyer, region: cell.region)
    return isNegative(cell, k, base, context.patterns(of: zones).regions)
  }

  private func isNegative(
    _ cell: PurchaseCell, _ k: Int, _ base: Double, _ patterns: [[Bool]]
  ) -> Bool {
    patterns.contains { !(base + delta(cell, k, $0) >= -Self.rounding * abs(base)) }
  }

  /// Of a coefficient.
  private static let rounding = 1e-12

  /// Adds up the layers of a column and class that reach everywhere, and what falls of the others.
  ///
  /// Returns the regions that were written. `falling` is room of zeros by region.
  private func sumFalling(
    _ column: Column, _ originClass: Int, _ falling: inout [Double]
  ) -> Range<Int> {
    var (first, last) = (Int.max, 0)
    var l = column.first
    while l >= 0 {
      let layer = layers[l]
      l = layer.next
      guard layer.originClass == originClass, !layer.regions.isEmpty else { continue }
      (first, last) = (min(first, layer.regions.lowerBound), max(last, layer.regions.upperBound))
      if layer.zone == nil {
        falling.add(values, layer.span, at: layer.regions.lowerBound)
      } else {
        falling.addFalling(values, layer.span, at: layer.regions.lowerBound)
      }
    }
    return first..<max(first, last)
  }

  /// Σ Δ of a cell over the layers whose zone a pattern holds.
  private func delta(_ cell: PurchaseCell, _ originClass: Int, _ pattern: [Bool]) -> Double {
    var sum = 0.0
    forEachPart(of: cell, originClass: originClass) { zone, delta in
      if zone.map({ pattern[$0] }) ?? true { sum += delta }
    }
    return sum
  }

  /// Whether a column changes the same as one of another set.
  func isSame(_ column: Column, as theirs: Column, of other: PurchaseChanges) -> Bool {
    guard column.buyer == theirs.buyer, column.product == theirs.product else { return false }
    var (l, m) = (column.first, theirs.first)
    while l >= 0, m >= 0 {
      let (a, b) = (layers[l], other.layers[m])
      guard a.originClass == b.originClass, a.zone == b.zone, a.regions == b.regions,
        values[a.span] == other.values[b.span]
      else { return false }
      (l, m) = (a.next, b.next)
    }
    return l == m
  }
}
