public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// Leases of battery cars to households with low incomes, paid in part by the public.
///
///     supported = n,  bought more = α·n,  new combustion cars given up = δ·α·n
///
/// n are leases a year, spread over regions as household purchases are, α the additionality and δ
/// `demand.leasing_replaced_new_car`: most households would have kept or bought a used car.
public struct SocialLeasing: MarketReader {
  /// The word for this lever in scenario files.
  public static let key = "social-leasing"
  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales cars and money.
  public var intensity: Double
  /// Where cars are leased.
  public var regions: Scope
  /// Cars leased newly in a year.
  public var leases: DatedPath
  /// Public money for a lease, EUR of 2024.
  public var amount: DatedPath
  /// Years, budget and financing.
  public var terms: ProgrammeTerms
  /// Windfalls, and where cars must be made.
  public var cars: CarTerms
  /// α; nil takes the catalogue's value.
  public var additionality: Double?

  /// A programme.
  public init(
    id: String = SocialLeasing.key, intensity: Double = 1, regions: Scope = .eu27,
    leases: DatedPath, amount: DatedPath, terms: ProgrammeTerms = ProgrammeTerms(),
    cars: CarTerms = CarTerms(), additionality: Double? = nil
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.leases = leases
    self.amount = amount
    self.terms = terms
    self.cars = cars
    self.additionality = additionality
  }

  static let additionalKey = "demand.additionality.social_leasing"
  static let replacedKey = "demand.leasing_replaced_new_car"

  /// Unknown places, missing assumptions and years that do not fit.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    let keys =
      [Self.replacedKey] + (additionality == nil ? [Self.additionalKey] : [])
      + PurchaseIncentive.crossKeys + Set(PurchaseIncentive.priceKeys.values).sorted()
    return CarProgramme.problems(id, regions, cars, terms, in: context)
      + context.catalogue.problems(requiring: keys)
      + CarProgramme.amountProblems(id, amount, in: context)
  }

  /// Leases, pays and finances; nothing in years without the programme.
  public func act(on state: inout LeverState) throws {
    guard intensity != 0, terms.isActive(in: state.year) else { return }
    let programme = try CarProgramme(
      id: id, intensity: intensity, regions: regions, terms: terms, cars: cars, &state)
    let catalogue = state.context.catalogue
    let alpha = try additionality ?? catalogue.central(Self.additionalKey)
    let replaced = try catalogue.central(Self.replacedKey)
    let number = leases.value(in: state.year)
    let market = programme.market
    let total = market.cars.reduce(0, +)
    guard total > 0 else { return }
    var groups: [RegionCars] = []
    for s in market.cars.indices where market.cars[s] > 0 {
      let leased = number * market.cars[s] / total
      var group = RegionCars(region: s)
      group.supported[.bev] = leased
      group.windfall[.bev] = leased * (1 - alpha)
      group.amount[.bev] = amount.value(in: state.year)
      group.change[.bev] = leased * alpha
      programme.replace(leased * alpha * replaced, in: &group)
      if programme.support.zone != nil {
        let usual = try programme.usualShare(.bev, in: s, state)
        group.moved[.bev] = leased * (1 - alpha) * max(0, cars.madeInShare - usual)
      }
      groups.append(group)
    }
    try programme.support.settle(groups, programme.models, &state)
  }

  /// What is assumed, and in which years the budget binds.
  public func notices(over states: [LeverState]) -> [Notice] {
    CarProgramme.notices(id, intensity: intensity, terms: terms, states)
  }
}
