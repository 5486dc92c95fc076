public import ImpactEconomies
import ImpactNumerics

/// Identities between the models of one economy, for users to run.
public struct ModelIdentities {
  private let model: EconomyModel
  private let demand: [Double]

  init(_ model: EconomyModel) {
    self.model = model
    demand = model.economy.finalDemandAtOrigin(model.accounts)
  }

  /// Solves to 1e-12 of a sum, so that cells with little output carry digits too.
  public static func checks(of economy: Economy) throws -> [IdentityCheck] {
    try ModelIdentities(EconomyModel(economy, tolerance: 1e-12)).checks()
  }

  /// All of them; the price identity cannot be checked while value added is unknown somewhere.
  func checks() throws -> [IdentityCheck] {
    try model.naming("model identities") {
      [
        try multipliers(.output), try multipliers(.valueAdded), try prices(), try supply(),
        try footprints(),
      ]
    }
  }

  /// Σ_j m_j f_j = Σ_j s_j: multipliers times final demand give the indicator.
  private func multipliers(_ indicator: AccountIndicator) throws -> IdentityCheck {
    let satellites = model.economy.satellites
    var residual = WorstResidual()
    let coefficients = indicator.coefficients(satellites)
      .map { value -> Double in
        // Unknown cells are left out on both sides, and counted.
        guard value.isNaN else { return value }
        residual.take(.nan, at: "")
        return 0
      }
    let simple = try Multipliers(of: coefficients, in: model.system).simple
    let found = zip(simple, demand).reduce(0) { $0 + $1.0 * $1.1 }
    let expected = zip(coefficients, model.output).reduce(0) { $0 + $1.0 * $1.1 }
    residual.take((found - expected) / max(1, abs(expected)), at: "all cells")
    // The balances hold to 1e-6 of a cell and mostly cancel; the solve adds 1e-10.
    return residual.check(
      "multipliers-\(indicator.rawValue)", "Σ_j m[j]·f[j] = Σ_j s[j]",
      measure: "share of \(indicator.label)", tolerance: 1e-6)
  }

  /// p = Aᵀp + v + taxes and margins + inputs from W = 1 where there is output.
  private func prices() throws -> IdentityCheck {
    let satellites = model.economy.satellites
    let world = BuyerMeans(model)
      .worldInputs([Double](repeating: 1, count: model.economy.industryCount))
    let costs = satellites.output.indices.map { k -> Double in
      let x = satellites.output[k]
      guard x > 0 else { return 0 }
      return (satellites.valueAdded[k] + satellites.taxesAndMargins[k]) / x + world[k]
    }
    let (name, statement) = ("price-dual", "p = Aᵀp + v + taxes and margins + inputs from W = 1")
    let unknown = costs.count { !$0.isFinite }
    guard unknown == 0 else {
      return .unchecked(
        name, statement, measure: "share of a price", tolerance: Self.priceTolerance,
        unknownCells: unknown)
    }
    var residual = WorstResidual()
    let prices = try PriceModel(model.system).prices(costs: costs)
    for (k, price) in prices.enumerated() where satellites.output[k] > 0 {
      residual.take(price - 1, at: place(k))
    }
    return residual.check(
      name, statement, measure: "share of a price", tolerance: Self.priceTolerance)
  }

  /// Costs of a cell hold to 1e-6 of max(1, x); where output is small this is a larger share of it.
  private static let priceTolerance = 1e-4

  /// v' G i = Σ x: Ghosh's model with base primary inputs gives base output.
  private func supply() throws -> IdentityCheck {
    let x = model.output
    let inputs = model.system.costs(at: x.map { $0 == 0 ? 0 : 1 })
    let primary = x.indices.map { x[$0] * (1 - inputs[$0]) }
    let supply = try SupplyDrivenModel(model.system, output: x)
    let ghosh = try supply.output(primaryInputs: primary).reduce(0, +)
    let leontief = try model.system.outputs(for: demand).reduce(0, +)
    var residual = WorstResidual()
    residual.take((ghosh - leontief) / max(1, leontief), at: "all cells")
    return residual.check(
      "ghosh-total", "v'(I − B)⁻¹i = i'(I − A)⁻¹f", measure: "share of output", tolerance: 1e-6)
  }

  /// Output drawn by each kind of final use adds up to output.
  private func footprints() throws -> IdentityCheck {
    let economy = model.economy
    var columns = Economy.FinalCategory.allCases.map { category in
      model.accounts.sourced(
        own: economy.finalDemand.own[category.rawValue],
        imported: economy.finalDemand.imported[category.rawValue])
    }
    columns += [economy.finalDemand.ownRegionUse, economy.finalDemand.exportsToWorld]
    let drawn = try model.system.outputs(
      for: Matrix(
        rows: economy.dimension, columns: columns.count, values: columns.flatMap(\.self)))
    var residual = WorstResidual()
    for k in 0..<economy.dimension {
      let sum = columns.indices.reduce(0) { $0 + drawn[k, $1] }
      residual.take((sum - model.output[k]) / max(1, model.output[k]), at: place(k))
    }
    // As the balance of output of a cell.
    return residual.check(
      "footprint-sum", "Σ_c (I − A)⁻¹f_c = x", measure: "share of output", tolerance: 1e-6)
  }

  private func place(_ cell: Int) -> String {
    let S = model.economy.industryCount
    return "\(model.economy.regions[cell / S].code) \(model.economy.industries[cell % S].code)"
  }
}
