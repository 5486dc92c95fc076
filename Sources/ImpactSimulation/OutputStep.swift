import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Changes of output by channel, year by year; arrays of length n, million EUR.
struct OutputStep: Sendable {
  /// u = (A′ − A)x₀ + Δf of the levers.
  let direct: [[Double]]
  /// (I − A′)⁻¹u, direct part included.
  let technical: [[Double]]
  /// (I − A′)⁻¹Δf.
  let price: [[Double]]
  /// What spending of income adds; zero when it is not followed.
  let induced: [[Double]]
  /// All Δf by year: of levers, of their plants, of prices and of announced events.
  let finalDemand: [[Double]]
  /// How far announced events are from the jobs that were set, relative.
  let eventGap: Double
  let records: [SolveRecord]
  /// Smallest margin of the certificates, positive; 0 without certificates.
  let margin: Double
  /// What the solves used, without and with households, for those of similar plans.
  let polynomials: (open: ResidualPolynomial?, closed: ResidualPolynomial?)

  /// `leverDemand` is what levers add to final demand, `plantDemand` what their plants buy,
  /// `finalDemand` what answers prices.
  ///
  /// Without certificates residuals alone are known. `closed` are options with households, where others.
  init(
    _ plan: ScenarioYears, economy: Economy, leverDemand: [[Double]], plantDemand: [[Double]],
    finalDemand: [[Double]], coefficients: UnitCoefficients, households: HouseholdIncome?,
    options: SolverOptions = SolverOptions(), closed: SolverOptions? = nil,
    isCertified: Bool = true, flag: CancellationFlag
  ) throws {
    let (n, count) = (economy.dimension, plan.years.count)
    let direct = Self.direct(plan, economy: economy, leverDemand: leverDemand)
    try flag.check()
    let certificate =
      isCertified
      ? try economy.naming("certificate", years: plan.years) { try Certificate(plan.accounts) }
      : nil
    try flag.check()
    let sides = Matrix(
      rows: n, columns: 2 * count,
      values: zip(direct.values, plantDemand.joined()).map(+) + finalDemand.flatMap { $0 })
    let solution = try economy.naming("output", years: plan.years) {
      try LinearSolver.solve(
        plan.accounts, rightHandSide: sides, systems: plan.systems + plan.systems,
        options: options, certificate: certificate)
    }
    try flag.check()
    let price = (count..<2 * count).map(solution.x.column)
    var again = options
    again.polynomial = solution.polynomial
    let events = try EventStep(
      plan, economy: economy, technical: (0..<count).map(solution.x.column), price: price,
      coefficients: coefficients, certificate: certificate, options: again)
    self.direct = events.added(to: (0..<count).map(direct.column))
    self.price = price
    technical = events.technical
    eventGap = events.gap
    self.finalDemand = Self.sum([leverDemand, plantDemand, finalDemand, events.demand])
    let step = try households.map {
      try InducedStep(
        plan, economy: economy, open: (events.technical, price), households: $0,
        options: closed ?? options, isCertified: isCertified)
    }
    induced =
      step?.output
      ?? [[Double]](repeating: [Double](repeating: 0, count: n), count: count)
    records = Self.records(solution, plan) + events.records + (step?.records ?? [])
    polynomials = (solution.polynomial, step?.polynomial)
    margin = ((certificate?.margins ?? []) + (step?.margins ?? [])).min() ?? 0
  }

  /// Δx by year, all channels together.
  var total: [[Double]] {
    technical.indices.map { t in
      technical[t].indices.map { technical[t][$0] + price[t][$0] + induced[t][$0] }
    }
  }

  private static func records(_ solution: LinearSolution, _ plan: ScenarioYears) -> [SolveRecord] {
    ["technical", "price"].enumerated()
      .flatMap { block, name in
        plan.systems.map {
          solution.record(
            column: block * plan.years.count + $0, label: "\(name) \(plan.years[$0])")
        }
      }
  }

