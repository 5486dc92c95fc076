import ImpactAxes
import ImpactDocuments
import ImpactEconomies
import ImpactEconomyFiles
import ImpactLevers
import ImpactSimulation
import ImpactTestSupport

/// A synthetic economy with all industries of the shipped catalogues, and its engine.
struct Bench {
  let economy: Economy
  let engine: ImpactEngine

  init(_ economy: Economy) throws {
    self.economy = economy
    engine = try ImpactEngine(
      economy, catalogue: .shipped(), groups: .shipped(), baskets: .shipped(),
      elasticities: .shipped())
  }

  init(seed: UInt64 = 1, unknowns: Bool = false) throws {
    try self.init(
      SyntheticEconomy.make(
        seed: seed, otherIndustries: SyntheticEconomy.catalogueIndustries, unknowns: unknowns))
  }

  static func path(_ points: [Int: Double]) -> DatedPath {
    DatedPath(
      points: points.sorted { $0.key < $1.key }
        .map { DatedPath.Point(year: $0.key, value: $0.value) })
  }

  static func transition(
    intensity: Double = 1, regions: Scope = .eu27, factoryCostShare: Double? = nil
  ) -> DriveTrain {
    DriveTrain(
      intensity: intensity, regions: regions, mix: [.bev: path([2030: 0.5, 2035: 0.8])],
      factoryCostShare: factoryCostShare)
  }

  static func floor(
    intensity: Double = 1, regions: Scope = .eu27, zone: Scope = .eu27,
    _ basket: LocalContent.Basket = .componentsWithoutBatteries, _ share: Double = 0.9,
    dispersion: Double? = nil
  ) -> LocalContent {
    LocalContent(
      intensity: intensity, regions: regions, zone: zone, floors: [basket: path([2027: share])],
      dispersion: dispersion)
  }

  static func scenario(
    _ levers: [any Lever], years: [Int] = [2024, 2030, 2035], induced: Bool = true,
    parameters: [String: ParameterOverride] = [:]
  ) -> Scenario {
    Scenario(
      id: "test", title: "A test", economy: "synthetic", years: years, levers: levers,
      parameters: parameters, inducedEffects: induced)
  }

  var vehicles: Int {
    economy.industries.firstIndex { $0.code == AutomotiveBlock.vehicles } ?? 0
  }

  func industry(_ code: String) -> Int {
    economy.industries.firstIndex { $0.code == code } ?? -1
  }

  /// a_own and a_imp of a cell from the test's own matrices, with a plan's common changes.
  static func figures(
    _ result: ImpactResult, _ name: String, place: String, year: Int
  ) -> [Double] {
    result.leverFigures.filter { $0.place == place && $0.year == year && $0.figure.hasPrefix(name) }
      .map(\.value)
  }
}
