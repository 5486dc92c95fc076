import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Identities that every run must meet, computed apart from the solver.
struct RunAudit: Sendable {
  let economy: Economy
  let context: LeverContext
  let worldShares: [Double]

  /// Relative to the sum of absolute flows: the solver stops at 1e-10 of the right-hand side, and n
  /// roundings add little.
  private static let accountingTolerance = 1e-8

  func checks(
    _ plan: ScenarioYears, output: OutputStep, cube: ChangeCube, isCertified: Bool = true
  ) -> [RunCheck] {
    var checks = [
      RunCheck(
        "value added, taxes, margins and imports less extra cost change as final demand does",
        difference: accounting(plan, output: output, finalDemand: output.finalDemand),
        tolerance: Self.accountingTolerance)
    ]
    if isCertified {
      checks.append(
        RunCheck(
          name: "certificate: smallest margin of w − A′ᵀw", value: output.margin, tolerance: 0,
          passed: output.margin > 0))
    }
    if plan.states.allSatisfy({
      $0.purchases.isEmpty && $0.labour.isEmpty && $0.priceResponses.isEmpty && $0.demand.isEmpty
        && $0.outputLimits.isEmpty
        && $0.plants.isEmpty && $0.events.isEmpty
    }) {
      let largest = cube.change.values.flatMap(\.values).joined().joined()
        .reduce(0) { max($0, abs($1)) }
      checks.append(RunCheck("no lever acts: largest change", difference: largest, tolerance: 0))
    }
    if plan.states.contains(where: { !$0.accounts.isEmpty || !$0.demand.isEmpty }) {
      checks += Self.moneyChecks(plan.states)
    }
    if plan.states.contains(where: { !$0.plants.isEmpty }) {
      checks.append(Self.plantCheck(plan.states))
    }
    if plan.states.contains(where: { !$0.events.isEmpty }) {
      checks.append(
        RunCheck(
          "jobs of announced events are those that were set", difference: output.eventGap,
          tolerance: EventStep.tolerance))
    }
    let wild = [output.technical, output.price, output.induced].joined().joined()
      .filter { !$0.isFinite }.count
    checks.append(
      RunCheck("changes of output that are not finite", difference: Double(wild), tolerance: 0))
    return checks
  }

  /// What plants buy reaches their suppliers.
  private static func plantCheck(_ states: [LeverState]) -> RunCheck {
    let gap = states.reduce(0) { largest, state in
      let inputs = state.plants.reduce(0) { $0 + $1.inputs }
      let size = state.plants.reduce(1e-300) { $0 + abs($1.inputs) }
      return max(largest, abs(state.plantInputs.total - inputs) / size)
    }
    return RunCheck(
      "what plants buy reaches their suppliers", difference: gap, tolerance: accountingTolerance)
  }

  /// What households and businesses no longer spend on one thing is spent on another, paid as tax, or
  /// saved; and all that is bought reaches final demand.
  private static func moneyChecks(_ states: [LeverState]) -> [RunCheck] {
    var (households, purchases, arrived, governments) = (0.0, 0.0, 0.0, 0.0)
    for state in states {
      let accounts = state.accounts
      let size = accounts.reduce(1e-300) {
        $0 + abs($1.spending) + abs($1.vehicles) + abs($1.transfers) + abs($1.deficit)
          + abs($1.exports)
          + abs($1.displacedSales)
      }
      for account in accounts {
        let left =
          account.byHouseholds + account.respent + account.respentTaxes + account.saved
          + account.taxesRaised - account.transfers
        households = max(households, abs(left) / size)
        let open =
          account.byGovernment + account.transfers + account.otherPurchases - account.deficit
          - account.taxesRaised
        governments = max(governments, abs(open) / size)
        purchases = max(purchases, abs(account.spending - account.basic - account.taxes) / size)
      }
      let bought = accounts.reduce(0) {
        $0 + $1.basic + $1.respent + $1.vehicles + $1.otherPurchases + $1.displacedSales
          + $1.exports
      }
      arrived = max(arrived, abs(state.demand.total - bought) / size)
    }
    return [
      RunCheck(
        "money that households save is spent, paid as tax or put aside", difference: households,
        tolerance: accountingTolerance),
      RunCheck(
        "what governments spend is borrowed, raised or cut elsewhere", difference: governments,
        tolerance: accountingTolerance),
      RunCheck(
        "purchasers' prices are basic prices, margins and taxes", difference: purchases,
        tolerance: accountingTolerance),
      RunCheck(
        "what is bought differently reaches final demand", difference: arrived,
        tolerance: accountingTolerance),
    ]
  }

