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
  /// All purchases by destination, W's deliveries with them, million EUR.
  let bought: [Double]
  /// The same as `averagePrice` adds it up.
  private let weights: [Double]
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
    bought = (0..<R)
      .map { [flows, fromWorld] s in
        flows[s * R..<(s + 1) * R].reduce(fromWorld[s], +)
      }
    weights = (0..<R)
      .map { [flows, fromWorld] s in
        var (all, total, r) = (SIMD8<Double>.zero, fromWorld[s], 0)
        while r + 8 <= R {
          for lane in 0..<8 { all[lane] += flows[s * R + r + lane] }
          r += 8
        }
        total += all.sum()
        return flows[s * R + r..<(s + 1) * R].reduce(total, +)
      }
    (regionCount, industryCount, self.vehicles) = (R, S, vehicles)
  }

  /// Average price change of what a region buys, Σ_r t[r,s]·Δp_r; W's prices stay.
  func averagePrice(_ prices: [Double], at s: Int) -> Double {
    var spent = SIMD8<Double>.zero
    var (sum, r) = (0.0, 0)
    flows.withUnsafeBufferPointer { flows in
      prices.withUnsafeBufferPointer { prices in
        let start = s * regionCount
        while r + 8 <= regionCount {
          for lane in 0..<8 { spent[lane] += flows[start + r + lane] * prices[r + lane] }
          r += 8
        }
        while r < regionCount {
          sum += flows[start + r] * prices[r]
          r += 1
        }
      }
    }
    sum += spent.sum()
    return weights[s] == 0 ? 0 : sum / weights[s]
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
    // Factors by origin of a destination, which depend on the responses that it is no home of.
    var abroad: [(away: [Bool], factors: [Double])] = []
    let kinds = (0..<R)
      .map { s -> Int in
        let isAway = { (k: Int) in !responses[k].0.home[s] }
        let known = abroad.firstIndex { kind in
          responses.indices.allSatisfy { kind.away[$0] == isAway($0) }
        }
        if let known { return known }
        abroad.append((responses.indices.map(isAway), world))
        return abroad.count - 1
      }
    for (k, (response, prices)) in responses.enumerated() {
      func factor(_ price: Double, _ elasticity: Double, _ place: Int) throws -> Double {
        let level = 1 + response.passThrough * price
        guard level > 0 else {
          throw SimulationError.priceNotPositive(
            lever: response.lever, region: codes[place], year: year)
        }
        return power(level, elasticity)
      }
      let exported = try (0..<R)
        .map { try factor(prices[$0], response.exportElasticity, $0) }
      for r in 0..<R { world[r] *= exported[r] }
      for s in 0..<R where response.home[s] {
        atHome[s] *= try factor(averagePrice(prices, at: s), response.demandElasticity, s)
      }
      for kind in abroad.indices where abroad[kind].away[k] {
        for r in 0..<R { abroad[kind].factors[r] *= exported[r] }
      }
    }
    func level(_ destination: Int) -> Double { volume.isEmpty ? 1 : 1 + volume[destination] }
    var byOrigin = (0..<R).map { toWorld[$0] * level(R) * (world[$0] - 1) }
    var exports = byOrigin
    var imports = 0.0
    var sold = [Double](repeating: 0, count: R)
    for s in 0..<R {
      let isHome = !abroad[kinds[s]].away.contains(true)
      let far = abroad[kinds[s]].factors
      let (home, here) = (atHome[s], level(s))
      sold.withUnsafeMutableBufferPointer { sold in
        flows.withUnsafeBufferPointer { flows in
          far.withUnsafeBufferPointer { far in
            let start = s * R
            for r in 0..<R { sold[r] = flows[start + r] * here * (home * far[r] - 1) }
          }
        }
        byOrigin.withUnsafeMutableBufferPointer { for r in 0..<R { $0[r] += sold[r] } }
        if !isHome {
          exports.withUnsafeMutableBufferPointer { for r in 0..<R { $0[r] += sold[r] } }
        }
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
