import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Draws and years that are solved in full to make the coordinates of all others.
///
/// They are draws of their own, a Latin hypercube from the seed over all years in turn, so they depend on
/// the seed and the years alone, not on the number of draws. The run without draws joins them.
struct EnsembleSample: Sendable {
  /// That make the coordinates.
  let base: [DrawYear]
  /// That test them.
  let heldOut: [DrawYear]

  /// Draws and years up to which all are solved in full: coordinates would not pay.
  static let fewest = 256
  /// Draws and years up to which a small sample does.
  private static let few = 4_096

  /// How many draws of its own a sample takes.
  static func size(systems: Int, years: Int) -> (base: Int, heldOut: Int) {
    guard systems > fewest, years > 0 else { return (0, 0) }
    return systems <= few
      ? (26 + 2 * years, min(years, 4)) : (min(400, 136 + 12 * years), max(8, years))
  }

  /// The draws from `first` on are those of the sample; `years` are indices.
  init(first: Int, size: (base: Int, heldOut: Int), years: [Int]) {
    let all = (0..<size.base).map { DrawYear(draw: first + $0, t: years[$0 % years.count]) }
    base = all.sorted { ($0.t, $0.draw) < ($1.t, $1.draw) }
    heldOut = (0..<size.heldOut)
      .map { j in
        let place = (2 * j + 1) * years.count / (2 * size.heldOut)
        return DrawYear(draw: first + size.base + j, t: years[place])
      }
  }
}

/// What the run without draws found, which the sample takes over.
struct CentralRun: Sendable {
  /// After the levers, by year.
  let states: [LeverState]
  /// Δx by year, all channels.
  let output: [[Double]]
  /// Δp by extra cost.
  let prices: Matrix
  /// Polynomials that draws are solved by.
  let polynomials: DrawPolynomials

  init(_ plan: ScenarioYears, output: OutputStep, prices: PriceStep) {
    states = plan.states
    self.output = output.total
    self.prices = prices.prices
    polynomials = DrawPolynomials(
      prices: prices.polynomial, open: output.polynomials.open, closed: output.polynomials.closed)
  }

  /// What levers acted on, by year.
  var feedback: [LeverFeedback] { states.map(\.feedback) }

  /// Years whose draws may be solved in coordinates.
  func yearsInCoordinates(_ levers: [any Lever]) -> [Int] {
    let followsContent = levers.contains {
      ($0 as? LocalContent).map { $0.definition == .valueAdded && $0.intensity > 0 } ?? false
    }
    guard !followsContent else { return [] }
    return states.indices.filter { !EnsembleSolver.needsSteps(states[$0]) }
  }

  /// What growth of productivity multiplies indicators of a year with; nil for nothing.
  func scale(_ t: Int, dimension n: Int) -> [Indicator: [Double]]? {
    guard !states[t].productivity.isEmpty else { return nil }
    let growth = ProductivityScale(states[t])
    return Dictionary(
      uniqueKeysWithValues: Indicator.allCases.map {
        ($0, growth.applied(to: [Double](repeating: 1, count: n), $0))
      })
  }
}

extension EnsembleRun {
  static let mostModes = 128
  static let mostPriceModes = 64
  /// Modes below this part of the largest are left out.
  static let modeTolerance = 1e-6

  /// Columns of prices that a sample takes at most: several times as many as there are modes.
  static let mostPriceColumns = 24 * mostPriceModes

  /// The coordinates that a sample makes, and the largest error of the draws held out.
  func reducedSolver(
    base: DrawnSample, heldOut: DrawnSample, years: [Int]
  ) throws -> (ReducedSolver, heldOutError: Double) {
    let n = solver.economy.dimension
    let basis = try ResponseBasis(
      sample: DrawnSample.columns(years.map { central.output[$0][...] }, base.output, rows: n),
      tolerance: Self.modeTolerance, most: Self.mostModes, seed: options.seed,
      context: solver.context, closed: try closedAccounts())
    let prices = try reducedPrices(base, basis)
    let household = solver.households.map {
      HouseholdResponse($0, accounts: solver.accounts, basis: basis, economy: solver.economy)
    }
    let extras = try ExtraModes(centralExtras(years) + base.extras, dimension: n)
    let layout = layout(years)
    let reduced = ReducedSolver(
      solver: solver, basis: basis, prices: prices, household: household, extras: extras,
      terms: ReducedTerms(layout, basis: basis, prices: prices),
      room: DrawnRoom(layout), floor: PurchaseFloor(layout, solver.context),
      clock: clock,
      vehicles: solver.market.map { market in
        basis.sold(
          by: (0..<solver.economy.regionCount)
            .map { $0 * solver.economy.industryCount + market.vehicles })
      }, market: solver.market.map(VehicleMarketBlock.init))
    return (reduced, Self.error(of: reduced, heldOut: heldOut))
  }

