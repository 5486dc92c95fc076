public import ImpactAxes
import ImpactDiagnostics

/// Who pays the public part of a programme, and how the budget is closed.
public struct PublicFunds: Sendable, Hashable {
  /// Where the money comes from.
  public var financing: Financing
  /// Places whose households or governments pay, by household purchases.
  public var payers: Scope

  /// Borrowed money of the union unless said otherwise.
  public init(financing: Financing = .deficit, payers: Scope = .eu27) {
    self.financing = financing
    self.payers = payers
  }

  /// Shares of the payers by region, sum 1; throws a `ProblemReport` when nobody can pay.
  func weights(_ lever: String, _ context: LeverContext) throws -> [Double] {
    var problems: [Problem] = []
    let mask = context.mask(of: payers, path: "\(lever).payers", problems: &problems)
    guard problems.isEmpty, let shares = RegionKey.households.shares(in: mask, context) else {
      throw ProblemReport(problems + [Self.nobody(lever)])
    }
    return shares
  }

  /// Unknown places, or places without households.
  func problems(_ lever: String, _ context: LeverContext) -> [Problem] {
    var problems: [Problem] = []
    let mask = context.mask(of: payers, path: "\(lever).payers", problems: &problems)
    if problems.isEmpty, RegionKey.households.shares(in: mask, context) == nil {
      problems.append(Self.nobody(lever))
    }
    return problems
  }

  private static func nobody(_ lever: String) -> Problem {
    Problem(
      at: nil, path: "\(lever).payers", "nobody in these places can pay",
      expected: "places with household purchases")
  }
}

/// Where a programme is carried out.
public enum ProgrammePlaces: Sendable, Hashable {
  /// In proportion to household purchases.
  case households
  /// In proportion to new cars (registrations of a country, spread by household purchases).
  case registrations
  /// In proportion to value added.
  case valueAdded
  /// In proportion to vehicle assembly.
  case vehicleOutput
  /// Weights by region code.
  case named([String: Double])

  /// Words of a file for the first four.
  static let words: [String: ProgrammePlaces] = [
    "households": .households, "registrations": .registrations, "value-added": .valueAdded,
    "vehicle-output": .vehicleOutput,
  ]

  /// Shares by region, sum 1; nil where no region of the mask has weight.
  func shares(in mask: ScopeMask, _ context: LeverContext) -> [Double]? {
    switch self {
    case .households: return RegionKey.households.shares(in: mask, context)
    case .valueAdded: return RegionKey.valueAdded.shares(in: mask, context)
    case .vehicleOutput: return RegionKey.vehicleOutput.shares(in: mask, context)
    case .named(let weights): return RegionKey.named(weights).shares(in: mask, context)
    case .registrations:
      let cars = Self.newCars(context).enumerated().map { mask.regions[$0] ? $1 : 0 }
      let total = cars.reduce(0, +)
      return total > 0 ? cars.map { $0 / total } : nil
    }
  }

  /// Shares by region of a scope; throws a `ProblemReport` for unknown places or none with weight.
  func weights(_ lever: String, in scope: Scope, _ context: LeverContext) throws -> [Double] {
    var problems: [Problem] = []
    let mask = context.mask(of: scope, path: "\(lever).regions", problems: &problems)
    guard problems.isEmpty, let weights = shares(in: mask, context) else {
      throw ProblemReport(problems + self.problems(lever, in: mask, context))
    }
    return weights
  }

  /// Cars registered a year by region; 0 where the catalogue has no figure for the country.
  static func newCars(_ context: LeverContext) -> [Double] {
    spread(context) { context.catalogue["registrations.2023.\($0).cars"]?.central }
  }

  /// A figure of countries spread over their regions by household purchases.
  static func spread(_ context: LeverContext, _ figure: (String) -> Double?) -> [Double] {
    let economy = context.economy
    let purchases = FinalPurchases.of(context, .households).totals
    var totals = [Double](repeating: 0, count: economy.countryCount)
    for s in purchases.indices { totals[economy.countryOfRegion[s]] += purchases[s] }
    let figures = economy.countries.map { figure($0) ?? 0 }
    return purchases.indices.map { s in
      let c = economy.countryOfRegion[s]
      return totals[c] > 0 ? figures[c] * purchases[s] / totals[c] : 0
    }
  }

  /// Regions that do not exist, or places without weight.
  func problems(
    _ lever: String, in mask: ScopeMask, _ context: LeverContext
  ) -> [Problem] {
    var problems: [Problem] = []
    if case .named(let weights) = self {
      let codes = Set(context.economy.regions.map(\.code))
      for name in weights.keys.sorted() where !codes.contains(name) {
        problems.append(
          Problem(
            at: nil, path: "\(lever).where", "the economy has no region `\(name)`",
            expected: "codes of regions"))
      }
    }
    guard problems.isEmpty, shares(in: mask, context) == nil else { return problems }
    return [
      Problem(
        at: nil, path: "\(lever).where", "no region of the scope has any weight",
        expected: "a scope with regions that the key gives weight")
    ]
  }
}
