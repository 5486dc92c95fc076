import ImpactAxes
import ImpactDiagnostics

/// Where the mix of production comes from: a forced mix, or the markets that plants deliver to.
enum ProductionSource {
  /// m(0) and m(t) by country, with the paths in the order of `Technology.allCases`.
  case forced([DatedPath?])
  /// m(0) and m(t) by region, with the gap of the balance and what imports move.
  case markets(
    MarketProduction, base: MarketProduction.Outcome, now: MarketProduction.Outcome)
}

extension DriveTrain {
  /// Whether anything says what is registered.
  package var hasMarkets: Bool { preset != nil || !registrations.isEmpty }
  /// Whether production follows the markets.
  package var followsMarkets: Bool { hasMarkets && mix.isEmpty }

  /// Paths by place: the preset's, and the file's own in their stead.
  package func marketPaths(_ context: LeverContext) throws -> [String: MarketPath] {
    var paths =
      try preset?
      .paths(context.catalogue, averaging: averaging, withOthers: vehicles.followsCars) ?? [:]
    // Paths of places that this economy does not have reach nothing; those of the file are checked.
    paths = paths.filter {
      $0.key == "WORLD" || !context.regionIndices(named: $0.key).isEmpty
    }
    for (place, path) in registrations { paths[place] = path }
    return paths
  }

  /// What markets and production hang on, for the memo of a run.
  private var marketKey: Int {
    var hasher = Hasher()
    hasher.combine(preset)
    hasher.combine(averaging)
    hasher.combine(registrations)
    hasher.combine(conversion)
    hasher.combine(vehicles)
    hasher.combine(imports)
    hasher.combine(observedImports)
    hasher.combine(regions.names)
    return hasher.finalize()
  }

  /// The markets of this lever's class, worked out once for a run.
  func markets(_ context: LeverContext) throws -> VehicleMarkets {
    try context.runMemo.value("markets:\(marketKey)") {
      try VehicleMarkets(marketPaths(context), vehicles: vehicles, context: context)
    }
  }

  func source(in year: Int, _ context: LeverContext) throws -> ProductionSource {
    guard followsMarkets else { return .forced(Technology.allCases.map { mix[$0] }) }
    let key = marketKey
    let production = try context.runMemo.value("production:\(key)") {
      let markets = try markets(context)
      return MarketProduction(markets, try frame(markets, context))
    }
    let base = context.runMemo.value("base production:\(frameKey(production.markets))") {
      production.base()
    }
    let (now, place) = production.mixes(in: year)
    if let place { throw ProblemReport([excess(of: place, in: year)]) }
    guard let now else { return .forced(Technology.allCases.map { mix[$0] }) }
    return .markets(production, base: base, now: now)
  }

  /// What production takes from other things than paths of registrations, worked out once for a run.
  private func frame(
    _ markets: VehicleMarkets, _ context: LeverContext
  ) throws -> ProductionFrame {
    try context.runMemo.value("production frame:\(frameKey(markets))") {
      try ProductionFrame(
        markets, leads: conversion, vehicles: vehicles, imports: importShares(markets, context),
        context: context)
    }
  }

  private func frameKey(_ markets: VehicleMarkets) -> String {
    var hasher = Hasher()
    hasher.combine(conversion)
    hasher.combine(imports)
    hasher.combine(observedImports)
    hasher.combine(regions.names)
    let names = VehicleMarkets.frameKey(markets.paths.entries.keys, vehicles)
    return "\(hasher.finalize()):\(names)"
  }

  func excess(of place: String, in year: Int) -> Problem {
    Problem(
      at: nil, path: "\(id).registrations.\(place)",
      "the shares are negative or sum to more than 100 % in \(year)",
      expected: "shares of drive trains of at least 0 that sum to at most 100 %")
  }

