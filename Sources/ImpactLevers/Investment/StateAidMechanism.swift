import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// What a EUR of investment in a stage makes in a year.
private struct StageYield {
  /// Sales for each EUR invested, both in prices of the accounts.
  let output: Double
  /// Persons for each million EUR invested; nil: as the region's industry.
  let jobs: Double?
  /// GWh for each million EUR invested; nil where the stage is not measured in it.
  let gwh: Double?

  init(_ lever: StateAid, year: Int, _ level: PriceLevel, _ catalogue: ParameterCatalogue) throws {
    guard lever.stage == .cells else {
      output = 1 / (try catalogue.central(StateAid.ratioKey))
      (jobs, gwh) = (nil, nil)
      return
    }
    let each = 1 / level.inAccounts(try catalogue.central("battery.capex"))
    let path = try DatedPath.cellJobs(catalogue)
    let value = try ContentCapacity(packPrice: lever.packPrice).cellValue(year, catalogue)
    output = try each * value * catalogue.central("battery.utilisation") / 100
    jobs = each * path.value(in: year)
    gwh = each
  }
}

extension StateAid {
  /// Spends the year's money and runs what earlier money built.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    let catalogue = context.catalogue
    guard intensity > 0, let industry = context.industryIndex[stage.industry] else { return }
    let level = try PriceLevel(catalogue)
    let share = try aidIntensity ?? catalogue.central(Self.intensityKey) / 100
    let alpha = try additionality ?? catalogue.central(Self.additionalityKey) / 100
    let lag = max(1, try catalogue.whole("plant.build_years"))
    let aid = intensity * level.inAccounts(budget.amount(in: state.year))
    let granted = intensity * level.inAccounts(money(through: state.year))
    let standing = intensity * level.inAccounts(money(through: state.year - lag)) / share * alpha
    guard granted > 0 else { return }
    let weights = try places.weights(id, in: regions, context)
    let yield = try StageYield(self, year: state.year, level, catalogue)
    var purchase = try InvestmentPurchase(lever: id, origin: equipment, state)
    var tally = PlantTally(lever: id)
    tally.invested = aid / share * alpha
    tally.aid = aid
    try build(
      weights, standing: standing, yield: yield, industry: industry, &purchase, &tally, &state)
    tally.displaced = state.displace(
      tally.output, of: industry, try displacement.shares(stage.displaced, catalogue), lever: id,
      &purchase.book)
    try purchase.support(
      aid, by: funds.financing, weights: try funds.weights(id, context), &state)
    purchase.book.close(&state)
    tally.report(purchase, unit: stage == .cells ? "GWh" : nil, &state)
    report(granted: granted, standing: standing, tally, lag: lag, share, alpha, level, &state)
  }

  /// Spends the additional investment of the year and runs what stands, region by region.
  private func build(
    _ weights: [Double], standing: Double, yield: StageYield, industry: Int,
    _ purchase: inout InvestmentPurchase, _ tally: inout PlantTally, _ state: inout LeverState
  ) throws {
    let basket = try InvestmentBasket.of(stage.basket, state.context)
    for (s, weight) in weights.enumerated() where weight > 0 {
      try purchase.buy(tally.invested * weight, basket, in: s, &state)
      let capital = standing * weight
      guard capital > 0 else { continue }
      let capacity = (yield.gwh ?? 0) * capital
      tally.capacity += capacity
      let plant = try state.run(
        PlantOperation(
          lever: id, region: s, industry: industry, output: yield.output * capital,
          jobs: yield.jobs.map { $0 * capital }))
      tally.add(plant, capacity: capacity, state.context)
    }
  }

  /// Plants whose recipe is the union's mean.
  public func notices(over states: [LeverState]) -> [Notice] {
    states.meanRecipes(of: id, product: stage.industry)
  }

  /// Σ of the money up to a year, million EUR of 2024.
  private func money(through year: Int) -> Double {
    guard year >= budget.first.year else { return 0 }
    return (budget.first.year...year).reduce(0) { $0 + budget.amount(in: $1) }
  }

  private func report(
    granted: Double, standing: Double, _ tally: PlantTally, lag: Int, _ share: Double,
    _ alpha: Double, _ level: PriceLevel, _ state: inout LeverState
  ) {
    for (figure, value) in [
      ("public aid so far", granted),
      ("investment that the aid triggered so far", granted / share * alpha),
      ("aid for what would have been built anyway, so far", granted * (1 - alpha)),
    ] { state.report(figure, value, "million EUR", at: "EU27", lever: id) }
    // Jobs stand `lag` years after their money.
    let paid = level.inAccounts(money(through: state.year - lag)) * intensity
    guard tally.jobs > 0, standing > 0 else { return }
    state.report(
      "public aid for each job in the plants", 1e6 * paid / tally.jobs,
      "EUR of the base year", at: "EU27", lever: id)
  }
}
