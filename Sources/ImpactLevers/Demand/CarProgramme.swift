import ImpactAxes
import ImpactDiagnostics
import ImpactDocuments

/// The market, the prices and the terms that programmes for cars share in one year.
struct CarProgramme {
  let market: CarMarketNow
  let models: VehicleModels
  let support: CarSupport
  private let book: PurchaseBook
  private let vehicles: Int
  private let cross: Double
  private let own: [Technology: Double]

  init(
    id: String, intensity: Double, regions: Scope, terms: ProgrammeTerms, cars: CarTerms,
    _ state: inout LeverState
  ) throws {
    let context = state.context
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    let zone = cars.madeIn.map {
      context.mask(of: $0, path: "\(id).made-in", problems: &problems)
    }
    guard problems.isEmpty, let vehicles = context.vehicles else { throw ProblemReport(problems) }
    self.vehicles = vehicles
    book = try PurchaseBook(lever: id, context)
    market = try CarMarketNow(state, in: mask, households: book.households)
    models = try VehicleModels(state)
    support = try CarSupport(
      id: id, intensity: intensity, terms: terms, cars: cars, zone: zone, context)
    cross = try PurchaseIncentive.crossKeys.reduce(0) { $0 + (try context.catalogue.central($1)) }
    own = try PurchaseIncentive.priceKeys.mapValues { try context.catalogue.central($0) }
    guard !market.unknown.isEmpty else { return }
    state.notices.append(
      Notice(
        "programme-without-registrations",
        "\(id): the number of new cars is not known in \(LeverContext.list(market.unknown)); "
          + "nothing is bought there"))
  }

  /// Share of cars of a drive train that a region buys from the zone of the condition anyway.
  func usualShare(
    _ technology: Technology, in s: Int, _ state: LeverState
  ) throws -> Double {
    try support.usualShare(technology, in: s, vehicles: vehicles, book, state)
  }

  /// δ, combustion cars and hybrids not bought for each car of a drive train bought more.
  ///
  ///     δ = Σ_j (∂q_j/∂p_k) / −(∂q_k/∂p_k) = (ε_k,petrol + ε_k,diesel)/(−ε_k)·P_k/P_ice, at most 1
  ///
  /// by the symmetry of cross-price effects.
  func diversion(from technology: Technology) -> Double {
    guard let elasticity = own[technology], elasticity < 0 else { return 0 }
    return min(1, cross / -elasticity * models.price(of: technology) / models.price(of: .ice))
  }

  /// Combustion cars and full hybrids that are not bought, in proportion to the market.
  func replace(_ number: Double, in group: inout RegionCars) {
    let all = Technology.allCases
    let losers: [Technology] = [.ice, .hev]
    let mix = market.mix[group.region]
    let weights = losers.map { mix[all.firstIndex(of: $0) ?? 0] }
    let total = weights.reduce(0, +)
    for (technology, weight) in zip(losers, weights) {
      // Where the market holds neither, a combustion car is given up.
      let share = total > 0 ? weight / total : technology == .ice ? 1 : 0
      group.change[technology, default: 0] -= number * share
    }
  }

  /// Everything that keeps such a programme from acting.
  static func problems(
    _ id: String, _ regions: Scope, _ cars: CarTerms, _ terms: ProgrammeTerms,
    in context: LeverContext
  ) -> [Problem] {
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    if let place = cars.madeIn {
      let zone = context.mask(of: place, path: "\(id).made-in", problems: &problems)
      if problems.isEmpty, context.assemblers(in: zone).isEmpty {
        problems.append(
          Problem(
            at: nil, path: "\(id).made-in", "nobody makes vehicles in these places",
            expected: "places with vehicle makers"))
      }
    }
    problems += terms.problems(id) + missing(id, in: context)
    if problems.isEmpty, !mask.regions.contains(true) {
      problems.append(
        Problem(
          at: nil, path: "\(id).regions", "no region of the economy lies in these places",
          expected: "regions where cars are registered"))
    }
    return problems
  }

  /// Public money for one car above what a new one costs.
  static func amountProblems(
    _ id: String, _ amount: DatedPath, in context: LeverContext
  ) -> [Problem] {
    let most = amount.points.reduce(0) { max($0, $1.value) }
    guard let price = context.catalogue[VehicleModels.priceKey]?.central, most > price else {
      return []
    }
    return [
      Problem(
        at: nil, path: "\(id).amount",
        "\(Int(most)) EUR for a car are more than a new one costs, \(Int(price)) EUR",
        expected: "an amount below the price of a car")
    ]
  }

  /// Missing entries of the catalogue and industries of the economy.
  private static func missing(_ id: String, in context: LeverContext) -> [Problem] {
    var problems: [Problem] = []
    if context.vehicles == nil {
      problems.append(
        Problem(
          at: nil, path: id, "the economy does not tell vehicle makers from other industries",
          expected: "an economy with the automotive block"))
    }
    let keys =
      VehicleModels.keys + PurchaseBook.keys + CarSupport.originKeys.values.sorted()
      + [VehicleMarkets.flexibleKey]
    problems += context.catalogue.problems(requiring: keys)
    problems += VehicleRecipes.problems(
      catalogue: context.catalogue, groups: context.groups, industryIndex: context.industryIndex,
      hasPackPrice: false)
    let services = Valuation.industries(.vehicles).filter { context.industryIndex[$0] == nil }
    problems += services.map {
      Problem(
        at: nil, path: id, "the economy has no industry `\($0)`",
        expected: "an economy with trade and transport")
    }
    return problems
  }

  /// What is assumed, and the years in which the budget binds.
  static func notices(
    _ id: String, intensity: Double, terms: ProgrammeTerms, _ states: [LeverState]
  ) -> [Notice] {
    guard intensity != 0, states.contains(where: { terms.isActive(in: $0.year) }) else {
      return []
    }
    var notices = [
      Notice(
        "programme-assumptions",
        "\(id): registrations are those of 2023 by number, prices and taxes those of 2024 in every "
          + "year; the costs of use do not change; households keep their budgets, and government "
          + "spending does not follow the taxes that come back")
    ]
    let short =
      states.filter { state in
        state.figures.contains {
          $0.lever == id && $0.figure == "share of claims served" && $0.value < 100
        }
      }
      .map(\.year)
    if let first = short.first, let last = short.last {
      notices.append(
        Notice(
          "budget-binds",
          "\(id): the budget meets only part of the claims in \(short.count) years from \(first) to "
            + "\(last); the figure `share of claims served` says how much"))
    }
    return notices
  }
}
