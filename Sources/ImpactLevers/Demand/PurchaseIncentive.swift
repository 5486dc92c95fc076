public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// A bonus for buyers of cars with chosen drive trains.
///
/// With s_k a drive train's share of the market, a_k the part of its cars that is eligible, e_k the
/// bonus in thousand EUR and β = ln(1 + `demand.incentive.pev_share_per_1000eur`):
///
///     sales-share:  s'_k = s_k·(1 + a_k·(exp(β·e_k) − 1))/D,  D = 1 + Σ_k s_k·a_k·(exp(β·e_k) − 1)
///     elasticity:   Δn_k = n_k·a_k·((1 − e_k/P_k)^ε_k − 1), of which the part δ replaces combustion cars
///     additionality α:  supported = n_k·a_k/(1 − α), of which α is bought more
///     condition on the place:  u' = u/(u + (1 − u)·(1 − e_k/P_k)^σ) of the cars come from there
///
/// Sources: Münzel et al. (2019) for small shares of the market; Fridstrøm and Østli (2021).
public struct PurchaseIncentive: MarketReader {
  /// The word for this lever in scenario files.
  public static let key = "purchase-incentive"

  /// How buyers answer.
  public enum Response: String, Sendable, CaseIterable {
    /// The share of the market grows by some per cent for each thousand EUR.
    case salesShare = "sales-share"
    /// Sales follow their own price, and part of them replaces combustion cars.
    case elasticity
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales cars and money.
  public var intensity: Double
  /// Where cars are registered.
  public var regions: Scope
  /// EUR of 2024 for a car, by drive train.
  public var amounts: [Technology: DatedPath]
  /// Years, budget and financing.
  public var terms: ProgrammeTerms
  /// Windfalls, and where cars must be made.
  public var cars: CarTerms
  /// How buyers answer.
  public var response: Response
  /// Share of supported cars that would not be bought without the bonus; replaces `response`.
  public var additionality: Double?
  /// Highest price of an eligible car, EUR of 2024; nil: none.
  public var priceCap: Double?
  /// Share of cars that meet further conditions (content, environmental score).
  public var eligibleShare: Double
  /// Share of the cars bought more that makers sell less elsewhere, since a fleet standard binds.
  public var offset: Double

  /// A bonus; what stays at its default sets no condition.
  public init(
    id: String = PurchaseIncentive.key, intensity: Double = 1, regions: Scope = .eu27,
    amounts: [Technology: DatedPath], terms: ProgrammeTerms = ProgrammeTerms(),
    cars: CarTerms = CarTerms(), response: Response = .salesShare, additionality: Double? = nil,
    priceCap: Double? = nil, eligibleShare: Double = 1, offset: Double = 0
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.amounts = amounts
    self.terms = terms
    self.cars = cars
    self.response = response
    self.additionality = additionality
    self.priceCap = priceCap
    self.eligibleShare = eligibleShare
    self.offset = offset
  }

  static let shareKey = "demand.incentive.pev_share_per_1000eur"
  static let spreadKey = "demand.car_price_spread"
  static let substitutionKey = "armington.cars.dom_foreign"
  static let crossKeys = [
    "demand.cross.bev_wrt_petrol_price", "demand.cross.bev_wrt_diesel_price",
  ]
  static let priceKeys: [Technology: String] = [
    .bev: "demand.own_price.bev", .phev: "demand.own_price.phev", .fcev: "demand.own_price.bev",
  ]
  /// Drive trains that a bonus may name.
  public static let supported: [Technology] = [.phev, .bev, .fcev]

  /// Unknown places, missing assumptions, bonuses beyond the price and years that do not fit.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems = CarProgramme.problems(id, regions, cars, terms, in: context)
    let keys =
      [Self.shareKey, Self.spreadKey, Self.substitutionKey] + Self.crossKeys
      + Self.priceKeys.values.sorted()
    problems += context.catalogue.problems(requiring: Array(Set(keys)).sorted())
    for technology in Technology.allCases {
      guard let path = amounts[technology] else { continue }
      if !Self.supported.contains(technology) {
        problems.append(
          Problem(
            at: nil, path: "\(id).amounts", "`\(technology.rawValue)` cannot get a bonus",
            expected: "one of \(Self.supported.map(\.rawValue).joined(separator: ", "))"))
      }
      guard let price = context.catalogue[VehicleModels.priceKey]?.central,
        let most = path.points.map(\.value).max(), most >= price
      else { continue }
      problems.append(
        Problem(
          at: nil, path: "\(id).amounts.\(technology.rawValue)",
          "a bonus of \(DecimalNumber.text(most)) EUR is no less than the price of a combustion car, "
            + "\(DecimalNumber.text(price)) EUR",
          expected: "a bonus below the price of a car"))
    }
    if let additionality, additionality >= 1 {
      problems.append(
        Problem(
          at: nil, path: "\(id).additionality",
          "with all supported cars bought more nobody would buy without the bonus",
          expected: "a share below 1"))
    }
    return problems
  }

