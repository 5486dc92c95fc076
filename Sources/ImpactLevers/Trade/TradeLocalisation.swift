import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies

/// What final buyers take from an origin is in part made in other places.
///
///     L = Σ_s q_g[s]·ℓ_g,   Δf[origins] −= L,   Δf[places] += L
///
/// ℓ_g is the localised part of the quantity. It is sold at the price of the rest and pays no duty: what
/// is saved stays with the maker. Places make it with the inputs of their own makers.
extension TradePolicy {
  /// Moves production and writes it into flows; nothing is gained or lost.
  func localise(
    _ market: TradeMarket, _ plan: Plan, _ nest: SourcingNest, _ flows: inout TradeFlows,
    _ sales: inout Sales, _ context: LeverContext
  ) throws {
    let trade = context.trade(of: market.product)
    let R = trade.world.count
    for g in 1..<market.groupCount {
      let sums = nest.sums[g]
      guard sums.localised > 0, let target = plan.measures[market.measures[g - 1]].localisation
      else { continue }
      let share = sums.localised / sums.quantity
      let hosts = try hosts(target, market.product, context)
      var moved = 0.0
      for (d, s) in market.regions.enumerated() where market.share(g, d) > 0 {
        let k = g * market.regions.count + d
        let amount = flows.after.final[k] * share
        flows.after.final[k] -= amount
        let unit = amount / market.share(g, d)
        for r in 0..<R where market.groups[r] == g {
          sales.byOrigin[r] -= unit * trade.classes[1][s * R + r]
        }
        if market.groups[R] == g { sales.fromWorld -= unit * trade.world[s] }
        moved += amount
      }
      flows.localised[g] = moved
      sales.lost -= moved
      sales.gained += moved
      if flows.hosted.isEmpty { flows.hosted = [Double](repeating: 0, count: R) }
      for (r, weight) in hosts {
        sales.byOrigin[r] += moved * weight
        flows.hosted[r] += moved * weight
      }
    }
  }

  /// Regions with their shares, summing to 1; within a place by the output of the product.
  func hosts(
    _ target: TradeMeasure.Localisation, _ product: Int, _ context: LeverContext
  ) throws -> [(region: Int, weight: Double)] {
    var problems: [Problem] = []
    let result = hosts(target, product, context, path: id, &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    return result
  }

  func hosts(
    _ target: TradeMeasure.Localisation, _ product: Int, _ context: LeverContext, path: String,
    _ problems: inout [Problem]
  ) -> [(region: Int, weight: Double)] {
    let economy = context.economy
    let total = target.places.keys.sorted().reduce(0) { $0 + (target.places[$1] ?? 0) }
    guard total > 0 else {
      problems.append(
        Problem(
          at: nil, path: "\(path).places", "the weights of the places add up to nothing",
          expected: "at least one weight above zero"))
      return []
    }
    var weights: [Int: Double] = [:]
    for (name, weight) in target.places.sorted(by: { $0.key < $1.key }) {
      let mask = economy.mask(
        of: Scope([name]), path: "\(path).places", problems: &problems)
      let regions = economy.regions.indices.filter { mask.regions[$0] }
      let output = regions.reduce(0) { $0 + context.output($1, product) }
      guard output > 0 else {
        guard !regions.isEmpty else { continue }
        problems.append(
          Problem(
            at: nil, path: "\(path).places",
            "\(name) makes no \(economy.industries[product].code), so the inputs of a plant there "
              + "are not known", expected: "regions with makers of the product"))
        continue
      }
      for r in regions where context.output(r, product) > 0 {
        weights[r, default: 0] += weight / total * context.output(r, product) / output
      }
    }
    return weights.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
