import ImpactLevers

/// What a sum of purchases is sourced by: product, class of origin and the origins that deliver.
struct PurchaseKey: Hashable, Sendable {
  let product: Int
  /// 0 own country, 1 imported.
  let originClass: Int
  /// The origins that are reached; nil: all.
  let zone: ScopeMask?
}
