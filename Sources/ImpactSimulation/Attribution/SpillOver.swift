import ImpactDiagnostics
public import ImpactLevers
import ImpactNumerics

/// Where changes are felt, split by where they were set off, in one year.
///
///     (I − A′)Δx_g = [(A′ − A)x₀]_g + Δf_g,   Σ_g Δx_g = Δx
///
/// The right-hand side is split by place of the shock: changed purchases belong to the region of the
/// buyer, changed final demand to the region that buys, exports and sales of vehicles that answer prices
/// to the region that makes them, announced events, limits, new plants and changed labour to the region
/// of the plant. What households spend out
/// of changed income follows the shock that changed it. The model of a year is linear, so the parts add
/// up to the run. Documentation/Methods/spill-overs.md.
public struct SpillOver: Sendable {
  /// Regions of each origin group by index; together they hold every region once.
  public let groups: [[Int]]
  /// The year.
  public let year: Int
  /// Change by indicator, origin group and region of the economy, all industries together.
  public let change: [Indicator: [[Double]]]
  /// Largest difference between Σ_g and the run by region, relative to the sum of absolute changes.
  public let gap: Double

  /// Change in some regions caused by the shocks of a group; cells without a value are left out.
  public func change(_ indicator: Indicator, from group: Int, in regions: [Int]) -> Double {
    guard let rows = change[indicator] else { return .nan }
    return regions.reduce(0) { $0 + rows[group][$1] }
  }
}

extension ImpactEngine {
  /// Splits the changes of one year by the place of the shock; see `SpillOver`.
  ///
  /// `groups` must hold every region once. `result` must be the outcome of the scenario. Throws a
  /// `ProblemReport` for other groups or years, and `identityViolated` when the parts do not add up.
  public func spillOver(
    of scenario: Scenario, result: ImpactResult, year: Int, groups: [[Int]]
  ) async throws -> SpillOver {
    try await EngineThread.run { _ in try spillOver(scenario, result, year, groups) }
  }

  private func spillOver(
    _ scenario: Scenario, _ result: ImpactResult, _ year: Int, _ groups: [[Int]]
  ) throws -> SpillOver {
    guard let t = result.years.firstIndex(of: year), scenario.years.contains(year),
      groups.flatMap({ $0 }).sorted() == Array(economy.regions.indices)
    else {
      throw ProblemReport([
        Problem(
          at: nil, path: scenario.id,
          "the groups do not hold every region once, or \(year) is missing",
          expected: "a partition of the regions and a year of the result")
      ])
    }
    let single = scenario.only([year])
    let plan = try loop(single).plan
    let place = placeOfRegion(groups)
    let households =
      scenario.inducedEffects
      ? try HouseholdIncome(
        economy, catalogue: context.catalogue.replacing(scenario.parameters)) : nil
    let open = try openParts(plan, groups: groups.count, place: place)
    let induced = try households.map { try inducedParts(plan, $0, open: open, place: place) }
    let change = regionTotals(plan, open: open, induced: induced, place: place)
    let gap = gap(change, result, year: t)
    guard gap <= Self.spillOverTolerance else {
      throw SimulationError.identityViolated([
        RunCheck(
          "parts by place of the shock add up to the run", difference: gap,
          tolerance: Self.spillOverTolerance)
      ])
    }
    return SpillOver(groups: groups, year: year, change: change, gap: gap)
  }

  /// The solves stop at 1e-10 of each right-hand side, a fixed point at 1e-7 of volumes.
  private static let spillOverTolerance = 1e-6

  private func placeOfRegion(_ groups: [[Int]]) -> [Int] {
    var place = [Int](repeating: 0, count: economy.regionCount)
    for (g, regions) in groups.enumerated() { for r in regions { place[r] = g } }
    return place
  }

  /// (I − A′)⁻¹ of the direct and price parts of every group, n×G.
  private func openParts(_ plan: ScenarioYears, groups: Int, place: [Int]) throws -> Matrix {
    let (n, S) = (economy.dimension, economy.industryCount)
    let x0 = economy.satellites.output
    func split(_ values: (Int) -> Double) -> Matrix {
      var parts = Matrix(rows: n, columns: groups)
      for k in 0..<n { parts[k, place[k / S]] = values(k) }
      return parts
    }
    let systems = [Int](repeating: 0, count: groups)
    let purchases = plan.accounts.changeApplied(to: split { x0[$0] }, systems: systems)
    let bought = [plan.states[0].demand, plan.states[0].plantInputs]
    func sum(_ part: (DemandChanges) -> IndexTable) -> Matrix {
      split { k in bought.reduce(0) { $0 + (part($1)[k] ?? 0) } }
    }
    let own = plan.accounts.sourced(originClass: 0, demand: sum(\.own))
    let imported = plan.accounts.sourced(originClass: 1, demand: sum(\.imported))
    // Sales that answer prices, announced events and limits belong to where output changes.
    let all = try steps(plan, households: nil, flag: CancellationFlag()).output.finalDemand[0]
    let levers = DemandStep(plan, economy: economy).finalDemand[0]
    let plants = DemandStep(plan, economy: economy) { $0.plantInputs }.finalDemand[0]
    let answers = split { all[$0] - levers[$0] - plants[$0] }
    let exports = sum(\.atOrigin)
    let atOrigin = Matrix(
      rows: n, columns: groups, values: zip(answers.values, exports.values).map(+))
    var side = purchases
    for k in side.values.indices {
      side.values[k] += own.values[k] + imported.values[k] + atOrigin.values[k]
    }
    let total = side
    return try economy.naming("spill-overs", years: plan.years) {
      try LinearSolver.solve(plan.accounts, rightHandSide: total, systems: systems).x
    }
  }

