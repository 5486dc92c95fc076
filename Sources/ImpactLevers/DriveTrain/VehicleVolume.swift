import ImpactAxes
import ImpactDiagnostics

/// Vehicles bought and their price, by path.
///
///     Δy_k[s] = y_k[s]·(f_s − 1),  f_s = 1 + λ·σ_s·(v_s(t)·p_s(t)^ε − 1),  Δz[r] = z[r]·(f_W − 1)
///
/// over final purchases of vehicles except inventories; v and p are paths against the base year, ε the
/// price elasticity of vehicle demand, σ the class's share in what is bought (1 for all vehicles). Sourced as the region's vehicle purchases are.
extension DriveTrain {
  var movesVolume: Bool { !volume.isEmpty || !price.isEmpty }

  /// f by region, and for W.
  func volumeFactors(
    in year: Int, elasticity: Double, _ context: LeverContext
  ) throws -> (regions: [Double], world: Double) {
    let parts = try boughtShares(context)
    let volumes = PlaceTable(volume, context: context)
    let prices = PlaceTable(price, context: context)
    func factor(_ v: DatedPath?, _ p: DatedPath?, _ part: Double) -> Double {
      let level = power(p?.value(in: year) ?? 1, elasticity) * (v?.value(in: year) ?? 1)
      return 1 + intensity * part * (level - 1)
    }
    let regions = context.economy.regions.indices.map {
      factor(volumes.value(region: $0), prices.value(region: $0), parts?.regions[$0] ?? 1)
    }
    return (regions, factor(volumes.world, prices.world, parts?.world ?? 1))
  }

  /// σ by destination; nil when the lever is about all vehicles.
  private func boughtShares(
    _ context: LeverContext
  ) throws -> (regions: [Double], world: Double)? {
    guard vehicles != .all else { return nil }
    let (all, own) = (
      VehicleDeliveries.of(context), try VehicleDeliveries.of(context, vehicles)
    )
    func share(_ part: Double, _ whole: Double) -> Double { whole > 0 ? part / whole : 0 }
    return (
      context.economy.regions.indices.map { share(own.bought(in: $0), all.bought(in: $0)) },
      share(own.toWorld.reduce(0, +), all.toWorld.reduce(0, +))
    )
  }

  func moveVolume(elasticity: Double, state: inout LeverState) throws {
    let context = state.context
    guard movesVolume, let vehicles = context.vehicles else { return }
    let economy = context.economy
    let factors = try volumeFactors(in: state.year, elasticity: elasticity, context)
    let changes = factors.regions.map { $0 - 1 } + [factors.world - 1]
    state.vehicleVolume =
      state.vehicleVolume.isEmpty ? changes : zip(state.vehicleVolume, changes).map(+)
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
