import ImpactAxes
import ImpactDocuments
import ImpactEconomies

/// Cars in use by drive train, against a fleet that goes on with the registrations of the update year.
///
///     ΔF[k,m](t) = Σ_τ N_m·(f_m(τ)·μ[k,m](τ) − μ[k,m](0))·S(t − τ),  τ from the year after the update
///     S(a) = exp(−(a/η)^β),  η = L/Γ(1 + 1/β)
///
/// for every drive train but combustion, which takes −Σ: the fleet as a whole stays, so fewer new cars
/// mean that combustion cars are kept longer. N are registrations a year (cars), f the path of volumes,
/// L the mean life in years. Cars that exist in the update year leave both fleets alike. Source of L:
/// Held et al. (2021).
struct FleetStock {
  static let keys = ["fleet.mean_life.west", "fleet.mean_life.east", "fleet.weibull_shape"]
  /// Members of the Union since 2004 that were planned economies: longer lives, many used imports.
  static let east: Set<String> = [
    "BG", "CZ", "EE", "HR", "HU", "LT", "LV", "PL", "RO", "SI", "SK",
  ]

  /// Change by market, cars, in the order of `Technology.allCases`; nil without a figure for N.
  let change: [[Double]?]

  /// μ and f are given by year since the update, markets inside.
  init(
    _ markets: VehicleMarkets, mixes: [[[Double]]], volumes: [[Double]],
    catalogue: ParameterCatalogue
  ) throws {
    let lives = try Self.keys.map { try catalogue.central($0) }
    let byCountry = Dictionary(grouping: markets.markets, by: \.country)
      .mapValues { $0.reduce(0) { $0 + $1.weight } }
    change = markets.markets.indices.map { m in
      let market = markets.markets[m]
      guard let cars = catalogue["registrations.2023.\(market.country).cars"]?.central,
        let total = byCountry[market.country], total > 0
      else { return nil }
      let life = lives[Self.east.contains(market.country) ? 1 : 0]
      let scale = life / gamma(of: 1 + 1 / lives[2])
      var fleet = [Double](repeating: 0, count: Technology.allCases.count)
      for (step, mix) in mixes.enumerated() {
        let age = Double(mixes.count - 1 - step)
        let survival = exponential(-power(age / scale, lives[2]))
        for k in fleet.indices where k != 0 {
          fleet[k] +=
            cars * market.weight / total * survival
            * (volumes[step][m] * mix[m][k] - markets.base[m][k])
        }
      }
      fleet[0] = -fleet.reduce(0, +)
      return fleet
    }
  }
}
