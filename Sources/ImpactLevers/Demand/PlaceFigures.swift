import ImpactAxes

/// Sums of figures by country and for the Union.
struct PlaceFigures {
  private var order: [String] = []
  private var units: [String: String] = [:]
  private var sums: [String: [String: Double]] = [:]
  private let lever: String
  private static let union = "EU27"

  init(lever: String) { self.lever = lever }

  mutating func add(_ figure: String, _ value: Double, _ unit: String, at region: Region) {
    if units[figure] == nil {
      units[figure] = unit
      order.append(figure)
    }
    sums[figure, default: [:]][region.country, default: 0] += value
    if region.isEuropeanUnion { sums[figure, default: [:]][Self.union, default: 0] += value }
  }

  func report(to state: inout LeverState) {
    for figure in order {
      let places = sums[figure] ?? [:]
      for (place, value) in places.sorted(by: { $0.key < $1.key }) {
        state.report(figure, value, units[figure] ?? "", at: place, lever: lever)
      }
    }
  }
}

extension PurchaseBook {
  /// Taxes on products that come back, and what public money costs after them.
  ///
  /// Both in prices of 2024, for all places of the lever together. Taxes on income and profits, and
  /// benefits that are not paid, are left out.
  func reportTaxes(_ level: PriceLevel, _ state: inout LeverState) {
    let taxes = account.taxes + account.respentTaxes
    let cost = account.byGovernment + account.transfers
    for (figure, value) in [
      ("taxes on products that come back", taxes),
      ("public money after taxes on products", cost - taxes),
    ] {
      state.report(
        figure, level.inPricesOf2024(value), "million EUR of 2024", at: "EU27",
        lever: account.lever)
    }
  }
}