  /// Largest relative gap of the accounts over the years.
  ///
  ///     Σ (1 − Σ_i a)·Δx + m′·x′ − m·x₀ − c·x′ = Σ Δf
  ///
  /// where 1 − Σ_i a is value added, taxes, margins and the accounts' discrepancy per unit, m imports
  /// from W per unit and c the extra cost per unit, which prices carry and not value added.
  private func accounting(
    _ plan: ScenarioYears, output: OutputStep, finalDemand: [[Double]]
  ) -> Double {
    let (primary, imports) = unitAccounts()
    let gaps = concurrentMap(plan.systems.count) { t in
      let dx = zip(output.technical[t], output.price[t]).map(+)
      var (left, right, scale) = (0.0, 0.0, 1e-300)
      for k in dx.indices {
        left += (primary[k] + imports[k]) * dx[k]
        right += finalDemand[t][k]
        scale += abs(dx[k]) + abs(finalDemand[t][k])
      }
      let purchases = plan.states[t].purchases
      purchases.forEachLayer { buyer, product, layer in
        let mask = layer.zone.map { purchases.zones[$0] }
        for (region, delta) in zip(layer.regions, purchases.values[layer.span]) where delta != 0 {
          let k = economy.index(region: region, industry: buyer)
          let moved = delta * (economy.satellites.output[k] + dx[k])
          let reached = share(
            of: product, originClass: layer.originClass, boughtBy: region, from: mask)
          left += moved * (reached.world - reached.all)
          scale += abs(moved)
        }
      }
      return abs(left - right) / scale
    }
    return gaps.contains { $0.isNaN } ? .nan : gaps.max() ?? 0
  }

  /// 1 − Σ_i a[i,j,s] and the imports from W, both by unit of output (length n).
  private func unitAccounts() -> (primary: [Double], imports: [Double]) {
    let (R, S) = (economy.regionCount, economy.industryCount)
    let regions = concurrentMap(R) { s in
      var primary = [Double](repeating: 1, count: S)
      var imports = [Double](repeating: 0, count: S)
      for i in 0..<S {
        let reached = [0, 1].map { context.reaches(originClass: $0, product: i, region: s) }
        let world = worldShares[i * R + s]
        for j in 0..<S {
          let own = context.technology.own[(s * S + j) * S + i]
          let imported = context.technology.imported[(s * S + j) * S + i]
          if reached[0] { primary[j] -= own }
          if reached[1] { primary[j] -= imported }
          imports[j] += imported * world
        }
      }
      return (primary, imports)
    }
    return (regions.flatMap(\.0), regions.flatMap(\.1))
  }

  /// Share of a changed purchase that is delivered at all, and the share that comes from W; `mask` is its zone of
  /// origin.
  private func share(
    of product: Int, originClass k: Int, boughtBy region: Int, from mask: ScopeMask?
  ) -> (all: Double, world: Double) {
    let world = k == 1 ? worldShares[product * economy.regionCount + region] : 0
    guard let mask else {
      return (context.reaches(originClass: k, product: product, region: region) ? 1 : 0, world)
    }
    let fromWorld = mask.includesWorld ? world : 0
    let trade = context.trade(of: product)
    let R = economy.regionCount
    let modelled = (0..<R)
      .reduce(0) { mask.regions[$1] ? $0 + trade.classes[k][region * R + $1] : $0 }
    return (modelled + fromWorld, fromWorld)
  }
}
