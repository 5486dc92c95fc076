import ImpactDiagnostics
import ImpactDocuments

/// What a changed fleet does beyond vehicle making: fuel, power, repair, tyres, and the money left over.
public struct UsePhase: Sendable, Hashable {
  /// What households do with money that cars no longer cost (or take from elsewhere when they cost more).
  public enum Households: String, Sendable, CaseIterable {
    /// They buy more of everything they buy.
    case respend
    /// They put it aside.
    case save
  }

  /// What households do with the money.
  public var households: Households

  /// A use phase; all its numbers are entries `use.*` and `fleet.*` of the catalogue.
  public init(households: Households = .respend) { self.households = households }

  /// Missing parameters and industries.
  func problems(in context: LeverContext) -> [Problem] {
    let keys = UseCosts.keys + FleetStock.keys + [Self.householdsKey, Self.taxKey, Self.levelKey]
    return context.catalogue.problems(requiring: keys)
      + UseCosts.products.filter { context.industryIndex[$0] == nil }
      .map {
        Problem(
          at: nil, path: "use-phase", "the economy has no industry `\($0)`",
          expected: "an economy with the industries that serve cars in use")
      }
  }

  static let householdsKey = "use.household_share"
  static let taxKey = "use.respending.tax_share"
  static let levelKey = "use.price_level"
}
