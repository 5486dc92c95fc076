/// What one buyer buys of a product, from origins that fail and from the others.
///
///     w = Σ_k a_k·Σ_o T_k[o,s],  v = Σ_k a_k·Σ_{o∈O} T_k[o,s]
///
/// with the coefficients after the levers so far; W is an origin of the imported class.
struct MarkedPurchases {
  let cell: PurchaseCell
  private let origins: ScopeMask
  /// w, EUR per EUR of output.
  let weight: Double
  /// v, the part from the origins that fail.
  let inside: Double

  /// v/w; 0 for an empty cell.
  var originShare: Double { weight > 0 ? min(1, max(0, inside / weight)) : 0 }

  init(_ cell: PurchaseCell, origins: ScopeMask, state: LeverState) {
    self.cell = cell
    self.origins = origins
    let trade = state.context.trade(of: cell.product)
    let s = cell.region
    var (weight, inside) = (0.0, 0.0)
    for k in 0...1 {
      let common = state.commonCoefficient(cell, originClass: k)
      weight += common * trade.everywhere[k][s]
      inside += common * trade.share(originClass: k, of: origins, to: s)
      for part in state.purchases.parts(of: cell, originClass: k) {
        guard let index = part.zone else { continue }
        let mask = state.purchases.zones[index]
        weight += part.delta * trade.share(originClass: k, of: mask, to: s)
        inside += part.delta * trade.share(originClass: k, of: mask.intersection(origins), to: s)
      }
    }
    (self.weight, self.inside) = (weight, inside)
  }

  /// Purchases from the origins grow by `grow` of what they are, those from the others by `others`.
  func scale(inside grow: Double, outside others: Double, state: inout LeverState) {
    let trade = state.context.trade(of: cell.product)
    let outer = origins.complement
    for k in 0...1 {
      let common = state.commonCoefficient(cell, originClass: k)
      let parts = state.purchases.parts(of: cell, originClass: k)
      let fails = trade.reaches(originClass: k, from: origins, to: cell.region)
      let stays = trade.reaches(originClass: k, from: outer, to: cell.region)
      let zones: (Int?, Int?) =
        fails && stays
        ? (state.purchases.zone(origins), state.purchases.zone(outer)) : (nil, nil)
      if fails { state.purchases.add(common * grow, to: cell, originClass: k, zone: zones.0) }
      if stays { state.purchases.add(common * others, to: cell, originClass: k, zone: zones.1) }
      for part in parts {
        guard let index = part.zone else { continue }
        let within = state.zone(inside: index, origins)
        let beyond = state.zone(inside: index, outer)
        state.purchases.add(part.delta * grow, to: cell, originClass: k, zone: within)
        state.purchases.add(part.delta * others, to: cell, originClass: k, zone: beyond)
      }
    }
  }
}
