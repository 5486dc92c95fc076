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
      for k in 0...1 {
        let changed = sumFalling(column, k, &falling)
        let isDoubtful = isDoubtful(column, k, changed, falling, context)
        if isDoubtful, isNegative(column, k, changed, patterns, context) { return true }
        falling.clear(changed)
      }
    }
    return false
  }

  /// Whether what falls in some region is more than there is.
  private func isDoubtful(
    _ column: Column, _ k: Int, _ changed: Range<Int>, _ falling: [Double], _ context: LeverContext
  ) -> Bool {
    guard changed.count == 1, let s = changed.first else {
      guard !changed.isEmpty else { return false }
      return !context.inputColumn(product: column.product, buyer: column.buyer).classes[k]
        .holds(against: falling, in: changed, tolerance: Self.rounding)
    }
    // A single cell is read where it stands: most columns of duties are such.
    let base = context.technology.coefficient(
      originClass: k, product: column.product, buyer: column.buyer, region: s)
    return !(base + falling[s] >= -Self.rounding * abs(base))
  }

  /// Whether some origin of a class meets a coefficient below zero in some regions.
  private func isNegative(
    _ column: Column, _ k: Int, _ regions: Range<Int>, _ patterns: [[Bool]],
    _ context: LeverContext
  ) -> Bool {
    let base = context.inputColumn(product: column.product, buyer: column.buyer).classes[k]
    return regions.contains { s in
      patterns.contains {
        !(base[s] + delta(column, k, region: s, $0) >= -Self.rounding * abs(base[s]))
      }
    }
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
      guard layer.originClass == originClass else { continue }
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
  private func delta(
    _ column: Column, _ originClass: Int, region: Int, _ pattern: [Bool]
  ) -> Double {
    var sum = 0.0
    forEachPart(
      of: PurchaseCell(region: region, buyer: column.buyer, product: column.product),
      originClass: originClass
    ) { zone, delta in
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
