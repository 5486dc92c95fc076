import ImpactLevers
import ImpactNumerics

/// Room for what draws change of purchases, laid out as the terms of a layout are: a row is a copy then.
///
/// What a draw changes beyond it is looked up term by term.
struct DrawnRoom: Sendable {
  /// Changes of nothing.
  let changes: PurchaseChanges
  private let layout: PurchaseLayout
  private let runs: ValueRuns

  /// The layers of `layout` must differ, as those of draws do.
  init(_ layout: PurchaseLayout) {
    self.layout = layout
    changes = PurchaseChanges(
      zones: layout.zones,
      layers: layout.layers.compactMap { layer in
        guard let first = layer.regions.first, let last = layer.regions.last else { return nil }
        return (
          layer.buyer, layer.key.product, layer.key.originClass,
          layer.key.zone.flatMap { layout.zones.firstIndex(of: $0) }, Int(first)..<Int(last) + 1
        )
      })
    let named = layout.layers.filter { !$0.regions.isEmpty }
    runs = ValueRuns(
      zip(named, changes.origins)
        .flatMap { layer, origin in layer.regions.map { origin + Int($0) } },
      of: changes.values.count)
  }

  /// Δ of a draw over the terms; `changed` are the changes of this room after their levers.
  func row(of changed: PurchaseChanges) -> PurchaseLayout.Row {
    if changed.isLaidOut(as: changes), let factors = runs.single(changed.values) {
      return PurchaseLayout.Row(factors: factors, beyond: [])
    }
    return layout.row(of: changed)
  }
}
