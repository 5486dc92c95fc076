import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Δa[i,s](t) = φ_s·κ·Σ_k (m[k,s](t) − m[k,s](0))·b[i,k](t)/100, and what follows from it.
///
/// The extra cost Σ_i Δa[i,s] raises the price; value added per unit of output stays. Labour per
/// unit moves by Σ_k m(t)·ρ_k / Σ_k m(0)·ρ_k, compensation with it. Source: Documentation/Methods.
extension DriveTrain {
  static let figureFit = "recipe fit φ"
  static let figureCost = "extra cost"
  var figureProduction: String { "battery \(vehicles.noun) in production" }

  static let labourKeys: [Technology: String] = [
    .bev: "labour.ratio.bev_ice.assembly", .phev: "labour.ratio.phev_ice.assembly",
    .hev: "labour.ratio.hev_ice.assembly", .fcev: "labour.ratio.fcev_ice.assembly",
  ]
  static let factoryCostKey = "drive_train.factory_cost_share"
  static let passThroughKey = "drive_train.pass_through"
  static let elasticityKey = "demand.aggregate_car_price"

  /// Adds changed purchases, labour, volume, use of the fleet and extra cost of the regions in scope.
  ///
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    if hasMarkets, vehicles.followsCars, intensity > 0 { state.vehicles.transition = self }
    if movesVolume {
      let elasticity = try demandElasticity ?? context.catalogue.central(Self.elasticityKey)
      try moveVolume(elasticity: elasticity, state: &state)
    }
    if usePhase != nil { try useFleet(in: mask, state: &state) }
    try checkFleet(in: mask, state: &state)
    let assemblers = context.assemblers(in: mask)
    guard let vehicles = context.vehicles, !assemblers.isEmpty, hasMarkets || !mix.isEmpty else {
      return
    }
    try changeRecipes(of: assemblers, vehicles: vehicles, in: mask, state: &state)
  }

  private func changeRecipes(
    of assemblers: [Int], vehicles: Int, in mask: ScopeMask, state: inout LeverState
  ) throws {
    let context = state.context
    let price = try packPrice(context.catalogue)
    let recipes = try context.runMemo.value(
      "recipes:\(price.hashValue):\(names(.fcev)):\(self.vehicles.rawValue)"
    ) {
      try VehicleRecipes(
        catalogue: context.catalogue, groups: context.groups,
        industryIndex: context.industryIndex, packPrice: price, hasFuelCells: names(.fcev),
        vehicles: self.vehicles,
        shares: context.economyMemo.value("recipe shares") {
          VehicleRecipes.Shares(context.groups, context.industryIndex)
        })
    }
    let factoryCost = try factoryCostShare ?? context.catalogue.central(Self.factoryCostKey)
    let source = try source(in: state.year, context)
    moveImports(source, state: &state)
    let plants = try cellPlants.flatMap { try PlantSourcing($0, state: state) }
    let costs = recipes.table(in: state.year)
    var ratios = AssemblyRatios()
    let economy = context.economy
    // A forced mix is that of the country; markets give every region its own.
    let country = economy.countryOfRegion
    var places = [Int](
      repeating: -1, count: followsMarkets ? economy.regionCount : economy.countryCount)
    var changes: [RegionChange] = []
    let placeOf = try assemblers.map { s in
      let place = followsMarkets ? s : country[s]
      if places[place] < 0 {
        places[place] = changes.count
        changes.append(
          try regionChange(
            s, source, recipes, costs, factoryCost: factoryCost, ratios: &ratios,
            year: state.year, context))
      }
      return places[place]
    }
    let columns = RecipeColumns(
      changes.map(\.recipe), changeOf: placeOf, regions: assemblers, buyer: vehicles, context)
    report(columns.unsupplied, state: &state)
    let fit = columns.fits(parts: placeOf.map { changes[$0].part }, state)
    let extraCosts = columns.apply(fit, plants: plants, to: &state)
    var cost = IndexTable()
    for (n, s) in assemblers.enumerated() {
      let change = changes[placeOf[n]]
      cost[s * economy.industryCount + vehicles] = extraCosts[n]
      state.shiftAssemblyLabour(of: s, vehicles, by: change.labour)
      if self.vehicles.followsCars {
        state.vehicles.produce(change.produced, in: s, of: economy.regionCount)
      }
      guard state.wantsFigures else { continue }
      read(Self.figureFit, fit[n], "factor", s, &state)
      read(Self.figureCost, 100 * extraCosts[n], "percent of output", s, &state)
      if followsMarkets { read(figureProduction, 100 * change.battery, "percent", s, &state) }
    }
    state.bookEntrantSales(lever: id)
    let scope = context.economy.regions.indices.filter { mask.regions[$0] }
    try scaleComponentLabour(recipes, regions: scope, state: &state)
    reportProduction(assemblers, source, state: &state)
    try reportClass(assemblers, state: &state)
    try respond(to: cost, state: &state)
  }

  /// What a region's vehicle makers change in one year.
  private struct RegionChange {
    /// κ·Σ_k Δm[k]·b[i,k]/100 by industry index, EUR per EUR of output.
    let recipe: [Double]
    /// Change of assembly labour, share of that of the whole industry.
    let labour: Double
    /// m[k,s](t), in the order of `Technology.allCases`.
    let produced: [Double]
    /// Share of battery cars in what is made.
    let battery: Double
    /// σ, the class's share of the industry.
    let part: Double
  }

  private func regionChange(
    _ region: Int, _ source: ProductionSource, _ recipes: VehicleRecipes,
    _ costs: VehicleRecipes.CostTable, factoryCost: Double, ratios: inout AssemblyRatios, year: Int,
    _ context: LeverContext
  ) throws -> RegionChange {
    let part = try vehicles.share(in: context.economy.regions[region].country, context.catalogue)
    let (base, change) = try mixes(of: region, part: part, source, year: year, context)
    let recipe = recipes.differences(change, costs: costs)
    // Of the class's own vehicles; the change is one of the whole industry.
    let made = part > 0 ? zip(base, change).map { $0 + $1 / part } : base
    return RegionChange(
      recipe: recipe.map { $0 * factoryCost / 100 },
      labour: try labourChange(base: base, change: change, &ratios, context),
      produced: made, battery: made[Self.batteryPlace], part: part)
  }

  private static let batteryPlace = Technology.allCases.firstIndex(of: .bev) ?? 0

  /// Changes that are left out, since nobody supplies the product.
  private func report(_ unsupplied: [(region: Int, product: Int)], state: inout LeverState) {
    let economy = state.context.economy
    for (region, product) in unsupplied {
      state.notices.append(
        Notice(
          "no-supplier",
          "\(id): \(economy.industries[product].code) has no supplier for "
            + "\(economy.regions[region].code); its change is left out"))
    }
  }

  private func read(
    _ figure: String, _ value: Double, _ unit: String, _ region: Int, _ state: inout LeverState
  ) {
    state.figures.append(
      LeverReading(
        lever: id, place: state.context.economy.regions[region].code, year: state.year,
        figure: figure, value: value, unit: unit))
  }

  /// ρ_k as far as they were asked for: what no mix holds is no assumption of the run.
  private struct AssemblyRatios {
    var known = [Double?](repeating: nil, count: Technology.allCases.count)
  }

  /// e(t)/e(0) − 1 = Σ (m(t) − m(0))ρ / Σ m(0)ρ.
  private func labourChange(
    base: [Double], change: [Double], _ ratios: inout AssemblyRatios, _ context: LeverContext
  ) throws -> Double {
    var (before, difference) = (0.0, 0.0)
    for (k, technology) in Technology.allCases.enumerated() where base[k] != 0 || change[k] != 0 {
      let ratio = try ratios.known[k] ?? assemblyRatio(technology, context.catalogue)
      ratios.known[k] = ratio
      before += base[k] * ratio
      difference += change[k] * ratio
    }
    return difference / before
  }

  private func respond(to cost: IndexTable, state: inout LeverState) throws {
    guard cost.contains(where: { $0.value != 0 }) else { return }
    let catalogue = state.context.catalogue
    let elasticity = try demandElasticity ?? catalogue.central(Self.elasticityKey)
    state.priceResponses.append(
      PriceResponse(
        lever: id, cost: cost, of: state.context.economy.dimension,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: elasticity, exportElasticity: elasticity,
        home: [Bool](repeating: true, count: state.context.economy.regionCount)))
  }
}
