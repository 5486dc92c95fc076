public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Research and test beds: public money, what firms add, what both buy.
///
///     spending = M(t)·(1 + c);  β of it builds test beds, the rest buys research
///
/// M public money, c private EUR for each public one, β share of test beds. Research buys in the
/// shares `investment.research.*`, test beds in those of `investment.test_bed.*`. What is found is not
/// modelled: productivity and products are levers of their own. Source: catalogue;
/// Documentation/Methods/research.md.
public struct Research: Lever {
  /// The word for this lever in scenario files.
  public static let key = "research"

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the money.
  public var intensity: Double
  /// Where the money is spent.
  public var regions: Scope
  /// M, million EUR of 2024 by year.
  public var budget: DatedPath
  /// c; nil: catalogue.
  public var coFunding: Double?
  /// β; nil: catalogue.
  public var testBeds: Double?
  /// How the money is spread over regions.
  public var places: ProgrammePlaces
  /// Where equipment of test beds is made; nil: as investment goods are bought.
  public var equipment: EquipmentOrigin?
  /// Who pays.
  public var funds: PublicFunds

  /// A programme; what is left out is taken from the catalogue.
  public init(
    id: String = Research.key, intensity: Double = 1, regions: Scope = .eu27, budget: DatedPath,
    coFunding: Double? = nil, testBeds: Double? = nil, places: ProgrammePlaces = .vehicleOutput,
    equipment: EquipmentOrigin? = nil, funds: PublicFunds = PublicFunds()
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.budget = budget
    self.coFunding = coFunding
    self.testBeds = testBeds
    self.places = places
    self.equipment = equipment
    self.funds = funds
  }

  static let coFundingKey = "research.co_funding"
  static let testBedKey = "research.test_beds"

  /// Missing parameters and industries, places without weight, money without years.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems = context.catalogue.problems(
      requiring: InvestmentPurchase.keys + [Self.coFundingKey, Self.testBedKey])
    guard problems.isEmpty else { return problems }
    for kind in ["research", "test_bed"] {
      problems += InvestmentProject.problems(
        id, kind: kind, product: "M72", equipment: equipment, context)
    }
    problems += funds.problems(id, context)
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    if budget.isConstant {
      problems.append(
        Problem(
          at: nil, path: "\(id).budget", "the money has no years",
          expected: "a mapping of years to million EUR"))
    }
    guard problems.isEmpty else { return problems }
    return places.problems(id, in: mask, context)
  }

  /// Spends the year's money.
  public func act(on state: inout LeverState) throws {
    let context = state.context
    let catalogue = context.catalogue
    guard intensity > 0 else { return }
    let level = try PriceLevel(catalogue)
    let money = intensity * level.inAccounts(budget.amount(in: state.year))
    guard money > 0 else { return }
    let total = money * (1 + (try coFunding ?? catalogue.central(Self.coFundingKey)))
    let built = try testBeds ?? catalogue.central(Self.testBedKey) / 100
    let weights = try places.weights(id, in: regions, context)
    let baskets = [
      (try InvestmentBasket.of("research", context), 1 - built),
      (try InvestmentBasket.of("test_bed", context), built),
    ]
    var purchase = try InvestmentPurchase(lever: id, origin: equipment, state)
    for (basket, share) in baskets {
      try purchase.buy(weights.map { total * max(0, $0) * share }, basket, &state)
    }
    try purchase.support(
      money, by: funds.financing, weights: try funds.weights(id, context), &state)
    purchase.book.close(&state)
    for (figure, value) in [
      ("spending on research and test beds", total), ("public money in it", money),
      ("of it on test beds", total * built),
    ] { state.report(figure, value, "million EUR", at: "EU27", lever: id) }
  }
}
