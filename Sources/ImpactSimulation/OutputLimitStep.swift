import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Outputs that cannot exceed what a shortage leaves, with final demand giving way.
///
///     x = min(κ·x₁, A′x + f),  g = x − A′x − f at the cells that are held, 0 elsewhere
///
/// x₁ is the output of the year without limits, κ the feasible share (`LeverState.outputLimits`), g ≤ 0
/// the final demand that is not met. Suppliers lose through A′; a cell whose demand falls by more than
/// its limit is held by its demand, not by the limit. In changes d = x − x₁: d ← min(−(1 − κ)x₁, A′d)
/// falls from 0 to the largest solution. Compare the mixed model: Miller and Blair (2009), section 13.2.
struct OutputLimitStep: Sendable {
  /// Δf of the levers with g added, by year, length n.
  let leverDemand: [[Double]]
  let notices: [Notice]
  /// κ·x₁ by year and index, where there are limits.
  private let capacities: [Int: [Int: Double]]
  private let economy: Economy

  /// Share of the largest change below which a round changes nothing, as a part of the solver's tolerance.
  private static let tolerance = 1e-3
  /// Tier by tier changes shrink at least by the share of inputs in output; 500 rounds are beyond
  /// every productive economy seen.
  private static let longest = 500

  init(
    _ plan: ScenarioYears, economy: Economy, leverDemand: [[Double]], finalDemand: [[Double]],
    options: SolverOptions = SolverOptions()
  ) throws {
    self.economy = economy
    let held = plan.systems.filter { !plan.states[$0].outputLimits.isEmpty }
    guard !held.isEmpty else {
      (self.leverDemand, notices, capacities) = (leverDemand, [], [:])
      return
    }
    let before = try Self.output(
      plan, held, economy: economy, leverDemand: leverDemand, finalDemand: finalDemand,
      options: options)
    var falls = Matrix(rows: economy.dimension, columns: held.count)
    var capacities: [Int: [Int: Double]] = [:]
    for (column, t) in held.enumerated() {
      for (k, share) in plan.states[t].outputLimits {
        falls[k, column] = (share - 1) * before[k, column]
        capacities[t, default: [:]][k] = share * before[k, column]
      }
    }
    let change = try Self.change(
      plan, held, falls: falls, tolerance: Self.tolerance * options.tolerance)
    var demand = leverDemand
    var unmet: [Int: Double] = [:]
    for (column, t) in held.enumerated() {
      for k in 0..<economy.dimension where change.unmet[k, column] != 0 {
        demand[t][k] += change.unmet[k, column]
        unmet[t, default: 0] += change.unmet[k, column]
      }
    }
    self.leverDemand = demand
    self.capacities = capacities
    notices = Self.notices(plan, demand: demand, price: finalDemand, held: held, economy: economy)
  }

  /// x₁ = x₀ + (I − A′)⁻¹[(A′ − A)x₀ + Δf] for the years with limits.
  private static func output(
    _ plan: ScenarioYears, _ held: [Int], economy: Economy, leverDemand: [[Double]],
    finalDemand: [[Double]], options: SolverOptions
  ) throws -> Matrix {
    let n = economy.dimension
    let x0 = economy.satellites.output
    let levels = Matrix(rows: n, columns: held.count, values: held.flatMap { _ in x0 })
    var right = plan.accounts.changeApplied(to: levels, systems: held)
    for (column, t) in held.enumerated() {
      for k in 0..<n { right[k, column] += leverDemand[t][k] + finalDemand[t][k] }
    }
    let solution = try economy.naming("output without limits", years: plan.years) {
      try LinearSolver.solve(
        plan.accounts, rightHandSide: right, systems: held, options: options)
    }
    var result = levels
    for column in held.indices {
      for k in 0..<n { result[k, column] += solution.x[k, column] }
    }
    return result
  }

  /// d and g, n×(years with limits).
  private static func change(
    _ plan: ScenarioYears, _ held: [Int], falls: Matrix, tolerance: Double
  ) throws -> (output: Matrix, unmet: Matrix) {
    var change = falls
    var needs = plan.accounts.applied(to: change, systems: held)
    for _ in 0..<longest {
      var next = needs
      for (k, fall) in falls.values.enumerated() where fall < 0 {
        next.values[k] = min(fall, needs.values[k])
      }
      let moved = zip(next.values, change.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
      let largest = next.values.reduce(0) { max($0, abs($1)) }
      change = next
      needs = plan.accounts.applied(to: change, systems: held)
      if moved <= tolerance * largest { break }
    }
    var unmet = Matrix(rows: falls.rows, columns: falls.columns)
    for (k, fall) in falls.values.enumerated() where fall < 0 && fall < needs.values[k] {
      unmet.values[k] = fall - needs.values[k]
    }
    return (change, unmet)
  }

  /// Whether outputs stay within their limits after the solve, relative to base output (at least 1).
  func checks(_ output: OutputStep) -> [RunCheck] {
    guard !capacities.isEmpty else { return [] }
    var largest = 0.0
    for (t, limits) in capacities {
      for (k, limit) in limits {
        let base = economy.satellites.output[k]
        let made = base + output.technical[t][k] + output.price[t][k]
        largest = max(largest, (made - limit) / max(base, 1))
      }
    }
    return [
      RunCheck(
        "outputs stay within what shortages leave", difference: max(0, largest), tolerance: 1e-7)
    ]
  }

  /// Cells where intermediate users alone need more than what is left.
  private static func notices(
    _ plan: ScenarioYears, demand: [[Double]], price: [[Double]], held: [Int], economy: Economy
  ) -> [Notice] {
    let base = economy.finalDemandAtOrigin(plan.accounts)
    var short: Set<String> = []
    for t in held {
      for k in plan.states[t].outputLimits.keys
      where base[k] + demand[t][k] + price[t][k] < -1e-6 * economy.satellites.output[k] {
        short.insert(
          "\(economy.industries[k % economy.industryCount].code) of "
            + economy.regions[k / economy.industryCount].code)
      }
    }
    guard !short.isEmpty else { return [] }
    return [
      Notice(
        "shortage-beyond-final-demand",
        "intermediate users alone need more than a shortage leaves in \(short.count) cells ("
          + short.sorted().prefix(6).joined(separator: ", ")
          + "); their further losses down the chain are not followed, so the loss is understated")
    ]
  }
}
