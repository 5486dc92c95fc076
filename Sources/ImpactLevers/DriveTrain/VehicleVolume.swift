import ImpactAxes
import ImpactDiagnostics

/// Vehicles bought and their price, by path.
///
///     Δy_k[s] = y_k[s]·(f_s − 1),  f_s = 1 + λ·(v_s(t)·p_s(t)^ε − 1),  Δz[r] = z[r]·(f_W − 1)
///
/// over final purchases of vehicles except inventories; v and p are paths against the base year, ε the
/// price elasticity of vehicle demand. Sourced as the region's vehicle purchases are.
extension DriveTrain {
  var movesVolume: Bool { !volume.isEmpty || !price.isEmpty }

  /// f by region, and for W.
  func volumeFactors(
    in year: Int, elasticity: Double, _ context: LeverContext
  ) -> (regions: [Double], world: Double) {
    let volumes = PlaceTable(volume, economy: context.economy)
    let prices = PlaceTable(price, economy: context.economy)
    func factor(_ v: DatedPath?, _ p: DatedPath?) -> Double {
      let level = power(p?.value(in: year) ?? 1, elasticity) * (v?.value(in: year) ?? 1)
      return 1 + intensity * (level - 1)
    }
    let regions = context.economy.regions.indices.map {
      factor(volumes.value(region: $0), prices.value(region: $0))
    }
    return (regions, factor(volumes.world, prices.world))
  }

  func moveVolume(elasticity: Double, state: inout LeverState) {
    let context = state.context
    guard movesVolume, let vehicles = context.vehicles else { return }
    let economy = context.economy
    let factors = volumeFactors(in: state.year, elasticity: elasticity, context)
    var account = SpendingAccount(lever: id)
    for s in economy.regions.indices {
      let k = economy.index(region: s, industry: vehicles)
      for (c, demand) in [economy.finalDemand.own, economy.finalDemand.imported].enumerated() {
        let change =
          VehicleDeliveries.buyers.reduce(0) { $0 + demand[$1.rawValue][k] }
          * (factors.regions[s] - 1)
        guard context.reaches(originClass: c, product: vehicles, region: s) else { continue }
        state.demand.add(change, at: k, originClass: c)
        account.vehicles += change
      }
      let exports = economy.finalDemand.exportsToWorld[k] * (factors.world - 1)
      state.demand.addAtOrigin(exports, at: k)
      account.vehicles += exports
    }
    state.accounts.append(account)
  }
}
