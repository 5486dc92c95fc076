import ImpactDiagnostics

/// Δf[VEH,r] = λ·Σ_m ΔB[r,m]: what named origins of a drive train gain and the others lose.
///
/// Sales of W move outside the model; with them all changes sum to zero. Buyers of vehicles spend the
/// same.
extension DriveTrain {
  static let figureImports = "sales moved by imports"

  func moveImports(_ source: ProductionSource, state: inout LeverState) {
    guard case .markets(let production, _, let now) = source, let imports = production.imports,
      let vehicles = state.context.vehicles, !now.moved.isEmpty
    else { return }
    let economy = state.context.economy
    var account = SpendingAccount(lever: id)
    for r in economy.regions.indices {
      let change = intensity * now.moved[r]
      state.demand.addAtOrigin(change, at: economy.index(region: r, industry: vehicles))
      account.vehicles += change
    }
    state.accounts.append(account)
    if now.shortage > 0 {
      state.notices.append(
        Notice(
          "imports-below-accounts",
          "\(id): sales of \(Int(now.shortage.rounded())) million EUR should leave in \(state.year) that "
            + "the accounts do not hold, since today's imports came after them; the other origins give "
            + "what is left in proportion"))
    }
    report(now.moved, imports, state: &state)
  }

  private func report(_ moved: [Double], _ imports: ImportShares, state: inout LeverState) {
    let economy = state.context.economy
    let unit = "million EUR of \(economy.baseYear)"
    var byCountry: [String: Double] = [:]
    for r in economy.regions.indices {
      byCountry[economy.regions[r].country, default: 0] += intensity * moved[r]
    }
    byCountry["REST_OF_WORLD"] = intensity * moved[economy.regionCount]
    for (country, value) in byCountry.sorted(by: { $0.key < $1.key }) where value != 0 {
      state.report(
        "\(vehicles.noun), \(Self.figureImports)", value, unit, at: country, lever: id)
    }
    let union = economy.regions.indices.filter { economy.regions[$0].isEuropeanUnion }
    state.report(
      "\(vehicles.noun), \(Self.figureImports)",
      union.reduce(0) { $0 + intensity * moved[$1] }, unit, at: "EU27", lever: id)
  }
}
