import ImpactDiagnostics
import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Bands of a scenario: draws, year by year, in blocks.
struct EnsembleRun: Sendable {
  private(set) var solver: EnsembleSolver
  private(set) var options: EnsembleOptions
  let layout: BandLayout
  private(set) var builder: BandBuilder
  let uncertain: UncertainParameters
  /// What is sold where income is spent, n×R; nil when households are not followed.
  let sales: SingleMatrix?

  /// Systems of one block: wide enough for matrix-matrix work, narrow enough for memory.
  static let block = 64

  init(
    _ scenario: Scenario, options: EnsembleOptions, context: LeverContext, reads: [String],
    accounts: OriginClassOperator, market: VehicleMarket?, households: HouseholdIncome?,
    coefficients: UnitCoefficients
  ) throws {
    let uncertain = try UncertainParameters(
      scenario, catalogue: context.catalogue, reads: reads)
    let economy = context.economy
    self.uncertain = uncertain
    self.options = options
    layout = BandLayout(economy, further: economy.resolved(scenario.territories))
    solver = try EnsembleSolver(
      scenario, context: context, accounts: accounts, market: market, households: households,
      coefficients: coefficients, parameters: uncertain.parameters,
      values: uncertain.values(options.sampling, count: options.draws, seed: options.seed),
      count: options.draws)
    sales = households.map {
      HouseholdResponse.sales($0, accounts: accounts, economy: economy)
    }
    let spread = try context.catalogue.central(UncertainParameters.imputedKey)
    builder = BandBuilder(
      economy: economy, layout: layout, coefficients: coefficients,
      imputed: Self.imputed(economy, options: options, spread: spread))
  }

  /// The same scenario with other draws, by parameter and draw.
  func with(values: [[Double]], count: Int) throws -> EnsembleRun {
    var copy = self
    copy.options.draws = count
    copy.solver = try EnsembleSolver(
      solver.scenario, context: solver.context, accounts: solver.accounts, market: solver.market,
      households: solver.households, coefficients: solver.coefficients,
      parameters: solver.parameters, values: values, count: count)
    copy.builder = BandBuilder(
      economy: builder.economy, layout: layout, coefficients: builder.coefficients,
      imputed: SingleMatrix(
        rows: count, columns: builder.economy.regionCount,
        values: [Float](repeating: 1, count: count * builder.economy.regionCount)))
    return copy
  }

  /// Lognormal factors of mean 1 by draw and region, ln f = σz − σ²/2.
  ///
  /// All estimated cells of a region go together: what they share is the total that they were fitted to.
  private static func imputed(
    _ economy: Economy, options: EnsembleOptions, spread: Double
  ) -> SingleMatrix {
    let variance = logarithm(1 + spread * spread)
    let names = economy.regions.map { "imputed employment \($0.code)" }
    let points = SampleDesign.points(
      .latinHypercube, names: names, count: options.draws, seed: options.seed)
    return SingleMatrix(
      rows: options.draws, columns: economy.regionCount,
      values: points.flatMap { u in
        u.map {
          Float(exponential(variance.squareRoot() * NormalLaw.quantile($0) - variance / 2))
        }
      })
  }

  /// Works everything out; `progress` hears how many of how many systems are done.
  func bands(
    flag: CancellationFlag, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> ResultBands {
    let years = solver.scenario.years
    var solution = EnsembleSolution()
    var refused: Set<Int> = []
    var cells: [Indicator: [[Float]]] = [:]
    var sums: [Indicator: [[Float]]] = [:]
    var convergence: [BandConvergence] = []
    for (t, year) in years.enumerated() {
      var draws = EnsembleDraws(run: self, year: year, refused: refused, flag: flag) {
        progress(t * options.draws + $0, years.count * options.draws)
      }
      let found = try draws.solved()
      refused = draws.refused
      solution.add(draws.solution)
      guard !found.draws.isEmpty else {
        throw draws.firstRefusal ?? Self.noDraws(refused.count)
      }
      let bands = builder.year(found)
      for indicator in Indicator.allCases {
        cells[indicator, default: []].append(bands.cells[indicator] ?? [])
        sums[indicator, default: []].append(bands.sums[indicator] ?? [])
      }
      if t == years.count - 1 {
        convergence = Self.convergence(bands.jobs, of: layout.reference, year: year)
      }
    }
    return ResultBands(
      options: options, draws: options.draws - refused.count, refused: refused.count,
      parameters: uncertain.parameters, convergence: convergence, solution: solution,
      notices: notices(refused: refused.count, solution, convergence), layout: layout,
      cells: cells, sums: sums)
  }

  private static func noDraws(_ count: Int) -> ProblemReport {
    ProblemReport([
      Problem(
        at: nil, path: "uncertainty", "the parameters of all \(count) draws contradict each other",
        expected: "ranges that fit together")
    ])
  }
}

extension EnsembleSolution {
  /// Counts of both; the worst of both.
  mutating func add(_ other: EnsembleSolution) {
    full += other.full
    reduced += other.reduced
    modes = max(modes, other.modes)
    heldOutError = max(heldOutError, other.heldOutError)
    largestResidual = max(largestResidual, other.largestResidual)
  }
}
