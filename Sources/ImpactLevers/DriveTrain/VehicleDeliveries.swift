package import ImpactEconomies

/// Final purchases of vehicles by origin and destination, million EUR of the base year.
///
/// B[r,s] = Σ_k T_k[r,s]·y_k[s] over households, non-profit bodies, government and investment; exports
/// to W as the accounts hold them. Vehicles that industries buy as inputs are left out. Of a class c
/// σ_c of the origin's country is delivered everywhere.
package struct VehicleDeliveries: Sendable {
  package static let buyers: [Economy.FinalCategory] = [
    .households, .nonProfit, .government, .investment,
  ]
  /// Entry (r, s) at `r + s * R`.
  let flows: [Double]
  /// By destination.
  let fromWorld: [Double]
  /// By origin.
  let toWorld: [Double]
  let regionCount: Int

  /// The flows of an economy, worked out once.
  static func of(_ context: LeverContext) -> VehicleDeliveries {
    context.economyMemo.value("vehicle deliveries") { VehicleDeliveries(context) }
  }

  /// Those of a class, worked out once for a run.
  ///
  /// Throws a `ProblemReport` when a share of the class cannot be computed.
  static func of(
    _ context: LeverContext, _ vehicles: DriveTrain.VehicleScope
  ) throws -> VehicleDeliveries {
    let all = of(context)
    guard let shares = try vehicles.knownShares(context) else { return all }
    return context.runMemo.value("deliveries of \(vehicles.rawValue)") {
      VehicleDeliveries(all, shares: shares)
    }
  }

  private init(_ all: VehicleDeliveries, shares: [Double]) {
    let R = all.regionCount
    regionCount = R
    flows = all.flows.indices.map { all.flows[$0] * shares[$0 % R] }
    fromWorld = all.fromWorld.map { $0 * shares[R] }
    toWorld = (0..<R).map { all.toWorld[$0] * shares[$0] }
  }

  init(_ context: LeverContext) {
    let economy = context.economy
    let (R, S) = (economy.regionCount, economy.industryCount)
    regionCount = R
    guard let vehicles = context.vehicles, let trade = context.trade[vehicles] else {
      (flows, fromWorld, toWorld) = (
        [Double](repeating: 0, count: R * R), [Double](repeating: 0, count: R),
        [Double](repeating: 0, count: R)
      )
      return
    }
    let demand = [economy.finalDemand.own, economy.finalDemand.imported]
      .map { byCategory in
        (0..<R)
          .map { s in
            Self.buyers.reduce(0) { $0 + byCategory[$1.rawValue][s * S + vehicles] }
          }
      }
    flows = (0..<R * R)
      .map {
        trade.classes[0][$0] * demand[0][$0 / R] + trade.classes[1][$0] * demand[1][$0 / R]
      }
    fromWorld = (0..<R).map { trade.world[$0] * demand[1][$0] }
    toWorld = (0..<R).map { economy.finalDemand.exportsToWorld[$0 * S + vehicles] }
  }

  /// All purchases of a destination.
  func bought(in s: Int) -> Double {
    flows[s * regionCount..<(s + 1) * regionCount].reduce(fromWorld[s], +)
  }
}
