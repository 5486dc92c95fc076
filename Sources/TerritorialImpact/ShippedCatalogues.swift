import ImpactDocuments
public import ImpactEconomies
import ImpactEconomyFiles
public import ImpactSimulation

extension ImpactEngine {
  /// An engine with the catalogues that come with the program: parameters, component groups,
  /// content baskets and trade elasticities.
  ///
  /// Throws what the engine throws when the economy cannot be solved.
  public init(_ economy: Economy) throws {
    try self.init(
      economy, catalogue: .shipped(), groups: .shipped(), baskets: .shipped(),
      elasticities: .shipped())
  }
}