  /// Buys, pays and finances; nothing in years without the programme.
  public func act(on state: inout LeverState) throws {
    guard intensity != 0, terms.isActive(in: state.year), !amounts.isEmpty else { return }
    let programme = try CarProgramme(
      id: id, intensity: intensity, regions: regions, terms: terms, cars: cars, &state)
    let groups = try programme.market.cars.indices.filter { programme.market.cars[$0] > 0 }
      .map { try group($0, programme, state) }
    try programme.support.settle(groups, programme.models, &state)
  }

  /// Eligible cars of a drive train in a region: a share of those that are bought anyway.
  private struct Eligible {
    /// Part of the cars that meets price and further conditions.
    let share: Double
    /// Mean price of these against that of all.
    let scale: Double
    /// Part of the eligible cars that comes from elsewhere without the condition on the place.
    let moved: Double
  }

  private func eligible(
    _ technology: Technology, _ amount: Double, _ programme: CarProgramme, in s: Int,
    _ state: LeverState
  ) throws -> Eligible {
    let catalogue = state.context.catalogue
    var (share, scale) = (eligibleShare, 1.0)
    if let priceCap {
      // Prices spread log-normally around their mean: Φ((ln(cap/P) + σ²/2)/σ) lie below the cap.
      let spread = try catalogue.central(Self.spreadKey)
      let gap = logarithm(priceCap / programme.models.price(of: technology))
      let below = normalProbability((gap + spread * spread / 2) / spread)
      scale = below > 0 ? normalProbability((gap - spread * spread / 2) / spread) / below : 1
      share *= below
    }
    guard programme.support.zone != nil, share > 0 else {
      return Eligible(share: share, scale: scale, moved: 0)
    }
    // Buyers substitute: u' = u/(u + (1 − u)·(1 − e/P)^σ).
    let usual = try programme.usualShare(technology, in: s, state)
    let price = programme.models.price(of: technology) * scale
    let sigma = try catalogue.central(Self.substitutionKey)
    let left = power(1 - min(Self.mostOfPrice, amount / price), sigma)
    let counted = usual / (usual + (1 - usual) * left)
    return Eligible(
      share: share * counted, scale: scale, moved: counted > 0 ? (counted - usual) / counted : 0)
  }

  /// A bonus of nearly the whole price acts as this part of it: elasticities do not hold beyond.
  private static let mostOfPrice = 0.99

  private var usesShares: Bool { additionality == nil && response == .salesShare }

  private func group(
    _ s: Int, _ programme: CarProgramme, _ state: LeverState
  ) throws -> RegionCars {
    var group = RegionCars(region: s)
    let (all, catalogue) = (Technology.allCases, state.context.catalogue)
    let beta = logarithm(1 + (try catalogue.central(Self.shareKey)) / 100)
    let number = programme.market.cars[s]
    let shares = programme.market.mix[s]
    var lift = [Double](repeating: 0, count: all.count)
    for (k, technology) in all.enumerated() {
      guard let amount = amounts[technology]?.value(in: state.year) else { continue }
      let eligible = try eligible(technology, amount, programme, in: s, state)
      let sold = number * shares[k] * eligible.share
      group.amount[technology] = amount
      group.scale[technology] = eligible.scale
      if let additionality {
        try add(sold * additionality / (1 - additionality), technology, sold, programme, &group)
      } else if response == .elasticity {
        guard let key = Self.priceKeys[technology] else { continue }
        let price = programme.models.price(of: technology) * eligible.scale
        let rise = power(1 - min(Self.mostOfPrice, amount / price), try catalogue.central(key)) - 1
        try add(sold * rise, technology, sold, programme, &group)
      } else {
        lift[k] = eligible.share * (exponential(beta * amount / 1000) - 1)
        group.windfall[technology] = sold
      }
      group.moved[technology] = sold * eligible.moved
    }
    if usesShares {
      // All other drive trains lose in proportion; the number of cars stays.
      let total = 1 + zip(shares, lift).reduce(0) { $0 + $1.0 * $1.1 }
      for (k, technology) in all.enumerated() {
        let change = number * shares[k] * ((1 + lift[k]) / total - 1) * (1 - offset)
        group.change[technology] = change
        guard let windfall = group.windfall[technology] else { continue }
        group.supported[technology] = windfall + max(0, change)
      }
    }
    return group
  }

  /// Cars bought more; the part δ of them replaces combustion cars and hybrids.
  private func add(
    _ more: Double, _ technology: Technology, _ sold: Double, _ programme: CarProgramme,
    _ group: inout RegionCars
  ) throws {
    group.windfall[technology] = sold
    group.supported[technology] = sold + more * (1 - offset)
    group.change[technology, default: 0] += more * (1 - offset)
    programme.replace(
      more * (1 - offset) * programme.diversion(from: technology), in: &group)
  }

  /// What is assumed, and in which years the budget binds.
  public func notices(over states: [LeverState]) -> [Notice] {
    CarProgramme.notices(id, intensity: intensity, terms: terms, states)
  }
}
