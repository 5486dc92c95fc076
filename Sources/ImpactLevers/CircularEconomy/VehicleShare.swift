import ImpactAxes
import ImpactEconomies

/// How much of a processor's output goes straight to the makers of vehicles and components.
///
///     α[i,r] = Σ_s Σ_{j∈block} Σ_k T_k[i][r,s]·a_k[i,j,s]·x₀[j,s] / x₀[i,r]
///
/// Deliveries through a further processor are not counted.
struct VehicleShare: Sendable {
  /// α by region, 0 where nothing is made.
  let shares: [Double]

  init(of product: Int, _ context: LeverContext) {
    let economy = context.economy
    let R = economy.regionCount
    let block = AutomotiveBlock.all.compactMap { context.industryIndex[$0] }
    let trade = context.trade(of: product)
    var delivered = [Double](repeating: 0, count: R)
    for s in 0..<R {
      for k in 0...1 {
        let bought = block.reduce(0) { sum, j in
          let coefficient = context.technology.coefficient(
            originClass: k, product: product, buyer: j, region: s)
          return sum + coefficient * context.output(s, j)
        }
        guard bought > 0 else { continue }
        for r in 0..<R { delivered[r] += trade.classes[k][r + s * R] * bought }
      }
    }
    shares = (0..<R)
      .map { r in
        let output = context.output(r, product)
        return output > 0 ? min(1, delivered[r] / output) : 0
      }
  }
}
