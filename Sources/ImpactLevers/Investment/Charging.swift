public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments
import ImpactEconomies

/// Public charging points: built once, run for good.
///
///     built[p](t) = N_p(t) − N_p(t − 1),  from points;  or  M(t)·μ_p/(γ·c_p) from public money M
///     purchases = built·Σ_q c[p,q] + N·Σ_q o[p,q]
///
/// N are points of the programme by power class p, c and o cost and yearly operation of a point by
/// product q (EUR of 2024), γ the public share, μ the mix of the money. Electricity is not part of it.
/// Sources: catalogue, `charging.*`; Documentation/Methods/charging.md.
public struct Charging: Lever {
  /// The word for this lever in scenario files.
  public static let key = "charging"

  /// Power classes of a point.
  public enum PowerClass: String, Sendable, CaseIterable {
    /// Alternating current, up to 22 kW.
    case slow
    /// Direct current, around 150 kW.
    case fast
    /// Megawatt charging of trucks.
    case truck
  }

  /// Who owns the points and what becomes of the profit.
  public enum Owner: String, Sendable, CaseIterable {
    /// Firms: a part of the profit leaves the union, the rest goes to households.
    case `private`
    /// A public company: the profit pays for what governments buy.
    case `public`
  }

  /// A programme whose money stands in the catalogue.
  public enum Preset: String, Sendable, CaseIterable {
    /// The Alternative Fuels Infrastructure Facility of 2025 and 2026.
    case afif
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales points and money.
  public var intensity: Double
  /// Where points are built.
  public var regions: Scope
  /// Points of the programme in use, by class and year.
  public var points: [PowerClass: DatedPath]
  /// Public money by year, million EUR of 2024, in place of points.
  public var budget: DatedPath?
  /// Shares of the public money by class; those of the catalogue when empty.
  public var mix: [PowerClass: Double]
  /// Public share of the investment; nil: all of a public company's, the catalogue's for a budget,
  /// none else.
  public var publicShare: Double?
  /// How points are spread over regions.
  public var places: ProgrammePlaces
  /// Where hardware is made; nil: as investment goods are bought.
  public var hardware: EquipmentOrigin?
  /// Who owns the points.
  public var owner: Owner
  /// What users do to pay for the operation.
  public var users: UsePhase.Households
  /// Who pays the public part.
  public var funds: PublicFunds

  /// A programme.
  public init(
    id: String = Charging.key, intensity: Double = 1, regions: Scope = .eu27,
    points: [PowerClass: DatedPath] = [:], budget: DatedPath? = nil,
    mix: [PowerClass: Double] = [:], publicShare: Double? = nil,
    places: ProgrammePlaces = .registrations, hardware: EquipmentOrigin? = nil,
    owner: Owner = .private, users: UsePhase.Households = .save, funds: PublicFunds = PublicFunds()
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.points = points
    self.budget = budget
    self.mix = mix
    self.publicShare = publicShare
    self.places = places
    self.hardware = hardware
    self.owner = owner
    self.users = users
    self.funds = funds
  }

  static let publicShareKey = "charging.public_share"
  static let returnKey = "charging.return"
  static let foreignKey = "charging.foreign_owned"
  static let borderKey = "charging.border_distance"

  /// Missing parameters and industries, places without weight, hardware that nobody makes.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    var problems = context.catalogue.problems(
      requiring: InvestmentPurchase.keys + ChargingCosts.keys + [
        Self.publicShareKey, Self.returnKey, Self.foreignKey, Self.borderKey,
      ] + PowerClass.allCases.map { "charging.mix.\($0.rawValue)" })
    guard problems.isEmpty else { return problems }
    for code in Set(ChargingCosts.industries).sorted() where context.industryIndex[code] == nil {
      problems.append(
        Problem(
          at: nil, path: id, "the economy has no industry `\(code)`",
          expected: "an economy with the industries that build and run charging points"))
    }
    let mask = context.mask(of: regions, path: "\(id).regions", problems: &problems)
    if let zone = hardware?.zone {
      _ = context.mask(of: zone, path: "\(id).hardware.zone", problems: &problems)
    }
    problems += funds.problems(id, context)
    guard problems.isEmpty else { return problems }
    return places.problems(id, in: mask, context) + pathProblems
  }

  private var pathProblems: [Problem] {
    var problems: [Problem] = []
    if budget?.isConstant == true {
      problems.append(
        Problem(
          at: nil, path: "\(id).budget", "the money has no years",
          expected: "a mapping of years to million EUR"))
    }
    for (name, path) in points.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if path.isConstant {
        problems.append(
          Problem(
            at: nil, path: "\(id).points.\(name.rawValue)", "the points have no years",
            expected: "a mapping of years to points in use"))
      }
      if zip(path.points, path.points.dropFirst()).contains(where: { $0.value > $1.value }) {
        problems.append(
          Problem(
            at: nil, path: "\(id).points.\(name.rawValue)",
            "the number of points falls, but what is built stays",
            expected: "points in use that do not fall"))
      }
    }
    return problems
  }

  /// Operation is paid by users, as the use phase of a transition pays for public charging.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard intensity != 0, states.contains(where: { $0.accounts.contains { $0.lever == id } }) else {
      return []
    }
    return [
      Notice(
        "charging-operation",
        "\(id): electricity is not part of the operation; a drive-train lever with a use phase pays "
          + "hardware, installation and operation of public charging as well, so that their sum "
          + "counts a part twice")
    ]
  }
}
