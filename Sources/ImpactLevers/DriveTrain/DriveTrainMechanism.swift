import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// Δa[i,s](t) = φ_s·κ·Σ_k (m[k,s](t) − m[k,s](0))·b[i,k](t)/100, and what follows from it.
///
/// The extra cost Σ_i Δa[i,s] raises the price; value added per unit of output stays. Labour per
/// unit moves by Σ_k m(t)·ρ_k / Σ_k m(0)·ρ_k, compensation with it. Source: Documentation/Methods.
extension DriveTrain {
  package static let figureFit = "recipe fit (part of its change that is made)"
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
    let recipes = try recipes(context)
    let factoryCost = try factoryCostShare ?? context.catalogue.central(Self.factoryCostKey)
    let source = try source(in: state.year, context)
    moveImports(source, state: &state)
    let plants = try cellPlants.flatMap { try PlantSourcing($0, state: state) }
    let changes = try MixChanges(
      self, of: assemblers, source, recipes.table(in: state.year), factoryCost: factoryCost,
      year: state.year, context)
    let shares = context.runMemo.value("recipe shares", of: mask) {
      RecipeShares(
        copying: context.economyMemo.value("recipe shares of makers", of: mask) {
          RecipeShares(
            buyer: vehicles, regions: assemblers, products: recipes.shares.industries, context)
        })
    }
    let columns = RecipeColumns(
      changes.recipes, width: changes.width, changeOf: changes.changeOf, shares)
    report(columns.unsupplied, state: &state)
    let fit = columns.fits(parts: changes.changeOf.map { changes.parts[$0] }, state)
    let extraCosts = columns.apply(fit, plants: plants, to: &state)
    for (n, s) in assemblers.enumerated() {
      let c = changes.changeOf[n]
      state.shiftAssemblyLabour(of: s, vehicles, by: changes.labour[c])
      guard state.wantsFigures else { continue }
      read(Self.figureFit, fit[n], "factor", s, &state)
      read(Self.figureCost, 100 * extraCosts[n], "percent of output", s, &state)
      if followsMarkets {
        read(figureProduction, 100 * changes.share(of: .bev, c), "percent", s, &state)
      }
    }
    if self.vehicles.followsCars {
      state.vehicles.produce(
        changes.produced, changes.changeOf, in: assemblers, of: context.economy.regionCount)
    }
    state.bookEntrantSales(lever: id)
    try scaleComponentLabour(recipes, in: mask, state: &state)
    reportProduction(assemblers, source, state: &state)
    try reportClass(assemblers, state: &state)
    let width = context.economy.industryCount
    try respond(
      to: zip(assemblers, extraCosts)
        .map { PriceResponse.Cost(cell: $0 * width + vehicles, value: $1) }, state: &state)
  }

  /// The recipes of a run, worked out once.
  private func recipes(_ context: LeverContext) throws -> VehicleRecipes {
    let price = try packPrice(context.catalogue)
    return try context.runMemo.value(
      "recipes:\(price.hashValue):\(names(.fcev)):\(vehicles.rawValue)"
    ) {
      try VehicleRecipes(
        catalogue: context.catalogue, groups: context.groups,
        industryIndex: context.industryIndex, packPrice: price, hasFuelCells: names(.fcev),
        vehicles: vehicles,
        shares: context.economyMemo.value("recipe shares") {
          VehicleRecipes.Shares(context.groups, context.industryIndex)
        })
    }
  }

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

  private func respond(to costs: [PriceResponse.Cost], state: inout LeverState) throws {
    guard costs.contains(where: { $0.value != 0 }) else { return }
    let catalogue = state.context.catalogue
    let elasticity = try demandElasticity ?? catalogue.central(Self.elasticityKey)
    state.priceResponses.append(
      PriceResponse(
        lever: id, costs: costs.filter { $0.value != 0 }, of: state.context.economy.dimension,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: elasticity, exportElasticity: elasticity,
        home: state.context.everywhere.regions))
  }
}
