import ImpactAxes
import ImpactDiagnostics
import ImpactEconomies

/// Destinations that face the same measures on one product, and the origins that each measure holds.
struct TradeMarket: Sendable {
  let product: Int
  /// Name of the importer in figures.
  let label: String
  /// Regions that buy.
  let regions: [Int]
  /// Whether the rest of the world buys.
  let includesWorld: Bool
  /// Indices into the list of measures; group g + 1 belongs to measure `measures[g]`.
  let measures: [Int]
  /// Group by origin, 0 where no measure holds; entry R is W.
  let groups: [Int]
  /// Σ_{r∈g} T_imp[r,s] by group and destination, at `g * regions.count + d`.
  let shares: [Double]
  /// What an industry of a destination buys in the accounts, at `d * S + j`.
  let buyers: [Buyer]

  struct Buyer: Sendable {
    /// a_k, EUR per EUR of output.
    let own: Double
    let imported: Double
    /// x₀, million EUR.
    let output: Double
  }

  var groupCount: Int { measures.count + 1 }

  func share(_ group: Int, _ destination: Int) -> Double {
    shares[group * regions.count + destination]
  }

  /// Origins of a group.
  func mask(_ group: Int) -> ScopeMask {
    ScopeMask(
      regions: groups.dropLast().map { $0 == group }, includesWorld: groups.last == group)
  }
}

/// The markets of a product, with the origins of each group after the untouched one.
struct TradeMarkets: Sendable {
  let markets: [TradeMarket]
  let masks: [[ScopeMask]]

  /// Worked out once for an economy and the places that measures name: no parameter moves them.
  static func of(
    _ product: Int, code: String, _ measures: [TradeMeasure], _ places: [MeasurePlaces],
    _ context: LeverContext
  ) -> TradeMarkets {
    let names = measures.map { measure in
      let holds = measure.industries.contains(code)
      return holds
        ? "\(measure.importers.names.joined(separator: ","))|"
          + measure.origins.names.joined(separator: ",") : ""
    }
    let key = "trade markets \(code):\(names.joined(separator: ";"))"
    return context.economyMemo.value(key) {
      let markets = TradeMarket.all(of: product, code: code, measures, places, context)
      return TradeMarkets(
        markets: markets,
        masks: markets.map { market in (1..<market.groupCount).map(market.mask) })
    }
  }
}

/// Where a measure holds in one economy.
struct MeasurePlaces {
  let importers: ScopeMask
  let origins: ScopeMask

  /// Unknown names are added to `problems`.
  init(
    _ measure: TradeMeasure, path: String, _ context: LeverContext, problems: inout [Problem]
  ) {
    importers = Self.mask(
      measure.importers, path: "\(path).importer", what: "importer", context, &problems)
    let all = Self.mask(
      measure.origins, path: "\(path).origins", what: "origin", context, &problems)
    let inside = importers
    // Origins inside the importer's territory trade freely.
    origins = ScopeMask(
      regions: all.regions.indices.map { all.regions[$0] && !inside.regions[$0] },
      includesWorld: all.includesWorld && !inside.includesWorld)
  }

  private static func mask(
    _ scope: Scope, path: String, what: String, _ context: LeverContext,
    _ problems: inout [Problem]
  ) -> ScopeMask {
    let named = scope.names.filter { $0 != TradeMeasure.restOfWorld }
    let hasWorld = named.count < scope.names.count
    guard !scope.names.isEmpty else {
      problems.append(
        Problem(
          at: nil, path: path, "the measure names no \(what)", expected: "at least one place"))
      return ScopeMask(
        regions: [Bool](repeating: false, count: context.economy.regionCount), includesWorld: false)
    }
    guard !named.isEmpty else {
      return ScopeMask(
        regions: [Bool](repeating: false, count: context.economy.regionCount), includesWorld: true)
    }
    let mask = context.mask(of: Scope(named), path: path, problems: &problems)
    return ScopeMask(regions: mask.regions, includesWorld: mask.includesWorld || hasWorld)
  }
}

extension TradeMarket {
  /// Markets of a product; destinations without a measure are left out.
  static func all(
    of product: Int, code: String, _ measures: [TradeMeasure], _ places: [MeasurePlaces],
    _ context: LeverContext
  ) -> [TradeMarket] {
    let economy = context.economy
    let R = economy.regionCount
    let candidates = measures.indices.filter { measures[$0].industries.contains(code) }
    var order: [[Int]] = []
    var regions: [[Int]: [Int]] = [:]
    for s in 0..<R {
      let held = candidates.filter { places[$0].importers.regions[s] }
      guard !held.isEmpty else { continue }
      if regions[held] == nil { order.append(held) }
      regions[held, default: []].append(s)
    }
    let world = candidates.filter { places[$0].importers.includesWorld }
    if !world.isEmpty, regions[world] == nil { order.append(world) }
    return order.map { held in
      var groups = [Int](repeating: 0, count: R + 1)
      for (g, measure) in held.enumerated() {
        let mask = places[measure].origins
        for r in 0..<R where mask.regions[r] { groups[r] = g + 1 }
        if mask.includesWorld { groups[R] = g + 1 }
      }
      let buyers = regions[held] ?? []
      return TradeMarket(
        product: product, label: label(held, buyers, measures, economy), regions: buyers,
        includesWorld: held == world, measures: held, groups: groups,
        shares: shares(context.trade(of: product), buyers, groups, held.count + 1),
        buyers: inputs(of: product, buyers, context))
    }
  }

  private static func inputs(
    of product: Int, _ regions: [Int], _ context: LeverContext
  ) -> [Buyer] {
    regions.flatMap { s in
      (0..<context.economy.industryCount)
        .map { j in
          let byClass = (0...1)
            .map {
              context.technology.coefficient(originClass: $0, product: product, buyer: j, region: s)
            }
          return Buyer(own: byClass[0], imported: byClass[1], output: context.output(s, j))
        }
    }
  }

  private static func shares(
    _ trade: LeverContext.Trade, _ regions: [Int], _ groups: [Int], _ groupCount: Int
  ) -> [Double] {
    let R = trade.world.count
    var sums = [Double](repeating: 0, count: groupCount * regions.count)
    trade.classes[1]
      .withUnsafeBufferPointer { imported in
        for (d, s) in regions.enumerated() {
          for r in 0..<R { sums[groups[r] * regions.count + d] += imported[s * R + r] }
          sums[groups[R] * regions.count + d] += trade.world[s]
        }
      }
    return sums
  }

  /// One country by its code, else the names of the first measure's importer.
  private static func label(
    _ held: [Int], _ regions: [Int], _ measures: [TradeMeasure], _ economy: Economy
  ) -> String {
    let countries = Set(regions.map { economy.regions[$0].country })
    if let only = countries.first, countries.count == 1 { return only }
    return held.first.map { measures[$0].importers.names.sorted().joined(separator: "+") } ?? ""
  }
}
