import ImpactEconomies
import ImpactLevers
import ImpactNumerics

/// Draws through levers, prices and coordinates: what the full solver does, cheaply.
///
/// Levers of a draw act on all years with one context; then blocks of draws and years go through
/// prices and coordinates together.
struct ReducedSolver: Sendable {
  let solver: EnsembleSolver
  let basis: ResponseBasis
  let prices: ReducedPrices?
  let household: HouseholdResponse?
  let extras: ExtraModes
  let terms: ReducedTerms
  let clock: EnsembleClock
  /// What a EUR of vehicles sold by each region brings, R×width; nil without a market.
  let vehicles: SingleTiles?

  /// A draw and year in coordinates; those that are missing must be solved in full.
  struct Outcome: Sendable {
    let system: DrawYear
    /// Of Δx, then of the extras.
    let coordinates: [Float]
    let residual: Float
    /// Extras that their coordinates leave too much out of; nil for the others.
    let extras: [CellExtra]?
  }

  /// Change of a volume at which rounds of the fixed point end: far below what a band shows.
  private static let volumeTolerance = 1e-6
  private static let mostRounds = 15
  /// Rows of a block: wide enough for matrix-matrix work, narrow enough for the cache.
  private static let rows = 32

  /// Coordinates of a draw and year, those of the extras with them.
  var width: Int { basis.modes + extras.modes }

  /// Outcomes of some draws in some years (indices).
  func solve(_ draws: [Int], years: [Int]) -> [Outcome] {
    let members = years.flatMap { t in draws.map { DrawYear(draw: $0, t: t) } }
    let cases = clock.measure(\.levers) {
      followsVolume ? settled(members) : acted(members)
    }
    let blocks = stride(from: 0, to: cases.count, by: Self.rows)
      .map { $0..<min($0 + Self.rows, cases.count) }
    return clock.measure(\.coordinates) {
      concurrentMap(blocks.count) { block(Array(cases[blocks[$0]])) }.flatMap(\.self)
    }
  }

  /// Whether levers act on volumes that follow from prices.
  private var followsVolume: Bool {
    solver.scenario.levers.contains {
      ($0 as? LocalContent).map { $0.capacity != nil && $0.intensity > 0 } ?? false
    }
  }

  private func block(_ all: [ReducedCase]) -> [Outcome] {
    let everything = changed(all)
    let sales = sales(all, everything)
    let kept = all.indices.filter { sales[$0] != nil }
    guard !kept.isEmpty else { return [] }
    let cases = kept.map { all[$0] }
    let changed = kept.count == all.count ? everything : changed(cases)
    let work = ReducedBlock(
      basis: basis, economy: solver.economy, household: household,
      vehicles: vehicles)
    let solved = work.solve(
      cases, changed, sold: kept.compactMap { sales[$0] },
      scale: cases.map { solver.incomeScale[$0.system.draw] })
    clock.count(
      DrawnSums.operations(changed.factors, width: basis.width + (prices?.modes ?? 0)))
    let others = extras.coordinates(solved.extras)
    let (B, modes) = (cases.count, basis.modes)
    return cases.indices.map { j in
      Outcome(
        system: cases[j].system,
        coordinates: (0..<modes).map { solved.coordinates.values[j + $0 * B] }
          + (0..<extras.modes).map { others.values.values[j + $0 * B] },
        residual: solved.residual[j], extras: others.isClose[j] ? nil : solved.extras[j])
    }
  }

  /// What a block of cases changes.
  private func changed(_ cases: [ReducedCase]) -> ChangedPurchases {
    let rows = cases.map(\.purchases)
    let layout = terms.layout.holding(rows, S: solver.economy.industryCount)
    return ChangedPurchases(
      terms: layout === terms.layout
        ? terms : ReducedTerms(layout, basis: basis, prices: prices),
      factors: layout.factors(rows))
  }

  /// Cases after their levers; what levers refuse is missing.
  private func acted(_ members: [DrawYear]) -> [ReducedCase] {
    Contexts(members, solver)
      .acted(
        Array(members.indices), members, members.map { _ in LeverFeedback() }, self
      )
      .compactMap(\.self)
  }

