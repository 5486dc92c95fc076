public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// Public purchases of buses: how many are electric, and where they are made.
///
/// With n buses a year, α of them additional, z and z₀ the electric shares with and without the rule, g₀
/// the share of electric buses that comes from the zone anyway and g = max(g₀, floor):
///
///     additional:  α·n buses, z of them electric, g of these from the zone
///     electric:    (1 − α)·n·(z − z₀) electric buses in place of diesel buses, g from the zone
///     origin:      (1 − α)·n·z₀·(g − g₀) electric buses move to the zone
///     premium:     each electric bus that comes from the zone because of the floor costs π more
///
/// Prices of 2024 without value added tax. The premium is a higher price of the same bus: it is paid by
/// governments and goes to its maker.
public struct Procurement: Lever {
  /// The word for this lever in scenario files.
  public static let key = "procurement"
  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales buses and money.
  public var intensity: Double
  /// Where buses are bought, in proportion to household purchases.
  public var regions: Scope
  /// Buses a year.
  public var buses: DatedPath
  /// z; nil: as today.
  public var zeroEmission: DatedPath?
  /// z₀; nil takes the catalogue's value.
  public var zeroEmissionBefore: DatedPath?
  /// Zone of the floor.
  public var madeIn: Scope
  /// Share of electric buses that must come from the zone; nil: no floor.
  public var floor: DatedPath?
  /// π; nil takes the catalogue's value.
  public var premium: Double?
  /// α, share of the buses that would not be bought otherwise.
  public var additional: Double
  /// Years, budget for what governments pay more, and financing.
  public var terms: ProgrammeTerms

  /// A rule for public purchases of buses.
  public init(
    id: String = Procurement.key, intensity: Double = 1, regions: Scope = .eu27,
    buses: DatedPath, zeroEmission: DatedPath? = nil, zeroEmissionBefore: DatedPath? = nil,
    madeIn: Scope = .eu27, floor: DatedPath? = nil, premium: Double? = nil,
    additional: Double = 0, terms: ProgrammeTerms = ProgrammeTerms()
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.buses = buses
    self.zeroEmission = zeroEmission
    self.zeroEmissionBefore = zeroEmissionBefore
    self.madeIn = madeIn
    self.floor = floor
    self.premium = premium
    self.additional = additional
    self.terms = terms
  }

  static let shareKey = "bus.zero_emission_share"
  static let originKey = "bus.made_in_union.electric"
  static let premiumKey = "bus.union_premium"
  static let dieselKey = "bus.price.diesel"
  static let electricKey = "bus.price.electric"
  static let extraPrefix = "bus.electric_extra"

  /// Unknown places, missing assumptions, and a rule that asks for nothing.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var terms = CarTerms()
    terms.madeIn = madeIn
    var problems = CarProgramme.problems(id, regions, terms, self.terms, in: context)
    problems += context.catalogue.problems(
      requiring: [
        Self.shareKey, Self.originKey, Self.premiumKey, Self.dieselKey, Self.electricKey,
      ])
    let extra = SpendingBasket.entries(Self.extraPrefix, context.catalogue)
    if extra.values.sorted().reduce(0, +) <= 0 {
      problems.append(
        Problem(
          at: nil, path: "parameters.\(Self.extraPrefix)",
          "the parts of an electric bus add up to nothing",
          expected: "entries `\(Self.extraPrefix).<industry>` with a sum above 0"))
    }
    for code in extra.keys.sorted() where context.industryIndex[code] == nil {
      problems.append(
        Problem(
          at: nil, path: "parameters.\(Self.extraPrefix)",
          "the economy has no industry `\(code)`", expected: "an industry of the economy"))
    }
    if zeroEmission == nil, floor == nil, additional == 0 {
      problems.append(
        Problem(
          at: nil, path: id, "the rule changes no purchase",
          expected: "`zero-emission`, `made-in-share` or `additional`"))
    }
    return problems
  }

  /// Buys, moves and finances; nothing in years without the rule.
  public func act(on state: inout LeverState) throws {
    guard intensity != 0, terms.isActive(in: state.year) else { return }
    let context = state.context
    var problems: [Problem] = []
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    let zone = context.mask(of: madeIn, path: "\(id).made-in", problems: &problems)
    guard problems.isEmpty else { throw ProblemReport(problems) }
    guard let shares = RegionKey.households.shares(in: mask, context) else { return }
    let plan = try BusPlan(self, state)
    let asked = plan.cost
    let q = intensity * terms.served(asked, in: state.year)
    guard q != 0 else { return }
    let models = try VehicleModels(state)
    var orders = try VehicleOrders(lever: id, models: models, state)
    var paid = [Double](repeating: 0, count: shares.count)
    for (s, share) in shares.enumerated() where share != 0 {
      let before = orders.book.account.spending
      try plan.buy(q * share, in: s, zone: zone, &orders, &state)
      paid[s] = orders.book.account.spending - before
    }
    try orders.book.finance(byRegion: paid, by: terms.financing, &state)
    plan.report(self, q: q, shares: shares, paid: paid, orders.book, &state)
    state.report(
      "share of claims served", 100 * terms.served(asked, in: state.year), "percent", at: "EU27",
      lever: id)
    try orders.close(&state)
  }

  /// What is assumed.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, states.contains(where: { terms.isActive(in: $0.year) }) else { return [] }
    return [
      Notice(
        "procurement-assumptions",
        "\(id): buses are made where vehicles are made, since the accounts hold one vehicle industry; "
          + "their cost of use does not change")
    ]
  }
}
