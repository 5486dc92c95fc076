public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// More public money for buses, trams, railways and their operation.
///
///     Δf = S·w,  w `public_transport.<product>` or `vector`, S million EUR a year
///
/// Spread over regions as household purchases are, or by another key.
public struct PublicTransport: Lever {
  /// The word for this lever in scenario files.
  public static let key = "public-transport"
  static let prefix = "public_transport"
  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the money.
  public var intensity: Double
  /// Where the money is spent.
  public var regions: Scope
  /// Million EUR a year in prices of 2024.
  public var budget: DatedPath
  /// Years, most in a year, and financing.
  public var terms: ProgrammeTerms
  /// How the money is spread.
  public var places: ProgrammePlaces
  /// Weights by industry code in place of the catalogue's; they need not sum to 1.
  public var vector: [String: Double]
  /// Where goods must be made; nil: as usual.
  public var madeIn: Scope?
  /// Share of goods from these places.
  public var madeInShare: Double

  /// A programme.
  public init(
    id: String = PublicTransport.key, intensity: Double = 1, regions: Scope = .eu27,
    budget: DatedPath, terms: ProgrammeTerms = ProgrammeTerms(),
    places: ProgrammePlaces = .households, vector: [String: Double] = [:],
    madeIn: Scope? = nil, madeInShare: Double = 1
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.budget = budget
    self.terms = terms
    self.places = places
    self.vector = vector
    self.madeIn = madeIn
    self.madeInShare = madeInShare
  }

  private func spending(_ catalogue: ParameterCatalogue) -> PublicSpending {
    PublicSpending(
      id: id, intensity: intensity, regions: regions, budget: budget, terms: terms,
      places: places,
      weights: vector.isEmpty ? SpendingBasket.entries(Self.prefix, catalogue) : vector,
      madeIn: madeIn, madeInShare: madeInShare)
  }

  /// Unknown places and products, missing assumptions.
  public func problems(in context: LeverContext, years: [Int]) -> [Problem] {
    spending(context.catalogue).problems(in: context)
  }

  /// Spends and finances.
  public func act(on state: inout LeverState) throws {
    try spending(state.context.catalogue).act(on: &state)
  }

  /// What is assumed.
  public func notices(over states: [LeverState]) -> [Notice] {
    guard let catalogue = states.first?.context.catalogue else { return [] }
    return spending(catalogue).notices(states)
  }
}
