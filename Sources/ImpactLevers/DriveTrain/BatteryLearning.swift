import ImpactAxes
import ImpactDocuments

/// The price of battery packs that falls with all cells ever made.
///
///     p(t) = p(2025)·(Q(t)/Q(2025))^(log₂(1 − ℓ)),  Q(t) = Q(2025) + Σ q(τ), τ = 2026 … t
///
/// ℓ is the fall with each doubling, q the yearly world demand for vehicle batteries in GWh (catalogue,
/// straight lines between its years, constant after the last): the world's path, not the scenario's,
/// since the Union buys a small part of it. Wright (1936).
enum BatteryLearning {
  static let cumulativeKey = "battery.cumulative_demand.2025"
  static let yearlyKeys = [2025, 2030, 2035].map { "battery.yearly_demand.\($0)" }
  static let keys = [cumulativeKey] + yearlyKeys
  private static let lastYear = 2100

  static func price(rate: Double, _ catalogue: ParameterCatalogue) throws -> DatedPath {
    let start = try catalogue.central(VehicleRecipes.packPriceKey)
    var made = try catalogue.central(cumulativeKey)
    let demand = DatedPath(
      points: try zip([2025, 2030, 2035], yearlyKeys)
        .map { DatedPath.Point(year: $0, value: try catalogue.central($1)) })
    // log₂(1 − ℓ)
    let exponent = logarithm(1 - rate) / logarithm(2)
    let first = made
    var points = [DatedPath.Point(year: 2025, value: start)]
    for year in 2026...lastYear {
      made += demand.value(in: year)
      points.append(.init(year: year, value: start * power(made / first, exponent)))
    }
    return DatedPath(points: points)
  }
}

extension DriveTrain {
  /// The path of pack prices, learned or given; nil follows the recipes.
  func packPrice(_ catalogue: ParameterCatalogue) throws -> DatedPath? {
    guard let batteryLearning else { return batteryPackPrice }
    return try BatteryLearning.price(rate: batteryLearning, catalogue)
  }
}
