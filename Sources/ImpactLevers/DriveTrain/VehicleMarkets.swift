import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Where vehicles are bought, by drive train and year.
///
/// A market is a country, a part of one that a path names, or the rest of the world W. μ[k,m](0) are
/// the registrations of 2023 in the catalogue; where it has none, the country's production mix.
/// A path for a region or country is that place's mix. A path for a territory or zone is the *mean* of
/// its markets: their odds against each other stay as they are, and the mean meets the path:
///
///     μ[k,m] = u_m·v_k·((1 − ι)·μ[k,m](0) + ι·μ̄[k]),  Σ_m w_m·μ[k,m] = μ̄[k]·Σ w,  Σ_k μ[k,m] = 1
///
/// with w the market's final purchases of vehicles and ι `conversion.flexible_share`.
package struct VehicleMarkets: Sendable {
  package struct Market: Sendable {
    /// Country code; `WORLD` for W.
    package let country: String
    /// Regions of the market; none for W.
    package let regions: [Int]
    /// The path that holds, by its place.
    package let entry: String?
    /// Final purchases of vehicles, million EUR.
    package let weight: Double
  }

  /// What hangs on the names of places and not on their paths.
  private struct Frame: Sendable {
    let markets: [Market]
    let marketOfRegion: [Int]
    let base: [[Double]]
    let flexible: Double
  }

  private let frame: Frame
  package var markets: [Market] { frame.markets }
  /// μ(0) by market, in the order of `Technology.allCases`.
  package var base: [[Double]] { frame.base }
  package var marketOfRegion: [Int] { frame.marketOfRegion }
  let paths: PlaceTable<MarketPath>
  let updateYear: Int
  var flexible: Double { frame.flexible }
  private let memo = LeverMemo()

  static let flexibleKey = "conversion.flexible_share"
  static let unknownMarket = "registrations.2023."

  /// Throws a `ProblemReport` when a market has no mix or a parameter lacks.
  package init(
    _ entries: [String: MarketPath], vehicles: DriveTrain.VehicleScope = .all,
    context: LeverContext
  ) throws {
    let paths = PlaceTable(entries, context: context)
    self.paths = paths
    updateYear = context.economy.updateYear
    let key = Self.frameKey(entries.keys, vehicles)
    frame = try context.runMemo.value("market frame:\(key)") {
      try Self.frame(paths, vehicles, context)
    }
  }

  /// What markets of a run take from the names of places.
  static func frameKey(
    _ names: some Sequence<String>, _ vehicles: DriveTrain.VehicleScope
  ) -> String {
    "\(vehicles.rawValue):\(names.sorted().joined(separator: ","))"
  }

  private static func frame(
    _ paths: PlaceTable<MarketPath>, _ vehicles: DriveTrain.VehicleScope, _ context: LeverContext
  ) throws -> Frame {
    let flexible = try context.catalogue.central(Self.flexibleKey)
    let (markets, marketOfRegion) = grouped(
      paths, try VehicleDeliveries.of(context, vehicles), context)
    let own = try markets.map { try registered(vehicles, in: $0.country, context) }
    let base = zones(of: markets, paths)
      .reduce(own) { mixes, zone in
        balanced(
          zone, markets, own: own, mean: mean(zone, markets, own), flexible, into: mixes)
      }
    return Frame(
      markets: markets, marketOfRegion: marketOfRegion, base: base, flexible: flexible)
  }

  /// Regions of one country under one path are a market; W is the last one.
  private static func grouped(
    _ paths: PlaceTable<MarketPath>, _ deliveries: VehicleDeliveries, _ context: LeverContext
  ) -> (markets: [Market], marketOfRegion: [Int]) {
    var keys: [String: Int] = [:]
    var groups: [(country: String, entry: String?, regions: [Int])] = []
    var marketOfRegion: [Int] = []
    for (s, region) in context.economy.regions.enumerated() {
      let entry = paths.nameOfRegion[s]
      let key = region.country + "/" + (entry ?? "")
      let group = keys[key] ?? groups.count
      if keys[key] == nil {
        keys[key] = group
        groups.append((region.country, entry, []))
      }
      groups[group].regions.append(s)
      marketOfRegion.append(group)
    }
    let markets = groups.map { group in
      Market(
        country: group.country, regions: group.regions, entry: group.entry,
        weight: group.regions.reduce(0) { $0 + deliveries.bought(in: $1) })
    }
    let world = Market(
      country: "WORLD", regions: [], entry: paths.worldName,
      weight: deliveries.toWorld.reduce(0, +))
    return (markets + [world], marketOfRegion)
  }

  /// Registrations of a country in the catalogue, else its production mix; those of the union stand for
  /// a class in every country without figures of its own.
  static func registered(
    _ vehicles: DriveTrain.VehicleScope, in country: String, _ context: LeverContext
  ) throws -> [Double] {
    var key = unknownMarket + country
    if !vehicles.followsCars {
      let own = "\(unknownMarket)\(vehicles.rawValue)."
      key = own + (context.catalogue["\(own)\(country).bev"] == nil ? "EU27" : country)
    }
    if let bev = context.catalogue["\(key).bev"]?.central {
      let phev = try context.catalogue.central("\(key).phev")
      let hev = try context.catalogue.central("\(key).hev")
      let combustion = 1 - bev - phev - hev
      guard combustion >= -1e-9 else {
        throw ProblemReport([
          Problem(
            at: nil, path: "parameters.\(key)",
            "the shares of battery cars, plug-in and full hybrids sum to \(1 - combustion)",
            expected: "at most 1")
        ])
      }
      // What is below zero by rounding is nothing.
      return [max(0, combustion), hev, phev, bev, 0, 0]
    }
    guard let mix = context.technologyMix(country) else {
      throw ProblemReport([
        Problem(
          at: nil, path: "parameters.\(key)",
          "neither the catalogue nor the economy knows what drives new vehicles in \(country)",
          expected: "entries `\(key).bev`, `.phev` and `.hev`")
      ])
    }
    return Technology.allCases.map { mix[$0] ?? 0 }
  }

  /// Markets of every territory or zone that has a path.
  private static func zones(_ markets: [Market], _ name: String) -> [Int] {
    markets.indices.filter { markets[$0].entry == name && markets[$0].weight > 0 }
  }

  private static func zones(
    of markets: [Market], _ paths: PlaceTable<MarketPath>
  ) -> [[Int]] {
    paths.entries.keys.sorted().filter { !paths.particular.contains($0) }
      .map { zones(markets, $0) }.filter { !$0.isEmpty }
  }

  private static func mean(_ zone: [Int], _ markets: [Market], _ mixes: [[Double]]) -> [Double] {
    let total = zone.reduce(0) { $0 + markets[$1].weight }
    return Technology.allCases.indices.map { k in
      zone.reduce(0) { $0 + markets[$1].weight * mixes[$1][k] } / total
    }
  }

  /// Mixes with those of one zone balanced to a mean.
  private static func balanced(
    _ zone: [Int], _ markets: [Market], own: [[Double]], mean: [Double], _ flexible: Double,
    into mixes: [[Double]]
  ) -> [[Double]] {
    var mixes = mixes
    let total = zone.reduce(0) { $0 + markets[$1].weight }
    let prior = zone.map { m in
      zip(own[m], mean).map { (1 - flexible) * $0 + flexible * $1 }
    }
    let table =
      MixBalance.balance(
        prior: prior, rows: zone.map { markets[$0].weight }, columns: mean.map { $0 * total }
      )
      .table
    for (row, m) in zip(table, zone) { mixes[m] = row.map { $0 / markets[m].weight } }
    return mixes
  }

  /// μ(t) by market, worked out once for a year; nil with the place whose named shares exceed 1.
  package func mixes(in year: Int) -> (mixes: [[Double]], excess: String?) {
    let known = inYear(year)
    return (known.mixes, known.excess)
  }

  /// μ(t) by market as rows of a balance, worked out once for a year.
  func rows(in year: Int) -> (mixes: [MixBalance.Row], excess: String?) {
    let known = inYear(year)
    return (known.rows, known.excess)
  }

  private func inYear(_ year: Int) -> YearMixes {
    memo.value("\(year)") { YearMixes(mixes(of: year)) }
  }

  private struct YearMixes: Sendable {
    let mixes: [[Double]]
    let rows: [MixBalance.Row]
    let excess: String?

    init(_ values: (mixes: [[Double]], excess: String?)) {
      (mixes, excess) = (values.mixes, values.excess)
      rows = mixes.map(MixBalance.row)
    }
  }

  private func mixes(of year: Int) -> (mixes: [[Double]], excess: String?) {
    var mixes = base
    for m in markets.indices {
      guard let name = markets[m].entry, paths.particular.contains(name) else { continue }
      guard
        let mix = paths.entries[name]?.mix(in: year, base: base[m], updateYear: updateYear)
      else { return (mixes, name) }
      mixes[m] = mix
    }
    for name in paths.entries.keys.sorted() where !paths.particular.contains(name) {
      let zone = Self.zones(markets, name)
      guard !zone.isEmpty else { continue }
      let mean = Self.mean(zone, markets, base)
      guard let path = paths.entries[name]?.mix(in: year, base: mean, updateYear: updateYear)
      else { return (mixes, name) }
      guard path != mean else { continue }
      mixes = Self.balanced(zone, markets, own: base, mean: path, flexible, into: mixes)
    }
    return (mixes, nil)
  }
}
