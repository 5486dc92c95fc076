import ImpactAxes
import ImpactDocuments

/// New cars of a year by region and drive train, before a programme.
///
/// N_s are the country's registrations of 2023 (`registrations.2023.<country>.cars`), spread over its
/// regions as household purchases are; shares by drive train follow the levers before.
struct CarMarketNow: Sendable {
  /// Cars a year by region; 0 where the catalogue has no figure for the country.
  let cars: [Double]
  /// μ[k,s], in the order of `Technology.allCases`.
  let mix: [[Double]]
  /// Countries in scope without a figure.
  let unknown: Set<String>

  init(_ state: LeverState, in mask: ScopeMask, households: FinalPurchases) throws {
    let context = state.context
    let economy = context.economy
    mix = try state.registeredMixes()
    var totals: [String: Double] = [:]
    for (s, region) in economy.regions.enumerated() {
      totals[region.country, default: 0] += households.totals[s]
    }
    var unknown: Set<String> = []
    cars = economy.regions.enumerated()
      .map { s, region in
        guard mask.regions[s] else { return 0 }
        guard let number = context.catalogue["registrations.2023.\(region.country).cars"]?.central
        else {
          unknown.insert(region.country)
          return 0
        }
        guard let total = totals[region.country], total > 0 else { return 0 }
        return number * households.totals[s] / total
      }
    self.unknown = unknown
  }

  /// N_s·μ[k,s].
  func sold(_ technology: Technology, in s: Int) -> Double {
    cars[s] * (mix[s][Technology.allCases.firstIndex(of: technology) ?? 0])
  }
}