  /// Cases whose levers agree with the volumes that their prices bring; what does not come to rest is
  /// missing.
  private func settled(_ members: [DrawYear]) -> [ReducedCase] {
    let contexts = Contexts(members, solver)
    var feedback = members.map { _ in LeverFeedback() }
    var open = Array(members.indices)
    var done: [ReducedCase?] = members.map { _ in nil }
    for round in 0..<Self.mostRounds where !open.isEmpty {
      let acted = contexts.acted(open, members, feedback, self)
      let fine = open.indices.filter { acted[$0] != nil }
      let cases = fine.compactMap { acted[$0] }
      let blocks = stride(from: 0, to: cases.count, by: Self.rows)
        .map { Array(cases[$0..<min($0 + Self.rows, cases.count)]) }
      let sold = concurrentMap(blocks.count) { sales(blocks[$0], changed(blocks[$0])) }
        .flatMap(\.self)
      var next: [Int] = []
      for (k, index) in fine.enumerated() {
        let member = open[index]
        guard let sale = sold[k] else { continue }
        if movement(&feedback[member], sale) <= Self.volumeTolerance {
          done[member] = cases[k]
        } else if round + 1 < Self.mostRounds {
          next.append(member)
        }
      }
      open = next
    }
    return done.compactMap(\.self)
  }

  /// One context for each draw, with the members that it serves.
  private struct Contexts {
    private let draws: [Int]
    private let contexts: [Int: LeverContext]

    init(_ members: [DrawYear], _ solver: EnsembleSolver) {
      let draws = Array(Set(members.map(\.draw))).sorted()
      self.draws = draws
      contexts = Dictionary(
        zip(draws, concurrentMap(draws.count) { solver.context(of: draws[$0]) }),
        uniquingKeysWith: { first, _ in first })
    }

    /// Cases of open members after their levers, draw by draw side by side; nil where a lever refuses
    /// or a purchase may fall below zero.
    func acted(
      _ open: [Int], _ members: [DrawYear], _ feedback: [LeverFeedback], _ reduced: ReducedSolver
    ) -> [ReducedCase?] {
      let byDraw = Dictionary(grouping: open.indices) { members[open[$0]].draw }
      let own = draws.filter { byDraw[$0] != nil }
      let found = concurrentMap(own.count) { d -> [(Int, ReducedCase?)] in
        (byDraw[own[d]] ?? [])
          .map { index in
            let member = members[open[index]]
            guard let context = contexts[member.draw] else { return (index, nil) }
            return (
              index,
              Self.acted(
                LeverCase(context: context, year: reduced.solver.scenario.years[member.t]), member,
                feedback[open[index]], reduced)
            )
          }
      }
      var result = [ReducedCase?](repeating: nil, count: open.count)
      for (index, item) in found.joined() { result[index] = item }
      return result
    }

    private static func acted(
      _ item: LeverCase, _ system: DrawYear, _ feedback: LeverFeedback, _ reduced: ReducedSolver
    ) -> ReducedCase? {
      var state = LeverState(context: item.context, year: item.year, feedback: feedback)
      do {
        for lever in reduced.solver.scenario.levers { try state.apply(lever) }
      } catch {
        return nil
      }
      guard !state.purchases.isNegative(in: item.context) else { return nil }
      return ReducedCase(state, system, solver: reduced.solver, layout: reduced.terms.layout)
    }
  }

  /// Δf of vehicles by origin; nil for a case whose prices fall to zero or leave the coordinates.
  private func sales(_ cases: [ReducedCase], _ changed: ChangedPurchases) -> [[Double]?] {
    guard let market = solver.market, let prices else {
      return cases.map { $0.responses.isEmpty ? [] : nil }
    }
    let p = prices.vehiclePrices(cases, changed)
    return market.changes(cases, prices: p)
  }

  /// Writes the volumes that follow from sales into a feedback; returns the largest change.
  private func movement(_ feedback: inout LeverFeedback, _ sold: [Double]) -> Double {
    guard let market = solver.market, !sold.isEmpty else { return 0 }
    let volume = zip(market.sales, sold).map { $0 > 0 ? 1 + $1 / $0 : 1 }
    let moved = volume.indices.reduce(0) { max($0, abs(volume[$1] - feedback.volume($1))) }
    feedback.volume = volume
    return moved
  }
}
