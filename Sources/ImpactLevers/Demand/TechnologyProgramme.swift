public import ImpactAxes
public import ImpactDiagnostics
import ImpactDocuments

/// The same public money for one of three technologies, to compare what it brings to regions.
///
///     Δf = S·w,  w `technology.<option>.<product>` or `vector`, S million EUR a year
///
/// The money is spent in regions by a key; what is bought comes from where such goods are made.
public struct TechnologyProgramme: Lever {
  /// The word for this lever in scenario files.
  public static let key = "technology-programme"

  /// What the money builds.
  public enum Option: String, Sendable, CaseIterable {
    /// Charging points and battery plants.
    case electrification
    /// Electrolysers, filling stations and fuel-cell vehicles.
    case hydrogen
    /// Plants that make fuel from hydrogen and carbon dioxide.
    case syntheticFuels = "synthetic-fuels"

    var prefix: String { "technology." + rawValue.replacing("-", with: "_") }
  }

  /// Unique within a scenario.
  public var id: String
  /// 0 to 1; scales the money.
  public var intensity: Double
  /// Where the money is spent.
  public var regions: Scope
  /// What the money builds.
  public var option: Option
  /// Million EUR a year in prices of 2024.
  public var budget: DatedPath
  /// Years, most in a year, and financing.
  public var terms: ProgrammeTerms
  /// How the money is spread.
  public var places: ProgrammePlaces
  /// Weights by industry code in place of the catalogue's.
  public var vector: [String: Double]
  /// Where goods must be made; nil: as usual.
  public var madeIn: Scope?
  /// Share of goods from these places.
  public var madeInShare: Double

  /// A programme.
  public init(
    id: String = TechnologyProgramme.key, intensity: Double = 1, regions: Scope = .eu27,
    option: Option, budget: DatedPath, terms: ProgrammeTerms = ProgrammeTerms(),
    places: ProgrammePlaces = .valueAdded, vector: [String: Double] = [:], madeIn: Scope? = nil,
    madeInShare: Double = 1
  ) {
    self.id = id
    self.intensity = intensity
    self.regions = regions
    self.option = option
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
      weights: vector.isEmpty ? SpendingBasket.entries(option.prefix, catalogue) : vector,
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