  /// What spending of changed income adds to every group's part, n×G.
  private func inducedParts(
    _ plan: ScenarioYears, _ households: HouseholdIncome, open: Matrix, place: [Int]
  ) throws -> Matrix {
    let closure = households.closure(plan)
    let (R, S, n, G) = (
      economy.regionCount, economy.industryCount, economy.dimension, open.columns
    )
    var earned = Matrix(rows: R, columns: G)
    for g in 0..<G {
      for k in 0..<n { earned[k / S, g] += closure.incomeOfSystem[0][k] * open[k, g] }
    }
    for (k, factor) in plan.states[0].labour.sorted(by: { $0.key < $1.key }) {
      earned[k / S, place[k / S]] +=
        closure.income[k] * (factor - 1) * economy.satellites.output[k]
    }
    for plant in plan.states[0].plants {
      earned[plant.region, place[plant.region]] += households.spentShare * plant.localPay
    }
    let living = closure.residence.multiplied(by: earned)
    func demand(_ spending: [Double]) -> Matrix {
      Matrix(
        rows: n, columns: G,
        values: (0..<G).flatMap { g in (0..<n).map { spending[$0] * living[$0 / S, g] } })
    }
    let own = plan.accounts.sourced(originClass: 0, demand: demand(closure.spending[0]))
    let imported = plan.accounts.sourced(originClass: 1, demand: demand(closure.spending[1]))
    let spent = Matrix(rows: n, columns: G, values: zip(own.values, imported.values).map(+))
    let closed = try economy.naming("households", years: plan.years) {
      try plan.accounts.closed(by: closure)
    }
    return try economy.naming("induced spill-overs", years: plan.years) {
      try LinearSolver.solve(
        closed, rightHandSide: spent, systems: [Int](repeating: 0, count: G)
      )
      .x
    }
  }

  /// Changes by indicator, group and region with the labour factors and growth of the year.
  private func regionTotals(
    _ plan: ScenarioYears, open: Matrix, induced: Matrix?, place: [Int]
  ) -> [Indicator: [[Double]]] {
    let (R, S, n) = (economy.regionCount, economy.industryCount, economy.dimension)
    let (state, x0) = (plan.states[0], economy.satellites.output)
    var change: [Indicator: [[Double]]] = [:]
    for indicator in Indicator.allCases {
      let unit = coefficients.of(indicator)
      change[indicator] = (0..<open.columns)
        .map { g in
          var cells = (0..<n)
            .map { k -> Double in
              var quantity = open[k, g] + (induced?[k, g] ?? 0)
              if indicator.followsLabour {
                quantity *= plan.changeFactor(k, year: 0)
                if place[k / S] == g { quantity += (plan.labourFactor(k, year: 0) - 1) * x0[k] }
              }
              return quantity == 0 ? 0 : (unit?[k] ?? 1) * quantity
            }
          cells = ChangeCube.added(
            state.plants.filter { place[$0.region] == g }, to: cells, indicator, state)
          cells = ProductivityScale(state).applied(to: cells, indicator)
          return (0..<R)
            .map { r in
              cells[r * S..<(r + 1) * S].reduce(0) { $1.isNaN ? $0 : $0 + $1 }
            }
        }
    }
    return change
  }

  /// Largest difference of output by region between the parts and the run.
  private func gap(_ parts: [Indicator: [[Double]]], _ result: ImpactResult, year t: Int) -> Double
  {
    let S = economy.industryCount
    guard let groups = parts[.output], let effects = result.change[.output] else {
      return .infinity
    }
    var (largest, size) = (0.0, 1e-300)
    for r in economy.regions.indices {
      let run = effects.values.reduce(0) { $0 + $1[t][r * S..<(r + 1) * S].reduce(0, +) }
      largest = max(largest, abs(groups.reduce(0) { $0 + $1[r] } - run))
      size += groups.reduce(0) { $0 + abs($1[r]) }
    }
    return largest / size
  }
}
