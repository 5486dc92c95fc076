public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// A premium for a new car in place of an old one, with sales that are missing later.
///
///     A(t) = α·n(t)·q(t),  bought more in t = A(t) − (π/h)·Σ_{j=1..h} A(t − j)
///
/// n are premiums a year, q the part that the budget meets, α `scrappage.additional`, π the part of the
/// additional cars that is pulled forward and h the years from which it is. New cars have the drive
/// trains of the market.
public struct Scrappage: MarketReader {
  /// The word for this lever in scenario files.
  public static let key = "scrappage"
  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales cars and money.
  public var intensity: Double
  /// Where cars are registered.
  public var regions: Scope
  /// Premiums in a year.
  public var premiums: DatedPath
  /// EUR of 2024 for an old car.
  public var amount: DatedPath
  /// Years, budget and financing.
  public var terms: ProgrammeTerms
  /// Windfalls, and where cars must be made.
  public var cars: CarTerms
  /// α; nil takes the catalogue's value.
  public var additionality: Double?
  /// π; nil takes the catalogue's value.
  public var pulledForward: Double?

  /// A programme; `terms` must say in which years it runs.
  public init(
    id: String = Scrappage.key, intensity: Double = 1, regions: Scope = .eu27,
    premiums: DatedPath, amount: DatedPath, terms: ProgrammeTerms, cars: CarTerms = CarTerms(),
    additionality: Double? = nil, pulledForward: Double? = nil
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.premiums = premiums
    self.amount = amount
    self.terms = terms
    self.cars = cars
    self.additionality = additionality
    self.pulledForward = pulledForward
  }

  static let additionalKey = "scrappage.additional"
  static let pulledKey = "scrappage.pulled_forward"
  static let yearsKey = "scrappage.pull_years"

  /// Unknown places, missing assumptions and a programme without years.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    let keys =
      [Self.yearsKey] + (additionality == nil ? [Self.additionalKey] : [])
      + (pulledForward == nil ? [Self.pulledKey] : []) + PurchaseIncentive.crossKeys
      + Set(PurchaseIncentive.priceKeys.values).sorted()
    var problems = CarProgramme.problems(id, regions, cars, terms, in: context)
    problems += context.catalogue.problems(requiring: keys)
    problems += CarProgramme.amountProblems(id, amount, in: context)
    if let years = context.catalogue[Self.yearsKey]?.central, years < 1 {
      problems.append(
        Problem(
          at: nil, path: "parameters.\(Self.yearsKey)",
          "sales cannot be pulled forward from \(years) years", expected: "at least 1 year"))
    }
    if terms.from == nil || terms.to == nil {
      problems.append(
        Problem(
          at: nil, path: id, "a scrappage scheme needs a first and a last year",
          expected: "`from` and `to`"))
    }
    return problems
  }

  /// Buys, pays and finances in years of the scheme; in the years after it, sales are missing.
  public func act(on state: inout LeverState) throws {
    guard intensity != 0, let from = terms.from else { return }
    let catalogue = state.context.catalogue
    let horizon = try catalogue.whole(Self.yearsKey)
    let pulled = try pulledForward ?? catalogue.central(Self.pulledKey)
    let alpha = try additionality ?? catalogue.central(Self.additionalKey)
    let now = terms.isActive(in: state.year) ? premiums.value(in: state.year) : 0
    var missing = 0.0
    for year in stride(from: max(from, state.year - horizon), to: state.year, by: 1)
    where terms.isActive(in: year) {
      missing += alpha * served(in: year) * premiums.value(in: year) * pulled / Double(horizon)
    }
    guard now != 0 || missing != 0 else { return }
    let programme = try CarProgramme(
      id: id, intensity: intensity, regions: regions, terms: terms, cars: cars, &state)
    // The budget is met here, since sales that are missing must not be scaled by it.
    let served = served(in: state.year)
    let total = programme.market.cars.reduce(0, +)
    guard total > 0 else { return }
    let groups = programme.market.cars.indices.filter { programme.market.cars[$0] > 0 }
      .map { s in
        group(
          s, part: programme.market.cars[s] / total, mix: programme.market.mix[s],
          premiums: now * served, more: alpha * now * served - missing,
          windfall: (1 - alpha) * now * served, year: state.year)
      }
    try programme.support.settle(
      groups, programme.models, served: now == 0 ? 1 : served, &state)
  }

  private func served(in year: Int) -> Double {
    terms.served(premiums.value(in: year) * amount.value(in: year) / 1e6, in: year)
  }

  private func group(
    _ s: Int, part: Double, mix: [Double], premiums: Double, more: Double, windfall: Double,
    year: Int
  ) -> RegionCars {
    var group = RegionCars(region: s)
    for (k, technology) in Technology.allCases.enumerated() where mix[k] > 0 {
      group.change[technology] = more * part * mix[k]
      guard premiums > 0 else { continue }
      group.supported[technology] = premiums * part * mix[k]
      group.windfall[technology] = windfall * part * mix[k]
      group.amount[technology] = amount.value(in: year)
    }
    return group
  }

  /// What is assumed.
  public func notices(over states: [LeverState]) -> [Notice] {
    CarProgramme.notices(id, intensity: intensity, terms: terms, states)
  }
}