  /// Changed purchases of the run without draws and of some of the sample in every year; a draw that
  /// levers refuse names none.
  private func layout(_ years: [Int]) -> PurchaseLayout {
    let byYear = Dictionary(grouping: sample?.base ?? [], by: \.t)
    let cases = solver.cases(years.flatMap { (byYear[$0] ?? []).prefix(Self.laidOut) })
    let drawn = concurrentMap(cases.count) { j -> PurchaseChanges? in
      var state = LeverState(context: cases[j].context, year: cases[j].year)
      do { for lever in solver.scenario.levers { try state.apply(lever) } } catch { return nil }
      return state.purchases
    }
    return PurchaseLayout(
      years.map { central.states[$0].purchases } + drawn.compactMap(\.self),
      economy: solver.economy)
  }

  /// Draws of each year whose changed purchases are laid out; the others name few more.
  private static let laidOut = 4

  private func closedAccounts() throws -> OriginClassOperator {
    guard let households = solver.households else { return solver.accounts }
    return try solver.accounts.closed(
      by: HouseholdClosure(
        income: households.income, residence: households.residence, spending: households.spending))
  }

  private func centralExtras(_ years: [Int]) -> [[CellExtra]] {
    years.map { t in
      DrawnAccount(
        central.states[t], economy: solver.economy, coefficients: solver.coefficients,
        households: nil
      )
      .extras { central.output[t][$0] }
    }
  }

  /// Of how many members of a sample one gives its prices: about `mostPriceColumns` columns in all.
  func strideOfPrices(_ members: Int) -> Int {
    let columns = members * central.prices.columns / max(1, central.output.count)
    return max(1, (columns + Self.mostPriceColumns - 1) / Self.mostPriceColumns)
  }

  private func reducedPrices(
    _ base: DrawnSample, _ basis: ResponseBasis
  ) throws -> ReducedPrices? {
    let n = solver.economy.dimension
    let known = (0..<central.prices.columns).map { central.prices.values[$0 * n..<($0 + 1) * n] }
    guard !known.isEmpty || !base.prices.isEmpty, let market = solver.market else { return nil }
    return try ReducedPrices(
      sample: DrawnSample.columns(known, base.prices, rows: n), tolerance: Self.modeTolerance,
      most: Self.mostPriceModes, seed: options.seed, basis: basis, accounts: solver.accounts,
      vehicles: market.vehicles)
  }

  /// Largest distance of draws held out from the full solver, 1-norm relative to the change of output.
  private static func error(of reduced: ReducedSolver, heldOut: DrawnSample) -> Double {
    let byYear = Dictionary(grouping: heldOut.members) { $0.system.t }
      .sorted { $0.key < $1.key }
    let found = concurrentMap(byYear.count) { y -> Double in
      let (t, own) = byYear[y]
      let members = Dictionary(own.map { ($0.system, $0) }, uniquingKeysWith: { first, _ in first })
      return reduced.solve(own.map(\.system.draw), years: [t])
        .reduce(0) { worst, outcome in
          guard outcome.residual <= ReducedBlock.largestResidual,
            let member = members[outcome.system]
          else { return worst }
          return max(worst, distance(outcome, member, reduced))
        }
    }
    return found.max() ?? 0
  }

  private static func distance(
    _ outcome: ReducedSolver.Outcome, _ member: DrawnSample.Member, _ reduced: ReducedSolver
  ) -> Double {
    let y = SingleMatrix(
      rows: 1, columns: reduced.basis.modes,
      values: Array(outcome.coordinates.prefix(reduced.basis.modes)))
    let found = y.multiplied(by: reduced.basis.response).values
    var (error, size) = (0.0, 0.0)
    for (k, value) in member.output.enumerated() {
      error += abs(Double(found[k]) - Double(value))
      size += abs(Double(value))
    }
    return size > 0 ? error / size : 0
  }
}
