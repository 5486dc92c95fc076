import ImpactEconomies

extension Charging {
  /// Figures of the union, and of regions where hardware is used and made.
  func report(
    _ points: ChargingPoints, _ weights: [Double], invested: Double, operated: Double,
    public money: Double, profit: (total: Double, abroad: Double), _ purchase: InvestmentPurchase,
    _ state: inout LeverState
  ) {
    let context = state.context
    let million = "million EUR"
    for name in PowerClass.allCases {
      state.report(
        "\(name.rawValue) charging points of the programme in use", points.running[name] ?? 0,
        "points", at: "EU27", lever: id)
    }
    for (figure, value) in [
      ("investment in charging points, prices of the accounts", invested),
      ("public money in it", money),
      ("operation of charging points a year, without electricity", operated),
      ("profit of charging points", profit.total),
      ("of this profit leaves the union", profit.abroad),
    ] { state.report(figure, value, million, at: "EU27", lever: id) }
    guard invested != 0, state.wantsFigures else { return }
    let made = purchase.makers(context)
    var used = [Double](repeating: 0, count: made.count)
    for uses in purchase.equipment.values { for (s, value) in uses { used[s] += value } }
    let union = context.economy.regions.indices.filter {
      context.economy.regions[$0].isEuropeanUnion
    }
    let total = used.reduce(0, +)
    state.report(
      "hardware made in the union", 100 * union.reduce(0) { $0 + made[$1] } / total, "percent",
      at: "EU27", lever: id)
    for (r, region) in context.economy.regions.enumerated() {
      if used[r] > 0 {
        state.report(
          "hardware installed in the region", used[r], million, at: region.code, lever: id)
      }
      if made[r] > 1e-3 * total {
        state.report("hardware made in the region", made[r], million, at: region.code, lever: id)
      }
    }
  }

  /// Points for a thousand new cars a year, and how far a region is behind the best across a border.
  ///
  ///     q[s] = (P_c·a_s + N·w_s)/n_s,  gap[s] = max(0, max q[r] − q[s])
  ///
  /// P points of the country at the end of 2023, a the region's part of its household purchases, N
  /// points of the programme, n new cars; r in another country within the distance of the catalogue.
  func reportCoverage(
    _ points: ChargingPoints, _ weights: [Double], _ state: inout LeverState
  ) throws {
    guard state.wantsFigures else { return }
    let context = state.context
    let economy = context.economy
    let reach = try context.catalogue.central(Self.borderKey)
    let cars = ProgrammePlaces.newCars(context)
    let existing = ProgrammePlaces.spread(context) {
      context.catalogue["charging.points.2023.\($0)"]?.central
    }
    let coverage = economy.regions.indices.map { s -> Double? in
      guard cars[s] > 0, existing[s] > 0 else { return nil }
      return 1000 * (existing[s] + points.total * weights[s]) / cars[s]
    }
    for (s, own) in coverage.enumerated() where weights[s] > 0 {
      guard let own else { continue }
      let neighbours = coverage.enumerated()
        .compactMap { r, value -> Double? in
          guard let value, economy.countryOfRegion[r] != economy.countryOfRegion[s],
            let distance = SourcingMatrices.distance(economy.regions[r], economy.regions[s]),
            distance <= reach
          else { return nil }
          return value
        }
      let unit = "points for a thousand new cars a year"
      state.report("charging coverage", own, unit, at: economy.regions[s].code, lever: id)
      guard let best = neighbours.max() else { continue }
      state.report(
        "charging coverage behind the best neighbour across a border", max(0, best - own), unit,
        at: economy.regions[s].code, lever: id)
    }
  }
}
