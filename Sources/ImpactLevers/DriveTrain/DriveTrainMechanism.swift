import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// Δa[i,s](t) = φ_s·κ·Σ_k (m[k,s](t) − m[k,s](0))·b[i,k](t)/100, and what follows from it.
///
/// The extra cost Σ_i Δa[i,s] raises the price; value added per unit of output stays. Labour per
/// unit moves by Σ_k m(t)·ρ_k / Σ_k m(0)·ρ_k, compensation with it. Source: Documentation/Methods.
extension DriveTrain {
  static let figureFit = "recipe fit φ"
  static let figureCost = "extra cost"

  private static let labourKeys: [Technology: String] = [
    .bev: "labour.ratio.bev_ice.assembly", .phev: "labour.ratio.phev_ice.assembly",
    .hev: "labour.ratio.hev_ice.assembly",
  ]
  private static let factoryCostKey = "drive_train.factory_cost_share"
  private static let passThroughKey = "drive_train.pass_through"
  private static let elasticityKey = "demand.aggregate_car_price"

  /// Unknown places, missing assumptions, industries or mixes, and shares above 1.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems: [Problem] = []
    let mask = context.economy.mask(of: regions, path: "\(id).regions", problems: &problems)
    if mix[.ice] != nil {
      problems.append(
        Problem(
          at: nil, path: "\(id).mix", "`ice` has a path of its own",
          expected: "paths for hev, phev or bev; combustion takes the rest"))
    }
    let assemblers = context.assemblers(in: mask)
    guard !assemblers.isEmpty else { return problems }
    problems += VehicleRecipes.problems(
      catalogue: context.catalogue, groups: context.groups, industryIndex: context.industryIndex,
      hasPackPrice: batteryPackPrice != nil)
    var keys = Array(Self.labourKeys.values)
    if factoryCostShare == nil { keys.append(Self.factoryCostKey) }
    if passThrough == nil { keys.append(Self.passThroughKey) }
    if demandElasticity == nil { keys.append(Self.elasticityKey) }
    problems += context.catalogue.problems(requiring: keys.sorted())
    let countries = Set(assemblers.map { context.economy.regions[$0].country }).sorted()
    for country in countries {
      problems += mixProblems(country, context: context, years: years)
    }
    return problems
  }

  private func mixProblems(
    _ country: String, context: LeverContext, years: [Int]
  ) -> [Problem] {
    guard let base = context.technologyMix(country) else {
      return [
        Problem(
          at: nil, path: "\(id).regions",
          "the economy has no technology mix for \(country), where vehicles are made",
          expected: "a mix of drive trains for every country with vehicle output")
      ]
    }
    let updateYear = context.economy.updateYear
    let over = years.filter { productionMix(in: $0, base: base, updateYear: updateYear) == nil }
    guard let year = over.first else { return [] }
    return [
      Problem(
        at: nil, path: "\(id).mix",
        "the shares are negative or sum to more than 100 % in \(country) in \(year)",
        expected: "shares of hev, phev and bev of at least 0 that sum to at most 100 %")
    ]
  }

  /// Adds changed purchases, labour and extra cost of the regions in scope.
  ///
  /// Throws a `ProblemReport` for what `problems` would have named.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    var problems: [Problem] = []
    let mask = context.economy.mask(of: regions, path: "\(id).regions", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    let assemblers = context.assemblers(in: mask)
    guard let vehicles = context.vehicles, !assemblers.isEmpty else { return }
    let recipes = try VehicleRecipes(
      catalogue: context.catalogue, groups: context.groups, industryIndex: context.industryIndex,
      packPrice: batteryPackPrice)
    let factoryCost = try factoryCostShare ?? context.catalogue.central(Self.factoryCostKey)
    var splitter = OriginSplitter(buyer: vehicles)
    var changes: [String: CountryChange] = [:]
    var cost = [Double](repeating: 0, count: context.economy.dimension)
    for s in assemblers {
      let country = context.economy.regions[s].country
      let change =
        try changes[country]
        ?? countryChange(
          country, recipes: recipes, factoryCost: factoryCost, year: state.year, context)
      changes[country] = change
      let index = context.economy.index(region: s, industry: vehicles)
      cost[index] = apply(change.recipe, of: s, splitter: &splitter, state: &state)
      state.scaleLabour(index, by: change.labour)
    }
    try respond(to: cost, state: &state)
  }

  /// What all regions of a country have in common in one year.
  private struct CountryChange {
    /// κ·Σ_k Δm[k]·b[i,k]/100 by industry index, EUR per EUR of output, in ascending order.
    let recipe: [(product: Int, delta: Double)]
    let labour: Double
  }

  private func countryChange(
    _ country: String, recipes: VehicleRecipes, factoryCost: Double, year: Int,
    _ context: LeverContext
  ) throws -> CountryChange {
    guard let base = context.technologyMix(country),
      let change = mixChange(in: year, base: base, updateYear: context.economy.updateYear)
    else { throw ProblemReport(mixProblems(country, context: context, years: [year])) }
    let recipe = recipes.difference(mixChange: change, year: year).sorted { $0.key < $1.key }
    return CountryChange(
      recipe: recipe.map { ($0.key, $0.value * factoryCost / 100) },
      labour: try labourFactor(base: base, change: change, context))
  }

  /// Adds one region's Δa with its φ; returns the extra cost per unit of output.
  private func apply(
    _ recipe: [(product: Int, delta: Double)], of region: Int, splitter: inout OriginSplitter,
    state: inout LeverState
  ) -> Double {
    var parts: [(cell: PurchaseCell, byClass: [Double])] = []
    for (product, delta) in recipe {
      let cell = PurchaseCell(region: region, buyer: splitter.buyer, product: product)
      guard let shares = splitter.shares(of: cell, context: state.context) else {
        state.notices.append(
          Notice(
            "no-supplier",
            "\(id): \(state.context.economy.industries[product].code) has no supplier for "
              + "\(state.context.economy.regions[region].code); its change is left out"))
        continue
      }
      parts.append((cell, shares.map { $0 * delta }))
    }
    var fit = 1.0
    for (cell, byClass) in parts {
      for (k, delta) in byClass.enumerated() where delta < 0 {
        let room = max(0, state.lowestCoefficient(cell, originClass: k))
        fit = min(fit, room / -delta)
      }
    }
    var cost = 0.0
    for (cell, byClass) in parts {
      for (k, delta) in byClass.enumerated() {
        state.purchases.add(fit * delta, to: cell, originClass: k, zone: nil)
        cost += fit * delta
      }
    }
    read(Self.figureFit, fit, "factor", region, &state)
    read(Self.figureCost, 100 * cost, "percent of output", region, &state)
    return cost
  }

  private func read(
    _ figure: String, _ value: Double, _ unit: String, _ region: Int, _ state: inout LeverState
  ) {
    state.figures.append(
      LeverReading(
        lever: id, place: state.context.economy.regions[region].code, year: state.year,
        figure: figure, value: value, unit: unit))
  }

  /// e(t)/e(0) = Σ m(t)ρ / Σ m(0)ρ.
  private func labourFactor(
    base: [Technology: Double], change: [Technology: Double], _ context: LeverContext
  ) throws -> Double {
    var (before, difference) = (0.0, 0.0)
    for technology in Technology.allCases {
      let ratio = try Self.labourKeys[technology].map { try context.catalogue.central($0) } ?? 1
      before += (base[technology] ?? 0) * ratio
      difference += (change[technology] ?? 0) * ratio
    }
    return 1 + difference / before
  }

  private func respond(to cost: [Double], state: inout LeverState) throws {
    guard cost.contains(where: { $0 != 0 }) else { return }
    let catalogue = state.context.catalogue
    let elasticity = try demandElasticity ?? catalogue.central(Self.elasticityKey)
    state.priceResponses.append(
      PriceResponse(
        lever: id, cost: cost,
        passThrough: try passThrough ?? catalogue.central(Self.passThroughKey),
        demandElasticity: elasticity, exportElasticity: elasticity,
        home: [Bool](repeating: true, count: state.context.economy.regionCount)))
  }
}
