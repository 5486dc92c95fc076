import ImpactLevers
import ImpactNumerics

/// The market of vehicles for many cases at once, by matrix products.
struct VehicleMarketBlock: Sendable {
  let market: VehicleMarket
  /// F by origin and destination, R×R.
  private let byOrigin: SingleTiles
  /// Fᵀ.
  private let byDestination: SingleTiles

  init(_ market: VehicleMarket) {
    let R = market.regionCount
    let flows = SingleMatrix(rows: R, columns: R, values: market.flows.map(Float.init))
    self.market = market
    byOrigin = SingleTiles(flows)
    byDestination = SingleTiles(flows.transposed)
  }

  /// Δf of vehicles by origin; see `VehicleMarket.change`.
  ///
  ///     Δf[r] = z[r]·l_W·(w[r] − 1) + Σ_A { f_A[r]·[F(1_A∘l∘(h − 1))][r] + (f_A[r] − 1)·[F(1_A∘l)][r] }
  ///
  /// over the sets A of destinations that are home of the same responses: h is the factor at home, f_A
  /// that of responses abroad, w of all, l the level of volume paths, F the flows, z exports to W. Empty
  /// for a case without responses, nil where a price falls to zero or is not known.
  func changes(_ cases: [ReducedCase], prices: [[[Double]]?]) -> [[Double]?] {
    let R = market.regionCount
    let asked = cases.indices.filter { !cases[$0].responses.isEmpty && prices[$0] != nil }
    let paid = averagePrices(asked.flatMap { prices[$0] ?? [] })
    var parts: [VehicleFactors?] = []
    var first = 0
    for j in asked {
      let own = first..<first + cases[j].responses.count
      parts.append(
        VehicleFactors(
          cases[j], prices: prices[j] ?? [], paid: Array(paid[own]), regionCount: R))
      first = own.upperBound
    }
    let found = SingleMatrix(
      rowsOf: parts.compactMap(\.self).flatMap(\.columns), order: (0..<R).map(Int32.init)
    )
    .multiplied(by: byDestination)
    var result = cases.map { $0.responses.isEmpty ? [Double]() : nil }
    var row = 0
    for (j, part) in zip(asked, parts) {
      guard let part else { continue }
      result[j] = part.byOrigin(found, from: row, toWorld: market.toWorld)
      row += part.columns.count
    }
    return result
  }

  /// Σ_r t[r,s]·Δp_r by destination for each price vector; W's prices stay.
  private func averagePrices(_ prices: [[Double]]) -> [[Double]] {
    let spent = SingleMatrix(
      rowsOf: prices.map { $0.map(Float.init) },
      order: (0..<market.regionCount).map(Int32.init)
    )
    .multiplied(by: byOrigin)
    return prices.indices.map { k in
      market.bought.enumerated()
        .map { s, total in total == 0 ? 0 : Double(spent[k, s]) / total }
    }
  }
}

/// Factors of one case on what is sold, and the columns that flows are multiplied by.
private struct VehicleFactors {
  /// Two for each set of destinations: l∘(h − 1) and l inside it.
  private(set) var columns: [[Float]] = []
  /// f_A by set and origin.
  private var far: [[Double]] = []
  private let world: [Double]
  private let worldLevel: Double

  /// `paid` are average prices by response and destination; nil where a price falls to zero.
  init?(_ item: ReducedCase, prices: [[Double]], paid: [[Double]], regionCount R: Int) {
    var world = [Double](repeating: 1, count: R)
    var home = world
    var exported: [[Double]] = []
    for (k, response) in item.responses.enumerated() {
      guard
        let abroad = Self.factors(prices[k], response, response.exportElasticity),
        let near = Self.factors(paid[k], response, response.demandElasticity, response.home)
      else { return nil }
      exported.append(abroad)
      for r in 0..<R { world[r] *= abroad[r] }
      for s in 0..<R where response.home[s] { home[s] *= near[s] }
    }
    self.world = world
    worldLevel = item.volume.isEmpty ? 1 : 1 + item.volume[R]
    // Destinations by the responses that they are a home of.
    var sets: [[Bool]: Int] = [:]
    for s in 0..<R {
      let away = item.responses.map { !$0.home[s] }
      let known = sets[away] ?? far.count
      if known == far.count {
        sets[away] = known
        far.append(Self.product(exported, where: away, count: R))
        columns += [[Float]](repeating: [Float](repeating: 0, count: R), count: 2)
      }
      let level = item.volume.isEmpty ? 1 : 1 + item.volume[s]
      columns[2 * known][s] = Float(level * (home[s] - 1))
      columns[2 * known + 1][s] = Float(level)
    }
  }

  /// (1 + π·Δp)^ε by region, 1 outside `members`; nil where a price falls to zero.
  private static func factors(
    _ prices: [Double], _ response: PriceResponse, _ elasticity: Double, _ members: [Bool]? = nil
  ) -> [Double]? {
    var result = [Double](repeating: 1, count: prices.count)
    for (r, price) in prices.enumerated() where members?[r] ?? true {
      let level = 1 + response.passThrough * price
      guard level > 0 else { return nil }
      if level != 1 { result[r] = power(level, elasticity) }
    }
    return result
  }

  private static func product(
    _ factors: [[Double]], where chosen: [Bool], count: Int
  ) -> [Double] {
    var result = [Double](repeating: 1, count: count)
    for (values, isChosen) in zip(factors, chosen) where isChosen {
      for r in 0..<count { result[r] *= values[r] }
    }
    return result
  }

  func byOrigin(_ found: SingleMatrix, from row: Int, toWorld: [Double]) -> [Double] {
    var result = world.indices.map { toWorld[$0] * worldLevel * (world[$0] - 1) }
    for (a, far) in far.enumerated() {
      for r in far.indices {
        let (home, all) = (Double(found[row + 2 * a, r]), Double(found[row + 2 * a + 1, r]))
        result[r] += far[r] * home + (far[r] - 1) * all
      }
    }
    return result
  }
}