  /// m(0) and λ·(m(t) − m(0)) of a region where vehicles are made, in the order of
  /// `Technology.allCases`; `part` is the class's share of the industry.
  func mixes(
    of region: Int, part: Double, _ source: ProductionSource, year: Int, _ context: LeverContext
  ) throws -> (base: [Double], change: [Double]) {
    switch source {
    case .forced(let paths):
      guard let base = try baseShares(region, context),
        let change = mixChange(
          on: paths, in: year, base: base, updateYear: context.economy.updateYear)
      else {
        let country = context.economy.regions[region].country
        throw ProblemReport(mixProblems(country, context: context, years: [year]))
      }
      return (base, part == 1 ? change : change.map { $0 * part })
    case .markets(_, let base, let now):
      let before = base.mix(region)
      let change = zip(now.mix(region), before).map { intensity * part * ($0 - $1) }
      return (before, change)
    }
  }

  /// m(0) of a region's country in the order of `Technology.allCases`.
  private func baseShares(_ region: Int, _ context: LeverContext) throws -> [Double]? {
    guard !vehicles.followsCars else {
      return context.technologyShares[context.economy.countryOfRegion[region]]
    }
    return try VehicleMarkets.registered(
      vehicles, in: context.economy.regions[region].country, context)
  }

  /// m(0) of a country: the economy's for cars, what is registered for a class.
  func baseMix(_ country: String, _ context: LeverContext) throws -> [Technology: Double]? {
    guard !vehicles.followsCars else { return context.technologyMix(country) }
    let registered = try VehicleMarkets.registered(vehicles, in: country, context)
    return Dictionary(
      zip(Technology.allCases, registered), uniquingKeysWith: { first, _ in first })
  }

  /// Shares over all regions in scope, weighted by vehicle output, and the gap of the balance.
  func reportProduction(
    _ assemblers: [Int], _ source: ProductionSource, state: inout LeverState
  ) {
    guard state.wantsFigures, case .markets(let production, let base, let now) = source else {
      return
    }
    let gap = max(base.gap, now.gap)
    let context = state.context
    let readings = state.figures.filter {
      $0.lever == id && $0.year == state.year && $0.figure == figureProduction
    }
    let byPlace = Dictionary(
      readings.map { ($0.place, $0.value) }, uniquingKeysWith: { first, _ in first })
    let union = assemblers.filter { context.economy.regions[$0].isEuropeanUnion }
    let weight = union.reduce(0) { $0 + context.vehicleOutput($1) }
    if weight > 0 {
      let mean = union.reduce(0) {
        $0 + context.vehicleOutput($1) * (byPlace[context.economy.regions[$1].code] ?? 0) / weight
      }
      state.report(figureProduction, mean, "percent", at: "EU27", lever: id)
    }
    reportRegistrations(production.markets, state: &state)
    guard gap > MixBalance.tolerance else { return }
    state.notices.append(
      Notice(
        "mix-balance",
        "\(id): deliveries and registrations by drive train differ by up to "
          + "\(gap) of a total in \(state.year); plants that are far ahead or behind cannot serve their "
          + "markets in full"))
  }

  private func reportRegistrations(_ markets: VehicleMarkets, state: inout LeverState) {
    let economy = state.context.economy
    let bev = Technology.allCases.firstIndex(of: .bev) ?? 0
    let now = markets.mixes(in: state.year).mixes
    var groups: [(String, [Int])] = Dictionary(
      grouping: markets.markets.indices, by: { markets.markets[$0].country }
    )
    .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let union = markets.markets.indices.filter {
      markets.markets[$0].regions.contains { economy.regions[$0].isEuropeanUnion }
    }
    if !union.isEmpty { groups.append(("EU27", union)) }
    for (place, members) in groups {
      let weight = members.reduce(0) { $0 + markets.markets[$1].weight }
      guard weight > 0 else { continue }
      let share = members.reduce(0) {
        let start = markets.base[$1][bev]
        return $0 + markets.markets[$1].weight / weight
          * (start + intensity * (now[$1][bev] - start))
      }
      state.report(
        "battery \(vehicles.noun) in registrations", 100 * share, "percent", at: place, lever: id)
    }
  }
}
