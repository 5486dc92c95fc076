import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers

/// Final purchases of vehicles by origin and destination, and how they answer prices.
struct VehicleMarket: Sendable {
  let regionCount: Int
  /// T_own·y_own + T_imp·y_imp of vehicles, entry (r, s) at `r + s * R`, million EUR.
  let flows: [Double]
  /// Purchases from W by destination, million EUR.
  let fromWorld: [Double]
  /// Exports to W by origin, million EUR.
  let toWorld: [Double]
  /// Index of vehicles in the list of industries.
  let vehicles: Int
  let industryCount: Int

  /// Buyers that answer prices: households, non-profit bodies, government, investment.
  private static let buyers: [Economy.FinalCategory] = [
    .households, .nonProfit, .government, .investment,
  ]

  /// Nil when the economy has no automotive block.
  init?(_ context: LeverContext) {
    guard let vehicles = context.vehicles, let trade = context.trade[vehicles] else { return nil }
    let economy = context.economy
    let (R, S) = (economy.regionCount, economy.industryCount)
    let demand = [economy.finalDemand.own, economy.finalDemand.imported]
      .map { byCategory in
        (0..<R)
          .map { s in
            Self.buyers.reduce(0) { $0 + byCategory[$1.rawValue][s * S + vehicles] }
          }
      }
    flows = (0..<R * R)
      .map { k in
        trade.classes[0][k] * demand[0][k / R] + trade.classes[1][k] * demand[1][k / R]
      }
    fromWorld = (0..<R).map { trade.world[$0] * demand[1][$0] }
    toWorld = (0..<R).map { economy.finalDemand.exportsToWorld[$0 * S + vehicles] }
    (regionCount, industryCount, self.vehicles) = (R, S, vehicles)
  }

  /// Average price change of what a region buys, Σ_r t[r,s]·Δp_r; W's prices stay.
  func averagePrice(_ prices: [Double], at s: Int) -> Double {
    var (spent, total) = (0.0, fromWorld[s])
    for r in 0..<regionCount {
      spent += flows[s * regionCount + r] * prices[r]
      total += flows[s * regionCount + r]
    }
    return total == 0 ? 0 : spent / total
  }

  /// Δf of vehicles by origin and where it was sold.
  ///
  /// `responses` pairs each extra cost with its Δp of vehicles by region; factors of several levers
  /// multiply. `volume` are changes of what is bought by destination, W last, that come before prices
  /// (none: empty), so that prices act on what is left. Throws `priceNotPositive` naming the lever.
  func change(
    _ responses: [(PriceResponse, prices: [Double])], volume: [Double] = [], year: Int,
    codes: [String]
  ) throws -> VehicleDemandChange {
    let R = regionCount
    var world = [Double](repeating: 1, count: R)
    var atHome = world
    var abroad = [[Double]](repeating: world, count: R)
    for (response, prices) in responses {
      func factor(_ price: Double, _ elasticity: Double, _ place: Int) throws -> Double {
        let level = 1 + response.passThrough * price
        guard level > 0 else {
          throw SimulationError.priceNotPositive(
            lever: response.lever, region: codes[place], year: year)
        }
        return power(level, elasticity)
      }
      for r in 0..<R { world[r] *= try factor(prices[r], response.exportElasticity, r) }
      for s in 0..<R {
        if response.home[s] {
          atHome[s] *= try factor(averagePrice(prices, at: s), response.demandElasticity, s)
        } else {
          for r in 0..<R { abroad[s][r] *= try factor(prices[r], response.exportElasticity, r) }
        }
      }
    }
    func level(_ destination: Int) -> Double { volume.isEmpty ? 1 : 1 + volume[destination] }
    var byOrigin = (0..<R).map { toWorld[$0] * level(R) * (world[$0] - 1) }
    var exports = byOrigin
    var imports = 0.0
    for s in 0..<R {
      let isHome = responses.allSatisfy { $0.0.home[s] }
      for r in 0..<R {
        let change = flows[s * R + r] * level(s) * (atHome[s] * abroad[s][r] - 1)
        byOrigin[r] += change
        if !isHome { exports[r] += change }
      }
      imports += fromWorld[s] * level(s) * (atHome[s] - 1)
    }
    return VehicleDemandChange(byOrigin: byOrigin, exports: exports, fromWorld: imports)
  }

  /// Final sales of vehicles by origin that answer prices, million EUR (length R).
  var sales: [Double] {
    (0..<regionCount)
      .map { r in
        (0..<regionCount).reduce(toWorld[r]) { $0 + flows[$1 * regionCount + r] }
      }
  }
}

/// How buyers of vehicles answer prices, million EUR.
struct VehicleDemandChange {
  /// Δf by origin (length R).
  let byOrigin: [Double]
  /// The part of Δf that was sold outside the home market, W included.
  let exports: [Double]
  /// Change of what the home market takes from W.
  let fromWorld: Double
}
