import ImpactAxes
import ImpactEconomies

/// How a shortage goes on from makers of components to those who buy them.
///
///     λ[j,s] = max(λ[j,s], c·d·Σ_r share[i][r,s]·λ[i,r]) over the components i of the automotive block
///
/// Each round reaches one step further. Only the automotive block is followed; inputs below the least
/// input stop nobody; what W's makers deliver is taken to come in full.
struct ShortageTiers {
  let terms: SupplyCutTerms
  let parts: ElectricParts

  /// λ by index after `rounds` further steps.
  func following(
    _ losses: [Int: Double], rounds: Int, state: LeverState
  ) -> [Int: Double] {
    let context = state.context
    let economy = context.economy
    let block = AutomotiveBlock.all.compactMap { context.industryIndex[$0] }.sorted()
    var losses = losses
    for _ in 0..<max(0, rounds) {
      var next = losses
      for product in block {
        let short = economy.regions.indices.map {
          losses[economy.index(region: $0, industry: product)] ?? 0
        }
        guard short.contains(where: { $0 > 0 }) else { continue }
        for buyer in block {
          for s in economy.regions.indices where context.output(s, buyer) > 0 {
            let cell = PurchaseCell(region: s, buyer: buyer, product: product)
            let loss = loss(cell, short: short, state: state)
            guard loss > 0 else { continue }
            let k = economy.index(region: s, industry: buyer)
            next[k] = max(next[k] ?? 0, loss)
          }
        }
      }
      if next == losses { break }
      losses = next
    }
    return losses
  }

  private func loss(_ cell: PurchaseCell, short: [Double], state: LeverState) -> Double {
    let context = state.context
    let trade = context.trade(of: cell.product)
    let (s, R) = (cell.region, short.count)
    var (bought, missing) = (0.0, 0.0)
    for k in 0...1 {
      let coefficient = state.commonCoefficient(cell, originClass: k)
      guard coefficient > 0 else { continue }
      bought += coefficient * trade.everywhere[k][s]
      for r in 0..<R where short[r] > 0 {
        missing += coefficient * trade.classes[k][r + s * R] * short[r]
      }
    }
    guard bought > 0, missing > 0 else { return 0 }
    let isAssembly = cell.buyer == context.vehicles
    let dependence =
      (isAssembly ? parts.dependence(cell, state: state) : nil)
      ?? (bought >= terms.leastInput ? 1 : 0)
    return terms.componentCriticality * dependence * missing / bought
  }
}
