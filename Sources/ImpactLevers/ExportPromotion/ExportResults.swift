import ImpactAxes
import ImpactDocuments
import ImpactEconomies

/// Exports gained in one year, million EUR of the base year.
struct ExportSums {
  var modelled = 0.0
  var world = 0.0
  var displacedInUnion = 0.0
}

extension ExportPromotion {
  /// Figures of the year, and what the project has brought for its money so far.
  ///
  ///     so far: Σ_τ≤t over the years of the calendar, from the first year of cost
  ///
  /// Jobs and value added of the exports count direct effects and suppliers on the base accounts, in the
  /// regions of the project and in the Union; those of the project's own purchases are not counted.
  func report(
    _ flows: [(Int, ExportFlows)], _ sums: ExportSums, paid: Double, _ state: inout LeverState
  ) throws {
    let context = state.context
    let unit = "million EUR of \(context.economy.baseYear)"
    let figures = [
      ("exports gained in modelled countries", sums.modelled),
      ("exports gained in the rest of the world", sums.world),
      ("sales that other suppliers in the Union lose", sums.displacedInUnion),
      ("project money", paid),
    ]
    for (name, value) in figures { state.report(name, value, unit, at: "EU27", lever: id) }
    guard let first = cost?.first.year, state.year >= first, first > 0 else { return }
    let level = try PriceLevel(context.catalogue)
    var (money, share) = (0.0, 0.0)
    for year in first...state.year {
      money += level.inAccounts(self.money(in: year))
      share += try self.share(in: year, context)
    }
    guard money > 0 else { return }
    let effects = try effects(flows, context)
    let sold = flows.reduce(0) { $0 + $1.1.abroad.reduce(0, +) + $1.1.toWorld.reduce(0, +) }
    let results = [
      ("exports for a EUR", share * sold / money, "EUR per EUR"),
      ("person-years for a million EUR", share * effects.jobs / money, "person-years"),
      ("value added for a EUR", share * effects.valueAdded / money, "EUR per EUR"),
    ]
    for (name, value, unit) in results {
      state.report(
        "\(name), project money in prices of the accounts so far", value, unit, at: "EU27",
        lever: id)
    }
  }

  /// Jobs and value added in the Union of a doubling of the exports, with what others lose.
  private func effects(
    _ flows: [(Int, ExportFlows)], _ context: LeverContext
  ) throws -> (jobs: Double, valueAdded: Double) {
    let multipliers = try context.unionMultipliers()
    var (jobs, valueAdded) = (0.0, 0.0)
    for (product, flow) in flows {
      for r in context.economy.regions.indices {
        let change = flow.abroad[r] + flow.toWorld[r] - flow.displaced[r]
        let k = context.economy.index(region: r, industry: product)
        jobs += change * multipliers.jobs[k]
        valueAdded += change * multipliers.valueAdded[k]
      }
    }
    return (jobs, valueAdded)
  }
}