  /// Σ of several changes by year.
  private static func sum(_ parts: [[[Double]]]) -> [[Double]] {
    parts.dropFirst()
      .reduce(parts[0]) { total, part in zip(total, part).map { zip($0, $1).map(+) } }
  }

  /// (A′ − A)x₀ + Δf by year, n×years.
  static func direct(
    _ plan: ScenarioYears, economy: Economy, leverDemand: [[Double]]
  ) -> Matrix {
    let (n, count) = (economy.dimension, plan.years.count)
    let x0 = economy.satellites.output
    let levels = Matrix(
      rows: n, columns: count, values: repeatElement(x0, count: count).flatMap(\.self))
    let changed = plan.accounts.changeApplied(to: levels, systems: plan.systems)
    return Matrix(rows: n, columns: count, values: zip(changed.values, leverDemand.joined()).map(+))
  }
}

extension LinearSolution {
  func record(column: Int, label: String) -> SolveRecord {
    SolveRecord(
      label: label, method: method, reason: plan.reason, iterations: iterations[column],
      errorBound: errorBound[column], residual: residual[column])
  }
}

/// (I − A′ − H)Δx = H·Δx_open + (H′ − H)x₀: the output that spending of income adds.
struct InducedStep: Sendable {
  let output: [[Double]]
  let records: [SolveRecord]
  let margins: [Double]
  let polynomial: ResidualPolynomial?

  init(
    _ plan: ScenarioYears, economy: Economy, open: (technical: [[Double]], price: [[Double]]),
    households: HouseholdIncome, options: SolverOptions = SolverOptions(),
    isCertified: Bool = true
  ) throws {
    let closure = households.closure(plan)
    let closed = try economy.naming("households", years: plan.years) {
      try plan.accounts.closed(by: closure)
    }
    let spent = Self.firstSpending(
      plan, economy: economy, open: open, closure: closure, households: households)
    let certificate =
      isCertified
      ? try economy.naming("certificate with households", years: plan.years) {
        try Certificate(closed)
      } : nil
    let solution = try economy.naming("induced", years: plan.years) {
      try LinearSolver.solve(
        closed, rightHandSide: spent, systems: plan.systems, options: options,
        certificate: certificate)
    }
    output = plan.systems.map(solution.x.column)
    records = plan.systems.map {
      solution.record(column: $0, label: "induced \(plan.years[$0])")
    }
    margins = certificate?.margins ?? []
    polynomial = solution.polynomial
  }

  /// Sourced spending of the income that the open model changes, n×years.
  private static func firstSpending(
    _ plan: ScenarioYears, economy: Economy, open: (technical: [[Double]], price: [[Double]]),
    closure: HouseholdClosure, households: HouseholdIncome
  ) -> Matrix {
    let (R, S, n) = (economy.regionCount, economy.industryCount, economy.dimension)
    let x0 = economy.satellites.output
    var earned = Matrix(rows: R, columns: plan.years.count)
    for t in plan.systems {
      for k in 0..<n {
        let unit = closure.incomeOfSystem[t][k]
        let labour =
          closure.income[k] * (plan.labourFactor(k, year: t) - 1) * households.scale(t)
        earned[k / S, t] += unit * (open.technical[t][k] + open.price[t][k]) + labour * x0[k]
      }
      for plant in plan.states[t].plants {
        earned[plant.region, t] += households.spentShare * plant.localPay * households.scale(t)
      }
    }
    let living = closure.residence.multiplied(by: earned)
    let demand = closure.spending.map { spending in
      Matrix(
        rows: n, columns: plan.years.count,
        values: plan.systems.flatMap { t in (0..<n).map { spending[$0] * living[$0 / S, t] } })
    }
    let own = plan.accounts.sourced(originClass: 0, demand: demand[0])
    let imported = plan.accounts.sourced(originClass: 1, demand: demand[1])
    return Matrix(
      rows: n, columns: plan.years.count, values: zip(own.values, imported.values).map(+))
  }
}
