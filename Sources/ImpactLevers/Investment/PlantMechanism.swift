public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

extension Plant {
  /// Builds, runs or shuts the plant in the year of the state.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    let catalogue = context.catalogue
    guard intensity > 0, let i = context.industryIndex[industry],
      let r = context.economy.regions.firstIndex(where: { $0.code == region })
    else { return }
    let schedule = BuildSchedule(
      first: first, full: full,
      buildYears: max(1, try catalogue.whole("plant.build_years")))
    let built = intensity * schedule.built(state.year)
    let running = intensity * schedule.running(state.year)
    guard built > 0 || running > 0 else { return }
    let (demand, inputs) = (state.demand, state.plantInputs)
    let level = try PriceLevel(catalogue)
    var purchase = try InvestmentPurchase(lever: id, origin: equipment, state)
    var tally = PlantTally(lever: id)
    tally.invested = built * level.inAccounts(investment)
    tally.aid = built * level.inAccounts(aid)
    try purchase.buy(tally.invested, try InvestmentBasket.of(basket, state.context), in: r, &state)
    let account = try operate(i, r, running, level, &state)
    tally.add(account, capacity: running, context)
    tally.displaced = state.displace(
      account.output, of: i, try displacement.shares("plant", catalogue), lever: id, &purchase.book)
    try giveUp(r, running, &state)
    try purchase.support(
      tally.aid, by: funds.financing, weights: try funds.weights(id, context), &state)
    purchase.book.close(&state)
    tally.report(purchase, unit: nil, &state)
    if let conditions { try report(account, conditions, tally, &state) }
    guard replacesTransition else { return }
    try leaveTransition(r, running, account, &state)
    state.ownOfPlants.add(state.demand.difference(from: demand))
    state.ownOfPlants.add(state.plantInputs.difference(from: inputs))
  }

  /// The industries of lines that are shut, and their jobs by then.
  private func shut(_ running: Double, _ account: PlantAccount) -> [(
    industry: String, jobs: Double
  )] {
    var lines: [(industry: String, jobs: Double)] = []
    if change == .closure { lines.append((industry, -account.jobs)) }
    if let replaces { lines.append((replaces.industry, running * replaces.jobs)) }
    return lines
  }

  /// What is shut takes no part in what other levers do to its industry: s = jobs shut / jobs there.
  private func leaveTransition(
    _ region: Int, _ running: Double, _ account: PlantAccount, _ state: inout LeverState
  ) throws {
    for line in shut(running, account) {
      guard let i = state.context.industryIndex[line.industry] else { continue }
      let k = state.context.economy.index(region: region, industry: i)
      let there = state.context.economy.satellites.employment[k]
      // Without jobs in the accounts there is no part to leave.
      guard there > 0, line.jobs > 0 else { continue }
      try state.setJobs(0, replacing: line.jobs / there, at: k, lever: id)
    }
  }

  /// Plants whose recipe is the union's mean.
  public func notices(over states: [LeverState]) -> [Notice] {
    states.meanRecipes(of: id, product: industry)
  }

  /// The plant itself; negative for a closure.
  private func operate(
    _ industry: Int, _ region: Int, _ running: Double, _ level: PriceLevel,
    _ state: inout LeverState
  ) throws -> PlantAccount {
    let recipe = try PlantRecipe.of(industry, in: region, lever: id, state.context)
    guard recipe.persons > 0 else { throw unknownJobs(state.context) }
    let sign: Double = change == .closure ? -1 : 1
    let money = sales.map(level.inAccounts) ?? (jobs ?? 0) / recipe.persons
    let people = jobs ?? money * recipe.persons
    var plant = PlantOperation(
      lever: id, region: region, industry: industry, output: sign * running * money,
      jobs: sign * running * people)
    if let conditions {
      plant.localHiring =
        try conditions.localHiring
        ?? state.context.catalogue.central(PlantConditions.hiringKey) / 100
      if let share = conditions.inputContent {
        var problems: [Problem] = []
        let zone = state.context.economy.mask(
          of: conditions.zone, path: "\(id).conditions.zone", problems: &problems)
        guard problems.isEmpty else { throw ProblemReport(problems) }
        plant.content = (zone, share)
      }
    }
    return try state.run(plant)
  }

  /// Lines that a conversion gives up, with their suppliers' sales.
  private func giveUp(_ region: Int, _ running: Double, _ state: inout LeverState) throws {
    guard let replaces, let i = state.context.industryIndex[replaces.industry] else { return }
    let recipe = try PlantRecipe.of(i, in: region, lever: id, state.context)
    guard recipe.persons > 0 else { throw unknownJobs(state.context) }
    let jobs = running * replaces.jobs
    try state.run(
      PlantOperation(
        lever: id, region: region, industry: i, output: -jobs / recipe.persons, jobs: -jobs))
    state.report("jobs on lines given up", -jobs, "persons", at: self.region, lever: id)
  }

  private func unknownJobs(_ context: LeverContext) -> ProblemReport {
    ProblemReport([
      Problem(
        at: nil, path: id,
        "nobody knows how many persons the industry of the plant in \(region) "
          + "needs", expected: "an industry with known employment in the region or in the union")
    ])
  }

  /// What stays in the union and what leaves.
  private func report(
    _ plant: PlantAccount, _ conditions: PlantConditions, _ tally: PlantTally,
    _ state: inout LeverState
  ) throws {
    let share =
      try conditions.profitAbroad ?? state.context.catalogue.central(PlantConditions.profitKey)
      / 100
    let profit = plant.valueAdded - plant.compensation
    let leaves = max(0, profit) * share
    for (figure, value) in [
      ("profit of the plant", profit), ("of this profit leaves the union", leaves),
      ("pay of people from elsewhere", plant.compensation - plant.localPay),
      ("value added of the plant that stays", plant.valueAdded - leaves),
    ] { state.report(figure, value, "million EUR", at: region, lever: id) }
  }
}
