import ImpactLevers
import ImpactNumerics

/// What buyers of vehicles answer in one case: extra costs and volume paths.
struct VehicleBuyers: Sendable {
  let responses: [PriceResponse]
  /// Σ (f − 1) of volume paths by destination, W last; empty for none.
  let volume: [Double]

  init(_ responses: [PriceResponse], volume: [Double]) {
    (self.responses, self.volume) = (responses, volume)
  }
}

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
  func changes(_ cases: [VehicleBuyers], prices: [[[Float]]?]) -> [[Double]?] {
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
      rowsOf: parts.compactMap(\.self).flatMap(\.columns), order: inOrder
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
  private func averagePrices(_ prices: [[Float]]) -> [[Float]] {
    let spent = SingleMatrix(rowsOf: prices, order: inOrder).multiplied(by: byOrigin).values
    return prices.indices.map { k in
      market.bought.indices.map { s in
        let total = market.bought[s]
        return total == 0 ? 0 : Float(Double(spent[k + s * prices.count]) / total)
      }
    }
  }

  private var inOrder: [Int32] { (0..<market.regionCount).map(Int32.init) }
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
  init?(_ item: VehicleBuyers, prices: [[Float]], paid: [[Float]], regionCount R: Int) {
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
    let sets = DestinationSets(item.responses.map(\.home), count: R)
    columns = [[Float]](repeating: [Float](repeating: 0, count: R), count: 2 * sets.away.count)
    for (a, away) in sets.away.enumerated() {
      far.append(Self.product(exported, where: away, count: R))
      for s in 0..<R where sets.number[s] == a {
        let level = item.volume.isEmpty ? 1 : 1 + item.volume[s]
        columns[2 * a][s] = Float(level * (home[s] - 1))
        columns[2 * a + 1][s] = Float(level)
      }
    }
  }

  /// (1 + π·Δp)^ε by region; nil where a price of `members` falls to zero.
  private static func factors(
    _ prices: [Float], _ response: PriceResponse, _ elasticity: Double, _ members: [Bool]? = nil
  ) -> [Double]? {
    let found = Powers(of: prices, slope: response.passThrough, exponent: elasticity)
    guard !found.isNarrow else { return found.values }
    for (r, price) in prices.enumerated() where members?[r] ?? true {
      guard 1 + response.passThrough * Double(price) > 0 else { return nil }
    }
    return found.values
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
    let (rows, values) = (found.rows, found.values)
    for (a, far) in far.enumerated() {
      for r in far.indices {
        let place = row + 2 * a + r * rows
        let (home, all) = (Double(values[place]), Double(values[place + 1]))
        result[r] += far[r] * home + (far[r] - 1) * all
      }
    }
    return result
  }
}

/// Destinations by the responses that they are a home of.
private struct DestinationSets {
  /// By set and response: whether its members are away from home.
  private(set) var away: [[Bool]] = []
  /// Number of the set of each destination.
  private(set) var number: [Int]

  /// `homes` says for each response which of the `count` destinations are its home.
  init(_ homes: [[Bool]], count: Int) {
    number = [Int](repeating: 0, count: count)
    var sets = 1
    // Each response splits the sets before it.
    for home in homes {
      var known = [Int](repeating: -1, count: 2 * sets)
      sets = 0
      for s in 0..<count {
        let half = 2 * number[s] + (home[s] ? 1 : 0)
        if known[half] < 0 {
          known[half] = sets
          sets += 1
        }
        number[s] = known[half]
      }
    }
    for s in 0..<count where number[s] == away.count { away.append(homes.map { !$0[s] }) }
  }
}
