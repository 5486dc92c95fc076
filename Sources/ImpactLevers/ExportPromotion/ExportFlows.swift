import ImpactAxes
import ImpactEconomies

/// What firms of some regions sell of one product in markets abroad, and who else delivers there.
///
/// Base-year flows, million EUR at basic prices; see `ExportPromotion` for the equation.
struct ExportFlows: Sendable {
  /// Sales to modelled markets by region of origin, zero outside the scope.
  let abroad: [Double]
  /// Sales to W by region of origin, zero outside the scope.
  let toWorld: [Double]
  /// What other origins lose, and W, when the scope's sales to modelled markets double.
  let displaced: [Double]
  let displacedWorld: Double

  init(of product: Int, from scope: ScopeMask, to markets: ScopeMask, _ context: LeverContext) {
    let economy = context.economy
    let R = economy.regionCount
    let trade = context.trade(of: product)
    let exports = economy.finalDemand.exportsToWorld
    var abroad = [Double](repeating: 0, count: R)
    var displaced = abroad
    var displacedWorld = 0.0
    for s in 0..<R where markets.regions[s] {
      let bought = (0...1).map { Self.purchases(of: product, in: s, originClass: $0, context) }
      var others = [Double](repeating: 0, count: R)
      var gained = 0.0
      for r in 0..<R {
        let imported = trade.classes[1][r + s * R] * bought[1]
        let isForeign = economy.countryOfRegion[r] != economy.countryOfRegion[s]
        if scope.regions[r] && isForeign {
          abroad[r] += imported
          gained += imported
        } else {
          others[r] = imported + trade.classes[0][r + s * R] * bought[0]
        }
      }
      let world = trade.world[s] * bought[1]
      let all = others.reduce(world, +)
      guard gained > 0, all > 0 else {
        // Nobody else delivers: these sales cannot grow at the cost of others.
        for r in 0..<R where scope.regions[r] {
          abroad[r] -=
            economy.countryOfRegion[r] != economy.countryOfRegion[s]
            ? trade.classes[1][r + s * R] * bought[1] : 0
        }
        continue
      }
      for r in 0..<R { displaced[r] += gained * others[r] / all }
      displacedWorld += gained * world / all
    }
    self.abroad = abroad
    self.displaced = displaced
    self.displacedWorld = displacedWorld
    toWorld = (0..<R)
      .map {
        scope.regions[$0] && markets.includesWorld
          ? max(0, exports[economy.index(region: $0, industry: product)]) : 0
      }
  }

  /// Everything that a region buys of a product from one class of origin.
  private static func purchases(
    of product: Int, in s: Int, originClass k: Int, _ context: LeverContext
  ) -> Double {
    let economy = context.economy
    let demand = k == 0 ? economy.finalDemand.own : economy.finalDemand.imported
    let index = economy.index(region: s, industry: product)
    let final = demand.reduce(0) { $0 + $1[index] }
    let inputs = economy.industries.indices
      .reduce(0) { sum, j in
        let coefficient = context.technology.coefficient(
          originClass: k, product: product, buyer: j, region: s)
        return sum + coefficient * context.output(s, j)
      }
    return max(0, final + inputs)
  }
}
