import ImpactAxes
import ImpactDocuments

/// What production in all years takes from places, plants and the accounts: B[r,m], ℓ_r and w[r,k].
///
/// Hangs on the names of markets and origins and on parameters, not on the paths of registrations.
struct ProductionFrame: Sendable {
  /// What the origins deliver to one market.
  struct Sales: Sendable {
    /// R stands for W.
    let origins: [Int]
    /// B[r,m], million EUR.
    let values: [Double]
    let total: Double
    /// Length R + 1, sums to 1.
    let accounts: [Double]
    /// Parts of origins in each drive train of the update year; nil where no origin is named.
    let base: [MixBalance.Row]?
  }

  let regionCount: Int
  let imports: ImportShares?
  /// ℓ without repetition; the first is 0.
  let distinct: [Int]
  /// Place of ℓ_r in `distinct`, W last.
  let leads: [Int]
  /// w[r,k], W last.
  let odds: [MixBalance.Row]
  /// By market; a total of zero where nothing is delivered.
  let sales: [Sales]

  init(
    _ markets: VehicleMarkets, leads: [String: Int], vehicles: DriveTrain.VehicleScope,
    imports: ImportShares?, context: LeverContext
  ) throws {
    let R = context.economy.regionCount
    (regionCount, self.imports) = (R, imports)
    let table = PlaceTable(leads, context: context)
    let byRegion = (0..<R).map { table.value(region: $0) ?? 0 } + [0]
    let distinct = [0] + Set(byRegion).subtracting([0]).sorted()
    self.distinct = distinct
    self.leads = byRegion.map { distinct.firstIndex(of: $0) ?? 0 }
    odds = try Self.odds(vehicles, context)
    let flows = try VehicleDeliveries.of(context, vehicles)
    sales = markets.markets.indices.map { m in
      Self.sales(
        m, of: flows, to: markets.markets[m].regions,
        imports: imports?.markets.contains(m) == true ? imports : nil)
    }
  }

  private static func odds(
    _ vehicles: DriveTrain.VehicleScope, _ context: LeverContext
  ) throws -> [MixBalance.Row] {
    let zeta = try context.catalogue.central(MarketProduction.oddsKey)
    let bev = Technology.allCases.firstIndex(of: .bev) ?? 0
    let even = MixBalance.Row(repeating: 1)
    guard vehicles.followsCars else {
      return [MixBalance.Row](repeating: even, count: context.economy.regionCount + 1)
    }
    return context.economy.regions.map { region in
      var odds = even
      odds[bev] =
        1 + (context.catalogue["plants.battery_only.\(region.code)"]?.central ?? 0) * (zeta - 1)
      return odds
    } + [even]
  }

  /// A market without regions is W.
  private static func sales(
    _ m: Int, of flows: VehicleDeliveries, to regions: [Int], imports: ImportShares?
  ) -> Sales {
    let R = flows.regionCount
    var values = [Double](repeating: 0, count: R + 1)
    if regions.isEmpty { for r in 0..<R { values[r] = flows.toWorld[r] } }
    for s in regions {
      for r in 0..<R { values[r] += flows.flows[s * R + r] }
      values[R] += flows.fromWorld[s]
    }
    // A named origin may begin to deliver where the accounts have nothing.
    let named = Set(imports?.origins.flatMap(\.regions) ?? [])
    let origins = values.indices.filter { values[$0] > 0 || named.contains($0) }
    let total = origins.reduce(0) { $0 + values[$1] }
    var accounts = [Double](repeating: 0, count: R + 1)
    if total > 0 { for r in origins { accounts[r] = values[r] / total } }
    let base = imports.map { imports in
      Self.gathered(origins) { imports.parts($0, in: imports.updateYear, accounts: accounts) }
    }
    return Sales(
      origins: origins, values: origins.map { values[$0] }, total: total, accounts: accounts,
      base: base)
  }

  /// Values by drive train and origin as rows of some origins.
  private static func gathered(_ origins: [Int], _ parts: (Int) -> [Double]) -> [MixBalance.Row] {
    var rows = [MixBalance.Row](repeating: .zero, count: origins.count)
    for k in Technology.allCases.indices {
      let values = parts(k)
      for (n, origin) in origins.enumerated() { rows[n][k] = values[origin] }
    }
    return rows
  }
}

extension ProductionFrame.Sales {
  /// Parts of origins in each drive train of a year; nil where none is named.
  ///
  /// Drive trains whose shares are those of the update year keep their parts.
  func parts(_ imports: ImportShares?, in year: Int) -> [MixBalance.Row]? {
    guard let imports, var rows = base else { return nil }
    for k in Technology.allCases.indices
    where imports.shares(k, in: year) != imports.shares(k, in: imports.updateYear) {
      let parts = imports.parts(k, in: year, accounts: accounts)
      for (n, origin) in origins.enumerated() { rows[n][k] = parts[origin] }
    }
    return rows
  }
}
