import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// What the purchases of a public programme carry in jobs, and what a job-year costs.
///
///     h = A′ᵀh + e∘1[r ∈ union],  jobs = Σ h·Δf of the lever,  cost = public money / jobs
///
/// e are persons per unit of a change of output with the labour of the year. Δf holds what is bought
/// more, what households and governments buy less, and their answer to the financing; spending of earned
/// income is left out. One transposed solve for each year in which governments pay.
struct PublicCostStep: Sendable {
  let readings: [LeverReading]
  let records: [SolveRecord]

  private struct Task {
    let year: Int
    let lever: String
    let money: Double
    let demand: DemandChanges
  }

  init(_ plan: ScenarioYears, economy: Economy, coefficients: UnitCoefficients) throws {
    let tasks = plan.systems
      .flatMap { t in
        plan.states[t].publicDemand
          .map { entry in
            let money = plan.states[t].accounts.filter { $0.lever == entry.lever }
              .reduce(0) { $0 + $1.byGovernment + $1.transfers }
            return Task(year: t, lever: entry.lever, money: money, demand: entry.demand)
          }
      }
      .filter { $0.money > 0 }
    guard !tasks.isEmpty, let context = plan.states.first?.context else {
      (readings, records) = ([], [])
      return
    }
    let years = Array(Set(tasks.map(\.year))).sorted()
    let n = economy.dimension
    let sides = Matrix(
      rows: n, columns: years.count,
      values: years.flatMap { Self.jobs(plan, year: $0, coefficients, economy) })
    let solution = try economy.naming("public cost", years: plan.years) {
      try LinearSolver.solveTransposed(plan.accounts, rightHandSide: sides, systems: years)
    }
    let delivered = Self.delivered(tasks, plan, rows: n)
    let level = try PriceLevel(context.catalogue)
    readings = tasks.enumerated()
      .flatMap { c, task in
        let column = years.firstIndex(of: task.year) ?? 0
        let jobs = (0..<n).reduce(0) { $0 + solution.x[$1, column] * delivered[$1, c] }
        return Self.figures(
          task.lever, year: plan.years[task.year], jobs: jobs,
          money: level.inPricesOf2024(task.money))
      }
    records = years.indices.map {
      solution.transposedRecord($0, label: "public cost \(plan.years[years[$0]])")
    }
  }

  /// Δf by task at its origin, n×tasks.
  private static func delivered(_ tasks: [Task], _ plan: ScenarioYears, rows n: Int) -> Matrix {
    func matrix(_ part: (DemandChanges) -> IndexTable) -> Matrix {
      var values = [Double](repeating: 0, count: n * tasks.count)
      for (c, task) in tasks.enumerated() {
        part(task.demand).forEachValue { values[c * n + $0] = $1 }
      }
      return Matrix(rows: n, columns: tasks.count, values: values)
    }
    let own = plan.accounts.sourced(originClass: 0, demand: matrix(\.own))
    let imported = plan.accounts.sourced(originClass: 1, demand: matrix(\.imported))
    let atOrigin = matrix(\.atOrigin)
    let values = zip(zip(own.values, imported.values), atOrigin.values).map { $0.0 + $0.1 + $1 }
    return Matrix(rows: n, columns: tasks.count, values: values)
  }

  /// e of a change of output in the Union; where employment is not known it counts as none.
  private static func jobs(
    _ plan: ScenarioYears, year t: Int, _ coefficients: UnitCoefficients, _ economy: Economy
  ) -> [Double] {
    let S = economy.industryCount
    return coefficients.employment.enumerated()
      .map { k, unit in
        guard economy.regions[k / S].isEuropeanUnion, !unit.isNaN else { return 0 }
        return unit * plan.changeFactor(k, year: t)
      }
  }

  private static func figures(
    _ lever: String, year: Int, jobs: Double, money: Double
  ) -> [LeverReading] {
    func reading(_ figure: String, _ value: Double, _ unit: String) -> LeverReading {
      LeverReading(
        lever: lever, place: "EU27", year: year, figure: figure, value: value, unit: unit)
    }
    let carried = reading(
      "jobs that the purchases carry, without spending of income", jobs, "persons")
    // Without a gain of jobs there is no cost of one.
    guard jobs > 0 else { return [carried] }
    return [
      carried,
      reading("public money for a job-year", 1000 * money / jobs, "thousand EUR of 2024"),
    ]
  }
}
